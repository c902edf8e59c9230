"""My schedule: what one attendee keeps of an agenda, and how the kept sessions sit in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import overlap_minutes


class Mark(StrEnum):
    """What an attendee can set on a session."""

    STAR = "star"


@dataclass(frozen=True, slots=True)
class PersonalSchedule:
    """The marks of one attendee on one conference; ``stars`` are session ids."""

    stars: frozenset[str] = frozenset()

    def with_star(self, session_id: str, *, is_on: bool) -> "PersonalSchedule":
        """The same schedule with this session starred, or not."""
        stars = self.stars | {session_id} if is_on else self.stars - {session_id}
        return replace(self, stars=stars)

    def starred(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """Those of the sessions that have a star, in the order given."""
        return tuple(session for session in sessions if session.id in self.stars)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A session that runs at the same time, and for how many minutes."""

    session: Session
    minutes: int


def conflicts_with(session: Session, sessions: Iterable[Session]) -> tuple[Conflict, ...]:
    """Those of the sessions that overlap this one; touching is no conflict, under a minute counts as one."""
    return tuple(
        Conflict(other, minutes)
        for other in sessions
        if other.id != session.id and (minutes := overlap_minutes(session, other)) > 0
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time between two kept sessions of one day.

    ``talks`` are those that lie wholly inside, ``pauses`` the breaks and meals that touch it.
    """

    start: datetime
    end: datetime
    talks: tuple[Session, ...]
    pauses: tuple[Session, ...]

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)


def gaps_between(kept: Sequence[Session], sessions: Iterable[Session]) -> tuple[Gap, ...]:
    """The free time between kept sessions (in time order), with what of the agenda would fit there."""
    kept_ids = {session.id for session in kept}
    others = tuple(session for session in sessions if session.id not in kept_ids)
    found: list[Gap] = []
    busy_until = datetime.min.replace(tzinfo=UTC)
    previous_day = None
    for session in kept:
        if session.day == previous_day and session.start > busy_until:
            found.append(_gap(busy_until, session.start, others))
        busy_until = max(busy_until, session.end)
        previous_day = session.day
    return tuple(found)


def _gap(start: datetime, end: datetime, others: tuple[Session, ...]) -> Gap:
    talks = tuple(s for s in others if s.is_talk and start <= s.start and s.end <= end)
    pauses = tuple(s for s in others if s.kind.is_pause and s.start < end and s.end > start)
    return Gap(start, end, talks, pauses)


def clash_groups(kept: Sequence[Session]) -> tuple[tuple[Session, ...], ...]:
    """The kept sessions (in time order) in groups that overlap, directly or through another of the group.

    A session without any overlap is a group of its own, as is one without length.
    """
    groups: list[list[Session]] = []
    latest: list[Session] = []
    busy_until = datetime.min.replace(tzinfo=UTC)
    for session in kept:
        if session.start == session.end:
            groups.append([session])
            continue
        if session.start < busy_until:
            latest.append(session)
        else:
            latest = [session]
            groups.append(latest)
        busy_until = max(busy_until, session.end)
    return tuple(tuple(group) for group in groups)


@dataclass(frozen=True, slots=True)
class Change:
    """A mark that was set or taken off, and so can be undone."""

    session_id: str
    mark: Mark
    is_on: bool

    def reverse(self) -> "Change":
        """What takes this back."""
        return replace(self, is_on=not self.is_on)


@dataclass(frozen=True, slots=True)
class History:
    """What can be undone and what can be redone, the latest last."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def record(self, change: Change) -> "History":
        """The history after a new change; what was undone before cannot be redone any more."""
        return History((*self.done, change))

    def undo(self) -> tuple["History", Change] | None:
        """The history after an undo and the change that makes it so; None when there is nothing to undo."""
        if not self.done:
            return None
        last = self.done[-1]
        return History(self.done[:-1], (*self.undone, last)), last.reverse()

    def redo(self) -> tuple["History", Change] | None:
        """The history after a redo and the change that makes it so; None when there is nothing to redo."""
        if not self.undone:
            return None
        last = self.undone[-1]
        return History((*self.done, last), self.undone[:-1]), last

    def without(self, change: Change) -> "History":
        """The history as if this change, which could not be made, had never been asked for."""
        return replace(self, done=_without_last(self.done, change))

    def without_undo(self, change: Change) -> "History":
        """The history as if the undo that asked for this change, which could not be made, had not been."""
        undone = change.reverse()
        return History((*self.done, undone), _without_last(self.undone, undone))

    def without_redo(self, change: Change) -> "History":
        """The history as if the redo that asked for this change, which could not be made, had not been."""
        return History(_without_last(self.done, change), (*self.undone, change))


def _without_last(changes: tuple[Change, ...], change: Change) -> tuple[Change, ...]:
    if change not in changes:
        return changes
    position = len(changes) - 1 - changes[::-1].index(change)
    return changes[:position] + changes[position + 1 :]
