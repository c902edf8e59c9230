"""The lines of the filter menu, with a cursor."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.filters import Facet
from scale_tui.domain.query import Group
from scale_tui.domain.wording import counted
from scale_tui.ui.filter_menu import HiddenPlace, MenuHeading, MenuLine, RemovedFilter
from scale_tui.ui.line import Line, cut
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.spoken_painting import said
from scale_tui.ui.widgets.choice_list import ChoiceList


class FilterList(ChoiceList, can_focus=False):
    """Posts what shall be chosen and what shall be hidden. The keys go to the words beside it."""

    TICKS = True

    scene: var[Scene] = var(empty_scene, init=False)
    lines: var[Sequence[MenuLine]] = var[Sequence[MenuLine]]((), init=False)
    note: var[str] = var("", init=False)
    is_on_saved: var[bool] = var(False, init=False)

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

    class Removed(Message):
        """A saved filter shall be removed, or saved again."""

        def __init__(self, line: Facet | RemovedFilter) -> None:
            self.line = line
            super().__init__()

    @property
    def selected(self) -> Facet | HiddenPlace | RemovedFilter | None:
        """What is under the cursor."""
        line = None if self.cursor is None else self.lines[self.cursor]
        return None if isinstance(line, MenuHeading) else line

    def watch_lines(self, old: Sequence[MenuLine], new: Sequence[MenuLine]) -> None:
        """Show other lines, with the cursor on what it was on, or near to where it was."""
        index = self.cursor or 0
        place = _place(old[index]) if index < len(old) else None
        same = [number for number, line in enumerate(new) if place is not None and _place(line) == place]
        self.lay_out(1 for _ in new)
        self.cursor = same[0] if same else self.nearest_to(min(index, len(new) - 1))
        self.is_on_saved = self._is_on_saved()
        self.reveal()

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Repaint the line left and the one reached, and tell whether it is a saved filter."""
        super().watch_cursor(old, new)
        self.is_on_saved = self._is_on_saved()

    def _is_on_saved(self) -> bool:
        line = None if self.cursor is None or self.cursor >= len(self.lines) else self.lines[self.cursor]
        return isinstance(line, Facet | RemovedFilter) and line.group is Group.FILTER

    def watch_scene(self) -> None:
        """Paint anew."""
        self.refresh()

    def is_choice(self, index: int) -> bool:
        """Whether the line is something to choose."""
        return not isinstance(self.lines[index], MenuHeading)

    def paint_below(self, y: int, width: int) -> Strip:
        """Why there are no lines, in the place of the first of them."""
        text = "" if self.lines or y else f" {self.note}"
        return Line(self.inks.base).add(text, self.inks.dim).strip(width)

    def paint(self, index: int, _y: int, width: int, *, is_cursor: bool) -> Strip:
        """One line."""
        line = self.lines[index]
        if isinstance(line, MenuHeading):
            painted = Line(self.inks.base).add(f" {line.text}", self.inks.heading)
            return painted.add(f"  {line.aside}", self.inks.dim).strip(width)
        return self._paint(line, width, is_cursor=is_cursor)

    def _paint(self, line: Facet | HiddenPlace | RemovedFilter, width: int, *, is_cursor: bool) -> Strip:
        inks, glyphs = self.inks, self.scene.glyphs
        if glyphs.is_words:
            return said(inks, width, glyphs, *_in_words(line))
        painted = self.begun(glyphs, is_cursor=is_cursor)
        if isinstance(line, HiddenPlace):
            aside = "track" if line.group is Group.TRACK else "room"
            ink = inks.past
            painted.add("   ")
        elif isinstance(line, RemovedFilter):
            aside, ink = "removed", inks.past
            painted.add("   ")
        else:
            aside = glyphs.ellipsis if line.count is None else str(line.count)
            ink = inks.strong if line.is_chosen else inks.base if line.count != 0 else inks.past
            painted.add(f" {glyphs.ticked if line.is_chosen else glyphs.unticked} ", inks.key)
            if line.group is Group.TRACK:
                painted.add(glyphs.bar, inks.group(self.scene.groups.get(line.name)))
        end = width - 1 - cell_len(aside)
        painted.add(cut(line.name, end - 1 - painted.width, glyphs.ellipsis), ink)
        return painted.fill_to(end).add(aside, inks.dim).strip(width)

    def next_group(self, step: int) -> None:
        """Move to the first line of the next group or of the one before."""
        starts = [number + 1 for number, line in enumerate(self.lines) if isinstance(line, MenuHeading)]
        at = self.cursor or 0
        further = [start for start in starts if (start - at) * step > 0]
        if further:
            self.cursor = min(further) if step > 0 else max(further)

    def action_choose(self) -> None:
        """Choose what is under the cursor, or do not any more; show what was hidden."""
        match self.selected:
            case Facet() as facet:
                self.post_message(self.Chosen(facet))
            case HiddenPlace() as place:
                self.post_message(self.Hidden(place))
            case RemovedFilter() as removed:
                self.post_message(self.Removed(removed))

    def remove_filter(self) -> None:
        """Remove the saved filter under the cursor, or save it again."""
        match self.selected:
            case Facet(group=Group.FILTER) | RemovedFilter() as line:
                self.post_message(self.Removed(line))

    def hide(self) -> None:
        """Hide the room or track under the cursor for good, or show it again."""
        match self.selected:
            case Facet(group=Group.TRACK | Group.ROOM as group, name=name):
                self.post_message(self.Hidden(HiddenPlace(group, name)))
            case HiddenPlace() as place:
                self.post_message(self.Hidden(place))


def _in_words(line: Facet | HiddenPlace | RemovedFilter) -> tuple[str, ...]:
    """What it is called, and how it stands."""
    match line:
        case HiddenPlace():
            return (line.name, f"hidden {'track' if line.group is Group.TRACK else 'room'}")
        case RemovedFilter():
            return (line.name, "removed")
        case _:
            count = "" if line.count is None else counted(line.count, "session")
            return (line.name, "chosen" if line.is_chosen else "", count)


def _place(line: MenuLine) -> tuple[object, ...]:
    if isinstance(line, MenuHeading):
        return (line.text,)
    return (line.group, line.name)
