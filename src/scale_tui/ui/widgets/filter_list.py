"""The lines of the filter menu, with a cursor. Drawn line by line: only what is visible is painted."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.filters import Facet
from scale_tui.domain.query import Group
from scale_tui.ui.filter_menu import HiddenPlace, MenuHeading, MenuLine
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line, cut
from scale_tui.ui.scene import Scene, empty_scene


class FilterList(InkedScroll, can_focus=False):
    """Posts what shall be chosen and what shall be hidden. The keys go to the words beside it."""

    scene: var[Scene] = var(empty_scene, init=False)
    lines: var[Sequence[MenuLine]] = var[Sequence[MenuLine]]((), init=False)
    cursor: var[int] = var(0, init=False)
    note: var[str] = var("", init=False)

    class Chosen(Message):
        """A name shall be chosen, or not any more."""

        def __init__(self, facet: Facet) -> None:
            self.facet = facet
            super().__init__()

    class Hidden(Message):
        """A room or track shall be hidden, or not any more."""

        def __init__(self, place: HiddenPlace) -> None:
            self.place = place
            super().__init__()

    @property
    def selected(self) -> Facet | HiddenPlace | None:
        """What is under the cursor."""
        line = self.lines[self.cursor] if self.cursor < len(self.lines) else None
        return None if isinstance(line, MenuHeading) else line

    def watch_lines(self, old: Sequence[MenuLine], new: Sequence[MenuLine]) -> None:
        """Show other lines, with the cursor on what it was on, or near to where it was."""
        self.resize_content(Size(self.scrollable_content_region.width, len(new)))
        place = _place(old[self.cursor]) if self.cursor < len(old) else None
        same = [number for number, line in enumerate(new) if place is not None and _place(line) == place]
        self.cursor = same[0] if same else self._nearest(min(self.cursor, len(new) - 1))
        self._reveal()
        # As high as its lines, so that only another number of them moves what is around it.
        self.refresh(layout=len(new) != len(old))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor where it went."""
        for number in (old, new):
            self.refresh_lines(number, 1)
        self._reveal()

    def watch_scene(self) -> None:
        """Paint anew."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))
        self._reveal()

    def _reveal(self) -> None:
        top = self.cursor
        # A heading above the line comes into sight with it.
        while top and isinstance(self.lines[top - 1], MenuHeading):
            top -= 1
        height = max(1, self.scrollable_content_region.height)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif self.cursor >= self.scroll_offset.y + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def _nearest(self, index: int) -> int:
        stops = [number for number, line in enumerate(self.lines) if not isinstance(line, MenuHeading)]
        return min(stops, key=lambda number: abs(number - index), default=0)

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        number, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if number >= len(self.lines):
            text = "" if self.lines or y else f" {self.note}"
            return Line(self.inks.base).add(text, self.inks.dim).strip(width)
        line = self.lines[number]
        if isinstance(line, MenuHeading):
            painted = Line(self.inks.base).add(f" {line.text}", self.inks.heading)
            return painted.add(f"  {line.aside}", self.inks.dim).strip(width)
        return self._paint(line, width, is_cursor=number == self.cursor)

    def _paint(self, line: Facet | HiddenPlace, width: int, *, is_cursor: bool) -> Strip:
        inks, glyphs = self.inks, self.scene.glyphs
        painted = Line(inks.base + inks.cursor if is_cursor else inks.base)
        painted.add(glyphs.cursor if is_cursor else " ", inks.cursor_bar)
        if isinstance(line, HiddenPlace):
            aside = "track" if line.group is Group.TRACK else "room"
            ink = inks.past
            painted.add("   ")
        else:
            aside = str(line.count)
            ink = inks.strong if line.is_chosen else inks.base if line.count else inks.past
            painted.add(f" {glyphs.ticked if line.is_chosen else glyphs.unticked} ", inks.key)
            if line.group is Group.TRACK:
                painted.add(glyphs.bar, inks.group(self.scene.groups.get(line.name)))
        end = width - 1 - cell_len(aside)
        painted.add(cut(line.name, end - 1 - painted.width, glyphs.ellipsis), ink)
        return painted.fill_to(end).add(aside, inks.dim).strip(width)

    def move(self, step: int) -> None:
        """Move to another line, over headings."""
        number = self.cursor + step
        while 0 <= number < len(self.lines) and isinstance(self.lines[number], MenuHeading):
            number += step
        if 0 <= number < len(self.lines):
            self.cursor = number

    def next_group(self, step: int) -> None:
        """Move to the first line of the next group or of the one before."""
        starts = [number + 1 for number, line in enumerate(self.lines) if isinstance(line, MenuHeading)]
        further = [start for start in starts if (start - self.cursor) * step > 0]
        if further:
            self.cursor = min(further) if step > 0 else max(further)

    def to_end(self, end: int) -> None:
        """Move to the first (-1) or last (1) line."""
        if self.lines:
            self.cursor = self._nearest(0 if end < 0 else len(self.lines) - 1)

    def page(self, pages: int) -> None:
        """Move by as many lines as are visible."""
        if self.lines:
            to = self.cursor + pages * max(1, self.size.height - 1)
            self.cursor = self._nearest(min(max(to, 0), len(self.lines) - 1))

    def choose(self) -> None:
        """Choose what is under the cursor, or do not any more; show what was hidden."""
        match self.selected:
            case Facet() as facet:
                self.post_message(self.Chosen(facet))
            case HiddenPlace() as place:
                self.post_message(self.Hidden(place))

    def hide(self) -> None:
        """Hide the room or track under the cursor for good, or show it again."""
        match self.selected:
            case Facet(group=Group.TRACK | Group.ROOM as group, name=name):
                self.post_message(self.Hidden(HiddenPlace(group, name)))
            case HiddenPlace() as place:
                self.post_message(self.Hidden(place))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        number = event.y + self.scroll_offset.y
        if number < len(self.lines) and not isinstance(self.lines[number], MenuHeading):
            self.cursor = number
            self.choose()


def _place(line: MenuLine) -> tuple[object, ...]:
    if isinstance(line, MenuHeading):
        return (line.text,)
    return (line.group, line.name)
