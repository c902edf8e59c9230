"""A session as a few lines of plain text, to paste into a message: one fact a line."""

from datetime import datetime, tzinfo

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.wording import clock, day_name, speakers_line, zone_name
from scale_tui.export.addresses import links_of
from scale_tui.export.one_line import one_line

_A_DAY = 24 * 60


def session_text(agenda: Agenda, session: Session, zone: tzinfo) -> str:
    """What it is, of which conference, when it is on the clock of a zone, where, by whom, and its link.

    The day is the one that this clock shows when it starts: whoever reads it elsewhere looks at a calendar.
    """
    start, end = session.start.astimezone(zone), session.end.astimezone(zone)
    links = links_of(session)
    facts = [
        session.title,
        session.subtitle,
        "Cancelled" if session.is_cancelled else None,
        agenda.title,
        _day(start),
        _times(session, start, end),
        ", ".join(filter(None, (session.room, agenda.venue))),
        speakers_line(session.speakers),
        links[0].url if links else None,
    ]
    return "\n".join(line for fact in facts if (line := one_line(fact or "")))


def _day(instant: datetime) -> str:
    return f"{day_name(instant.date())} {instant.year}"


def _times(session: Session, start: datetime, end: datetime) -> str:
    """From when to when: ``12:15–12:35 PDT``; with another day, or another name of the zone, at its end."""
    begin = clock(start) if zone_name(start) == zone_name(end) else f"{clock(start)} {zone_name(start)}"
    until = f"{clock(end)} {zone_name(end)}"
    if session.minutes >= _A_DAY:
        return f"{begin} – {_day(end)} {until}"
    return f"{begin}–{until}"
