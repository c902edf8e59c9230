"""Lines of cells with their colours, as escape sequences: what the first picture is drawn with."""

from scale_tui.quick.book import Unfit

_OURS = "–—‘’“”…"
COVERED = "\x7f"
"""Stands for the second cell of a wide character, so that a text has a character a cell."""


def cells_of(text: str) -> str:
    """The text with a character a cell. Raises Unfit where characters share one: terminals disagree there."""
    if text.isascii():
        return text
    shown: list[str] = []
    for char in text:
        # Western letters and our own signs are looked up by nobody: that takes a library.
        width = 1 if char < "\xad" or "\xad" < char < "\u0300" or char in _OURS else _width(char)
        if not width:
            raise Unfit("characters that share a cell")
        shown.append(char if width == 1 else char + COVERED)
    return "".join(shown)


def _width(char: str) -> int:
    from scale_tui.quick.columns import char_cells

    return char_cells(char)


def cut(text: str, width: int) -> str:
    """The cells, or as many of them as fit in the width before an ellipsis."""
    if len(text) <= width:
        return text
    if width <= 0:
        return ""
    start = text[: width - 1]
    if text[width - 1 : width] == COVERED:
        start = start[:-1]
    return start.rstrip() + "…"


class Line:
    """A line being written, over a ground; what is laid over it are parameters of an escape sequence."""

    __slots__ = ("_base", "_last", "_parts", "width")

    def __init__(self, base: str) -> None:
        self._base = base
        self._last = ""
        self._parts: list[str] = []
        self.width = 0

    def add(self, cells: str, ink: str = "", more: str = "") -> "Line":
        """Write cells in an ink, and in one more over it, laid on the line's own."""
        if cells:
            codes = f"{self._base};{ink}" if ink else self._base
            if more:
                codes = f"{codes};{more}"
            self._parts.append(cells if codes == self._last else f"\x1b[0;{codes}m{cells}")
            self._last = codes
            self.width += len(cells)
        return self

    def fill_to(self, width: int, character: str = " ", ink: str = "") -> "Line":
        """Repeat a character until the line is so many cells wide."""
        return self.add(character * (width - self.width), ink)

    def text(self, width: int) -> str:
        """The finished line, exactly so many cells wide. Raises Unfit where it has more."""
        self.fill_to(width)
        if self.width != width:
            raise Unfit("a line that is too long")
        return "".join(self._parts).replace(COVERED, "")
