"""A session as an event of a calendar that others write to as well: this program elsewhere, and people.

Each event says in a property of its own what this program wrote last, so that every machine can tell what
somebody else has changed since, with nothing remembered but the event. What they changed stays, until the
conference changes the same. Of two machines the one that knows the later agenda writes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone

from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.note_text import clean_note, clean_words
from scale_tui.sync.caldav_fields import FIELDS, TIMES, UNUSABLE, digest_of, instant_of, text_of
from scale_tui.values import dataclass

_RECORD = "X-SCALE-TUI"
_EXPORTED_MARK = "X-SCALE-TUI-MARK"
_PRODUCER = "-//scale-tui//my schedule//EN"
_TAKING_TIME = frozenset({"STATUS", "TRANSP"})
_MARKS = (Mark.STAR, Mark.BACKUP, Mark.OWN)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Record:
    """What this program says of an event it wrote: ``written`` are digests of what it wrote, by field.

    ``marked_at`` is since when the session is kept so, ``as_of`` how new what is written of it is.
    """

    mark: Mark | None = None
    marked_at: datetime = LONG_AGO
    as_of: datetime = LONG_AGO
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class CalendarEvent:
    """An event in the calendar that it came in, with what else belongs to it, and what is recorded of it."""

    uid: str
    calendar: Calendar
    event: Event
    record: Record


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A session as this machine would write it: ``text`` is a calendar with that one event."""

    text: bytes
    mark: Mark
    marked_at: datetime
    as_of: datetime


def read_event(text: bytes | str) -> CalendarEvent | None:
    """The event, and the first occurrence of one that repeats; None where there is none to be read."""
    try:
        calendar = Calendar.from_ical(text)
    except UNUSABLE:
        return None
    if not isinstance(calendar, Calendar):
        return None
    for event in calendar.walk("VEVENT"):
        if isinstance(event, Event) and "RECURRENCE-ID" not in event and (uid := str(event.get("UID", ""))):
            return CalendarEvent(uid, calendar, event, _record(str(event.get(_RECORD, ""))))
    return None


def new_text(wanted: Wanted) -> bytes:
    """The event for a calendar that does not have it."""
    ours = _ours(wanted)
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCER)
    calendar.add("VERSION", "2.0")
    for component in ours.calendar.walk("VTIMEZONE"):
        calendar.add_component(component)
    written = {name: digest_of(ours.event, name) for name in FIELDS}
    _put_record(ours.event, Record(wanted.mark, wanted.marked_at, wanted.as_of, written))
    calendar.add_component(ours.event)
    return _bytes(calendar)


def is_mark_there_later(there: CalendarEvent, wanted: Wanted) -> bool:
    """Whether the calendar says otherwise, and later, how the session is kept; a star wins at a draw."""
    record = there.record
    if record.mark in {None, wanted.mark}:
        return False
    return (record.marked_at, record.mark is Mark.STAR) > (wanted.marked_at, wanted.mark is Mark.STAR)


def updated_text(there: CalendarEvent, wanted: Wanted, *, is_adopted: bool = False) -> bytes | None:
    """The event with what is new here; None where nothing is, so that it stays as it is.

    ``is_adopted`` is for one that this program did not put there, which it is to recognise from now on.
    """
    ours = _ours(wanted)
    is_mark_new = wanted.mark is not there.record.mark and (there.record.mark is not None or is_adopted)
    names = [name for name in FIELDS if _is_to_write(name, there, ours, wanted, is_mark_new=is_mark_new)]
    if not names and not is_mark_new:
        return None
    written = dict(there.record.written)
    for name in FIELDS:
        if name in names or digest_of(there.event, name) == digest_of(ours.event, name):
            written[name] = digest_of(ours.event, name)
    copy = read_event(there.calendar.to_ical())
    if copy is None:
        return None
    for name in names:
        _copy_field(copy, ours, name)
    if is_mark_new:
        _copy_field(copy, ours, _EXPORTED_MARK)
    if is_mark_new or "STATUS" in names:
        _copy_alarm(copy.event, ours.event)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        copy.event.pop(name, None)
        copy.event[name] = ours.event[name]
    sequence = max(_sequence(copy.event) + 1, _sequence(ours.event))
    copy.event.pop("SEQUENCE", None)
    copy.event.add("SEQUENCE", sequence)
    as_of = max(wanted.as_of, there.record.as_of)
    _put_record(copy.event, Record(wanted.mark, wanted.marked_at, as_of, written))
    return _bytes(copy.calendar)


