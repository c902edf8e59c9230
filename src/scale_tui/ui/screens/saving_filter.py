"""The name to save a query under."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import var
from textual.widgets import Input, Static

from scale_tui.domain.saved_filters import LONGEST_NAME, clean_name, name_for, named, why_not
from scale_tui.ui.line import cut
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.dialog import Dialog


class SavingFilterScreen(Dialog[str | None]):
    """Answers with the name; None when left. What has it already is replaced, and that is said before."""

    CSS_PATH = "saving_filter.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("=enter", "saves it", "save"),
        ("saving.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape", "dismiss", "close", id="saving.close", tooltip="close, and save nothing"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)

    name_line = query_one("#saving-name", Input)
    remark = query_one("#saving-remark", Static)

    def __init__(self, text: str, scene: Scene) -> None:
        super().__init__()
        self._text = text
        self.set_reactive(SavingFilterScreen.scene, scene)

    def compose(self) -> ComposeResult:
        """What is saved, the line for its name, and what becomes of it."""
        with Vertical(id="saving") as box:
            box.border_title = Content("Save this filter")
            yield Static(Content(self._text), id="saving-text", markup=False)
            yield Static("Name", id="saving-label", markup=False)
            line = Input(
                name_for(self._text),
                id="saving-name",
                compact=True,
                max_length=LONGEST_NAME,
                placeholder="rust",
            )
            line.cursor_blink = False
            yield line
            yield Static("", id="saving-remark", markup=False)

    def on_mount(self) -> None:
        """Follow the app's scene: another program may save filters too."""
        self.watch(self.app, "scene", partial(setattr, self, "scene"), init=False)
        self._say()

    def watch_scene(self) -> None:
        """Say anew what becomes of it."""
        self._say()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say()

    def _say(self) -> None:
        """What stands in the way, or what is replaced, or how it is found."""
        filters, name = self.scene.schedule.filters, self.name_line.value
        before = named(filters, name)
        is_warning = True
        if reason := why_not(filters, name, self._text):
            said = reason
        elif before is not None:
            width = self.remark.size.width or LONGEST_NAME
            said = cut(f"Replaces {before}: {filters[before]}", 2 * width, self.scene.glyphs.ellipsis)
        else:
            is_warning, said = False, "It is kept for all conferences."
        self.remark.set_class(is_warning, "-warning")
        self.remark.update(Content(said))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Answer with the name, if there is one to save it under."""
        if why_not(self.scene.schedule.filters, self.name_line.value, self._text) is None:
            self.dismiss(clean_name(self.name_line.value))
