"""One line of a terminal, put together from the left, measured in cells."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from scale_tui.domain.folding import find_spans


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells; what is left out is marked by the ellipsis."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + ellipsis


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words where possible."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(part.plain.rstrip() for part in Content(line).wrap(max(1, width)))
    return lines


class Line:
    """A line being written. What is added is placed behind what is there; nothing is parsed as markup."""

    def __init__(self, base: Style) -> None:
        self._base = base
        self._segments: list[Segment] = []
        self.width = 0

    def add(self, text: str, *styles: Style) -> "Line":
        """Write text in these styles, laid one over the other on the line's own."""
        if text:
            self._segments.append(Segment(text, _blend(self._base, styles)))
            self.width += cell_len(text)
        return self

    def add_marked(self, text: str, words: Iterable[str], mark: Style, *styles: Style) -> "Line":
        """Write text with the places where it has these folded words in one style more."""
        at = 0
        for start, end in find_spans(text, words):
            self.add(text[at:start], *styles)
            self.add(text[start:end], *styles, mark)
            at = end
        return self.add(text[at:], *styles)

    def fill_to(self, width: int, character: str = " ", *styles: Style) -> "Line":
        """Repeat a character until the line is so many cells wide."""
        return self.add(character * (width - self.width), *styles)

    def strip(self, width: int) -> Strip:
        """The finished line, exactly so many cells wide; neighbours of one style are sent as one."""
        return Strip(self._segments, self.width).adjust_cell_length(width, self._base).simplify()


def overlaid(strip: Strip, style: Style) -> Strip:
    """The strip with one style laid over all of it, its background too."""
    laid = [Segment(text, (own or Style.null()) + style, control) for text, own, control in strip]
    return Strip(laid, strip.cell_length)


def _blend(base: Style, styles: tuple[Style, ...]) -> Style:
    for style in styles:
        base += style
    return base
