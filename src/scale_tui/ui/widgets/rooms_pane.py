"""The view of the rooms: the programme guide over a peek at its session; a word where there is one room."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from scale_tui.domain.agenda import Session
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.views.rooms import about_rooms
from scale_tui.ui.widgets.rooms_guide import RoomsGuide
from scale_tui.ui.widgets.session_peek import SessionPeek


class RoomsPane(Vertical):
    """Holds what the view is made of; the cursor is the guide's."""

    scene: var[Scene] = var(empty_scene, init=False)
    session: var[Session | None] = var[Session | None](None, init=False)

    def compose(self) -> ComposeResult:
        """The guide with its peek, and what is said in their place."""
        yield RoomsGuide().data_bind(RoomsPane.scene)
        yield SessionPeek().data_bind(RoomsPane.scene, RoomsPane.session)
        yield Static(id="one-room", markup=False)

    def watch_scene(self) -> None:
        """Say that there is one room, if so."""
        self.set_class(self.scene.has_several_rooms, "-several")
        self.query_one("#one-room", Static).update(Content(about_rooms(self.scene)))
