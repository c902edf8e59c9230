"""iCalendar: what another program's reader, and our own, make of the file."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

import strategies
from builders import agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Link, Role, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.calendar_file import calendar_file
from scale_tui.export.edition import Edition
from scale_tui.export.identity import calendar_uid
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar import read_icalendar

EDITION = Edition(datetime(2024, 9, 1, 12, tzinfo=UTC))
TALK = session(
    "12:15",
    20,
    "Queues; and, \\ more",
    id="talk",
    room="Hall 1, upstairs",
    track="AI, ML",
    subtitle="A subtitle",
    abstract="First paragraph.\n\nSecond, with a ; and a \\n that is none.",
    url="https://example.org/talk?a=1;b",
    links=(Link("https://example.org/slides.pdf", "Slides"),),
    speakers=(speaker("Jiaqi Gao", "Alibaba"), speaker("Ann Lee", role=Role.MODERATOR)),
)
BREAK_OUTS = (
    "Title\r\nBEGIN:VALARM\r\nACTION:PROCEDURE",
    "Title\nEND:VEVENT\nEND:VCALENDAR",
    "Title\rATTACH:file:///etc/passwd",
    "a\x85BEGIN:VALARM\u2028BEGIN:VEVENT\u2029\x0b\x0c\x1c\x1d\x1eEND:VEVENT",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f",
    "half a pair \ud800",
    "BEGIN:VALARM",
    "\\nEND:VEVENT",
    "\\",
    "ä" * 200,
    "🎉" * 60,
)


def ics(conf: Agenda, schedule: PersonalSchedule | None = None, edition: Edition = EDITION) -> bytes:
    return calendar_file(conf, schedule or PersonalSchedule(), edition, conf.sessions)


def parsed(data: bytes) -> Calendar:
    """The file as a parser that shares nothing with ours or the writer's library reads it."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    return IcsCalendarStream.calendar_from_ics(data.decode("utf-8"))


def only_event(data: bytes) -> Event:
    (event,) = parsed(data).events
    return event


def test_a_star_is_an_event_with_all_that_is_known_of_it() -> None:
    schedule = PersonalSchedule(stars=frozenset({"talk"}), notes={"talk": "Ask about\nqueues; really"})
    event = only_event(ics(agenda(TALK, venue="Santa Clara"), schedule))
    assert event.dtstart == at("12:15")
    assert event.dtend == at("12:35")
    assert getattr(event.dtstart, "tzinfo", None) == ZoneInfo("America/Los_Angeles")
    assert event.summary == "Queues; and, \\ more"
    assert event.location == "Hall 1, upstairs, Santa Clara"
    assert event.description == (
        "A subtitle\n\nJiaqi Gao · Alibaba\nAnn Lee · moderator\n\nMy note: Ask about\nqueues; really\n\n"
        "First paragraph.\n\nSecond, with a ; and a \\n that is none.\n\nSlides: https://example.org/slides.pdf"
    )
    assert str(event.url) == "https://example.org/talk?a=1;b"
    assert (event.status, event.transparency, event.sequence) == ("CONFIRMED", "OPAQUE", 0)
    assert event.uid == "talk@test-conf.scale-tui"
    (alarm,) = event.alarm
    assert (alarm.action, alarm.trigger, alarm.description) == (
        "DISPLAY",
        timedelta(minutes=-10),
        "Queues; and, \\ more",
    )


def test_our_own_reader_finds_conference_and_sessions_again() -> None:
    title = "Conf; with, \\ signs"
    found = read_icalendar(ics(agenda(TALK, title=title))).agenda
    (talk,) = found.sessions
    assert (found.title, found.zone.key) == (title, "America/Los_Angeles")
    assert (talk.title, talk.room, talk.track) == (TALK.title, TALK.room, TALK.track)
    assert (talk.url, talk.guid) == (TALK.url, "talk@test-conf.scale-tui")


def test_a_backup_is_tentative_takes_no_time_and_does_not_remind() -> None:
    event = only_event(ics(agenda(TALK), PersonalSchedule(backups=frozenset({"talk"}))))
    assert (event.status, event.transparency, event.alarm) == ("TENTATIVE", "TRANSPARENT", [])


