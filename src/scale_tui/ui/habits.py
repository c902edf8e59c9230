"""What the app is told of how it was left before, and what it leaves itself."""

from collections.abc import Mapping

from scale_tui.domain.position import Position


class Habits:
    """``positions`` are where the attendee left conferences in this run, ``theme`` what they chose in it."""

    def __init__(self, positions: Mapping[str, Position] | None = None) -> None:
        self._before = dict(positions or {})
        self.positions: dict[str, Position] = {}
        self.theme: str | None = None

    def position(self, conference: str) -> Position | None:
        """Where the attendee was in a conference when they left it last; None where that is not known."""
        return self.positions.get(conference, self._before.get(conference))
