"""A few sessions to choose among: what fits into free time, what else is on then, what is like another."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import var

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.ui import messages
from scale_tui.ui.rows import Row
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.dialog import Dialog
from scale_tui.ui.views.agenda import found_rows
from scale_tui.ui.widgets.session_list import SessionList

LayOut = Callable[[Scene, int], Sequence[Row]]
"""The rows to choose among as they stand in a list of so many cells."""


def in_one_line(scene: Scene, sessions: Sequence[Session], width: int) -> tuple[Row, ...]:
    """Sessions in the order given, a line each; of one day alone it is not repeated."""
    has_days = len({session.day for session in sessions}) > 1
    rows = found_rows(scene, sessions, width)
    return tuple(row._replace(height=1, day=row.day if has_days else "") for row in rows)


class SessionsScreen(Dialog[Session | None]):
    """Answers with the session to go to; None when left. Marks can be set here too."""

    CSS_PATH = "sessions.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("sessions.star", "stars", "mark('STAR')"),
        ("sessions.backup", "second choice", "mark('BACKUP')"),
        ("move.open", "goes there", "choose_selected"),
        ("sessions.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape,left,h,q", "dismiss", "close", id="sessions.close", tooltip="close"),
        Binding("space", "mark('STAR')", "star", id="sessions.star", tooltip="star, unstar"),
        Binding("b", "mark('BACKUP')", "backup", id="sessions.backup", tooltip="second choice, or not"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)
    rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)

    choices = query_one(SessionList)

    def __init__(self, title: str, lay_out: LayOut, scene: Scene) -> None:
        super().__init__()
        self._title = title
        self._lay_out = lay_out
        self.set_reactive(SessionsScreen.scene, scene)

    def compose(self) -> ComposeResult:
        """The sessions, under what they have in common."""
        with Vertical(id="sessions") as box:
            box.border_title = Content(self._title)
            yield SessionList(id="choices").data_bind(SessionsScreen.scene, SessionsScreen.rows)

    def on_mount(self) -> None:
        """Follow what the app shows: a mark that is set here is seen here."""
        self.watch(self.app, "scene", partial(setattr, self, "scene"), init=False)

    @on(SessionList.Resized)
    def _resized(self, message: SessionList.Resized) -> None:
        message.stop()
        self.rows = self._rows()

    def watch_scene(self) -> None:
        """Show the marks as they are now."""
        self.rows = self._rows()

    def _rows(self) -> Sequence[Row]:
        width = self.choices.scrollable_content_region.width
        rows = self._lay_out(self.scene, width)
        if self.scene.glyphs.is_words:
            from scale_tui.ui.spoken_painting import laid_out_in_words

            return laid_out_in_words(rows, self.scene, width)
        return rows

    @on(messages.OpenDetail)
    def _go(self, message: messages.OpenDetail) -> None:
        message.stop()
        self.dismiss(self.choices.selected)

    def action_mark(self, name: str) -> None:
        """Set this mark on the session under the cursor, or take it off."""
        if session := self.choices.selected:
            self.post_message(messages.ToggleMark(Mark[name], session.id))
