"""A list of rows with a cursor that rests on sessions."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.ui.messages import OpenDetail, OpenSession, ShowFree, ToggleMark, ask_for
from scale_tui.ui.passing_time import is_only_later, looks_as, tells_the_same
from scale_tui.ui.row_painters import paint_row
from scale_tui.ui.row_painting import STAR_COLUMN, Canvas
from scale_tui.ui.rows import (
    BackupRow,
    ClashHeading,
    GapRow,
    LostRow,
    Row,
    SessionRow,
    StarRow,
    is_choice,
)
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys

_WITH_STAR_COLUMN = (SessionRow, StarRow, BackupRow, LostRow)


class SessionList(ChoiceList, can_focus=True, inherit_bindings=False):
    """Rows of one view. Posts what shall be opened and what shall be starred.

    Where the cursor went is ``highlighted``, to be watched: a message would come too late to have the
    session's detail painted together with the cursor.

    Without a cursor it only stands beside another list, and a click shows the session there.
    """

    BINDINGS = [
        *moving_by_keys("session"),
        Binding("enter,right,l", "choose", "open", key_display="⏎", id="move.open", tooltip="read about it"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)
    rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)
    words: var[tuple[str, ...]] = var[tuple[str, ...]]((), init=False)
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
        self._keep_painted(
            lambda index: index < min(len(old), len(rows)) and _is_same(old[index], rows[index])
        )
        self.lay_out(row.height for row in rows)
        self.set_reactive(SessionList.cursor, None)
        cursor = self._row_of(row, index)
        if cursor is not None and self._shows_cursor:
            self._scroll_to_line(self._tops[cursor] - line)
        self.cursor = cursor

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Paint anew: the time or the marks have changed."""
        if looks_as(scene, old):
            return
        if not is_only_later(scene, old):
            self._painted.clear()
        self._keep_painted(lambda index: tells_the_same(self.rows[index], scene, old))
        self.refresh()

    def watch_words(self) -> None:
        """Paint anew: other words are marked."""
        self._repaint()

    def _keep_painted(self, is_to_keep: Callable[[int], bool]) -> None:
        self._painted = {place: strip for place, strip in self._painted.items() if is_to_keep(place[0])}

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Paint anew at the new width."""
        self._repaint()
        self.post_message(self.Resized(self))

    def notify_style_update(self) -> None:
        """Paint anew with the colours of another theme."""
        self._painted.clear()
        super().notify_style_update()

    def is_choice(self, index: int) -> bool:
        """Whether the cursor may rest on this row."""
        return is_choice(self.rows[index])

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:
        """One line of a row, painted or taken from what was painted before."""
        key = (index, y, is_cursor)
        strip = self._painted.get(key)
        if strip is None:
            canvas = Canvas(self.scene, self.inks, width, self.words)
            if self.scene.glyphs.is_words:
                from scale_tui.ui.spoken_painting import paint_in_words

                strip = paint_in_words(self.rows[index], canvas, y)
            else:
                strip = paint_row(self.rows[index], canvas, y, is_cursor=is_cursor)
            self._painted[key] = strip
        return strip

    # Where the cursor is

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Show the row reached, and tell which session it is."""
        super().watch_cursor(old, new)
        if session := self.selected:
            self.highlighted = session

    def select(self, session: Session, *, a_third_down: bool = False) -> bool:
        """Put the cursor on the first row of this session; False when there is none."""
        for index, row in enumerate(self.rows):
            if row.session is not None and row.session.id == session.id:
                self.cursor = index
                if a_third_down:
                    self._scroll_to_line(self._tops[index] - self.size.height // 3)
                return True
        return False

    def _scroll_to_line(self, line: int) -> None:
        """Have this line as the first in sight; where pages are turned, the row that begins there or next."""
        if self.turns_pages:
            line = self._tops[min(bisect_left(self._tops, line), self.count)]
        self.scroll_to(y=max(0, line), animate=False, force=True)

    def beside_cursor(self) -> list[Session]:
        """The sessions that the cursor would reach by a step up or down."""
        if self.cursor is None:
            return []
        rows = (self.beside(self.cursor, step) for step in (-1, 1))
        return [session for row in rows if row is not None and (session := self.rows[row].session)]

    def _row_of(self, row: Row | None, index: int) -> int | None:
        """Where a row is now: that of its session (of several the nearest), else the nearest in time."""
        if not self._shows_cursor:
            return None
        if isinstance(row, GapRow):
            return self.nearest_to(min(index, len(self.rows) - 1))
        found = [(number, each.session) for number, each in enumerate(self.rows) if each.session is not None]
        if not found:
            return None
        session = None if row is None else row.session
        if session is None:
            return found[0][0]
        own = [number for number, each in found if each.id == session.id]
        if own:
            return min(own, key=lambda number: abs(number - index))
        return min(found, key=lambda each: abs(each[1].start - session.start))[0]

    def action_choose(self) -> None:
        """Ask for the detail of the session under the cursor, or for what fits into the free time there."""
        row = None if self.cursor is None else self.rows[self.cursor]
        if isinstance(row, GapRow):
            self.post_message(ShowFree(row.gap))
        elif row is not None:
            self.post_message(OpenDetail())

    def clicked(self, index: int, event: events.Click, *, is_again: bool) -> None:
        """Move to the row; in the star column star it. Of a row for no session do what it tells of."""
        row, action = self.rows[index], getattr(self.rows[index], "action", "")
        at = self.beside(index, 1) if isinstance(row, ClashHeading) else index
        session = None if at is None else self.rows[at].session
        if session is not None and not self._shows_cursor:
            self.post_message(OpenSession(session))
        elif action:
            if session is not None:
                self.cursor = at
            ask_for(self, action)
        elif row.session is not None and self._is_star(row, event.x):
            if event.chain == 1:
                self.cursor = index
                self._toggle_star(row.session)
        else:
            super().clicked(index, event, is_again=is_again)

    def _is_star(self, row: Row, x: int) -> bool:
        is_there = isinstance(row, _WITH_STAR_COLUMN) and not self.scene.glyphs.is_words
        return is_there and x in (STAR_COLUMN, STAR_COLUMN + 1)

    def _toggle_star(self, session: Session) -> None:
        if self.scene.is_own(session):
            ask_for(self, "screen.toggle_star")
        else:
            self.post_message(ToggleMark(Mark.STAR, session.id))


def _is_same(row: Row, other: Row) -> bool:
    return type(row) is type(other) and row == other
