"""A list of rows with a cursor that rests on sessions.

Drawn line by line: only what is visible is ever painted, so a key costs the same with 25 rows and with
100,000. (Textual's OptionList starts 21 times slower at 100,000 rows and sends 14 kB a key, measured; it also
crashes at 9 columns and fewer.)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.messages import OpenDetail, OpenSession, ShowFree, ToggleMark
from scale_tui.ui.row_painters import paint_row
from scale_tui.ui.row_painting import STAR_COLUMN, Canvas
from scale_tui.ui.rows import GapRow, Row, SessionRow, is_choice
from scale_tui.ui.scene import Scene, empty_scene


class SessionList(InkedScroll, can_focus=True, inherit_bindings=False):
    """Rows of one view. Posts what shall be opened and what shall be starred.

    Where the cursor went is ``highlighted``, to be watched: a message would come too late to have the
    session's detail painted together with the cursor.

    Without a cursor it only stands beside another list, and a click shows the session there.
    """

    BINDINGS = [
        Binding("down,j", "move(1)", "move", key_display="↑↓", id="move.down", tooltip="next session"),
        Binding("up,k", "move(-1)", "up", show=False, id="move.up", tooltip="previous session"),
        Binding("enter,right,l", "open", "open", key_display="⏎", id="move.open", tooltip="read about it"),
        Binding("g,home", "move_to_end(-1)", "first", show=False, id="move.first", tooltip="first session"),
        Binding("G,end", "move_to_end(1)", "last", show=False, id="move.last", tooltip="last session"),
        Binding("pageup,ctrl+u", "page(-1)", "page", show=False, id="move.page_up", tooltip="a page up"),
        Binding("pagedown,ctrl+d", "page(1)", "page", show=False, id="move.page_down", tooltip="a page down"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)
    rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)
    words: var[tuple[str, ...]] = var[tuple[str, ...]]((), init=False)
    cursor: var[int | None] = var[int | None](None, init=False)
    highlighted: var[Session | None] = var[Session | None](None, init=False, always_update=True)

    class Resized(Message):
        """The list has another width, so that rows may want to stand differently."""

        def __init__(self, control: "SessionList") -> None:
            self._control = control
            super().__init__()

        @property
        def control(self) -> "SessionList":
            """The list it happened to."""
            return self._control

    def __init__(self, *, id: str, shows_cursor: bool = True) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shows_cursor = shows_cursor
        self.can_focus = shows_cursor
        self._tops: list[int] = [0]
        self._painted: dict[tuple[int, int, bool], Strip] = {}

    @property
    def selected(self) -> Session | None:
        """The session under the cursor."""
        if self.cursor is None or self.cursor >= len(self.rows):
            return None
        return self.rows[self.cursor].session

    # What to show

    def watch_rows(self, old: Sequence[Row], rows: Sequence[Row]) -> None:
        """Lay the new rows out and keep the cursor on its session, or as near to it in time as there is.

        Its row stays on the same line of the screen, as far as there are rows above it.
        """
        row, line, index = None, 0, self.cursor or 0
        if self.cursor is not None and index < len(old):
            row = old[index]
            line = self._tops[index] - self.scroll_offset.y
        self._tops = [0, *accumulate(row.height for row in rows)]
        self._painted.clear()
        self.resize_content(Size(self.scrollable_content_region.width, self._tops[-1]))
        self.set_reactive(SessionList.cursor, None)
        cursor = _row_of(rows, row, index)
        if cursor is not None and self._shows_cursor:
            self.scroll_to(y=max(0, self._tops[cursor] - line), animate=False, force=True)
        self.cursor = cursor
        self.refresh()

    def watch_scene(self) -> None:
        """Paint anew: the time or the marks have changed."""
        self._repaint()

    def watch_words(self) -> None:
        """Paint anew: other words are marked."""
        self._repaint()

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Paint anew at the new width and keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        self._repaint()
        self.post_message(self.Resized(self))
        if self.cursor is not None:
            self._reveal(self.cursor)

    def notify_style_update(self) -> None:
        """Paint anew with the colours of another theme."""
        self._painted.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """The cursor is drawn stronger where the keys go."""
        self._repaint()

    def on_blur(self) -> None:
        """The cursor is drawn weaker where the keys do not go."""
        self._repaint()

    def render_line(self, y: int) -> Strip:
        """One visible line, painted or taken from what was painted before."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= self._tops[-1]:
            return Strip.blank(width, self.inks.base)
        index = bisect_right(self._tops, line) - 1
        is_cursor = self._shows_cursor and index == self.cursor
        key = (index, line - self._tops[index], is_cursor)
        strip = self._painted.get(key)
        if strip is None:
            canvas = Canvas(self.scene, self.inks, width, self.words)
            strip = paint_row(self.rows[index], canvas, key[1], is_cursor=is_cursor)
            self._painted[key] = strip
        return strip

    # Where the cursor is

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Repaint the row left and the row reached, and tell which session it is."""
        for index in (old, new):
            if index is not None and index < len(self.rows):
                self.refresh_lines(self._tops[index], self.rows[index].height)
        if new is None:
            return
        if not self._shows_cursor:
            return
        self._reveal(new)
        if session := self.selected:
            self.highlighted = session

    def select(self, session: Session, *, a_third_down: bool = False) -> bool:
        """Put the cursor on the first row of this session; False when there is none."""
        for index, row in enumerate(self.rows):
            if row.session is not None and row.session.id == session.id:
                self.cursor = index
                if a_third_down:
                    top = self._tops[index] - self.size.height // 3
                    self.scroll_to(y=max(0, top), animate=False, force=True)
                return True
        return False

    def beside_cursor(self) -> list[Session]:
        """The sessions that the cursor would reach by a step up or down."""
        found: list[Session] = []
        for step in (-1, 1):
            row = None if self.cursor is None else self._choice_from(self.cursor, step)
            if row is not None and (session := self.rows[row].session):
                found.append(session)
        return found

    def cursor_offset(self) -> Offset | None:
        """Where on the screen the selected row begins; None while it is out of sight."""
        if self.cursor is None:
            return None
        y = self._tops[self.cursor] - self.scroll_offset.y
        return Offset(self.region.x, self.region.y + y) if 0 <= y < self.size.height else None

    def _reveal(self, index: int) -> None:
        top, bottom = self._tops[index], self._tops[index + 1]
        # A heading above the row comes into sight with it.
        while top and self.rows[index - 1].session is None:
            index -= 1
            top = self._tops[index]
        height = self.scrollable_content_region.height
        if bottom - top > height:
            top = bottom - height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Move to the next session in this direction, over headings and rules."""
        if self.cursor is not None and (index := self._choice_from(self.cursor, step)) is not None:
            self.cursor = index

    def _choice_from(self, index: int, step: int) -> int | None:
        """The next row in this direction where the cursor may rest."""
        index += step
        while 0 <= index < len(self.rows) and not is_choice(self.rows[index]):
            index += step
        return index if 0 <= index < len(self.rows) else None

    def action_move_to_end(self, end: int) -> None:
        """Move to the first (-1) or last (1) session."""
        indexes = range(len(self.rows)) if end < 0 else range(len(self.rows) - 1, -1, -1)
        self.cursor = next((index for index in indexes if is_choice(self.rows[index])), self.cursor)

    def action_page(self, pages: int) -> None:
        """Move by as many lines as are visible."""
        if self.cursor is None:
            return
        line = self._tops[self.cursor] + pages * max(1, self.size.height - 1)
        index = bisect_left(self._tops, min(max(line, 0), self._tops[-1] - 1))
        self.cursor = _row_nearest_to(self.rows, min(index, len(self.rows) - 1))

    def action_open(self) -> None:
        """Ask for the detail of the session under the cursor, or for what fits into the free time there."""
        row = None if self.cursor is None else self.rows[self.cursor]
        if isinstance(row, GapRow):
            self.post_message(ShowFree(row.gap))
        elif row is not None:
            self.post_message(OpenDetail())

    def on_click(self, event: events.Click) -> None:
        """Move to the row; in the star column star it; opened by a double click."""
        line = event.y + self.scroll_offset.y
        if line >= self._tops[-1]:
            return
        index = bisect_right(self._tops, line) - 1
        row = self.rows[index]
        if not is_choice(row):
            return
        if not self._shows_cursor:
            if row.session is not None:
                self.post_message(OpenSession(row.session))
            return
        self.cursor = index
        if isinstance(row, SessionRow) and event.x in (STAR_COLUMN, STAR_COLUMN + 1):
            self.post_message(ToggleMark(Mark.STAR, row.session.id))
        elif event.chain > 1:
            self.action_open()


def _row_of(rows: Sequence[Row], row: Row | None, index: int) -> int | None:
    """Where a row is now: that of its session (of several the nearest), else the nearest in time."""
    if isinstance(row, GapRow):
        return _row_nearest_to(rows, min(index, len(rows) - 1))
    session = None if row is None else row.session
    if session is None:
        return next((number for number, candidate in enumerate(rows) if candidate.session is not None), None)
    candidates = [(number, row.session) for number, row in enumerate(rows) if row.session is not None]
    if not candidates:
        return None
    own = [number for number, candidate in candidates if candidate.id == session.id]
    if own:
        return min(own, key=lambda number: abs(number - index))
    return min(candidates, key=lambda candidate: abs(candidate[1].start - session.start))[0]


def _row_nearest_to(rows: Sequence[Row], index: int) -> int | None:
    for distance in range(len(rows)):
        for candidate in (index + distance, index - distance):
            if 0 <= candidate < len(rows) and is_choice(rows[candidate]):
                return candidate
    return None
