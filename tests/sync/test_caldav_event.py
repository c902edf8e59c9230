"""One event that several programs write to: what stays, what goes, and what nobody can read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import agenda, session
from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.calendar_file import calendar_file
from scale_tui.export.edition import Edition
from scale_tui.sync.caldav_event import (
    CalendarEvent,
    Wanted,
    new_text,
    read_event,
    session_of,
    updated_text,
)

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
ALPHA = session("10:00", 30, "Alpha", id="alpha", room="Blue", abstract="It is, in short: good; very.")
SANTA_CLARA = ZoneInfo("America/Los_Angeles")


def wanted(talk: Session = ALPHA, mark: Mark = Mark.STAR, *, days: int = 0) -> Wanted:
    """The talk as it is written with the agenda of this many days after Monday."""
    stars, backups = (
        frozenset({talk.id}) if mark is kept else frozenset() for kept in (Mark.STAR, Mark.BACKUP)
    )
    schedule = PersonalSchedule(stars=stars, backups=backups)
    at = MONDAY + timedelta(days=days)
    return Wanted(calendar_file(agenda(talk), schedule, Edition(at), (talk,)), mark, at, at)


def there(text: bytes | str | None) -> CalendarEvent:
    assert text is not None
    found = read_event(text)
    assert found is not None
    return found


def alarms(event: CalendarEvent) -> list[timedelta]:
    return sorted(alarm.TRIGGER for alarm in event.event.walk("VALARM"))


def test_what_was_written_needs_no_writing() -> None:
    assert updated_text(there(new_text(wanted())), wanted(days=1)) is None


def test_how_a_server_spells_it_is_no_change() -> None:
    text = new_text(wanted()).decode()
    spelled = text.replace("TRANSP:OPAQUE\r\n", "").replace(
        "DTEND;TZID=America/Los_Angeles:20240911T103000", "DURATION:PT30M"
    )
    spelled = spelled.replace("DTSTART;TZID=America/Los_Angeles:20240911T100000", "DTSTART:20240911T170000Z")
    assert spelled.count("PT30M") == 1
    assert updated_text(there(spelled), wanted(days=1)) is None
    moved = replace(ALPHA, start=ALPHA.start + timedelta(hours=1), end=ALPHA.end + timedelta(hours=1))
    after = there(updated_text(there(spelled), wanted(moved, days=1)))
    assert (after.event.start, after.event.end) == (moved.start, moved.end)
    assert "DURATION" not in after.event


def test_each_version_that_is_written_has_a_higher_number() -> None:
    event = there(new_text(wanted()))
    for days, title in enumerate(("Alpha!", "Alpha", "Beta"), 1):
        event = there(updated_text(event, wanted(replace(ALPHA, title=title), days=days)))
        assert (event.event["SUMMARY"], event.event["SEQUENCE"]) == (title, days)


def test_an_alarm_of_mine_stays_and_the_programs_comes_and_goes_with_the_star() -> None:
    event = there(new_text(wanted()))
    assert alarms(event) == [timedelta(minutes=-10)]
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-45))
    event.event.add_component(alarm)
    event = there(event.calendar.to_ical())
    event = there(updated_text(event, wanted(mark=Mark.BACKUP, days=1)))
    assert alarms(event) == [timedelta(minutes=-45)]
    event = there(updated_text(event, wanted(days=2)))
    assert alarms(event) == [timedelta(minutes=-45)]
    plain = there(new_text(wanted(mark=Mark.BACKUP)))
    assert alarms(there(updated_text(plain, wanted(days=1)))) == [timedelta(minutes=-10)]


def test_what_the_record_was_taken_off_is_written_only_with_something_new() -> None:
    """A program that keeps nothing of what it does not know."""
    lines = new_text(wanted()).decode().replace("\r\n ", "").split("\r\n")
    bare = there("\r\n".join(line for line in lines if not line.startswith("X-")))
    assert bare.record.mark is None
    assert updated_text(bare, wanted(days=1)) is None
    local = "DTSTART;TZID=America/Los_Angeles:20240911T100000"
    elsewhere = there(bare.calendar.to_ical().replace(local.encode(), b"DTSTART:20240911T170000Z"))
    assert updated_text(elsewhere, wanted(days=1)) is None
    after = there(updated_text(bare, wanted(replace(ALPHA, room="Red"), days=1)))
    assert (after.event["LOCATION"], after.record.mark) == ("Red", Mark.STAR)
    assert there(updated_text(bare, wanted(days=1), is_adopted=True)).record.mark is Mark.STAR


def test_an_event_of_a_whole_day_and_one_without_a_time() -> None:
    text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:own-x\r\n{}SUMMARY:\x1b[31mTrip\r\n"
    text += "END:VEVENT\r\nEND:VCALENDAR\r\n"
    found = session_of(there(text.format("DTSTART;VALUE=DATE:20240911\r\n")), "own-x", SANTA_CLARA, None)
    assert found is not None
    assert (found.title, found.start) == ("[31mTrip", datetime(2024, 9, 11, 7, tzinfo=UTC))
    assert session_of(there(text.format("")), "own-x", SANTA_CLARA, None) is None
    assert session_of(there(text.format("DTSTART:nonsense\r\n")), "own-x", SANTA_CLARA, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
        "\x00",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    ],
)
def test_what_is_no_event_is_none(text: str) -> None:
    assert read_event(text) is None


LINES = st.sampled_from(
    [
        "DTSTART:20240911T100000Z", "DTSTART;TZID=Nowhere/X:20240911T100000", "DTSTART:x",
        "DTEND:00010101T000000Z",
        "DTEND;VALUE=DATE:20240912", "DURATION:PT30M", "DURATION:-P99999999999D", "SEQUENCE:x", "SEQUENCE:7",
        "SUMMARY:A\\nB",
        "SUMMARY;X=1:\x1b[2J", "CATEGORIES:a,b", "CATEGORIES:c", "TRANSP:opaque",
        "X-SCALE-TUI:mark=star since=x as-of=",
        "X-SCALE-TUI:mark=own as-of=9999-12-31T23:59:59-23:59", "RRULE:FREQ=NONSENSE",
        "BEGIN:VALARM", "END:VALARM", "nonsense",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=8))
def test_whatever_others_write_is_read_or_refused(lines: list[str]) -> None:
    inner = "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:alpha", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    )
    found = read_event(inner)
    if found is None:
        return
    text = updated_text(found, wanted(days=1), is_adopted=True)
    if text is not None:
        assert updated_text(there(text), wanted(days=1)) is None
    own = session_of(found, "own-alpha", SANTA_CLARA, None)
    assert own is None or own.title.isprintable()
