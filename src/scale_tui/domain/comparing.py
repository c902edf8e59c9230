"""Two schedules of one agenda side by side: what both have, what only one has, and when both are free."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.values import dataclass

SHORTEST_FREE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """When both are free on a conference day; ``talks`` lie wholly inside, and neither has or hides them."""

    start: datetime
    end: datetime
    day: date
    talks: tuple[Session, ...] = ()

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two people keep, stars and own entries, in three parts, each in time order.

    ``free`` are the times that both have free together.
    """

    both: tuple[Session, ...]
    only_mine: tuple[Session, ...]
    only_theirs: tuple[Session, ...]
    free: tuple[FreeTime, ...]


def compare(agenda: Agenda, mine: PersonalSchedule, theirs: PersonalSchedule) -> Comparison:
    """My schedule and theirs side by side; the sides changed, it is the same but for who is who."""
    my_sessions, their_sessions = _kept(agenda, mine), _kept(agenda, theirs)
    my_ids = {session.id for session in my_sessions}
    their_ids = {session.id for session in their_sessions}
    return Comparison(
        both=tuple(session for session in my_sessions if session.id in their_ids),
        only_mine=tuple(session for session in my_sessions if session.id not in their_ids),
        only_theirs=tuple(session for session in their_sessions if session.id not in my_ids),
        free=tuple(
            FreeTime(start, end, day, _talks_within(agenda, mine, theirs, start, end))
            for start, end, day in free_times((*my_sessions, *their_sessions))
        ),
    )


def _kept(agenda: Agenda, schedule: PersonalSchedule) -> list[Session]:
    """Stars, also of what was called off, and own entries, in time order."""
    kept = [*schedule.starred(agenda.sessions), *schedule.own]
    return sorted(kept, key=lambda session: (session.start, session.end, session.room or "", session.id))


def free_times(
    busy: Iterable[Session], shortest: timedelta = SHORTEST_FREE
) -> Iterator[tuple[datetime, datetime, date]]:
    """What is between these sessions on each conference day, from the first start to the last end.

    A session that was called off takes no time, and neither does one without length. In time order; no two
    overlap, even where one day ends after the next has begun.
    """
    taken = sorted(
        (session for session in busy if not session.is_cancelled and session.start < session.end),
        key=lambda session: (session.start, session.end),
    )
    last = datetime.min.replace(tzinfo=UTC)
    for day, begin, end in _spans(taken):
        for start, until in _gaps(taken, max(begin, last), end):
            if until - start >= shortest:
                yield start, until, day
        last = max(last, end)


def _spans(taken: Iterable[Session]) -> list[tuple[date, datetime, datetime]]:
    """The days that have sessions, each from its first start to its last end, in time order."""
    days: dict[date, tuple[datetime, datetime]] = {}
    for session in taken:
        begin, end = days.get(session.day, (session.start, session.end))
        days[session.day] = min(begin, session.start), max(end, session.end)
    return sorted(((day, *span) for day, span in days.items()), key=lambda span: span[1:])


def _gaps(taken: Sequence[Session], begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    busy_until = begin
    for session in taken:
        if session.start >= end:
            break
        if session.start > busy_until:
            yield busy_until, session.start
        busy_until = max(busy_until, session.end)


def _talks_within(
    agenda: Agenda, mine: PersonalSchedule, theirs: PersonalSchedule, start: datetime, end: datetime
) -> tuple[Session, ...]:
    kept = mine.stars | theirs.stars
    return tuple(
        session
        for session in agenda.during(start, end)
        if session.is_talk
        and session.id not in kept
        and not session.is_cancelled
        and start <= session.start
        and session.end <= end
        and not (mine.is_hidden(session) or theirs.is_hidden(session))
    )
