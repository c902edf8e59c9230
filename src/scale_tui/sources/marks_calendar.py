"""Reads marks from calendars: this program's own, FOSDEM Companion's bookmarks, or any in which sessions are.

An event is a star on its session, one that is tentative (RFC 5545, 3.8.1.11) a backup, one that was called
off neither. This program's own calendars, which may have all sessions, say what each is marked with.
FOSDEM Companion calls an event NUMBER@YEAR@be.digitalia.fosdem, pretalx pretalx-EVENT-CODE@HOST.
"""

import re
from collections.abc import Iterator
from itertools import islice

from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.bringing_in import Brought, BroughtMarks
from scale_tui.domain.marks import OWN_PREFIX, Mark
from scale_tui.domain.note_text import LONGEST_NOTE, clean_note
from scale_tui.domain.recognising import Clues
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar_events import Reckoning, read_events
from scale_tui.sources.icalendar_home import home_of
from scale_tui.sources.icalendar_lines import Component, read_calendars
from scale_tui.sources.icalendar_places import shared_place
from scale_tui.sources.icalendar_series import Occurrence, occurrences_of
from scale_tui.sources.icalendar_session import location_of, sessions_of
from scale_tui.sources.marks_list import LONGEST_SHOWN, MOST_MARKS
from scale_tui.sources.reading import Notes, shortened, unreadable

_OURS = "-//scale-tui//"
_MARK, _NOTE = "X-SCALE-TUI-MARK", "X-SCALE-TUI-NOTE"
_SAID = {mark.value: mark for mark in (Mark.STAR, Mark.BACKUP, Mark.HIDDEN)}
_LONGEST_UID = 200
_OWN_ID = re.compile(rf"{OWN_PREFIX}[\w.-]{{1,110}}", re.ASCII)
_PRETALX_UID = re.compile(r"pretalx-.+-([A-Z0-9]{3,16})(?:-\d+)?@.*")


def read_marks_calendar(data: bytes, source: str) -> BroughtMarks:
    """What a calendar marks.

    Raises:
        UnreadableAgenda: it is no calendar, its end is missing, or it has too many events.

    """
    notes = Notes()
    calendars = read_calendars(data, source, notes)
    events = list(read_events(calendars, notes))
    place = shared_place([location for event in events if (location := location_of(event.component))])
    home = home_of(events, place, notes)
    occurrences = list(islice(occurrences_of(events, Reckoning(home, notes), notes), MOST_MARKS + 1))
    if max(len(events), len(occurrences)) > MOST_MARKS:
        raise unreadable(source, f"expected at most {MOST_MARKS:,} events")
    sessions = sessions_of(events, occurrences, place=place, zone=home, notes=notes)
    pairs = list(zip(occurrences, sessions, strict=True))
    own = [entry for occurrence, session in pairs if (entry := _own_entry(occurrence, session))]
    return BroughtMarks(tuple(_brought(pairs)), tuple(own))


def _brought(pairs: list[tuple[Occurrence, Session]]) -> Iterator[Brought]:
    for occurrence, session in pairs:
        component = occurrence.event.component
        mark = _mark(occurrence, session)
        found = component.first(_NOTE)
        note = clean_note(found.text[: 2 * LONGEST_NOTE]) if found else ""
        if mark or note:
            yield Brought(_clues(component, session), mark, note)


def _mark(occurrence: Occurrence, session: Session) -> Mark | None:
    event = occurrence.event
    if event.calendar.line_of("PRODID").startswith(_OURS):
        return _SAID.get(event.component.line_of(_MARK))
    if session.is_cancelled:
        return None
    return Mark.BACKUP if event.component.line_of("STATUS").upper() == "TENTATIVE" else Mark.STAR


def _clues(component: Component, session: Session) -> Clues:
    summary = clean_line(component.line_of("SUMMARY"))
    return Clues(
        shortened(session.title, LONGEST_SHOWN),
        names=tuple(_names(component.line_of("UID")[:_LONGEST_UID])),
        url=session.url,
        # Some write speakers into it, which the session is without.
        titles=tuple(dict.fromkeys(filter(None, (summary, session.title)))),
        start=session.start,
        room=session.room,
        speakers=tuple(speaker.name for speaker in session.speakers),
    )


def _names(uid: str) -> Iterator[str]:
    if uid:
        yield uid
    if found := _PRETALX_UID.fullmatch(uid):
        yield found[1]
    local, _, host = uid.partition("@")
    if local and host:
        yield local


def _own_entry(occurrence: Occurrence, session: Session) -> Session | None:
    """The entry of somebody's own that an event is, in a calendar of this program's."""
    component = occurrence.event.component
    id_ = component.line_of("UID").partition("@")[0]
    if component.line_of(_MARK) != Mark.OWN or not _OWN_ID.fullmatch(id_):
        return None
    title = clean_line(component.line_of("SUMMARY")) or session.title
    return Session(
        id=id_,
        title=title,
        start=session.start,
        end=session.end,
        day=session.day,
        kind=Kind.OTHER,
        room=location_of(component) or None,
        url=session.url,
    )
