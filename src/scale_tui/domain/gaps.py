"""The time between what I keep: what would fit there, and where it is short for changing rooms."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from scale_tui.domain.agenda import Session
from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.domain.settling import fit_together
from scale_tui.values import dataclass

LONGEST_CHANGE_MINUTES = 15
"""Up to this length free time between two rooms is for walking; what is longer is a gap like any other."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time between two kept sessions of one day.

    ``talks`` are those that lie wholly inside and leave time to change rooms before and after them; those
    that share a speaker or a track with something kept come first, then the earlier. ``pauses`` are the
    breaks and meals that reach into it.
    """

    start: datetime
    end: datetime
    talks: tuple[Session, ...]
    pauses: tuple[Session, ...]

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class RoomChange:
    """Two kept sessions one after the other in different rooms, with few ``minutes`` (whole ones) between.

    ``is_tight`` says that they are fewer than changing rooms takes.
    """

    before: Session
    after: Session
    minutes: int
    is_tight: bool


def gaps_between(
    kept: Sequence[Session], sessions: Iterable[Session], *, change_minutes: int = CHANGE_MINUTES
) -> tuple[Gap, ...]:
    """The free time between kept sessions (in time order), with what of the sessions would fit there.

    A talk that fits can be kept without a clash and without being late anywhere: it fits together with every
    kept session (see ``fit_together``). Cancelled sessions are not offered; hidden ones are not to be given.
    Nothing before the first kept session of a day or after its last is a gap.
    """
    neighbours = _Neighbours.of(kept, timedelta(minutes=change_minutes))
    offer = _Offer.of(kept, sessions)
    found: list[Gap] = []
    busy_until = datetime.min.replace(tzinfo=UTC)
    previous_day = None
    for session in kept:
        if session.day == previous_day and session.start > busy_until:
            start, end = busy_until, session.start
            near = neighbours.of_gap(start, end)
            talks = [
                talk
                for talk in offer.talks_within(start, end)
                if all(fit_together(talk, other, change_minutes) for other in near)
            ]
            talks.sort(key=offer.is_unrelated)
            found.append(Gap(start, end, tuple(talks), offer.pauses_during(start, end)))
        busy_until = max(busy_until, session.end)
        previous_day = session.day
    return tuple(found)


def room_changes(kept: Iterable[Session], change_minutes: int = CHANGE_MINUTES) -> tuple[RoomChange, ...]:
    """Where one has to change rooms between kept sessions (in time order) and there is little time for it.

    That is a quarter of an hour at most, or less than it takes; rooms that are left and entered in the same
    minute are told of when it takes any time at all. A change is no clash: one can leave early. Of kept
    sessions that overlap, the one that ends last is where one comes from, the first where one goes to. A
    session without a room, where nobody knows how far it is, is no change, and one without length no stop.
    """
    found: list[RoomChange] = []
    before: Session | None = None
    for session in kept:
        if session.start == session.end:
            continue
        if before and before.end <= session.start and (change := _change(before, session, change_minutes)):
            found.append(change)
        if before is None or session.end >= before.end:
            before = session
    return tuple(found)


def _change(before: Session, after: Session, change_minutes: int) -> RoomChange | None:
    if not before.room or not after.room or before.room == after.room:
        return None
    free = after.start - before.end
    is_tight = free < timedelta(minutes=change_minutes)
    is_short = timedelta() < free <= timedelta(minutes=LONGEST_CHANGE_MINUTES)
    minutes = int(free.total_seconds() // 60)
    return RoomChange(before, after, minutes, is_tight) if is_tight or is_short else None


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The kept sessions, by their start and by their end."""

    by_start: list[Session]
    by_end: list[Session]
    change: timedelta

    @classmethod
    def of(cls, kept: Iterable[Session], change: timedelta) -> "_Neighbours":
        by_start = sorted(kept, key=_start)
        return cls(by_start, sorted(by_start, key=_end), change)

    def of_gap(self, start: datetime, end: datetime) -> tuple[Session, ...]:
        """Those that are over, or begin, too close to this free time to get there from any other room."""
        ended = slice(*(bisect_right(self.by_end, edge, key=_end) for edge in (start - self.change, start)))
        begun = slice(*(bisect_left(self.by_start, edge, key=_start) for edge in (end, end + self.change)))
        return (*self.by_end[ended], *self.by_start[begun])


@dataclass(frozen=True, slots=True)
class _Offer:
    """What of an agenda is not kept, by start; and whom and which tracks one has kept something of."""

    talks: list[Session]
    pauses: list[Session]
    latest_ends: list[datetime]
    speakers: frozenset[str]
    tracks: frozenset[str]

    @classmethod
    def of(cls, kept: Iterable[Session], sessions: Iterable[Session]) -> "_Offer":
        mine = {session.id: session for session in kept}
        others = sorted((s for s in sessions if s.id not in mine and not s.is_cancelled), key=_start)
        pauses = [session for session in others if session.kind.is_pause]
        return cls(
            talks=[session for session in others if session.is_talk],
            pauses=pauses,
            latest_ends=list(accumulate((pause.end for pause in pauses), max)),
            speakers=frozenset(name for session in mine.values() for name in _names(session)),
            tracks=frozenset(session.track for session in mine.values() if session.track),
        )

    def talks_within(self, start: datetime, end: datetime) -> list[Session]:
        first = bisect_left(self.talks, start, key=_start)
        last = bisect_right(self.talks, end, key=_start)
        return [talk for talk in self.talks[first:last] if talk.end <= end]

    def pauses_during(self, start: datetime, end: datetime) -> tuple[Session, ...]:
        first = bisect_right(self.latest_ends, start)
        last = bisect_left(self.pauses, end, key=_start)
        return tuple(pause for pause in self.pauses[first:last] if pause.end > start)

    def is_unrelated(self, talk: Session) -> bool:
        return talk.track not in self.tracks and self.speakers.isdisjoint(_names(talk))


def _start(session: Session) -> datetime:
    return session.start


def _end(session: Session) -> datetime:
    return session.end


def _names(session: Session) -> Iterable[str]:
    return (speaker.name.casefold() for speaker in session.speakers)
