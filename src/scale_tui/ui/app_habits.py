"""The part of the app that remembers: the theme that was chosen, and where each conference was left."""

from textual import on
from textual.binding import Binding
from textual.command import Command, CommandPalette

from scale_tui.domain.position import Position
from scale_tui.ui.app_filters import FilteringApp
from scale_tui.ui.screens.main import MainScreen


class RememberingApp(FilteringApp):
    """Leaves in its habits what shall be so the next time; whoever started the app keeps them."""

    BINDINGS = [
        Binding("t", "change_theme", "theme", show=False, id="app.theme", tooltip="choose a theme"),
    ]

    _main: MainScreen | None = None
    _theme_before: str | None = None

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        self._main = MainScreen(self._first_scene, self._surroundings.outbox, self._surroundings.switched_off)
        return self._main

    def leave_conference(self) -> None:
        """Remember where the attendee is. To be called before another conference is shown, and at the end."""
        if self._main is not None and (session := self._main.session):
            self._surroundings.habits.positions[self.scene.agenda.name] = Position.on(session)

    def action_change_theme(self) -> None:
        """Choose among the themes, each seen while the cursor is on it."""
        if self.current_theme.name != self.theme:
            why = "No colours are shown here" if self.no_color else "These are the terminal's own colours"
            self.notify(f"{why}: no theme changes them.", markup=False)
            return
        from scale_tui.ui.screens.themes import ThemePalette
        from scale_tui.ui.theme_choice import ThemeProvider

        self._theme_before = self.theme
        self.push_screen(ThemePalette(ThemeProvider))

    @on(CommandPalette.OptionHighlighted)
    def _show_theme(self, message: CommandPalette.OptionHighlighted) -> None:
        option = message.highlighted_event.option
        if self._theme_before is not None and isinstance(option, Command) and option.hit.text:
            self.theme = option.hit.text
            # A system's screen is none of the app's children, and left out when all is styled anew.
            self.call_next(self.stylesheet.update, self.screen)

    @on(CommandPalette.Closed)
    def _show_theme_before(self, message: CommandPalette.Closed) -> None:
        before, self._theme_before = self._theme_before, None
        if before is not None and not message.option_selected:
            self.theme = before

    @property
    def theme_in_use(self) -> str:
        """The theme, while others are tried too."""
        return self._theme_before or self.theme

    def choose_theme(self, name: str) -> None:
        """Show a theme, now and at the next start."""
        self.theme = name
        self._surroundings.habits.theme = name
