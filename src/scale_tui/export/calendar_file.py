"""iCalendar (RFC 5545) for calendars and phones: my schedule on the clock of the venue.

Times name the conference's zone, and the file describes it, rather than being in UTC: calendars then show a
talk at the hour the programme says also to who plans from elsewhere, and it stays at that hour where a
country changes its summer time after the file was made.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.wording import role_word
from scale_tui.export.addresses import written_address
from scale_tui.export.calendar_zone import zone_component
from scale_tui.export.edition import Edition
from scale_tui.export.identity import calendar_uid

ALARM_BEFORE = timedelta(minutes=10)
_PRODUCER = "-//scale-tui//my schedule//EN"
_UTC_KEYS = frozenset({"UTC", "Etc/UTC"})
# Some programs end a line at each of these, which would let a text begin a property of its own.
_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def calendar_file(
    agenda: Agenda, schedule: PersonalSchedule, edition: Edition, sessions: tuple[Session, ...]
) -> bytes:
    """These sessions as events, in the order given; the same state makes the same bytes.

    What is in my schedule takes my time and reminds ``ALARM_BEFORE``; a backup is tentative, and neither it
    nor what is cancelled nor what is not mine takes time or reminds.
    """
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCER)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    # RFC 7986 calls it NAME; what most programs read is the older X-WR-CALNAME.
    calendar.add("NAME", vText(_line(agenda.title)))
    calendar.add("X-WR-CALNAME", vText(_line(agenda.title)))
    calendar.add("X-WR-TIMEZONE", agenda.zone.key)
    if sessions and not _is_utc(agenda.zone):
        latest = max(session.end for session in sessions)
        calendar.add_component(zone_component(agenda.zone, sessions[0].start, latest))
    for session in sessions:
        calendar.add_component(_event(agenda, schedule, edition, session))
    return bytes(calendar.to_ical(sorted=False))


def _event(agenda: Agenda, schedule: PersonalSchedule, edition: Edition, session: Session) -> Event:
    event = Event()
    event.add("UID", calendar_uid(agenda.name, session.id))
    changed_at = edition.changed_at(session).replace(microsecond=0)
    event.add("DTSTAMP", changed_at)
    event.add("LAST-MODIFIED", changed_at)
    event.add("SEQUENCE", edition.moves.get(session.id, 0))
    _add_times(event, agenda.zone, session)
    event.add("SUMMARY", _line(session.title))
    # Where I meet somebody I say myself.
    venue = None if session in schedule.own else agenda.venue
    if place := ", ".join(filter(None, (session.room, venue))):
        event.add("LOCATION", _line(place))
    if description := "\n\n".join(_paragraphs(schedule, session)):
        event.add("DESCRIPTION", _text(description))
    if url := written_address(session.url):
        event.add("URL", url)
    if session.track:
        event.add("CATEGORIES", [_line(session.track)])
    is_cancelled = session.is_cancelled or session in schedule.gone
    is_mine = session.id in schedule.stars or session in schedule.own
    is_backup = session.id in schedule.backups
    event.add("STATUS", "CANCELLED" if is_cancelled else "TENTATIVE" if is_backup else "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if is_mine and not is_cancelled else "TRANSPARENT")
    _add_marks(event, schedule, session)
    if is_mine and not is_cancelled:
        event.add_component(_alarm(session))
    return event


def _add_marks(event: Event, schedule: PersonalSchedule, session: Session) -> None:
    """What it is marked with, to be read back; of what was called off nothing else says that."""
    marks = (Mark.STAR, Mark.BACKUP, Mark.HIDDEN, Mark.OWN)
    if mark := next((mark for mark in marks if schedule.has(mark, session.id)), None):
        event.add("X-SCALE-TUI-MARK", mark.value)
    if note := schedule.notes.get(session.id):
        event.add("X-SCALE-TUI-NOTE", vText(_text(note)))


def _add_times(event: Event, zone: ZoneInfo, session: Session) -> None:
    """From when to when; without an end where it would be the start again, as 3.6.1 has it."""
    moments = [session.start.astimezone(zone), session.end.astimezone(zone)]
    # The hour that comes twice in autumn means its first time (3.3.5): the second is told in UTC.
    if _is_utc(zone) or any(moment.fold for moment in moments):
        moments = [session.start, session.end]
    event.add("DTSTART", moments[0])
    if session.end > session.start:
        event.add("DTEND", moments[1])


def _paragraphs(schedule: PersonalSchedule, session: Session) -> Iterator[str]:
    if session.subtitle:
        yield session.subtitle
    people = [
        " · ".join(filter(None, (speaker.name, speaker.affiliation, role_word(speaker.role))))
        for speaker in session.speakers
    ]
    if people:
        yield "\n".join(people)
    if note := schedule.notes.get(session.id):
        yield f"My note: {note}"
    if session.abstract:
        yield session.abstract
    links = [
        f"{link.title}: {address}" if link.title else address
        for link in session.links
        if (address := written_address(link.url))
    ]
    if links:
        yield "\n".join(links)


def _alarm(session: Session) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -ALARM_BEFORE)
    alarm.add("DESCRIPTION", _line(session.title))
    return alarm


def _is_utc(zone: ZoneInfo) -> bool:
    return zone.key in _UTC_KEYS


def _line(text: str) -> str:
    """Text on one line."""
    return _text(text).replace("\n", " ")


def _text(text: str) -> str:
    """Text without what no calendar shows; line ends become the escaped ones of RFC 5545, 3.3.11."""
    lines = _LINE_END.sub("\n", text)
    return _CONTROLS.sub("", lines).encode("utf-8", "replace").decode()