def test_a_cancelled_star_is_cancelled_takes_no_time_and_does_not_remind() -> None:
    off = replace(TALK, is_cancelled=True)
    event = only_event(ics(agenda(off), PersonalSchedule(stars=frozenset({"talk"}))))
    assert (event.status, event.transparency, event.alarm) == ("CANCELLED", "TRANSPARENT", [])


def test_a_star_that_the_agenda_has_no_longer_is_cancelled() -> None:
    schedule = PersonalSchedule(stars=frozenset({"talk"}), gone=(TALK,))
    event = only_event(calendar_file(agenda(), schedule, EDITION, (TALK,)))
    assert (event.status, event.alarm) == ("CANCELLED", [])


def test_what_is_not_mine_takes_no_time_and_does_not_remind() -> None:
    event = only_event(ics(agenda(TALK)))
    assert (event.status, event.transparency, event.alarm) == ("CONFIRMED", "TRANSPARENT", [])


def test_an_own_entry_is_an_event_like_a_star_but_not_at_the_venue() -> None:
    lunch = session("12:30", 30, "Lunch with Ada", id="own-1", kind=Kind.OTHER)
    schedule = PersonalSchedule(own=(lunch,))
    event = only_event(calendar_file(agenda(venue="Santa Clara"), schedule, EDITION, (lunch,)))
    assert (event.summary, event.location, event.transparency) == ("Lunch with Ada", None, "OPAQUE")
    assert len(event.alarm) == 1


def test_a_session_without_length_has_no_end() -> None:
    data = ics(agenda(session("12:15", 0)))
    assert b"DTEND" not in data
    assert only_event(data).dtstart == at("12:15")


def test_what_is_stamped_is_the_copy_or_the_later_mark_never_the_present() -> None:
    later = datetime(2024, 9, 3, 8, 30, 0, 123456, tzinfo=UTC)
    earlier = datetime(2024, 8, 3, tzinfo=UTC)
    conf = agenda(TALK, session("13:00", id="other"), session("14:00", id="third"))
    edition = replace(EDITION, marked_at={"talk": later, "other": earlier}, moves={"talk": 2})
    data = ics(conf, edition=edition)
    assert data == ics(conf, edition=edition)
    talk, other, third = parsed(data).events
    assert talk.dtstamp == talk.last_modified == later.replace(microsecond=0)
    assert other.dtstamp == third.dtstamp == other.last_modified == EDITION.as_of
    assert [event.sequence for event in (talk, other, third)] == [2, 0, 0]


def test_no_line_is_longer_than_75_octets_or_broken_inside_a_character() -> None:
    wide = session("12:15", title="会場で夕食を 🎉" * 30, room="é" * 100, id="ü" * 50, abstract="x" * 500)
    data = ics(agenda(wide))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert only_event(data).summary == wide.title


@pytest.mark.parametrize("text", BREAK_OUTS)
def test_no_text_breaks_out_of_its_property(text: str) -> None:
    bad = session(
        "12:15",
        title=f"x{text}",
        id=f"x{text}",
        room=text,
        track=text,
        subtitle=text,
        abstract=text,
        url=f"https://example.org/{text}",
        links=(Link(f"https://example.org/{text}", text), Link("javascript:alert(1)")),
        speakers=(speaker(text, text),),
    )
    schedule = PersonalSchedule(stars=frozenset({bad.id}), notes={bad.id: text})
    data = ics(agenda(bad, title=text, venue=text, name=text), schedule)
    calendar = parsed(data)
    (event,) = calendar.events
    assert len(event.alarm) == 1
    assert event.alarm[0].action == "DISPLAY"
    assert event.attendees == []
    assert [extra.name for extra in event.extras] == ["x-scale-tui-mark", "x-scale-tui-note"]
    assert {re.split(b"[:;]", line)[0] for line in unfolded(data)} <= KNOWN
    assert [line for line in unfolded(data) if line.startswith(b"BEGIN:")] == BEGINNINGS
    # Whatever ends a line somewhere is gone.
    text_only = data.decode("utf-8").replace("\r\n", "")
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", text_only)
    assert "javascript" not in text_only


