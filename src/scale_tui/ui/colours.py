"""How many colours the terminal has, and how little of them is needed: nothing is said by colour alone."""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.color import Color
from textual.filter import LineFilter

from scale_tui.ui.legible import is_read

_MANY = ("256color", "kitty")
"""How the name of a terminal with 256 colours ends, as Rich knows them."""


class Colours(Enum):
    """What the terminal can show."""

    MANY = "256 and more"
    FEW = "the 16 of the terminal itself"
    NONE = "none"


def colours_of(environ: Mapping[str, str], system: str | None = constants.COLOR_SYSTEM) -> Colours:
    """What a terminal can show, by its environment; ``system`` is what Textual has been told."""
    if environ.get("NO_COLOR"):
        return Colours.NONE
    if system != "auto":
        return Colours.FEW if system == "standard" else Colours.MANY if system else Colours.NONE
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Colours.MANY
    term = environ.get("TERM", "").strip().lower()
    return Colours.MANY if term.rpartition("-")[2] in _MANY else Colours.FEW


class FewColours(LineFilter):
    """Draws with the terminal's own ink on its own ground, whichever these are.

    A ground that means something, as that of the cursor, is its ink and ground reversed. Of sixteen colours,
    which each terminal has its own of, only signs get one: words in them cannot be read on every ground.
    """

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._has_colours = colours is not Colours.NONE

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments in these colours."""
        return [
            Segment(
                text, style and _plain(style, keeps_colour=self._has_colours and not is_read(text)), control
            )
            for text, style, control in segments
        ]


@lru_cache(1024)
def _plain(style: Style, *, keeps_colour: bool) -> Style:
    """Without a ground, and without a colour or with it."""
    ground = style.bgcolor
    is_reversed = bool(style.reverse) or (ground is not None and not ground.is_default)
    keeps_colour = keeps_colour and not is_reversed and style.color is not None and not style.color.is_default
    return Style(
        color=style.color if keeps_colour else None,
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=is_reversed or None,
        meta=style.meta or None,
        link=style.link,
    )
