"""What is on, what is next and how long it takes: functions of sessions and an instant.

Instants are timezone-aware, in any zone. Minutes that are left or to come are rounded up, so that
"1 min left" is never 0.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from scale_tui.domain.agenda import Agenda, Kind, Session


class Status(StrEnum):
    """Where a session stands at an instant."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    OVER = "over"


def status_at(session: Session, now: datetime) -> Status:
    """A session runs from its start up to, but not including, its end."""
    if now < session.start:
        return Status.UPCOMING
    return Status.RUNNING if now < session.end else Status.OVER


def running_at(sessions: Iterable[Session], now: datetime) -> tuple[Session, ...]:
    """The sessions that are on, in the order given; what is cancelled never is."""
    return tuple(
        session for session in sessions if session.start <= now < session.end and not session.is_cancelled
    )


def next_after(sessions: Iterable[Session], now: datetime) -> tuple[Session, ...]:
    """All sessions that start at the next start after now, but for what is cancelled; none without any."""
    coming = [session for session in sessions if session.start > now and not session.is_cancelled]
    first = min((session.start for session in coming), default=None)
    return tuple(session for session in coming if session.start == first)


def starting_within(sessions: Iterable[Session], now: datetime, minutes: int) -> tuple[Session, ...]:
    """The sessions that start after now and at most so many minutes from now, but for what is cancelled."""
    until = now.astimezone(UTC) + timedelta(minutes=minutes)
    return tuple(s for s in sessions if now < s.start <= until and not s.is_cancelled)


def minutes_until(instant: datetime, now: datetime) -> int:
    """Whole minutes from now until the instant, rounded up; 0 when it has passed."""
    passed = now.astimezone(UTC) - instant.astimezone(UTC)
    return max(0, -int(passed.total_seconds() // 60))


def overlap_minutes(one: Session, other: Session) -> int:
    """For how many whole minutes both run; 0 when they only touch. Under a minute counts as one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, -int(-shared.total_seconds() // 60))


class Phase(StrEnum):
    """Where the whole event stands at an instant."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def phase_at(agenda: Agenda, now: datetime) -> Phase:
    """The event runs from its first start to its last end, nights included; without sessions it is over."""
    if agenda.start is None or agenda.end is None:
        return Phase.AFTER
    if now < agenda.start:
        return Phase.BEFORE
    return Phase.DURING if now < agenda.end else Phase.AFTER


def days_until(agenda: Agenda, now: datetime, zone: tzinfo | None = None) -> int:
    """Midnights, on the conference's clock or that of another zone, from now to the first session."""
    if agenda.start is None:
        return 0
    clock = zone or agenda.zone
    return (agenda.start.astimezone(clock).date() - now.astimezone(clock).date()).days


def talks_taken_up_by(qa: Session, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The talks that a Q&A takes questions on: those of its room since the last pause or Q&A before it."""
    earlier = [s for s in sessions if s.room == qa.room and s.day == qa.day and s.end <= qa.start]
    found: list[Session] = []
    for session in reversed(earlier):
        if session.kind.is_pause or session.kind is Kind.QA:
            break
        if session.is_talk:
            found.append(session)
    return tuple(reversed(found))
