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

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ENDS_WITH_A_FLAG = re.compile("(?<![\U0001f1e6-\U0001f1ff])(?:[\U0001f1e6-\U0001f1ff]{2})+$")
"""A flag is two letters of an alphabet for them; of one alone, terminals disagree how many cells it takes."""
_LEFT_TO_RIGHT_MARK = "\u200e"


def is_right_to_left(text: str) -> bool:
    """Whether there is Hebrew, Arabic or the like in it."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells; what is left out is marked by the ellipsis."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = set_cell_size(text, max(0, width - len(ellipsis)))
    if _ENDS_WITH_A_FLAG.search(text[: len(kept) + 1]):
        kept = kept[:-1]
    return kept.rstrip(" ([") + ellipsis[:width]


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
        return self._write(_in_its_place(text), *styles)

    def _write(self, text: str, *styles: Style) -> "Line":
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
        at, parts = 0, list[tuple[str, tuple[Style, ...]]]()
        for start, end in find_spans(text, words):
            parts += (text[at:start], styles), (text[start:end], (*styles, mark))
            at = end
        parts.append((text[at:], styles))
        if sum(cell_len(part) for part, _ in parts) != cell_len(text):
            # Half of an emoji is another one.
            return self.add(text, *styles)
        border = _LEFT_TO_RIGHT_MARK if is_right_to_left(text) else ""
        for part, inks in ((border, styles), *parts, (border, styles)):
            self._write(part, *inks)
        return self

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


def _in_its_place(text: str) -> str:
    """The text so that it takes nothing along of what stands beside it.

    Terminals that write Hebrew and Arabic from the right turn the whole line, and with it numbers behind such
    words: a length would stand before its title. A mark of no width, which says that the line goes on from
    the left, ends that at both sides. Isolates would say the same, but some terminals turn them round (mintty
    2.9 did), others draw them.
    """
    return f"{_LEFT_TO_RIGHT_MARK}{text}{_LEFT_TO_RIGHT_MARK}" if is_right_to_left(text) else text


def overlaid(strip: Strip, style: Style) -> Strip:
    """The strip with one style laid over all of it, its background too."""
    laid = [Segment(text, (own or Style.null()) + style, control) for text, own, control in strip]
    return Strip(laid, strip.cell_length)


def _blend(base: Style, styles: tuple[Style, ...]) -> Style:
    for style in styles:
        base += style
    return base
