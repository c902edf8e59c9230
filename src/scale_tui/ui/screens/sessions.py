"""A few sessions to choose among: what fits into free time, what else is on then."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import var
from textual.screen import ModalScreen

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.ui import messages
from scale_tui.ui.rows import Row
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.views.agenda import found_rows
from scale_tui.ui.widgets.session_list import SessionList


class SessionsScreen(ModalScreen[Session | None]):
    """Answers with the session to go to; None when left. Marks can be set here too."""

    CSS_PATH = "sessions.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    BINDINGS = [
        Binding("escape,left,h,q", "dismiss", "close", id="sessions.close", tooltip="close"),
        Binding("space", "mark('STAR')", "star", id="sessions.star", tooltip="star, unstar"),
        Binding("b", "mark('BACKUP')", "backup", id="sessions.backup", tooltip="second choice, or not"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)
    rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)

    choices = query_one(SessionList)

    def __init__(self, title: str, sessions: Sequence[Session], scene: Scene) -> None:
        super().__init__()
        self._title = title
        self._sessions = sessions
        self.set_reactive(SessionsScreen.scene, scene)

    def compose(self) -> ComposeResult:
        """The sessions, under what they have in common."""
        with Vertical(id="sessions") as box:
            box.border_title = Content(self._title)
            enter = self.scene.glyphs.key("⏎")
            box.border_subtitle = Content(f"space stars · {enter} goes there · esc")
            yield SessionList(id="choices").data_bind(SessionsScreen.scene, SessionsScreen.rows)

    def on_mount(self) -> None:
        """Follow what the app shows: a mark that is set here is seen here."""
        self.watch(self.app, "scene", partial(setattr, self, "scene"), init=False)

    @on(SessionList.Resized)
    def _lay_out(self, message: SessionList.Resized) -> None:
        message.stop()
        self.rows = self._rows()

    def watch_scene(self) -> None:
        """Show the marks as they are now."""
        self.rows = self._rows()

    def _rows(self) -> tuple[Row, ...]:
        width = self.choices.scrollable_content_region.width
        return tuple(row._replace(height=1) for row in found_rows(self.scene, self._sessions, width))

    @on(messages.OpenDetail)
    def _go(self, message: messages.OpenDetail) -> None:
        message.stop()
        self.dismiss(self.choices.selected)

    def action_mark(self, name: str) -> None:
        """Set this mark on the session under the cursor, or take it off."""
        if session := self.choices.selected:
            self.post_message(messages.ToggleMark(Mark[name], session.id))
