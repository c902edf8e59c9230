"""Widgets of lines, which have nothing painted or laid out but what looks different.

Three things that Textual does at any key are left out here where they can make no difference: laying out
all of the screen, making each line anew as if it had a border, and putting a scroll bar together from
styles. Where they could make one, Textual does as always.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from scale_tui.ui.still_bar import StillBar


# No widget by itself: Textual takes the styles of a class's bases along one line of them only.
class StillLines(Widget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Lines, painted by ``render_line``. One that was drawn is drawn again only after a ``refresh``."""

    _drawn_size = Size(0, 0)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._drawn: dict[int, Strip] = {}

    def refresh(self, *regions: Region, **what: Any) -> Self:
        """Have these parts of it painted anew, or all of it."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._drawn.pop(y, None)
        else:
            self._drawn.clear()
        super().refresh(*regions, **what)
        return self

    def notify_style_update(self) -> None:
        """Paint anew: the styles have changed."""
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in a region: what ``render_line`` makes is all of it where nothing is around it."""
        if self.styles.gutter:
            strips: list[Strip] = super().render_lines(crop)
            return strips
        size = self.scrollable_content_region.size
        if size != self._drawn_size:
            self._drawn.clear()
            self._drawn_size = size
        drawn = self._drawn
        if missing := [y for y in crop.line_range if y not in drawn]:
            drawn.update(zip(missing, self.finished(self.painted_lines(missing)), strict=True))
        if crop.x or crop.width < size.width:
            return [drawn[y].crop(crop.x, crop.right) for y in crop.line_range]
        return [drawn[y] for y in crop.line_range]

    def painted_lines(self, lines: Sequence[int]) -> list[Strip]:
        """These lines, counted from the uppermost that is seen."""
        return [self.render_line(y) for y in lines]

    def finished(self, strips: list[Strip]) -> list[Strip]:
        """The strips in the colours that the terminal has, as wide as there is room beside the scroll bar."""
        width = self._drawn_size.width
        if any(strip.cell_length != width for strip in strips):
            strips = [strip.adjust_cell_length(width, self.rich_style) for strip in strips]
        # Textual works out for each line what all have in common.
        filters, (_, background) = self.get_line_filters(), self.background_colors
        for line_filter in filters:
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips


class StillScroll(StillLines, ScrollView):
    """Lines of which there may be another number at any key."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar at the right; it is made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = StillBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self._vertical_scrollbar = bar
            # As Textual does, which has no public way to bring a scroll bar of one's own.
            self.app._start_widget(self, bar)  # noqa: SLF001
        return self._vertical_scrollbar

    def resize_content(self, size: Size) -> None:
        """Say how large all of it is.

        Textual takes another ``virtual_size`` for a reason to lay the whole screen out and to paint all of
        it, which is many times the work of the key that led to it. It is one only when the widgets around
        must move: when the scroll bar comes or goes, or when lines get another width.
        """
        if size == self.virtual_size:
            return
        if not self._is_room_for(size):
            self.virtual_size = size
            if self.styles.overflow_y == "auto" and self.container_size:
                # Textual looks for that only where the widget itself gets another size.
                self.show_vertical_scrollbar = size.height > self.container_size.height
            return
        self.set_reactive(ScrollView.virtual_size, size)
        if isinstance(bar := self.vertical_scrollbar, StillBar):
            bar.resize_content(size.height)
        # It is held where there is something to see.
        self.scroll_y = self.scroll_y

    def watch_show_vertical_scrollbar(self, is_shown: bool) -> None:
        """Have a scroll bar that comes say where we are: Textual tells it of scrolling while it is there."""
        if is_shown:
            self.vertical_scrollbar.position = self.scroll_y

    def _is_room_for(self, size: Size) -> bool:
        """Whether so much is shown where all of it has been shown until now."""
        before, seen = self.virtual_size, self.container_size
        if not seen or before.width != size.width:
            return False
        had_bar, needs_bar = before.height > seen.height, size.height > seen.height
        return self.styles.overflow_y != "auto" or had_bar == needs_bar

    def refresh(self, *regions: Region, **what: Any) -> Self:
        """Have these parts of it painted anew, or all of it."""
        if not regions and not what:
            self._drawn.clear()
            # The scroll bar knows by itself when it looks different.
            regions = tuple(filter(None, [self.scrollable_content_region.reset_offset]))
        return super().refresh(*regions, **what)
