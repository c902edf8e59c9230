"""A scroll bar that is put together from a few cells, each made once."""

from functools import lru_cache
from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

_EIGHTHS = 8
_MOUSE = {
    "above": {"@mouse.down": "scroll_up"},
    "head": {"@mouse.down": "grab"},
    "middle": {"@mouse.down": "grab"},
    "tail": {"@mouse.down": "grab"},
    "below": {"@mouse.down": "scroll_down"},
}
"""What Textual's scroll bar is told when the mouse is pressed there."""

Cell = tuple[str, str]
"""What a line shows: what is ``above`` or ``below`` it, its ``head``, ``middle`` or ``tail``; its glyph."""


class StillBar(ScrollBar):
    """Textual's vertical scroll bar, of which only the lines that look different are painted anew."""

    def resize_content(self, height: int) -> None:
        """Say how many lines it is for."""
        before = self._cells()
        self.set_reactive(ScrollBar.window_virtual_size, height)
        after = self._cells()
        changed = [y for y, cell in enumerate(before) if cell != after[y]]
        if changed:
            self.refresh(Region(0, changed[0], self.size.width, changed[-1] + 1 - changed[0]))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in a region."""
        around, color = self._colors()
        cells = self._cells()
        strips = [_strip(*cells[y], crop.width, around, color) for y in crop.line_range]
        if filters := self.get_line_filters():
            ground = self.background_colors[1]
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return strips

    def _cells(self) -> list[Cell]:
        # Its own position may be an old one: it is told only while it is shown.
        position = self.parent.scroll_y if isinstance(self.parent, Widget) else self.position
        return _placed(self.size.height, self.window_virtual_size, self.window_size, position)

    def _colors(self) -> tuple[Color, Color]:
        """Of what is around it, and of itself, as the mouse has it now."""
        assert self.parent is not None  # noqa: S101
        styles = self.parent.styles
        if self.grabbed:
            around, color = styles.scrollbar_background_active, styles.scrollbar_color_active
        elif self.mouse_over:
            around, color = styles.scrollbar_background_hover, styles.scrollbar_color_hover
        else:
            around, color = styles.scrollbar_background, styles.scrollbar_color
        around = self.background_colors[0] + around
        return around, around + color


def _placed(height: int, content: int, seen: int, position: float) -> list[Cell]:
    """What each of so many lines shows while ``seen`` lines of the content are, from ``position`` on.

    As Textual's ``ScrollBarRender`` places it, to an eighth of a cell.
    """
    if not 0 < seen < content or height == content:
        return [("above", " ")] * height
    length = max(1, seen * height / content)
    start = int((height - length) * position / (content - seen) * _EIGHTHS)
    first, first_part = divmod(max(0, start), _EIGHTHS)
    last, last_part = divmod(max(0, start + ceil(length * _EIGHTHS)), _EIGHTHS)
    cells = [("above", " ")] * min(first, height)
    cells += [("middle", " ")] * (last - first)
    cells += [("below", " ")] * (height - last)
    for index, part, kind in ((first, first_part, "head"), (last, last_part, "tail")):
        glyph = ScrollBarRender.VERTICAL_BARS[_EIGHTHS - 1 - part]
        if index < height and glyph != " ":
            cells[index] = (kind, glyph)
    return cells[:height]


@lru_cache(64)
def _strip(kind: str, glyph: str, width: int, around: Color, color: Color) -> Strip:
    is_on_it = kind in ("head", "middle", "tail")
    style = Style(
        color=color.rich_color if is_on_it else None,
        bgcolor=around.rich_color,
        reverse=kind in ("middle", "tail") or None,
        meta=_MOUSE[kind],
    )
    return Strip([Segment(glyph * width, style)], width)
