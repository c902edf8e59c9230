"""Entries of the attendee's own, such as lunch with a friend, put where they stand among the sessions."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.marks import OWN_PREFIX
from scale_tui.domain.note_text import clean_words

_TIME = re.compile(r"([01]?\d|2[0-4])(?:[:.h]?([0-5]\d))?", re.ASCII)


def read_time(text: str) -> time | None:
    """A time of day as people type it: ``13:00``, ``13``, ``1300``, ``24:00``; None for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour == 24:
        return time() if minute == 0 else None
    return time(hour, minute)


def new_entry(
    agenda: Agenda, day: date, title: str, begin: time, end: time, *, zone: tzinfo, key: str
) -> Session:
    """An own entry on a conference day, from one time of day to another on the clock of a zone.

    An end that is not after the start is one of the next day. What begins in the night after a conference
    day that lasts beyond midnight belongs to that day, as the sessions do. ``key`` tells entries apart.
    """
    start = _instant(day, begin, zone)
    sessions = agenda.sessions_on(day)
    if sessions:
        later = _instant(day + timedelta(days=1), begin, zone)
        if start < sessions[0].start and later < max(session.end for session in sessions):
            start = later
    finish = _instant(start.astimezone(zone).date(), end, zone)
    if finish <= start:
        finish = _instant(start.astimezone(zone).date() + timedelta(days=1), end, zone)
    return Session(
        id=f"{OWN_PREFIX}{key}", title=clean_words(title), start=start, end=finish, day=day, kind=Kind.OTHER
    )


def _instant(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
