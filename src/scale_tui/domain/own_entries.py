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


def entry_between(title: str, start: datetime, end: datetime, day: date, *, key: str) -> Session:
    """An own entry of a conference day, from one instant to another; ``key`` tells entries apart."""
    return Session(
        id=f"{OWN_PREFIX}{key}", title=clean_words(title), start=start, end=end, day=day, kind=Kind.OTHER
    )


def start_on(agenda: Agenda, day: date, begin: time, zone: tzinfo) -> datetime:
    """The instant of a conference day at which the clock of a zone shows a time of day.

    The day is the conference's, wherever the clock is: from far away it begins on another date there. What
    begins in the night after a conference day that lasts beyond midnight belongs to that day, as the sessions
    do.
    """
    shift = min((0, -1, 1), key=lambda days: _is_beside(agenda, day, _instant(day, begin, zone, days)))
    start = _instant(day, begin, zone, shift)
    sessions = agenda.sessions_on(day)
    if sessions:
        later = _instant(day, begin, zone, shift + 1)
        if start < sessions[0].start and later < max(session.end for session in sessions):
            return later
    return start


def end_after(start: datetime, end: time, zone: tzinfo) -> datetime:
    """The first instant after a start at which the clock of a zone shows a time of day.

    In the night that clocks are put back, an hour comes twice.
    """
    day = start.astimezone(zone).date()
    found = (_instant(day, end.replace(fold=fold), zone, days) for days in (0, 1, 2) for fold in (0, 1))
    return next(instant for instant in found if instant > start)


def _is_beside(agenda: Agenda, day: date, instant: datetime) -> bool:
    return agenda.local(instant).date() != day


def _instant(day: date, clock: time, zone: tzinfo, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), clock, tzinfo=zone).astimezone(UTC)