def session_of(
    there: CalendarEvent, session_id: str, zone: ZoneInfo, before: Session | None
) -> Session | None:
    """The event as an entry of my own, with what only this program knows of it; None where it has no time."""
    start, end = (instant_of(there.event, name, zone) for name in TIMES)
    title = clean_words(text_of(there.event, "SUMMARY"))
    if start is None or not title:
        return None
    end = max(start, end or start)
    day = start.astimezone(zone).date()
    before = before or Session(session_id, title, start, end, day, kind=Kind.OTHER)
    return replace(
        before,
        title=title,
        start=start,
        end=end,
        day=before.day if start == before.start else day,
        room=clean_words(text_of(there.event, "LOCATION")) or None,
        abstract=clean_note(text_of(there.event, "DESCRIPTION")) or None,
    )


def _bytes(calendar: Calendar) -> bytes:
    data: bytes = calendar.to_ical()
    return data


def _ours(wanted: Wanted) -> CalendarEvent:
    found = read_event(wanted.text)
    if found is None:
        raise ValueError("a calendar with one event is needed")
    return found


def _is_to_write(
    name: str, there: CalendarEvent, ours: CalendarEvent, wanted: Wanted, *, is_mark_new: bool
) -> bool:
    digest = digest_of(ours.event, name)
    if digest_of(there.event, name) == digest:
        return False
    if is_mark_new and name in _TAKING_TIME:
        return True
    return wanted.as_of > there.record.as_of and there.record.written.get(name) != digest


def _copy_field(target: CalendarEvent, source: CalendarEvent, name: str) -> None:
    target.event.pop(name, None)
    if name == "DTEND":
        target.event.pop("DURATION", None)
    if name not in source.event:
        return
    target.event[name] = source.event[name]
    if name in TIMES:
        _copy_zones(target.calendar, source.calendar)


def _copy_zones(target: Calendar, source: Calendar) -> None:
    """Describe the zones that the times are in now; what was said of them before goes."""
    zones = {str(zone.get("TZID")): zone for zone in source.walk("VTIMEZONE")}
    others: list[Component] = [
        part
        for part in target.subcomponents
        if not (isinstance(part, Timezone) and str(part.get("TZID")) in zones)
    ]
    target.subcomponents = [*zones.values(), *others]


def _copy_alarm(target: Event, source: Event) -> None:
    """Put this program's alarm there, or take it away; alarms that somebody set stay."""
    ours, theirs = list(_alarms(source)), list(_alarms(target))
    if ours and not theirs:
        target.subcomponents.extend(ours)
    elif not ours:
        usual = {("DISPLAY", "-PT10M")}
        target.subcomponents = [
            part for part in target.subcomponents if not (isinstance(part, Alarm) and _kind(part) in usual)
        ]


def _alarms(event: Event) -> Iterator[Alarm]:
    return (part for part in event.subcomponents if isinstance(part, Alarm))


def _kind(alarm: Alarm) -> tuple[str, str]:
    trigger = alarm.get("TRIGGER")
    try:
        return str(alarm.get("ACTION", "")), trigger.to_ical().decode()
    except UNUSABLE:
        return "", ""


def _sequence(event: Event) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except UNUSABLE:
        return 0


def _put_record(event: Event, record: Record) -> None:
    facts = {
        "mark": "" if record.mark is None else record.mark.value,
        "since": record.marked_at.astimezone(UTC).isoformat(),
        "as-of": record.as_of.astimezone(UTC).isoformat(),
    }
    facts |= {name.lower(): digest for name, digest in record.written.items()}
    event.pop(_RECORD, None)
    event.add(_RECORD, " ".join(f"{name}={value}" for name, value in facts.items()))


def _record(text: str) -> Record:
    facts = dict(fact.partition("=")[::2] for fact in text.split())
    written = {name: facts[name.lower()] for name in FIELDS if name.lower() in facts}
    mark = next((mark for mark in _MARKS if mark.value == facts.get("mark")), None)
    return Record(mark, _said_at(facts.get("since")), _said_at(facts.get("as-of")), written)


def _said_at(text: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text or "")
        return found.astimezone(UTC) if found.tzinfo else LONG_AGO
    except (ValueError, OverflowError):
        return LONG_AGO
