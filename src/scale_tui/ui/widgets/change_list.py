"""A list of changes, with what each session was and is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.changes import AgendaChange, ChangeKind
from scale_tui.domain.wording import short_day_name
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line, cut, wrap
from scale_tui.ui.scene import Scene

_NARROW_BELOW = 60
_KIND_CELLS = max(len(kind.value) for kind in ChangeKind) + 1
_INDENT = 4
_LINES_AROUND = 5
"""The border, the space inside of it and the line above."""

_LOST = frozenset({ChangeKind.GONE, ChangeKind.CANCELLED})
_STRUCK = Style(strike=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading, or a change with the lines below its first."""

    heading: str = ""
    change: AgendaChange | None = None
    below: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Its lines."""
        return 1 + len(self.below)


class ChangeList(InkedScroll, can_focus=True, inherit_bindings=False):
    """The changes under two headings, mine and all others; the cursor rests on changes."""

    BINDINGS = [
        Binding("down,j", "move(1)", "move", show=False, id="changes.down", tooltip="next change"),
        Binding("up,k", "move(-1)", "move", show=False, id="changes.up", tooltip="previous change"),
        Binding(
            "pagedown,ctrl+d", "page(1)", "page", show=False, id="changes.page_down", tooltip="page down"
        ),
        Binding("pageup,ctrl+u", "page(-1)", "page", show=False, id="changes.page_up", tooltip="page up"),
        Binding("g,home", "end(-1)", "first", show=False, id="changes.first", tooltip="first change"),
        Binding("G,end", "end(1)", "last", show=False, id="changes.last", tooltip="last change"),
        Binding("enter,right,l", "choose", "go", show=False, id="changes.go", tooltip="go to the session"),
    ]

    cursor: var[int] = var(0, init=False)

    class Chosen(Message):
        """Asks to show this session."""

        def __init__(self, session: Session) -> None:
            self.session = session
            super().__init__()

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene
        self._width = 0
        self._entries: Sequence[_Entry] = ()
        self._tops = [0]

    def show(self, scene: Scene) -> None:
        """Show the changes of another scene; the cursor stays on its line as far as there is one."""
        self._scene = scene
        self._lay_out(self._width)
        self.virtual_size = Size(self._width, self._tops[-1])
        self.cursor = self._nearest(self.cursor, 1)
        self.refresh(layout=True)

    def _lay_out(self, width: int) -> None:
        self._width = width
        mine = self._scene.my_changes
        known = {id(change) for change in mine}
        others = tuple(change for change in self._scene.changes.all if id(change) not in known)
        entries: list[_Entry] = []
        for heading, changes in (("In your schedule", mine), ("Everything else", others)):
            if mine and changes:
                entries.append(_Entry(heading=f"{heading}  {len(changes)}"))
            entries.extend(_Entry(change=change, below=self._below(change)) for change in changes)
        self._entries = entries
        self._tops = [0, *accumulate(entry.height for entry in entries)]

    def _below(self, change: AgendaChange) -> tuple[str, ...]:
        space, session, glyphs = self._width - self._indent - 1, change.session, self._scene.glyphs
        title = [cut(session.title, space, glyphs.ellipsis)] if self._is_narrow else []
        told = list(self._scene.differences(change))
        if change.old is None and session.room:
            told.append(session.room)
        return (*title, *(line for words in told for line in _broken(words, space)))

    @property
    def _indent(self) -> int:
        """Where differences begin: under the time, or further left where there is little room."""
        return _INDENT if self._is_narrow else _INDENT + _KIND_CELLS

    @property
    def _is_narrow(self) -> bool:
        return self._width < _NARROW_BELOW

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the changes take at this width, and the window has room for."""
        if width - 1 != self._width:
            self._lay_out(width - 1)
        return min(self._tops[-1], viewport.height * 9 // 10 - _LINES_AROUND)

    def on_resize(self) -> None:
        """Lay out anew at the new width."""
        # A cell is left for the scroll bar, there or not, so that lines do not break anew when it comes.
        width = self.outer_size.width - 1
        if width != self._width:
            self._lay_out(width)
        self.virtual_size = Size(width, self._tops[-1])
        self.cursor = self._nearest(self.cursor, 1)
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """A heading, or one line of a change."""
        y += self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y >= self._tops[-1]:
            return Strip.blank(width, self.rich_style)
        index = bisect_right(self._tops, y) - 1
        entry, row = self._entries[index], y - self._tops[index]
        if entry.change is None:
            return Line(self.inks.base).add(f" {entry.heading}", self.inks.heading).strip(width)
        is_cursor = index == self.cursor
        line = Line(self.inks.base + self.inks.cursor if is_cursor else self.inks.base)
        line.add(self._scene.glyphs.cursor if is_cursor else " ", self.inks.cursor_bar)
        if row == 0:
            return self._head(line, entry.change).strip(width)
        ink = self._title_ink(entry.change) if self._is_narrow and row == 1 else self.inks.dim
        return line.fill_to(self._indent).add(entry.below[row - 1], ink).strip(width)

    def _head(self, line: Line, change: AgendaChange) -> Line:
        """Its mark, what became of it, when it is, and its title where there is room."""
        scene, session = self._scene, change.session
        mark = ""
        if session.id in scene.schedule.stars:
            mark = scene.glyphs.star
        elif scene.is_backup(session):
            mark = scene.glyphs.backup
        elif session.id in scene.schedule.notes:
            mark = scene.glyphs.note
        line.add(mark, self.inks.star).fill_to(_INDENT - 1)
        line.add(f" {change.kind.value:<{_KIND_CELLS}}", self._kind_ink(change))
        when = scene.clock_on(session.start, session.day)
        if len(scene.agenda.days) > 1 or session.day not in scene.agenda.days:
            when = f"{short_day_name(session.day)} {when}"
        line.add(f"{when}  ", self.inks.dim)
        if self._is_narrow:
            return line
        title = cut(session.title, self._width - line.width - 1, scene.glyphs.ellipsis)
        return line.add(title, self._title_ink(change))

    def _kind_ink(self, change: AgendaChange) -> Style:
        if change.kind in _LOST:
            return self.inks.clash
        return self.inks.now if change.kind is ChangeKind.NEW else self.inks.key

    def _title_ink(self, change: AgendaChange) -> Style:
        return self.inks.past + _STRUCK if change.kind in _LOST else self.inks.strong

    def _nearest(self, index: int, step: int) -> int:
        """The change at this index or the first behind it in this direction; else the last the other way."""
        order = [at for at, entry in enumerate(self._entries) if entry.change]
        if not order:
            return 0
        ahead = [at for at in order if (at - index) * step >= 0]
        return (ahead[0] if step > 0 else ahead[-1]) if ahead else order[-1 if step > 0 else 0]

    def watch_cursor(self) -> None:
        """Show the change that the cursor went to."""
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        """Bring the whole change into sight, with the heading above the first."""
        height = self.scrollable_content_region.height
        if self.cursor + 1 >= len(self._tops) or not height:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        if self._entries[self.cursor - 1].heading:
            top -= 1
        if bottom > self.scroll_offset.y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False, force=True)
        elif top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Go to another change."""
        self.cursor = self._nearest(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        """Go a page further, or back."""
        line = self._tops[self.cursor] + step * self.scrollable_content_region.height
        index = bisect_right(self._tops, max(0, line)) - 1
        self.cursor = self._nearest(min(index, len(self._entries) - 1), step)

    def action_end(self, step: int) -> None:
        """Go to the first change, or the last."""
        self.cursor = self._nearest(len(self._entries) - 1 if step > 0 else 0, -step)

    def action_choose(self) -> None:
        """Ask for the session under the cursor."""
        if self._entries and (change := self._entries[self.cursor].change):
            self.post_message(self.Chosen(change.session))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the change that was clicked; the second click goes there."""
        index = bisect_right(self._tops, event.y + self.scroll_offset.y) - 1
        if index < len(self._entries) and self._entries[index].change:
            self.cursor = index
            if event.chain > 1:
                self.action_choose()


def _broken(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, in a tenth of the time that Textual takes for any text."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        cells = cell_len(word)
        if cells > width:
            return wrap(text, width)
        if line and used + 1 + cells > width:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + cells) if line else (word, cells)
    return [*lines, line] if line else lines
