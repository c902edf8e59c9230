"""The two things one looks up for: what I am in, and where I have to be next."""

from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.timeline import next_after, running_at
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Glance:
    """An agenda at an instant, through one attendee's eyes.

    Mine are stars and entries of my own. ``current`` is mine that is on, else the only session that is on;
    None when nothing is on or several are and none is mine. ``coming`` is my next, else the next session of
    all; when several start together and none is mine, ``coming_count`` says how many and ``coming`` is one
    of them.
    """

    current: Session | None
    running_count: int
    coming: Session | None
    coming_count: int


def glance_at(agenda: Agenda, schedule: PersonalSchedule, now: datetime) -> Glance:
    """What is on and what comes next for the attendee with this schedule."""
    running = running_at(agenda.sessions, now)
    busy = schedule.busy(agenda.sessions)
    candidates = running_at(busy, now) or (running if len(running) == 1 else ())
    current = max(candidates, key=lambda session: session.start, default=None)
    coming = next_after(busy, now) or next_after(agenda.sessions, now)
    return Glance(current, len(running), coming[0] if coming else None, len(coming))
