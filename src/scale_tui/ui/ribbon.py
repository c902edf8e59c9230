"""A day laid out on a number of cells: which sessions run in the middle of each."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from math import ceil

from scale_tui.domain.agenda import Session
from scale_tui.values import dataclass

_CELLS_A_LABEL = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring cells of one session, or of none. ``is_parted`` says that another follows at once."""

    session: Session | None
    width: int
    is_parted: bool


@dataclass(frozen=True, eq=False)
class Ribbon:
    """The stretch of time from ``start`` to ``end``, cut into equal cells."""

    start: datetime
    end: datetime
    cells: tuple[tuple[Session, ...], ...]
    is_side_by_side: bool

    @classmethod
    def of(cls, sessions: Sequence[Session], count: int) -> "Ribbon":
        """The ribbon of a day's sessions (in time order, at least one) on so many cells."""
        start = sessions[0].start
        end = max(max(session.end for session in sessions), start + timedelta(minutes=1))
        cell = (end - start) / count
        cells: list[list[Session]] = [[] for _ in range(count)]
        for session in sessions:
            first = ceil((session.start - start) / cell - 0.5)
            last = ceil((session.end - start) / cell - 0.5)
            for index in range(max(0, first), min(count, last)):
                cells[index].append(session)
        is_side_by_side = any(later.start < earlier.end for earlier, later in pairwise(sessions))
        return cls(start, end, tuple(map(tuple, cells)), is_side_by_side)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The cells as blocks of one session each: of those that run side by side, the first."""
        runs = [(session, len(list(cells))) for session, cells in groupby(one[:1] for one in self.cells)]
        followed = [bool(later) for later, _ in runs[1:]] + [False]
        return tuple(
            Block(next(iter(session), None), width, bool(session) and is_followed)
            for (session, width), is_followed in zip(runs, followed, strict=True)
        )

    def index_at(self, instant: datetime) -> int | None:
        """The cell of an instant; None outside of the day."""
        if not self.start <= instant < self.end:
            return None
        return int(len(self.cells) * ((instant - self.start) / (self.end - self.start)))

    def instant_at(self, index: int) -> datetime:
        """The middle of a cell."""
        return self.start + (self.end - self.start) * ((index + 0.5) / len(self.cells))

    def hours(self, local: Callable[[datetime], datetime]) -> list[tuple[int, datetime]]:
        """The full hours of a local clock, as (cell, instant), so far apart that their labels have room."""
        whole = max(1.0, (self.end - self.start) / timedelta(hours=1))
        cells_an_hour = len(self.cells) / whole
        step = next((step for step in (1, 2, 3, 4, 6, 12) if cells_an_hour * step >= _CELLS_A_LABEL), 24)
        found: list[tuple[int, datetime]] = []
        instant = local(self.start).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        while instant < self.end:
            index = self.index_at(instant)
            if index is not None and local(instant).hour % step == 0:
                found.append((index, instant))
            instant += timedelta(hours=1)
        return found
