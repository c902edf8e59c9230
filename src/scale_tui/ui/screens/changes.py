"""What has changed since a while ago, my schedule first."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.getters import query_one
from textual.widgets import Static

from scale_tui.domain.agenda import Session
from scale_tui.domain.wording import counted
from scale_tui.ui.messages import AcknowledgeChanges
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.dialog import Dialog, Told
from scale_tui.ui.widgets.change_list import ChangeList

_NEED_CHANGES = ("changes.go", "changes.seen")


class ChangesScreen(Dialog[Session | None]):
    """Answers with the session to go to; None when left. It follows the scene of the app."""

    CSS_PATH = "changes.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (60, "-medium")]
    HINTS = (
        ("changes.go", "goes there", "choose_selected"),
        ("changes.seen", "all seen", "acknowledge"),
        ("changes.check", "checks again", "app.refresh"),
        ("changes.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape,C,q", "dismiss", "close", show=False, id="changes.close", tooltip="close"),
        Binding("a", "acknowledge", "all seen", show=False, id="changes.seen", tooltip="all seen: marks off"),
        Binding("r", "app.refresh", "check", show=False, id="changes.check", tooltip="look for changes"),
    ]

    changes = query_one(ChangeList)

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def compose(self) -> ComposeResult:
        """How much has changed, and what."""
        with Vertical(id="changes") as box:
            box.border_title = Content(f"Changed {self._scene.since}".rstrip())
            yield Static(self._summary(), id="changes-summary", markup=False)
            yield ChangeList(self._scene)

    def on_mount(self) -> None:
        """Follow the app's scene."""
        self.watch(self.app, "scene", self._follow, init=False)

    def lead_cursor(self, *, is_typing: bool) -> Offset | None:  # noqa: ARG002
        """Where the terminal's cursor belongs while there is nothing to select: on the words that say so."""
        return None if self._scene.changes.all else self.query_one("#changes-summary").content_region.offset

    def _follow(self, scene: Scene) -> None:
        is_same = scene.changes is self._scene.changes and scene.schedule is self._scene.schedule
        self._scene = scene
        box = self.query_one("#changes")
        box.border_title = Content(f"Changed {scene.since}".rstrip())
        self.tell_keys()
        self.query_one("#changes-summary", Static).update(self._summary())
        if not is_same:
            self.changes.show(scene)

    def hints(self) -> Iterable[Told]:
        """Nothing to go to and to acknowledge where there are no changes."""
        is_empty = not self._scene.changes.all
        return (hint for hint in self.HINTS if not (is_empty and hint[0] in _NEED_CHANGES))

    def _summary(self) -> Content:
        scene = self._scene
        if not scene.changes.all:
            again = scene.hint("{changes.check} checks again") if scene.age else ""
            checked = ", ".join(filter(None, (scene.age, again)))
            return Content(f"Nothing has changed: {checked}." if checked else "Nothing has changed.")
        return Content(scene.glyphs.between.join(filter(None, (self._told(), scene.age))))

    def _told(self) -> str:
        scene = self._scene
        number = counted(len(scene.changes.all), "change")
        return f"{number}, {len(scene.my_changes) or 'none'} in your schedule"

    @on(ChangeList.Chosen)
    def _go(self, message: ChangeList.Chosen) -> None:
        if message.session.id in self._scene.agenda.by_id or message.session.id in self._scene.gone:
            self.dismiss(message.session)
        else:
            self.notify("It is no longer in the agenda.", markup=False)

    def action_acknowledge(self) -> None:
        """Count all as seen, and close."""
        if self._scene.changes.all:
            self.app.post_message(AcknowledgeChanges())
            self.dismiss(None)
