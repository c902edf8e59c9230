"""Settling a clash: which of the sessions that clash one person can keep together.

Two sessions fit together when one has ended, and the room is changed, before the other starts. That takes
``change_minutes`` between two different rooms and nothing within one; where a room is not known, nobody has
to walk. As everywhere in my schedule, what touches does not clash, and a session without length clashes with
nothing.

"Over in time for" is an order: what is over in time for one session is so for all that come after that one,
so that a set fits when each of it fits with the next. One exception: a session without a room that is shorter
than the walk. Hall A until 10:00, somewhere until 10:03, Hall B from 10:03: each fits with the next, but
nobody gets from Hall A to Hall B in 3 minutes. So the room last left is remembered past such a session.
"""

from bisect import bisect_left
from collections.abc import Iterable, Set
from datetime import UTC, datetime, timedelta
from functools import cached_property
from heapq import nsmallest

from scale_tui.domain.agenda import Session
from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.values import dataclass

# Stars, backups and minutes (negative: the most come first) and the sessions by their place in time.
_Chain = tuple[int, int, int, tuple[int, ...]]
_NOTHING: _Chain = (0, 0, 0, ())


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a clash: what is kept, own entries among it, and what is not, each in time order.

    ``minutes`` is the length of the stars and backups that are kept.
    """

    kept: tuple[Session, ...]
    dropped: tuple[Session, ...]
    minutes: int


def fit_together(one: Session, other: Session, change_minutes: int = CHANGE_MINUTES) -> bool:
    """Whether one person can be in both from start to end, with time to change rooms between them."""
    if _is_instant(one) or _is_instant(other):
        return True
    first, second = (one, other) if one.start <= other.start else (other, one)
    return _is_followed(first, second, timedelta(minutes=change_minutes))


def ways_to_settle(
    group: Iterable[Session],
    *,
    stars: Set[str],
    own: Set[str] = frozenset(),
    change_minutes: int = CHANGE_MINUTES,
    most: int = 9,
) -> tuple[Way, ...]:
    """The ways to keep sessions of the group that fit together, the best first; at most ``most`` of them.

    ``stars`` and ``own`` are ids of sessions; what is neither is a backup. Own entries are in every way, and
    so is what has no length. Of the rest any two that are kept fit together and fit with the own entries, and
    nothing that was dropped could be kept as well.

    The way with more stars is better, then the one with more backups, more minutes, and the earlier start. No
    number of backups makes up for a star: a backup is where to go when the star is no good, and whoever would
    rather see it can star it. There can be more ways than anyone could list: when ``most`` are found, there
    are at least so many.
    """
    members = sorted({member.id: member for member in group}.values(), key=lambda m: (m.start, m.end))
    fixed = [member for member in members if member.id in own]
    always = {member.id for member in members if member.id in own or _is_instant(member)}
    free = [
        member
        for member in members
        if member.id not in always and all(fit_together(member, entry, change_minutes) for entry in fixed)
    ]
    chains = _Settlement(tuple(free), stars, timedelta(minutes=change_minutes)).best_chains(most)
    return tuple(_way(members, always | {free[index].id for index in chain[-1]}, own) for chain in chains)


def _way(members: Iterable[Session], ids: Set[str], own: Set[str]) -> Way:
    kept = tuple(member for member in members if member.id in ids)
    dropped = tuple(member for member in members if member.id not in ids)
    return Way(kept, dropped, sum(member.minutes for member in kept if member.id not in own))


def _is_instant(session: Session) -> bool:
    return session.start == session.end


def _is_followed(first: Session, second: Session, change: timedelta) -> bool:
    """Whether the first ends early enough to be in time for the second."""
    if first.room and second.room and first.room != second.room:
        return first.end + change <= second.start
    return first.end <= second.start


@dataclass(frozen=True, slots=True)
class _Stand:
    """How far a chain of sessions has come, and what of it still counts for the sessions after it.

    ``last`` is its last session, ``place`` the last with a room unless any other room can be reached by now
    (-1: none). ``missed`` fit into the chain so far: what follows has to clash with each of them, for
    otherwise they could be kept as well.
    """

    last: int
    place: int = -1
    missed: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class _Settlement:
    """The sessions of a clash, none of them without length, in order of their start.

    Ways are paths from session to session, each to one that it leaves time for, with nothing that would fit
    between the two. From the end back to the start, the best paths from a stand are among those that continue
    with the best paths from the next: work grows with the number of such steps, not of the ways.
    """

    sessions: tuple[Session, ...]
    stars: Set[str]
    change: timedelta

    @cached_property
    def _starts(self) -> list[datetime]:
        return [session.start for session in self.sessions]

    def best_chains(self, most: int) -> list[_Chain]:
        """The best paths from before the first session to after the last."""
        begin, end = _Stand(-1), _Stand(len(self.sessions))
        steps: dict[_Stand, list[_Stand]] = {}
        unseen = [begin]
        while unseen:
            stand = unseen.pop()
            if stand not in steps and stand != end:
                steps[stand] = self._steps_from(stand, end)
                unseen.extend(steps[stand])
        best = {end: [_NOTHING]}
        for stand in sorted(steps, key=lambda stand: stand.last, reverse=True):
            onward = nsmallest(most, (chain for step in steps[stand] for chain in best[step]))
            best[stand] = [self._with(stand.last, chain) for chain in onward] if stand.last >= 0 else onward
        return best[begin]

    def _with(self, index: int, chain: _Chain) -> _Chain:
        stars, backups, minutes, indexes = chain
        session = self.sessions[index]
        is_star = session.id in self.stars
        return (stars - is_star, backups - (not is_star), minutes - session.minutes, (index, *indexes))

    def _steps_from(self, stand: _Stand, end: _Stand) -> list[_Stand]:
        """Where a chain can go on; to the end when nothing can follow, nowhere when it misses something."""
        following, until = self._following(stand)
        if not following and not stand.missed:
            return [end]
        # A session that fits before another of these has ended by then.
        soon = [index for index in following if self.sessions[index].end < until]
        steps = []
        for index in following:
            missed = [other for other in (*stand.missed, *soon) if self._is_followed(other, index)]
            if all(self._is_walk_unfinished(other, index) for other in missed):
                steps.append(_Stand(index, self._place(stand, index), frozenset(missed)))
        return steps

    def _following(self, stand: _Stand) -> tuple[list[int], datetime]:
        """What fits after a chain, up to the instant from which something else fits before it in any case."""
        first = 0 if stand.last < 0 else bisect_left(self._starts, self.sessions[stand.last].end)
        found: list[int] = []
        until = datetime.max.replace(tzinfo=UTC)
        for index in range(first, len(self.sessions)):
            session = self.sessions[index]
            if session.start >= until:
                break
            if stand.place < 0 or self._is_followed(stand.place, index):
                found.append(index)
                until = min(until, session.end + self.change)
        return found, until

    def _is_followed(self, index: int, other: int) -> bool:
        return _is_followed(self.sessions[index], self.sessions[other], self.change)

    def _place(self, stand: _Stand, index: int) -> int:
        """The session whose room counts once this one has been added to the chain."""
        if self.sessions[index].room:
            return index
        return stand.place if stand.place >= 0 and self._is_walk_unfinished(stand.place, index) else -1

    def _is_walk_unfinished(self, index: int, latest: int) -> bool:
        """Whether the latest session is over before one could have walked from the earlier to any room."""
        earlier, session = self.sessions[index], self.sessions[latest]
        return bool(earlier.room) and not session.room and earlier.end + self.change > session.end
