"""Reads iCalendar (RFC 5545): what frab, pretalx, sched and calendar programs publish.

An event is a session, its SUMMARY the title, its LOCATION the room, its first CATEGORIES the track, and its
attendees, or the people behind the title, speak. The conference's clock is the one that was given, else the
calendar's own, else that of most events; a calendar all in UTC is shown on the clock of its place, if that is
sure.
"""

from collections.abc import Sequence
from pathlib import PurePath
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda
from scale_tui.sources.addresses import web_address
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar_events import Reckoning, read_events
from scale_tui.sources.icalendar_home import home_of
from scale_tui.sources.icalendar_lines import Component, read_calendars
from scale_tui.sources.icalendar_places import shared_place
from scale_tui.sources.icalendar_series import occurrences_of
from scale_tui.sources.icalendar_session import location_of, sessions_of
from scale_tui.sources.identity import conference_name
from scale_tui.sources.people import with_one_spelling
from scale_tui.sources.reading import Notes, Reading, unreadable

_LARGEST = 32 * 1024 * 1024


def read_icalendar(
    data: bytes, *, source: str = "the calendar", title: str | None = None, zone: ZoneInfo | None = None
) -> Reading:
    """The agenda that a calendar has; ``title`` and ``zone`` win over what it says.

    Raises:
        UnreadableAgenda: it is no calendar, its end is missing, it is too large, or no event has a start.

    """
    if len(data) > _LARGEST:
        raise unreadable(source, f"expected at most 32 MiB, this is {len(data) / 1024 / 1024:.0f} MiB")
    notes = Notes()
    calendars = read_calendars(data, source, notes)
    events = list(read_events(calendars, notes))
    if not events:
        _note_none(calendars, source, notes)
    place = shared_place([location for event in events if (location := location_of(event.component))])
    home = zone or home_of(events, place, notes)
    title = clean_line(title or "") or _title(calendars, source, notes)
    occurrences = list(occurrences_of(events, Reckoning(home, notes), notes))
    sessions = with_one_spelling(sessions_of(events, occurrences, place=place, zone=home, notes=notes))
    urls = (web_address(found.line_of(name)) for found in calendars for name in ("URL", "SOURCE"))
    agenda = Agenda(
        conference_name(title),
        title,
        home,
        sessions,
        venue=place,
        url=next((url for url in urls if url), None),
    )
    return Reading(agenda, notes.all())


def _note_none(calendars: Sequence[Component], source: str, notes: Notes) -> None:
    """Note that there are no events.

    Raises:
        UnreadableAgenda: there are, but none that has a start.

    """
    lost = [found.line for calendar in calendars for found in calendar.children if found.name == "VEVENT"]
    if lost:
        raise unreadable(source, "expected events with a start such as DTSTART:20260901T090000Z", lost[0])
    notes.add("the calendar has no events")


def _title(calendars: Sequence[Component], source: str, notes: Notes) -> str:
    """NAME (RFC 7986, 5.1) or what most programs write instead, else what the file is called."""
    for calendar in calendars:
        found = calendar.line_of("X-WR-CALNAME") or calendar.line_of("NAME")
        if found:
            return found
    path = source.split("?")[0].split("#")[0].rstrip("/")
    title = clean_line(PurePath(path).name.removesuffix(".ics")).strip(" -") or "Calendar"
    notes.add(f"no name found, so it is called “{title}”")
    return title
