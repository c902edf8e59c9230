"""What the app remembers of how it was left: a small file beside the database, and not in it.

Nothing of it is precious: where it cannot be read there are no habits, where it cannot be written they stay
as they are, and nobody is bothered with either. Books that are dated with the database stay valid.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scale_tui.domain.habits import LARGEST, Habits, read_habits
from scale_tui.domain.position import Position
from scale_tui.storage.files import leave_file
from scale_tui.storage.paths import make_private_folder

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def habits_at(path: Path | None) -> Habits:
    """What the file says; nothing, where there is none. ``path`` is None for a user without a home."""
    if path is None:
        return Habits()
    try:
        # Whoever puts a pipe in its place shall not have everybody wait for its other end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return read_habits(os.read(descriptor, LARGEST + 1))
        finally:
            os.close(descriptor)
    except OSError:
        return Habits()


def remember(path: Path | None, change: Callable[[Habits], None]) -> None:
    """Change what the file says now, so that what another process has left there stays."""
    if path is None:
        return
    habits = habits_at(path)
    before = habits.written()
    change(habits)
    after = habits.written()
    if after != before:
        with suppress(OSError):
            make_private_folder(path.parent)
            leave_file(path, after)


def positions_in(habits: Habits) -> dict[str, Position]:
    """Where the attendee was, by conference."""
    return {
        conference: Position(session, _EPOCH + start * _MICROSECOND)
        for conference, (session, start) in habits.positions.items()
    }


def leave(habits: Habits, conference: str, position: Position) -> None:
    """Put down where the attendee was in a conference."""
    start = (position.start.astimezone(UTC) - _EPOCH) // _MICROSECOND
    habits.leave(conference, position.session_id, start)
