"""What is drawn, cell by cell, with its colours: quicker than a picture, for tests that look at thousands."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.strip import Strip


class Drawn(NamedTuple):
    """A run of characters in one style, and where it begins."""

    x: int
    y: int
    text: str
    style: Style


def strips_of(app: App[Any]) -> list[Strip]:
    """The lines of the screen that is seen, with what lies over it."""
    return app.screen._compositor.render_strips()  # noqa: SLF001


def runs_of(app: App[Any]) -> Iterator[Drawn]:
    """All that is drawn, from the top, a style at a time."""
    for y, strip in enumerate(strips_of(app)):
        x = 0
        for segment in strip:
            yield Drawn(x, y, segment.text, segment.style or Style.null())
            x += cell_len(segment.text)


def lines_of(app: App[Any]) -> list[str]:
    """The characters of each line."""
    return [strip.text for strip in strips_of(app)]
