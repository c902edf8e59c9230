"""The app: one conference on a terminal."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui import messages
from scale_tui.ui.app_turns import TurnTakingApp
from scale_tui.ui.colours import Colours
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.scene import Scene
from scale_tui.ui.surroundings import Surroundings
from scale_tui.ui.switched_off import Action
from scale_tui.ui.themes import DEFAULT_THEME, OWN_THEMES
from scale_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.command import Provider


def _palette_provider() -> "type[Provider]":
    from scale_tui.ui.palette import PaletteProvider

    return PaletteProvider


class ScaleTuiApp(TurnTakingApp):
    """The scene is the app's, and nobody else changes it: see its parts, from ``MarkingApp`` on.

    ``schedule`` is what is shown first; what is asked for and changed later is in the ``surroundings``.
    """

    # Textual does not read the style sheet of a default screen by itself.
    CSS_PATH = "screens/main.tcss"
    COMMANDS = {_palette_provider}
    BINDINGS = [
        Binding(
            "ctrl+p,colon", "command_palette", "all", show=False, id="app.palette", tooltip="all commands"
        ),
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
        colours: Colours = Colours.MANY,
        notice: str | None = None,
        is_on_my_clock: bool = False,
    ) -> None:
        glyphs = replace(glyphs, is_colourless=colours is not Colours.MANY)
        scene = Scene.of(agenda, schedule, surroundings.clock(), glyphs)
        scene = replace(
            scene,
            my_zone=surroundings.my_zone,
            is_on_my_clock=is_on_my_clock,
            change_minutes=surroundings.change_minutes,
            left_at=surroundings.habits.position(agenda.name),
        )
        super().__init__(scene, surroundings)
        self.use_colours(colours)
        for own in OWN_THEMES:
            self.register_theme(own)
        self.theme = theme
        variables = self.get_css_variables()
        self.stylesheet.set_variables(variables)
        self._styled_with = (theme, variables)
        self._notice = notice
        self.start_reminding()

    def refresh_css(self, animate: bool = True) -> None:
        """Parse and apply the style sheets again, unless it would be with what they have been parsed with.

        Textual asks for it at the first theme too, before anything is drawn: a tenth of the start (measured).
        """
        asked = (self.theme, self.get_css_variables())
        if asked != self._styled_with:
            self._styled_with = asked
            super().refresh_css(animate=animate)

    async def run_action(self, action: Action, *where: Any, **named: Any) -> bool:
        """Carry out what a key or a click asks for; say why not where that is switched off."""
        if action in self._surroundings.switched_off:
            self.notify(self._surroundings.switched_off.why, markup=False)
            return True
        return await super().run_action(action, *where, **named)

    def on_mount(self) -> None:
        """Start what goes on beside the keys: keeping marks, the clock, looking for newer agendas."""
        self.set_class(self.scene.glyphs.is_ascii, "-ascii")
        self.start_keeping()
        self._await_next_minute()
        self.start_refreshing()
        if self._notice:
            self.notify(self._notice, severity="warning", timeout=15, markup=False)
        self.tell_complaints()

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

    def action_command_palette(self) -> None:
        """Find commands, sessions and people by letters."""
        from scale_tui.ui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())
