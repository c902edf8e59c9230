"""Small agendas for tests: say what matters, the rest is filled in.

Times of day are on the conference's clock (Santa Clara) on ``DAY``, unless ``day`` says otherwise.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Session, Speaker, session_ids

ZONE = ZoneInfo("America/Los_Angeles")
DAY = date(2024, 9, 11)


def at(clock: str, day: date = DAY) -> datetime:
    """The instant at which the conference's clock shows this: ``at("09:30")``."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def session(
    start: str, minutes: int = 20, title: str = "A talk", *, day: date = DAY, **fields: Any
) -> Session:
    """A session of one conference day; its id is its title in lower case with hyphens, unless given."""
    begin = at(start, day)
    fields.setdefault("id", "-".join(title.lower().split()))
    return Session(title=title, start=begin, end=begin + timedelta(minutes=minutes), day=day, **fields)


def agenda(*sessions: Session, **fields: Any) -> Agenda:
    """An agenda of these sessions."""
    fields = {"name": "test-conf", "title": "Test Conf", "zone": ZONE} | fields
    return Agenda(sessions=sessions, **fields)


def speaker(name: str, affiliation: str | None = None, **fields: Any) -> Speaker:
    """Somebody on stage."""
    return Speaker(name, affiliation, **fields)


def row_of_talks(count: int, *, minutes: int = 20, start: str = "10:00") -> tuple[Session, ...]:
    """Talks one after another, named Talk 1, Talk 2, …"""
    begin = at(start)
    ids = session_ids(["talk"] * count)
    return tuple(
        Session(
            id=ids[number],
            title=f"Talk {number + 1}",
            start=begin + timedelta(minutes=minutes * number),
            end=begin + timedelta(minutes=minutes * (number + 1)),
            day=DAY,
        )
        for number in range(count)
    )
