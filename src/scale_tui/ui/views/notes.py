"""Our own words among the rows."""

from scale_tui.ui.line import wrap
from scale_tui.ui.rows import Note, Row
from scale_tui.ui.scene import Scene


def notes(text: str, width: int, *, is_strong: bool = False, action: str = "") -> tuple[Row, ...]:
    """A sentence in as many rows as it needs in a list of so many cells; a click does the ``action``."""
    return tuple(Note(line, is_strong, action) for line in wrap(text, width - 2))


def advice(scene: Scene, hint: str, width: int, *, action: str = "") -> tuple[Row, ...]:
    """Which key to press next, where it has one here: see ``Hints.told``. A click does the ``action``."""
    told = scene.hint(hint)
    return notes(told, width, action=action) if told else ()


def how_to_go_on(scene: Scene, width: int) -> tuple[Row, ...]:
    """What can be done with a conference that has no sessions."""
    return (
        *advice(scene, "{changes.check} looks for a newer agenda.", width),
        *advice(scene, "{app.pick} opens another conference.", width, action="app.pick"),
    )
