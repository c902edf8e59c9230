"""iCalendar files: what an event says becomes a session."""

from datetime import date

import pytest

from scale_tui.domain.agenda import Kind, Link, Role, Speaker
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.icalendar import read_icalendar

START = "DTSTART;TZID=Europe/Oslo:20260901T090000"
END = "DTEND;TZID=Europe/Oslo:20260901T094500"


def event(*lines, start=START, end=END, title="A talk"):
    return ["BEGIN:VEVENT", start, end, f"SUMMARY:{title}", *lines, "END:VEVENT"]


def calendar(*events, head=("X-WR-CALNAME:Small Nets",)):
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        *head,
        *(line for one in events for line in one),
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines if line).encode()


def read(*events, head=("X-WR-CALNAME:Small Nets",), **known):
    return read_icalendar(calendar(*events, head=head), source="nets.ics", **known)


def only(*lines, **parts):
    (session,) = read(event(*lines, **parts)).agenda.sessions
    return session


def refusal(data):
    with pytest.raises(UnreadableAgenda) as caught:
        read_icalendar(data, source="nets.ics")
    return str(caught.value)


def test_an_event_is_a_session():
    reading = read(
        event(
            "UID:42@nets",
            "LOCATION:Main Hall",
            "CATEGORIES:Networks,Talks",
            "DESCRIPTION:One\\, two\\;\\nthree.",
            "URL:https://nets.example/42",
        )
    )
    (session,) = reading.agenda.sessions
    assert (session.title, session.room, session.track) == ("A talk", "Main Hall", "Networks")
    assert session.abstract == "One, two;\nthree."
    assert (session.url, session.guid, session.id) == ("https://nets.example/42", "42@nets", "42@nets")
    assert (session.day, session.minutes, session.kind) == (date(2026, 9, 1), 45, Kind.TALK)
    assert (reading.agenda.title, reading.agenda.name) == ("Small Nets", "small-nets")
    assert reading.notes == ()


def test_lines_are_unfolded_before_they_are_decoded():
    folded = "SUMMARY:Caf\u00e9 talk".encode()
    cut = folded.index(b"\xa9")
    data = calendar(event(title="X")).replace(b"SUMMARY:X", folded[:cut] + b"\r\n " + folded[cut:])
    (session,) = read_icalendar(data, source="nets.ics").agenda.sessions
    assert session.title == "Café talk"


@pytest.mark.parametrize("end_of_line", [b"\n", b"\r", b"\r\r\n"])
def test_any_end_of_line_will_do(end_of_line):
    data = calendar(event("DESCRIPTION:one", " two")).replace(b"\r\n", end_of_line)
    (session,) = read_icalendar(data, source="nets.ics").agenda.sessions
    assert session.abstract == "onetwo"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_other_encodings_of_unicode_are_read(encoding):
    data = calendar(event(title="Café")).decode().encode(encoding)
    reading = read_icalendar(data, source="nets.ics")
    assert reading.agenda.sessions[0].title == "Café"
    assert reading.notes == ()


def test_a_line_that_is_not_utf_8_is_read_as_windows_1252_and_the_others_are_not():
    data = calendar(event(title="Café"), event(title="CAFE")).replace(b"CAFE", b"Caf\xe9 \x96")
    reading = read_icalendar(data, source="nets.ics")
    assert sorted(session.title for session in reading.agenda.sessions) == ["Café", "Café –"]
    assert reading.notes == ("line 12: not UTF-8, so this and other such lines were read as Windows-1252",)


def test_what_is_no_event_is_no_session():
    others = [
        [f"BEGIN:{name}", START, "SUMMARY:Not this", f"END:{name}"]
        for name in ("VTODO", "VFREEBUSY", "VJOURNAL")
    ]
    alarm = ("BEGIN:VALARM", "SUMMARY:Not this", "DESCRIPTION:nor this", "END:VALARM")
    reading = read(*others, event(*alarm))
    (session,) = reading.agenda.sessions
    assert (session.title, session.abstract) == ("A talk", None)


def test_several_calendars_in_a_file_are_one_agenda():
    data = calendar(event(title="One")) + calendar(event(title="Two"), head=("X-WR-CALNAME:Other",))
    agenda = read_icalendar(data, source="nets.ics").agenda
    assert ([session.title for session in agenda.sessions], agenda.title) == (["One", "Two"], "Small Nets")


