"""The programme guide where it is narrow: of each room what is on at one instant, and what comes then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.ui.views.rooms import RoomDay, room_of
from scale_tui.values import dataclass

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One line: what is on, or comes then; without a session the room is free, for the day if ``is_last``.

    Only the first line of a room is named.
    """

    room: str
    session: Session | None
    is_on: bool
    is_first: bool
    is_last: bool = False


@dataclass(frozen=True, eq=False)
class RoomList:
    """The rooms of a day at an instant, two lines each: more where sessions overlap, one where it is over."""

    instant: datetime
    lines: tuple[RoomLine, ...]

    @classmethod
    def at(cls, instant: datetime, day: RoomDay, agenda: Agenda) -> "RoomList":
        """The list of a day of this agenda."""
        running: dict[str, list[Session]] = {}
        # A sum in a zone whose clocks go back would be an hour off.
        moment = instant.astimezone(UTC)
        for session in agenda.during(moment, moment + _MOMENT):
            if session in day:
                running.setdefault(room_of(session), []).append(session)
        lines: list[RoomLine] = []
        for room in day.sessions:
            on = [*running.get(room, ()), *day.moments_in(room, instant)]
            lines.extend(_room_lines(room, on, day.next_in(room, instant)))
        return cls(instant, tuple(lines))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {line.session.id: number for number, line in enumerate(self.lines) if line.session}

    @cached_property
    def _stops(self) -> list[int]:
        """The lines that the cursor can rest on."""
        return list(self._places.values())

    @property
    def lines_a_lane(self) -> int:
        """Each session has one line."""
        return 1

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def has(self, session: Session) -> bool:
        """Whether one of the lines is this session's."""
        return session.id in self._places

    def in_room_of(self, session: Session) -> Session:
        """The session itself if the list has it, else what it has of the same room, if anything."""
        of_room = (line.session for line in self.lines if line.room == room_of(session) and line.session)
        return session if self.has(session) else next(of_room, session)

    def line_of(self, session: Session) -> int:
        """The line of a session that it has."""
        return self._places[session.id]

    def session_at(self, line: int, cell: int) -> Session | None:  # noqa: ARG002
        """The session that a line is for; None where the room is free."""
        return self.lines[line].session

    def beside(self, session: Session, step: int, instant: datetime) -> Session:  # noqa: ARG002
        """The session so many lines below (above, if negative), over free rooms, or as far as there are."""
        line = self.line_of(session) + step
        if step > 0:
            index = min(bisect_left(self._stops, line), len(self._stops) - 1)
        else:
            index = max(bisect_right(self._stops, line) - 1, 0)
        return self.lines[self._stops[index]].session or session


def _room_lines(room: str, running: Sequence[Session], coming: Session | None) -> Iterator[RoomLine]:
    for number, session in enumerate(running):
        yield RoomLine(room, session, is_on=True, is_first=number == 0)
    if not running:
        yield RoomLine(room, None, is_on=True, is_first=True, is_last=coming is None)
    if coming:
        yield RoomLine(room, coming, is_on=False, is_first=False)
