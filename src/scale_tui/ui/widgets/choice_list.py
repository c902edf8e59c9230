"""What all lists with a cursor have in common: how it moves, where it is, what a click does.

Drawn line by line: only what is visible is ever painted, so a key costs the same with 25 entries and with
100,000. (Textual's OptionList starts 21 times slower at 100,000 rows and sends 14 kB a key, measured; it also
crashes at 9 columns and fewer.)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line

_LEAST_LINES = 2


def moving_by_keys(entry: str) -> list[BindingType]:
    """The keys that move the cursor of any list, told in the name of its entries."""
    return [
        Binding("down,j", "move(1)", "move", key_display="↑↓", id="move.down", tooltip=f"next {entry}"),
        Binding("up,k", "move(-1)", "up", show=False, id="move.up", tooltip=f"previous {entry}"),
        Binding("g,home", "move_to_end(-1)", "first", show=False, id="move.first", tooltip=f"first {entry}"),
        Binding("G,end", "move_to_end(1)", "last", show=False, id="move.last", tooltip=f"last {entry}"),
        Binding("pageup,ctrl+u", "page(-1)", "page", show=False, id="move.page_up", tooltip="a page up"),
        Binding("pagedown,ctrl+d", "page(1)", "page", show=False, id="move.page_down", tooltip="a page down"),
    ]


class ChoiceList(InkedScroll, can_focus=True, inherit_bindings=False):
    """Entries of one line or more, below each other. The cursor rests on those that can be chosen.

    Whoever derives from it says how high they are, paints them, and says what choosing one does. The first
    click on one selects it, the second chooses it. The wheel moves what is seen and not the cursor, which the
    next key brings back into sight.
    """

    TICKS: ClassVar[bool] = False
    """Whether every click chooses, as one ticks boxes."""
    LINES_AROUND: ClassVar[int] = 4
    """What a dialog has above and below a list that is as high as its entries: border, space, other lines."""

    cursor: var[int | None] = var[int | None](None, init=False)

    class Left(Message):
        """The cursor was to go further than the last entry."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tops = [0]
        self._clicked: int | None = None

    # What the entries are

    def is_choice(self, index: int) -> bool:  # noqa: ARG002
        """Whether the cursor may rest on this entry; else it is a heading of what follows."""
        return True

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:
        """Line ``y`` of an entry, counted from 0."""
        raise NotImplementedError

    def paint_below(self, y: int, width: int) -> Strip:  # noqa: ARG002
        """A line of the window where there are no more entries."""
        return Strip.blank(width, self.inks.base)

    def action_choose(self) -> None:
        """Do what the entry under the cursor is there for."""
        raise NotImplementedError

    def lay_out(self, heights: Iterable[int]) -> None:
        """Have so many entries, each of so many lines."""
        before = self._tops[-1]
        self._tops = [0, *accumulate(heights)]
        self.resize_content(Size(self.scrollable_content_region.width, self._tops[-1]))
        height = self.styles.height
        if height is not None and height.is_auto and before != self._tops[-1]:
            self.refresh(layout=True)
        else:
            self.refresh()

    def take_width(self, width: int) -> None:
        """Lay the entries out for so many cells, scroll bar included, where that makes a difference."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the entries take, and the window has room for."""
        self.take_width(width)
        return min(self._tops[-1], max(_LEAST_LINES, viewport.height * 9 // 10 - self.LINES_AROUND))

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._tops) - 1

    def begun(self, glyphs: Glyphs, *, is_cursor: bool, is_lit: bool = True) -> Line:
        """A line of an entry, with the bar of the cursor or space for it; lit where the keys go to it."""
        inks = self.inks
        line = Line(inks.base + inks.cursor if is_cursor and is_lit and not glyphs.is_words else inks.base)
        return line.add(glyphs.cursor if is_cursor else " ", inks.cursor_bar)

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if line >= self._tops[-1]:
            return self.paint_below(y, width)
        index = bisect_right(self._tops, line) - 1
        return self.paint(index, line - self._tops[index], width, is_cursor=index == self.cursor)

    def on_resize(self) -> None:
        """Lay out at the new width, and keep the cursor in sight."""
        self.take_width(self.outer_size.width)
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        self.reveal()

    def on_focus(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    # Where the cursor is

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Repaint the entry left and the one reached."""
        for index in (old, new):
            if index is not None and index < self.count:
                self.refresh_lines(self._tops[index], self._tops[index + 1] - self._tops[index])
        self.reveal()

    def reveal(self) -> None:
        """Bring the entry under the cursor into sight, with the heading above it."""
        height = self.scrollable_content_region.height
        if self.cursor is None or self.cursor >= self.count or not height:
            return
        first = self.cursor
        while first and not self.is_choice(first - 1):
            first -= 1
        top, bottom = self._tops[first], self._tops[self.cursor + 1]
        if bottom - top > height:
            # The heading is left out first, then the last lines of the entry.
            top = min(self._tops[self.cursor], bottom - height)
            bottom = top + height
        if top < self.scroll_offset.y:
            self.scroll_to(y=bottom - height if self.turns_pages else top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=top if self.turns_pages else bottom - height, animate=False, force=True)

    @property
    def turns_pages(self) -> bool:
        """Whether it is scrolled by a page, for whoever has all that moves read out: see ``app_reading``."""
        return self.app.has_class("-reader")

    def cursor_offset(self) -> Offset | None:
        """Where on the screen the entry under the cursor begins; None while it is out of sight."""
        if self.cursor is None or self.cursor >= self.count:
            return None
        y = self._tops[self.cursor] - self.scroll_offset.y
        if not 0 <= y < self.scrollable_content_region.height:
            return None
        # A screen reader reads from there: on its first word, and not on the space before it.
        x = self._indent(self.cursor) if self.turns_pages else 0
        return self.content_region.offset + Offset(x, y)

    def _indent(self, index: int) -> int:
        text = self.paint(index, 0, self.scrollable_content_region.width, is_cursor=True).text
        return len(text) - len(text.lstrip()) if text.strip() else 0

    def beside(self, index: int, step: int) -> int | None:
        """The next entry in this direction that the cursor may rest on."""
        index += step
        while 0 <= index < self.count and not self.is_choice(index):
            index += step
        return index if 0 <= index < self.count else None

    def nearest_to(self, index: int) -> int | None:
        """The entry that the cursor may rest on with the fewest between; of two the lower one."""
        for distance in range(self.count):
            for candidate in (index + distance, index - distance):
                if 0 <= candidate < self.count and self.is_choice(candidate):
                    return candidate
        return None

    # Keys and mouse

    def action_move(self, step: int) -> None:
        """Move to the next entry in this direction, over headings."""
        index = None if self.cursor is None else self.beside(self.cursor, step)
        if index is not None:
            self.cursor = index
        elif step > 0:
            self.post_message(self.Left())

    def action_move_to_end(self, end: int) -> None:
        """Move to the first (-1) or last (1) entry."""
        index = self.beside(-1, 1) if end < 0 else self.beside(self.count, -1)
        if index is not None:
            self.cursor = index

    def action_page(self, pages: int) -> None:
        """Move by as many lines as are visible."""
        if self.cursor is None:
            return
        line = self._tops[self.cursor] + pages * max(1, self.size.height - 1)
        index = bisect_left(self._tops, min(max(line, 0), self._tops[-1] - 1))
        found = self.nearest_to(min(index, self.count - 1))
        if found is None or (found - self.cursor) * pages <= 0:
            # One entry fills the window.
            found = self.beside(self.cursor, pages)
        if found is not None:
            self.cursor = found

    def on_click(self, event: events.Click) -> None:
        """Select the entry that was clicked; choose it when it is selected already."""
        if event.chain > 1 and not self.TICKS:
            # The first click may have scrolled it away from under the pointer.
            clicked, self._clicked = self._clicked, None
            if clicked is not None and clicked == self.cursor:
                self.clicked(clicked, event, is_again=True)
            return
        self._clicked = None
        line = event.y + self.scroll_offset.y
        index = bisect_right(self._tops, line) - 1
        if line < self._tops[-1]:
            is_again = index == self.cursor
            self._clicked = None if is_again else index
            self.clicked(index, event, is_again=is_again)

    def clicked(self, index: int, event: events.Click, *, is_again: bool) -> None:  # noqa: ARG002
        """Do what a click on an entry is for; ``is_again`` where it is selected already."""
        if self.is_choice(index):
            self.cursor = index
            if is_again or self.TICKS:
                self.action_choose()