@pytest.mark.parametrize(
    ("head", "source", "title"),
    [
        (("X-WR-CALNAME;CHARSET=UTF-8:Small\\, Nets",), "a.ics", "Small, Nets"),
        (("NAME:Newer",), "a.ics", "Newer"),
        ((), "/home/me/nets-2026.ics", "nets-2026"),
        ((), "https://nets.example/2026/nets.ics?all=1", "nets"),
        ((), "-", "Calendar"),
    ],
)
def test_the_title_is_the_calendar_s_or_the_file_s(head, source, title):
    assert read_icalendar(calendar(event(), head=head), source=source).agenda.title == title


def test_a_given_title_wins():
    assert read(event(), title="Mine").agenda.title == "Mine"


def test_an_event_without_a_title_is_kept_and_noted():
    reading = read(event(title=""))
    assert reading.agenda.sessions[0].title == "Untitled session"
    assert reading.notes == ("line 4: no title, so it is called “Untitled session”",)


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("", "has no start"),
        ("DTSTART:20260231T100000", "has a start that is no time"),
        ("DTSTART:tomorrow", "has a start that is no time"),
        ("DTSTART:00010101T000000Z", "has a start that is no time"),
        ("DTSTART:99991231T235959Z", "has a start that is no time"),
        ("DTSTART:٢٠٢٦٠٩٠١T090000Z", "has a start that is no time"),
        ("DTSTART:PT1H", "has a start that is no time"),
        ("DTSTART:" + "9" * 5000, "has a start that is no time"),
    ],
)
def test_an_event_without_a_start_is_skipped_by_name(start, why):
    reading = read(event(), event(start=start, title="Lost \x1b[31mtalk"))
    assert [session.title for session in reading.agenda.sessions] == ["A talk"]
    assert reading.notes == (f"line 9: “Lost talk” {why}, skipped",)


def test_what_is_skipped_may_have_no_name():
    assert read(event(), event(start="", title="")).notes == (
        "line 9: an event without a title has no start, skipped",
    )


def test_the_kind_of_a_session_is_that_of_its_title():
    assert only(title="Lunch").kind is Kind.MEAL
    assert only(title="Registration").kind is Kind.OTHER
    assert only("DESCRIPTION:How bees do it.", title="Registration").kind is Kind.TALK


def test_a_calendar_of_which_no_event_has_a_start_is_refused():
    assert refusal(calendar(event(start=""))).startswith("nets.ics, line 4: expected events with a start")


def test_a_calendar_without_events_is_an_agenda_without_sessions():
    reading = read()
    assert (reading.agenda.sessions, reading.notes) == ((), ("the calendar has no events",))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is no iCalendar file"),
        (b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n", "is no iCalendar file"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is no iCalendar file"),
        (calendar(event())[:-30], "has no END:VCALENDAR"),
        (b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 1_000_001, "expected at most 1,000,000 lines"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 100_001, "expected at most 100,000 events"),
        (b" " * (32 * 1024 * 1024 + 1), "expected at most 32 MiB"),
    ],
)
def test_what_is_no_whole_calendar_is_refused_on_one_line(data, why):
    line = refusal(data)
    assert why in line
    assert "\n" not in line
    assert len(line) <= 240


def test_broken_lines_are_skipped_and_noted_without_their_bytes():
    broken = ('X-A;P="a', 'END:VEVENT":b', 'ATTENDEE;CN="x";=;:y')
    reading = read(event(*broken, "LOCATION:Hall"))
    assert reading.agenda.sessions[0].room == "Hall"
    assert reading.notes == (
        "line 8: expected NAME:value, skipped",
        "line 9: END without its BEGIN, skipped",
        "line 10: what stands between ATTENDEE and its value cannot be read, left out",
    )


def test_an_event_that_does_not_end_ends_where_the_next_begins():
    reading = read(event(title="One")[:-1], event(title="Two"))
    assert [session.title for session in reading.agenda.sessions] == ["One", "Two"]
    assert reading.notes == ("line 8: expected END:VEVENT before the next event",)


def test_html_and_references_become_text():
    session = only(
        "DESCRIPTION:<p>Fast&nbsp\\;&amp\\; <b>small</b></p><script>x()</script>",
        "LOCATION:R&amp\\;D",
        title="Nets &gt\\; nodes",
    )
    assert (session.title, session.room, session.abstract) == ("Nets > nodes", "R&D", "Fast & small")


def test_outlook_s_html_stands_in_for_a_missing_description():
    assert only("DESCRIPTION:", "X-ALT-DESC;FMTTYPE=text/html:<p>One</p><p>Two</p>").abstract == "One\n\nTwo"


