"""Lines of cells with their colours, as escape sequences: what the first picture is drawn with."""

from scale_tui.quick.book import Unfit

_OURS = "–—‘’“”…"
_JOINED = (("\U0001f1e6", "\U0001f1ff"), ("\U0001f3fb", "\U0001f3ff"))
COVERED = "\x7f"
"""Stands for the second cell of a wide character, so that a text has a character a cell."""


def cells_of(text: str, widths: dict[str, int]) -> str:
    """The text with a character a cell. Raises Unfit where characters share one: terminals disagree there.

    ``widths`` are those of characters that were looked up before.
    """
    if text.isascii():
        return text
    shown: list[str] = []
    for char in text:
        # Western letters and our own signs are looked up by nobody: that takes a library.
        width = 1 if is_western(char) else widths.get(char) or width_of(char)
        if not width:
            raise Unfit("characters that share a cell, or are written from the right")
        shown.append(char if width == 1 else char + COVERED)
    return "".join(shown)


def is_western(char: str) -> bool:
    """Whether it is a letter or sign that takes one cell everywhere."""
    return char < "\xad" or "\xad" < char < "\u0300" or char in _OURS


def _is_right_to_left(char: str) -> bool:
    """As in ``ui.line``, more or less: what is left to the app takes longer, and nothing else."""
    return (
        "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc" or "\U00010800" <= char <= "\U0001efff"
    )


def width_of(char: str) -> int:
    """How many cells it takes; none where that depends on what stands beside it, or on the terminal."""
    from unicodedata import category

    from scale_tui.quick.columns import char_cells

    # Some vowels are drawn into the letter before them, colours of skin and halves of flags into a sign.
    is_joined = category(char) == "Mc" or any(first <= char <= last for first, last in _JOINED)
    return 0 if is_joined or _is_right_to_left(char) else char_cells(char)


def cut(text: str, width: int) -> str:
    """The cells, or as many of them as fit in the width before an ellipsis."""
    if len(text) <= width:
        return text
    if width <= 0:
        return ""
    start = text[: width - 1]
    if text[width - 1 : width] == COVERED:
        start = start[:-1]
    return start.rstrip(" ([") + "…"


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
