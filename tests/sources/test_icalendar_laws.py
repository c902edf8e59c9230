"""iCalendar files: what holds for all of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import assume, example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar import read_icalendar
from scale_tui.sources.icalendar_recurrence import Effort, rule_of, starts_of

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Adelaide", "Asia/Kathmandu"])
LINES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Mn", "Me"]), max_size=40
)
PIECES = st.sampled_from(
    [
        *(
            f"{word}:{name}"
            for word in ("BEGIN", "END")
            for name in ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD")
        ),
        *("DTSTART:20260901T090000Z", "DTSTART;TZID=X:20260901T090000", "DTSTART;VALUE=DATE:20260901"),
        *("DTEND:20260901T100000", "DTEND:99991231T235959Z", "DURATION:P1D", "DURATION:-P1W"),
        *("RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=YEARLY;BYDAY=-5SU;UNTIL=21000101", "RRULE:FREQ=MONTHLY"),
        *("RDATE:20260902T090000Z,20260903", "EXDATE:20260902T090000Z", "RECURRENCE-ID:20260902T090000Z"),
        *("TZID:X", "TZOFFSETTO:+0100", "TZOFFSETFROM:-2359", "X-WR-TIMEZONE:Europe/Oslo"),
        *(
            "UID:a",
            "SUMMARY:A\\,b\\n",
            "SUMMARY:A - Ann Ash",
            "LOCATION:H\\, Oslo\\, Norway",
            "CATEGORIES:,a\\,b",
        ),
        *('ATTENDEE;CN="x":y', "ORGANIZER;CN=z:y", "URL:http://x", "METHOD:CANCEL", "STATUS:CANCELLED"),
        *("DESCRIPTION:<p>x&nbsp;", ';:"', "=", "\x1b]0;x", "\u202e", "\x9b31m"),
    ]
)


def read_or_refused(data):
    try:
        reading = read_icalendar(data, source="any.ics")
    except UnreadableAgenda as error:
        line = str(error)
    else:
        line = reading.agenda.title
        check(reading)
    assert len(line) <= 240 or not line.startswith("any.ics")
    assert line == clean_line(line)


def check(reading):
    agenda = reading.agenda
    assert len(agenda.by_id) == len(agenda.sessions)
    assert all(session.end >= session.start for session in agenda.sessions)
    shown = [agenda.title, *reading.notes, *(session.title for session in agenda.sessions)]
    shown += [
        text for session in agenda.sessions for text in (session.id, session.room, session.track) if text
    ]
    shown += [person.name for person in agenda.people]
    assert all(text == clean_line(text) for text in shown)


@given(st.binary())
def test_any_bytes_are_an_agenda_or_refused(data):
    read_or_refused(data)


@given(
    st.lists(PIECES | st.text(max_size=8)),
    st.sampled_from(["\n", "\r\n", "\r", "\n "]),
    st.binary(max_size=5),
)
@example(["DTSTART:20260901T090000Z"], "\r\n", b"")
def test_any_lines_are_an_agenda_or_refused(lines, between, stray):
    body = between.join(lines).encode("utf-8", "replace") + stray
    read_or_refused(body)
    inside = (
        b"\r\nBEGIN:VEVENT\r\nDTSTART;TZID=X:20260901T090000\r\n" + body + b"\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    read_or_refused(b"BEGIN:VCALENDAR\r\n" + inside)


def at_noon(day):
    return datetime.combine(day, time(12))


@st.composite
def told(draw):
    start = draw(st.datetimes(at_noon(date(2000, 1, 1)), at_noon(date(2100, 1, 1))))
    length = timedelta(minutes=draw(st.integers(0, 3000)))
    return draw(LINES), draw(LINES), start.replace(microsecond=0), length, draw(ZONES)


@given(st.lists(told(), max_size=8), ZONES)
def test_what_the_library_writes_is_read_back(events, home):
    written = Calendar()
    written.add("X-WR-CALNAME", "Nets")
    wanted = []
    for title, room, start, length, zone in events:
        # The library cannot write the second time that a clock shows.
        begin = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        end = begin + length
        assume(not (end.astimezone(ZoneInfo(zone)).fold or begin.astimezone(ZoneInfo(zone)).fold))
        event = Event()
        event.add("SUMMARY", title)
        event.add("LOCATION", room)
        event.add("DTSTART", begin.astimezone(ZoneInfo(zone)))
        event.add("DTEND", end.astimezone(ZoneInfo(zone)))
        written.add_component(event)
        wanted.append((clean_line(title) or "Untitled session", clean_line(room) or None, begin, end))
    agenda = read_icalendar(written.to_ical(), zone=ZoneInfo(home)).agenda
    got = [(session.title, session.room, session.start, session.end) for session in agenda.sessions]
    assert sorted(got, key=str) == sorted(wanted, key=str)


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}", f"WKST={draw(WEEKDAYS)}"]
    days = draw(st.lists(WEEKDAYS, max_size=3))
    if frequency in ("MONTHLY", "YEARLY"):
        # All or none: for "MO,1MO" dateutil knows only the first Monday.
        if draw(st.booleans()):
            days = [draw(st.sampled_from(["1", "+2", "4", "-1", "-3"])) + day for day in days]
        elif draw(st.booleans()):
            parts.append(f"BYMONTHDAY={draw(st.sampled_from(['1', '31', '-1', '5,20,-2']))}")
    if days:
        parts.append(f"BYDAY={','.join(days)}")
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.sampled_from(['1', '2,9', '6,7,8,12']))}")
    # Not with a day's or a week's: dateutil looks for the second of one until the year 9999.
    if days and frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '2,-2', '1,1']))}")
    end = draw(st.sampled_from(["", "COUNT=1", "COUNT=7", "UNTIL=20270305T120000"]))
    return ";".join([*parts, end]).rstrip(";")


@given(rules(), st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 900))
def test_series_are_those_of_dateutil(text, day, later):
    theirs = rrulestr(text, dtstart=at_noon(day))
    first = next(iter(takewhile(lambda at: at.year < 2040, theirs)), None)
    # It begins with a time of its own rule: dateutil leaves out another first time, the standard does not.
    assume(first is not None)
    theirs = rrulestr(text, dtstart=first)
    assume(next(iter(theirs), None) == first)
    rule = rule_of(text)
    begin, end = first.date() + timedelta(days=later), first.date() + timedelta(days=later + 1200)
    ours = starts_of(
        rule,
        first,
        begin=begin,
        end=end,
        is_past=lambda at: rule.until is not None and at > rule.until,
        effort=Effort(),
    )
    until_then = takewhile(lambda at: at.date() <= end, islice(theirs, 5000))
    assert list(ours) == [at for at in until_then if at.date() >= begin]


def test_a_turn_costs_the_more_the_more_a_rule_chooses_by(monkeypatch) -> None:
    monkeypatch.setattr(Effort, "allowed", 1000)
    first = datetime.fromisoformat("2026-01-01")

    def turns(rule: str) -> int:
        times = starts_of(
            rule_of(rule),
            first,
            begin=first.date(),
            end=date(2199, 1, 1),
            is_past=lambda _: False,
            effort=Effort(),
        )
        return sum(1 for _ in times)

    for name in ("BYSETPOS=1", "BYMONTHDAY=1"):
        assert turns(f"FREQ=DAILY;{name}" + ",1" * 60) * 2 < turns(f"FREQ=DAILY;{name}")
