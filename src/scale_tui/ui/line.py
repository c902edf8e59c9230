"""One line of a terminal, put together from the left, measured in cells."""

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from scale_tui.domain.folding import find_spans

_OF_ONE_CELL = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u03ff\u0400-\u0482\u2010-\u2027€]*"
)
"""Text in which each character takes one cell, and only a space may be broken at."""


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells; what is left out is marked by the ellipsis."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + ellipsis


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words where possible."""
    width = max(1, width)
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= width and _OF_ONE_CELL.fullmatch(line):
            lines.append(line.rstrip())
        else:
            lines.extend(_broken(line, width) or _broken_by_cells(line, width))
    return lines


def _broken(line: str, width: int) -> list[str]:
    """The lines of a text that is easily broken, as nearly all are; nothing for any other."""
    if not _OF_ONE_CELL.fullmatch(line):
        return []
    lines: list[str] = []
    start, end = 0, len(line.rstrip())
    while end - start > width:
        last = line.rfind(" ", start, start + width + 1)
        part = line[start:last].rstrip() if last > start else ""
        if not part:
            return []
        lines.append(part)
        start = last + 1
        while line[start] == " ":
            start += 1
    return [*lines, line[start:end]]


def _broken_by_cells(line: str, width: int) -> list[str]:
    """The lines of any text: a word that is too long is broken too, and characters take their cells."""
    return [part.plain.rstrip() for part in Content(line).wrap(width)]


class Line:
    """A line being written. What is added is placed behind what is there; nothing is parsed as markup."""

    __slots__ = ("_base", "_segments", "width")

    def __init__(self, base: Style) -> None:
        self._base = base
        self._segments: list[Segment] = []
        self.width = 0

    def add(self, text: str, *styles: Style) -> "Line":
        """Write text in these styles, laid one over the other on the line's own."""
        if text:
            self._append(text, _blend(self._base, styles) if styles else self._base)
            self.width += cell_len(text)
        return self

    def _append(self, text: str, style: Style) -> None:
        """Put text behind the rest; neighbours of one style are one segment, and are sent as one."""
        if self._segments:
            last, before, _ = self._segments[-1]
            if before is style or before == style:
                self._segments.pop()
                text = last + text
        self._segments.append(Segment(text, style))

    def add_marked(self, text: str, words: Sequence[str], mark: Style, *styles: Style) -> "Line":
        """Write text with the places where it has these folded words in one style more."""
        if not words:
            return self.add(text, *styles)
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
        """The finished line, exactly so many cells wide."""
        if self.width < width:
            self._append(" " * (width - self.width), self._base)
            self.width = width
        strip = Strip(self._segments, self.width)
        return strip if self.width == width else strip.adjust_cell_length(width, self._base)


def overlaid(strip: Strip, style: Style) -> Strip:
    """The strip with one style laid over all of it, its background too."""
    laid = [Segment(text, (own or Style.null()) + style, control) for text, own, control in strip]
    return Strip(laid, strip.cell_length)


def _blend(base: Style, styles: tuple[Style, ...]) -> Style:
    for style in styles:
        base += style
    return base
