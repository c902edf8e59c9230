"""The rooms of a conference day, and what happens in each."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from scale_tui.domain.agenda import Session
from scale_tui.domain.ordering import natural_order
from scale_tui.ui.scene import Scene
from scale_tui.values import dataclass

NO_ROOM = ""
"""Where sessions stand that name no room: behind all others, so that nothing is missing."""


@dataclass(frozen=True, eq=False)
class RoomDay:
    """One day's sessions by room.

    The rooms stand in the order of their names, numbers as numbers, the way one looks for a room: the order
    in which a schedule comes to use them says nothing where thirty open at the same hour. So ``Room 9``
    stands before ``Room 10``, and the rooms of one building stand together.
    """

    sessions: Mapping[str, tuple[Session, ...]]

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> "RoomDay":
        """The rooms of these sessions, which are in time order."""
        found: dict[str, list[Session]] = {}
        for session in sessions:
            found.setdefault(room_of(session), []).append(session)
        return cls({room: tuple(found[room]) for room in sorted(found, key=_natural)})

    @cached_property
    def all(self) -> tuple[Session, ...]:
        """Every session of the day, room by room."""
        return tuple(session for of_room in self.sessions.values() for session in of_room)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {session.id: i for of_room in self.sessions.values() for i, session in enumerate(of_room)}

    def __contains__(self, session: Session) -> bool:
        return session.id in self._positions

    def beside(self, session: Session, step: int) -> Session:
        """The session so many places later in its room (earlier, if negative), or as far as there are."""
        of_room = self.sessions[room_of(session)]
        return of_room[min(max(self._positions[session.id] + step, 0), len(of_room) - 1)]

    def next_in(self, room: str, instant: datetime) -> Session | None:
        """What starts next in a room after an instant."""
        of_room = self.sessions[room]
        index = bisect_right(of_room, instant, key=lambda session: session.start)
        return of_room[index] if index < len(of_room) else None

    def moments_in(self, room: str, instant: datetime) -> Iterator[Session]:
        """What begins and ends in a room at this very instant."""
        of_room = self.sessions[room]
        for index in range(bisect_left(of_room, instant, key=lambda session: session.start), len(of_room)):
            if of_room[index].end > instant:
                return
            yield of_room[index]

    def nearest(self, instant: datetime, room: str) -> Session:
        """What runs then in this room, or is nearest in time; in any room where the day lacks this one."""
        return min(self.sessions.get(room) or self.all, key=lambda session: time_apart(session, instant))

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """The rooms as they may be called where there is no place for all of a name: no two alike.

        What stands behind in brackets is left out: ``K.1.105 (La Fontaine)`` is ``K.1.105``.
        """
        short = {room: room.partition(" (")[0] for room in self.sessions}
        taken = Counter(short.values())
        return {room: name if taken[name] == 1 else room for room, name in short.items()}


def room_of(session: Session) -> str:
    """The room a session is in, or ``NO_ROOM``."""
    return session.room or NO_ROOM


def time_apart(session: Session, instant: datetime) -> tuple[timedelta, bool]:
    """How long before or after an instant the session runs, nothing if then; of two what comes is nearer."""
    if session.start > instant:
        return session.start - instant, False
    return max(instant - session.end, timedelta()), session.end <= instant


def about_rooms(scene: Scene) -> str:
    """Where the sessions of a conference with at most one room are shown."""
    rooms = scene.agenda.rooms
    hints: tuple[str, ...] = ("{view.agenda} shows the agenda.",)
    if not scene.agenda.sessions:
        told = f"{scene.agenda.title} has no sessions yet."
        hints = ("{changes.check} looks for a newer agenda.", "{app.pick} opens another conference.")
    else:
        where = f", {rooms[0]}" if rooms else ""
        told = f"{scene.agenda.title} has one room{where}: all of it is in the agenda."
    return "\n".join([told, "", *filter(None, map(scene.hint, hints))])


def _natural(room: str) -> tuple[object, ...]:
    return (room == NO_ROOM, *natural_order(room))
