"""The programme guide: a day's rooms as lines, time to the right in cells.

Where things stand, not how they look.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from heapq import heappop, heappush

from scale_tui.domain.agenda import Session
from scale_tui.ui.views.rooms import RoomDay, time_apart
from scale_tui.values import dataclass

QUARTER = timedelta(minutes=15)
SCALES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30)
"""How many cells a quarter of an hour may take, from the smallest zoom to the largest."""

HEAD_LINE = -1
"""The number of the line above the others, that does not scroll with them."""

_TALLEST = 4
_AFTER_THE_LAST_START = timedelta(hours=12)
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from ``start``, a full quarter of an hour, to the right: ``scale`` cells a quarter."""

    start: datetime
    quarters: int
    scale: int

    @classmethod
    def of(cls, sessions: Sequence[Session], scale: int) -> "Axis":
        """From the first start to the last end of these sessions, of which there is at least one.

        What goes on for days does not stretch it further than half a day after the last start.
        """
        start = _full_quarter(min(session.start for session in sessions))
        last_start = max(session.start for session in sessions)
        end = min(max(session.end for session in sessions), last_start + _AFTER_THE_LAST_START)
        # The quarter in which the last one starts has its place, however short that is.
        return cls(start, max(-((start - end) // QUARTER), (last_start - start) // QUARTER + 1), scale)

    @property
    def width(self) -> int:
        """Its cells."""
        return self.quarters * self.scale

    def cell(self, instant: datetime) -> int:
        """The cell that an instant lies in; below 0 or from ``width`` on outside of the axis."""
        return (instant - self.start) * self.scale // QUARTER

    def instant(self, cell: int) -> datetime:
        """When a cell begins."""
        return self.start + QUARTER * cell / self.scale

    def quarters_between(self, first: int, end: int) -> Iterator[tuple[int, datetime]]:
        """The full quarters of an hour that begin in the cells from ``first`` to before ``end``."""
        for quarter in range(-(-first // self.scale), -(-end // self.scale)):
            yield quarter * self.scale, self.start + QUARTER * quarter


@dataclass(frozen=True, slots=True)
class Block:
    """A session on the axis: the cells from ``start`` to before ``end``, at least one."""

    session: Session
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the guide: blocks of a room that do not overlap. Only a room's first lane is named."""

    room: str
    is_first: bool
    blocks: tuple[Block, ...]

    def in_sight(self, first: int, end: int) -> Sequence[Block]:
        """The blocks that have a cell from ``first`` to before ``end``."""
        low = bisect_right(self.blocks, first, key=lambda block: block.end)
        high = bisect_right(self.blocks, end - 1, key=lambda block: block.start)
        return self.blocks[low:high]

    def nearest(self, instant: datetime) -> Session:
        """What runs then, else what is nearest to it in time."""
        index = bisect_right(self.blocks, instant, key=lambda block: block.session.start)
        near = (block.session for block in self.blocks[max(0, index - 1) : index + 1])
        return min(near, key=lambda session: time_apart(session, instant))


@dataclass(frozen=True, eq=False)
class Guide:
    """The lanes of a conference day on one axis. A room has more than one where its sessions overlap.

    A lane takes several lines where few shall fill a screen.
    """

    axis: Axis
    lanes: tuple[Lane, ...]
    lines_a_lane: int
    day: date

    @classmethod
    def of(cls, day: RoomDay, scale: int, height: int = 1) -> "Guide":
        """The guide of a day that has sessions, for a screen of so many lines."""
        axis = Axis.of(day.all, scale)
        lanes: list[Lane] = []
        for room, sessions in day.sessions.items():
            for number, blocks in enumerate(_side_by_side(_blocks(axis, sessions))):
                lanes.append(Lane(room, number == 0, tuple(blocks)))
        return cls(axis, tuple(lanes), min(max(1, height // len(lanes)), _TALLEST), day.all[0].day)

    @cached_property
    def _places(self) -> dict[str, tuple[int, Block]]:
        return {
            block.session.id: (line, block) for line, lane in enumerate(self.lanes) for block in lane.blocks
        }

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lanes) * self.lines_a_lane

    def lane_at(self, line: int) -> Lane:
        """The lane that has a line."""
        return self.lanes[line // self.lines_a_lane]

    def has(self, session: Session) -> bool:
        """Whether the session is of this day."""
        return session.id in self._places

    def line_of(self, session: Session) -> int:
        """The first line of a session of the day."""
        return self._places[session.id][0] * self.lines_a_lane

    def block_of(self, session: Session) -> Block:
        """Where on its line a session of the day stands."""
        return self._places[session.id][1]

    def beside(self, session: Session, step: int, instant: datetime) -> Session:
        """What runs at about an instant so many lanes below (above, if negative), or as far as there are."""
        own = self._places[session.id][0]
        number = min(max(own + step, 0), len(self.lanes) - 1)
        return self.lanes[number].nearest(instant) if number != own else session

    def session_at(self, line: int, cell: int) -> Session | None:
        """The session that has this cell; None where the room is free."""
        blocks = self.lane_at(line).in_sight(cell, cell + 1)
        return blocks[0].session if blocks else None


def scale_for(width: int) -> int:
    """How many cells a quarter takes in a guide of this width, unless the attendee zooms."""
    return max(scale for scale in SCALES[:9] if scale <= max(1, width // 9))


def _blocks(axis: Axis, sessions: Iterable[Session]) -> Iterator[Block]:
    for session in sessions:
        start = axis.cell(session.start)
        yield Block(session, start, min(max(axis.cell(session.end), start + 1), axis.width))


def _side_by_side(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks, in the order of their start, in as few lanes as they need: each in the first free one."""
    lanes: list[list[Block]] = []
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    for block in blocks:
        while busy and busy[0][0] <= block.start:
            heappush(free, heappop(busy)[1])
        if not free:
            lanes.append([])
            free.append(len(lanes) - 1)
        lane = heappop(free)
        lanes[lane].append(block)
        heappush(busy, (block.end, lane))
    return lanes


def _full_quarter(instant: datetime) -> datetime:
    # Every time zone of today is a number of full quarters from UTC.
    return _EPOCH + QUARTER * ((instant - _EPOCH) // QUARTER)
