"""The app: one conference on a terminal."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui import messages
from scale_tui.ui.app_reminders import RemindingApp
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.surroundings import Surroundings
from scale_tui.ui.switched_off import Action
from scale_tui.ui.themes import DEFAULT_THEME, OWN_THEMES, variables_beside
from scale_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.command import Provider


def _palette_provider() -> "type[Provider]":
    from scale_tui.ui.palette import PaletteProvider

    return PaletteProvider


class ScaleTuiApp(RemindingApp):
    """The scene is the app's, and nobody else changes it: see its parts, from ``MarkingApp`` on.

    ``schedule`` is what is shown first; what is asked for and changed later is in the ``surroundings``.
    """

    # Textual does not read the style sheet of a default screen by itself.
    CSS_PATH = "screens/main.tcss"
    COMMANDS = {_palette_provider}
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
        surroundings: Surroundings,
        *,
        glyphs: Glyphs = UNICODE,
        theme: str = DEFAULT_THEME,
        notice: str | None = None,
        is_on_my_clock: bool = False,
    ) -> None:
        scene = Scene.of(agenda, schedule, surroundings.clock(), glyphs)
        scene = replace(
            scene,
            my_zone=surroundings.my_zone,
            is_on_my_clock=is_on_my_clock,
            change_minutes=surroundings.change_minutes,
        )
        super().__init__(scene, surroundings)
        for own in OWN_THEMES:
            self.register_theme(own)
        self.theme = theme
        variables = self.get_css_variables()
        self.stylesheet.set_variables(variables)
        self._styled_with = (theme, variables)
        self._notice = notice
        self.start_reminding()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What Textual's own themes lack."""
        return variables_beside(self.current_theme)

    def refresh_css(self, animate: bool = True) -> None:
        """Parse and apply the style sheets again, unless it would be with what they have been parsed with.

        Textual asks for it at the first theme too, before anything is drawn: a tenth of the start (measured).
        """
        asked = (self.theme, self.get_css_variables())
        if asked != self._styled_with:
            self._styled_with = asked
            super().refresh_css(animate=animate)

    def get_key_display(self, binding: Binding) -> str:
        """A key as footer and help write it, in characters that this terminal has."""
        return self._first_scene.glyphs.key(super().get_key_display(binding))

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        return MainScreen(self._first_scene, self._surroundings.outbox, self._surroundings.switched_off)

    async def run_action(self, action: Action, *where: Any, **named: Any) -> bool:
        """Carry out what a key or a click asks for; say why not where that is switched off."""
        if action in self._surroundings.switched_off:
            self.notify(self._surroundings.switched_off.why, markup=False)
            return True
        return await super().run_action(action, *where, **named)

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

    @on(messages.SwitchClock)
    def _switch_clock(self) -> None:
        if self.scene.has_two_clocks:
            self._show(is_on_my_clock=not self.scene.is_on_my_clock)

    @on(KeyBar.Pressed)
    def _key_pressed(self, message: KeyBar.Pressed) -> None:
        self.simulate_key(message.key)

    def action_help(self) -> None:
        """Show the keys in force."""
        from scale_tui.ui.screens.help import HelpScreen

        keys: dict[str, list[str]] = {}
        bindings: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip:
                plain = replace(binding, key_display=None)
                keys.setdefault(binding.id, []).append(self.get_key_display(plain))
                bindings.setdefault(binding.id, binding)
        rows = [(" ".join(keys[name]), binding) for name, binding in bindings.items()]
        self.push_screen(HelpScreen(rows, self.scene.glyphs, self.scene.age))
