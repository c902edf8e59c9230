"""The app: one conference on a terminal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual import on
from textual.binding import Binding

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.app_conferences import ConferencesApp
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.keeping import StoreOpener
from scale_tui.ui.palette import PaletteProvider
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.help import HelpScreen
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.screens.note import Editor
from scale_tui.ui.shelf import Shelf
from scale_tui.ui.themes import DEFAULT_THEME, OWN_THEMES, variables_beside
from scale_tui.ui.widgets.key_bar import KeyBar


class ScaleTuiApp(ConferencesApp):
    """The scene is the app's, and nobody else changes it: see ``MarkingApp`` and ``ConferencesApp``.

    ``clock`` tells the present instant. ``schedule`` is what is shown first; ``open_store`` opens the
    attendee's marks in the thread that keeps them; ``shelf`` has the other conferences,
    and ``editor`` is the attendee's own.
    """

    # Textual does not read the style sheet of a default screen by itself.
    CSS_PATH = ["inks.tcss", "screens/main.tcss"]
    COMMANDS = {PaletteProvider}
    BINDINGS = [
        Binding("question_mark,f1", "help", "help", key_display="?", id="app.help", tooltip="keys and marks"),
        Binding(
            "ctrl+p,colon", "command_palette", "all", show=False, id="app.palette", tooltip="all commands"
        ),
        Binding("t", "change_theme", "theme", show=False, id="app.theme", tooltip="choose a theme"),
        Binding("q", "quit", "quit", id="app.quit", tooltip="quit"),
    ]

    def __init__(
        self,
        agenda: Agenda,
        schedule: PersonalSchedule,
        *,
        clock: Callable[[], datetime],
        open_store: StoreOpener,
        shelf: Shelf,
        editor: Editor,
        glyphs: Glyphs = UNICODE,
        theme: str = DEFAULT_THEME,
        notice: str | None = None,
    ) -> None:
        super().__init__(Scene.of(agenda, schedule, clock(), glyphs), clock, open_store, editor, shelf)
        for own in OWN_THEMES:
            self.register_theme(own)
        self.theme = theme
        self._notice = notice

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What Textual's own themes lack."""
        return variables_beside(self.current_theme)

    def get_key_display(self, binding: Binding) -> str:
        """A key as footer and help write it, in characters that this terminal has."""
        return self._first_scene.glyphs.key(super().get_key_display(binding))

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        return MainScreen(self._first_scene)

    def on_mount(self) -> None:
        """Start what goes on beside the keys: keeping marks, the clock, looking for newer agendas."""
        self.start_keeping()
        self._await_next_minute()
        self.start_refreshing()
        if self._notice:
            self.notify(self._notice, severity="warning", timeout=15, markup=False)

    def _await_next_minute(self) -> None:
        now = self._clock()
        self.set_timer(60 - now.second - now.microsecond / 1e6, self._minute_passed)

    def _minute_passed(self) -> None:
        self.read_clock()
        self._await_next_minute()

    def read_clock(self) -> None:
        """Show what the clock says now."""
        self._show(now=self._clock())

    @on(KeyBar.Pressed)
    def _key_pressed(self, message: KeyBar.Pressed) -> None:
        self.simulate_key(message.key)

    def action_help(self) -> None:
        """Show the keys in force."""
        keys: dict[str, list[str]] = {}
        bindings: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip:
                plain = replace(binding, key_display=None)
                keys.setdefault(binding.id, []).append(self.get_key_display(plain))
                bindings.setdefault(binding.id, binding)
        rows = [(" ".join(keys[name]), binding) for name, binding in bindings.items()]
        self.push_screen(HelpScreen(rows, self.scene.glyphs))
