"""What the app looks like as long as nothing else was chosen, in terminals where it was not seen yet.

It comes with the program: all colours of the usual theme are its own, and which of them a terminal can show
is said by the environment.
"""

import os

from scale_tui.domain.habits import Habits
from scale_tui.quick.book import Unfit, head_of
from scale_tui.quick.place import DATA, NO_CONFIG, read

TRUECOLOR, FEWER = "truecolor", "256"
_UNUSUAL = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


def usual_look(left: Habits, config: str) -> dict[str, str]:
    """The look of the usual theme in this terminal, where nothing was chosen yet.

    ``config`` is ``place.config_key``. Raises Unfit where anything was chosen, or where the terminal has
    colours of its own; OSError.
    """
    if config != NO_CONFIG or left.theme or left.configured:
        raise Unfit("another theme, or other keys")
    return head_of(read(look_file(_colours())))


def look_file(colours: str) -> str:
    """Where it lies how the usual theme looks in these colours."""
    return f"{DATA}/usual-{colours}.look"


def _colours() -> str:
    """Which colours the terminal has (see ``ui.colours``). Raises Unfit where they are few, or unusual."""
    environ = os.environ
    if any(name in environ for name in _UNUSUAL):
        raise Unfit("whoever set this wants other colours")
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUECOLOR
    if environ.get("TERM", "").strip().lower().rpartition("-")[2] in ("256color", "kitty"):
        return FEWER
    raise Unfit("colours of the terminal's own")