KNOWN = frozenset(
    b"BEGIN END PRODID VERSION CALSCALE NAME X-WR-CALNAME X-WR-TIMEZONE TZID DTSTART TZOFFSETFROM TZOFFSETTO "
    b"TZNAME UID DTSTAMP LAST-MODIFIED SEQUENCE DTEND SUMMARY LOCATION DESCRIPTION URL CATEGORIES STATUS "
    b"TRANSP ACTION TRIGGER X-SCALE-TUI-MARK X-SCALE-TUI-NOTE".split()
)
BEGINNINGS = [
    f"BEGIN:{name}".encode()
    for name in ("VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT", "VALARM")
]


def unfolded(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n")


def test_the_second_of_the_two_hours_that_clocks_show_twice_is_not_the_first() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    night = [
        Session("a", "A", start, start + timedelta(minutes=30), date(2017, 10, 29))
        for start in (datetime(2017, 10, 29, 0, 10, tzinfo=UTC), datetime(2017, 10, 29, 1, 10, tzinfo=UTC))
    ]
    for each in night:
        assert each.start.astimezone(vienna).hour == 2
        event = only_event(ics(agenda(each, zone=vienna)))
        assert [moment.astimezone(UTC) for moment in (event.dtstart, event.dtend)] == [each.start, each.end]


def read_back(data: bytes, conf: Agenda) -> list[tuple[object, ...]]:
    found = read_icalendar(data).agenda
    assert found.zone.key == conf.zone.key
    return sorted((each.start, each.end, each.title, each.room or "") for each in found.sessions)


@settings(deadline=None)
@given(strategies.agendas(min_size=1))
def test_what_is_written_is_read_back_by_two_readers(conf: Agenda) -> None:
    data = ics(conf)
    # Readers make one space of any; everything else comes back as it was.
    mine = sorted((each.start, each.end, clean_line(each.title), each.room or "") for each in conf.sessions)
    assert read_back(data, conf) == mine
    theirs = [
        (
            event.dtstart.astimezone(UTC),
            (event.dtend or event.dtstart).astimezone(UTC),
            clean_line(event.summary),
        )
        for event in parsed(data).events
        if isinstance(event.dtstart, datetime) and isinstance(event.dtend, datetime | None)
    ]
    assert sorted(theirs) == [each[:3] for each in mine]
    assert max(map(len, data.split(b"\r\n"))) <= 75


@settings(deadline=None)
@given(strategies.agendas(min_size=1))
def test_who_does_not_know_the_zone_finds_its_clock_described(conf: Agenda) -> None:
    # Under a name that nobody knows, only the description is left.
    key = conf.zone.key.encode()
    data = ics(conf).replace(b"TZID=" + key, b"TZID=Venue").replace(b"TZID:" + key, b"TZID:Venue")
    data = data.replace(b"X-WR-TIMEZONE:" + key + b"\r\n", b"")
    found = read_icalendar(data).agenda
    expected = sorted((each.start, each.end) for each in conf.sessions)
    assert sorted((each.start, each.end) for each in found.sessions) == expected


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@settings(deadline=None)
@given(NAMES, NAMES, NAMES)
def test_a_uid_has_plain_letters_is_stable_and_of_one_session_only(conf: str, one: str, two: str) -> None:
    uid = calendar_uid(conf, one)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,100}@[A-Za-z0-9._-]{1,100}\.scale-tui", uid)
    assert uid == calendar_uid(conf, one)
    assert (uid == calendar_uid(conf, two)) == (one == two)


def test_a_uid_is_the_same_in_every_version_of_this_program() -> None:
    assert calendar_uid("conf-2024", "talk-1") == "talk-1@conf-2024.scale-tui"
    assert calendar_uid("会場", "型/talk") == "talk-5d3b02d3c250@54c74a0d3533.scale-tui"


def test_a_calendar_without_sessions_is_still_one() -> None:
    assert parsed(ics(agenda())).events == []
