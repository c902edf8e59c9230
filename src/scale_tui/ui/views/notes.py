"""Our own words among the rows."""

from scale_tui.ui.line import wrap
from scale_tui.ui.rows import Note, Row


def notes(text: str, width: int, *, is_strong: bool = False) -> tuple[Row, ...]:
    """A sentence in as many rows as it needs in a list of so many cells."""
    return tuple(Note(line, is_strong) for line in wrap(text, width - 2))