def test_nothing_that_a_terminal_obeys_gets_through():
    session = only(
        "UID:a\x1b[31mb",
        "LOCATION:Ha\x07ll",
        "CATEGORIES:Tr\x9back",
        "DESCRIPTION:x\x1b]52;c;aGk=\x07y",
        "ORGANIZER;CN=An\x1bn \x1b]2;Ash\x1b\\Ash:mailto:a@example.org",
        title="A \x1b[2Jtalk",
    )
    assert (session.title, session.room, session.track, session.abstract) == ("A talk", "Hall", "Track", "xy")
    assert (session.id, session.speakers) == ("ab", (Speaker("Ann Ash"),))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "vbscript:x", "not an address"])
def test_addresses_that_are_not_safe_to_open_are_left_out(url):
    reading = read(event(f"URL:{url}", f"ATTACH:{url}"))
    (session,) = reading.agenda.sessions
    assert (session.url, session.links) == (None, ())
    assert reading.notes == ("line 4: an address that is not http, https or mailto was left out",)


def test_attachments_and_conferences_are_links():
    session = only(
        "ATTACH;FILENAME=slides.pdf:https://nets.example/s.pdf",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:aHR0cHM6Ly94",
        "CONFERENCE;VALUE=URI;LABEL=Stream:https://nets.example/live",
    )
    assert session.links == (
        Link("https://nets.example/live", "Stream"),
        Link("https://nets.example/s.pdf", "slides.pdf"),
    )


@pytest.mark.parametrize(
    ("line", "head"), [("STATUS:CANCELLED", ()), ("STATUS:cancelled", ()), ("", ("METHOD:CANCEL",))]
)
def test_what_is_called_off_is_cancelled(line, head):
    (session,) = read(event(line), head=head).agenda.sessions
    assert session.is_cancelled


def test_a_cancelled_title_is_cancelled_and_a_tentative_event_is_not():
    assert only(title="CANCELLED - Pizza").is_cancelled
    assert not only("STATUS:TENTATIVE").is_cancelled


def test_attendees_speak_and_whoever_chairs_moderates():
    session = only(
        'ATTENDEE;CN="Ash, Ann":mailto:ann@example.org',
        "ATTENDEE;ROLE=CHAIR;CN=Bo Birch:mailto:bo@example.org",
        "ATTENDEE;CUTYPE=ROOM;CN=Main Hall:mailto:hall@example.org",
        "ATTENDEE;CN=cy@example.org:mailto:cy@example.org",
        "ATTENDEE:mailto:di@example.org",
        "ATTENDEE;CN=Bo Birch:mailto:bo@example.org",
    )
    assert session.speakers == (Speaker("Ash, Ann"), Speaker("Bo Birch", None, Role.MODERATOR))


def test_an_organizer_speaks_unless_all_events_have_the_same():
    ann, bo = (f"ORGANIZER;CN={name}:mailto:x@example.org" for name in ("Ann Ash", "Bo Birch"))
    different = read(event(ann), event(bo, title="Another")).agenda
    assert [session.speakers for session in different.sessions] == [
        (Speaker("Ann Ash"),),
        (Speaker("Bo Birch"),),
    ]
    same = read(event(ann), event(ann, title="Another")).agenda
    assert same.people == ()


def test_what_nearly_all_locations_end_in_is_the_venue_and_no_part_of_rooms():
    rooms = [event(f"LOCATION:Hall {number}\\, Oslo\\, Norway") for number in range(12)]
    agenda = read(*rooms, event("LOCATION:Storgata 1\\, Oslo")).agenda
    assert set(agenda.rooms) == {*(f"Hall {number}" for number in range(12)), "Storgata 1, Oslo"}
    assert agenda.venue == "Oslo, Norway"


def test_rooms_that_share_nothing_stay_as_they_are():
    agenda = read(*(event(f"LOCATION:{room}") for room in ("Hall\\, east", "Hall\\, west", "Hall"))).agenda
    assert (set(agenda.rooms), agenda.venue) == ({"Hall, east", "Hall, west", "Hall"}, None)


def test_ids_are_uids_where_these_are_unique():
    agenda = read(
        event("UID:one"),
        event("UID:twice", title="Twin A"),
        event("UID:twice", title="Twin B"),
        event(title="None"),
    ).agenda
    assert sorted(agenda.by_id) == [
        "20260901-0900-none",
        "20260901-0900-twin-a",
        "20260901-0900-twin-b",
        "one",
    ]
    assert [session.guid for session in agenda.sessions if session.guid] == ["one"]


def test_ids_do_not_depend_on_the_order_in_the_file():
    later = "DTEND;TZID=Europe/Oslo:20260901T120000"
    pair = [event(), event(end=later)]
    ids = [{s.minutes: s.id for s in read(*order).agenda.sessions} for order in (pair, pair[::-1])]
    assert ids[0] == ids[1] == {45: "20260901-0900-a-talk", 180: "20260901-0900-a-talk-2"}
