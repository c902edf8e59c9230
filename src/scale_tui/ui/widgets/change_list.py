"""A list of changes, with what each session was and is."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.changes import AgendaChange, ChangeKind
from scale_tui.domain.wording import short_day_name
from scale_tui.ui.line import Line, cut, wrap
from scale_tui.ui.scene import Scene
from scale_tui.ui.spoken_painting import said
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys
from scale_tui.values import dataclass

_NARROW_BELOW = 60
_KIND_CELLS = max(len(kind.value) for kind in ChangeKind) + 1
_INDENT = 4
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


class ChangeList(ChoiceList, can_focus=True, inherit_bindings=False):
    """The changes under two headings, mine and all others; the cursor rests on changes."""

    BINDINGS = [
        *moving_by_keys("change"),
        Binding("enter,right,l", "choose", "go", show=False, id="changes.go", tooltip="go to the session"),
    ]

    LINES_AROUND = 5

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

    def show(self, scene: Scene) -> None:
        """Show the changes of another scene; the cursor stays on its line as far as there is one."""
        self._scene = scene
        self._lay_out(self._width)

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
        self.lay_out(entry.height for entry in entries)
        self.cursor = self.nearest_to(min(self.cursor or 0, len(entries) - 1))

    def _below(self, change: AgendaChange) -> tuple[str, ...]:
        space, session, glyphs = self._width - self._text_column - 1, change.session, self._scene.glyphs
        title = [cut(session.title, space, glyphs.ellipsis)] if self._is_narrow else []
        told = list(self._scene.differences(change))
        if change.old is None and session.room:
            told.append(session.room)
        return (*title, *(line for words in told for line in _broken(words, space)))

    @property
    def _text_column(self) -> int:
        """Where differences begin: under the time, or further left where there is little room."""
        is_near = self._is_narrow or self._scene.glyphs.is_words
        return _INDENT if is_near else _INDENT + _KIND_CELLS

    @property
    def _is_narrow(self) -> bool:
        return self._width < _NARROW_BELOW and not self._scene.glyphs.is_words

    def take_width(self, width: int) -> None:
        """Lay the changes out anew at another width."""
        # A cell is left for the scroll bar, there or not, so that lines do not break anew when it comes.
        if width - 1 != self._width:
            self._lay_out(width - 1)

    def is_choice(self, index: int) -> bool:
        """Whether the entry is a change."""
        return self._entries[index].change is not None

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:
        """A heading, or one line of a change."""
        entry = self._entries[index]
        if entry.change is None:
            return Line(self.inks.base).add(f" {entry.heading}", self.inks.heading).strip(width)
        if y == 0 and self._scene.glyphs.is_words:
            return self._said(entry.change, width)
        line = self.begun(self._scene.glyphs, is_cursor=is_cursor)
        if y == 0:
            return self._head(line, entry.change).strip(width)
        ink = self._title_ink(entry.change) if self._is_narrow and y == 1 else self.inks.dim
        return line.fill_to(self._text_column).add(entry.below[y - 1], ink).strip(width)

    def _said(self, change: AgendaChange, width: int) -> Strip:
        scene, session = self._scene, change.session
        when = f"{short_day_name(session.day)} {scene.clock_on(session.start, session.day)}"
        marks = [*scene.marks_on(session), "with a note" if session.id in scene.schedule.notes else ""]
        return said(self.inks, width, scene.glyphs, session.title, kind_words(change), *marks, when)

    def _head(self, line: Line, change: AgendaChange) -> Line:
        """Its mark, what became of it, when it is, and its title where there is room."""
        scene, session = self._scene, change.session
        mark = ""
        if scene.is_starred(session):
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

    def action_choose(self) -> None:
        """Ask for the session under the cursor."""
        change = None if self.cursor is None else self._entries[self.cursor].change
        if change is not None:
            self.post_message(self.Chosen(change.session))


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
