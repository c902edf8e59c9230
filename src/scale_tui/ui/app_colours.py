"""The part of the app that has to do with colours: how many there are, and that all can be read."""

from collections.abc import Sequence

from rich.color import ColorSystem
from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from scale_tui.ui.colours import Colours, FewColours
from scale_tui.ui.legible import Legible
from scale_tui.ui.themes import least_contrast, terminal_theme, variables_beside


class ColouredApp(App[None]):
    """Draws each theme with what colours the terminal has, so that all of it can be read."""

    _colours = Colours.MANY
    _filtering: tuple[Theme, tuple[LineFilter]] | None = None

    def use_colours(self, colours: Colours) -> None:
        """Say what the terminal can show, before a theme is chosen."""
        self._colours = colours
        self.no_color = colours is Colours.NONE

    @property
    def current_theme(self) -> Theme:
        """The theme that is drawn: the terminal's own colours where it has few, whichever was chosen."""
        chosen = super().current_theme
        return chosen if self._colours is Colours.MANY else terminal_theme(is_dark=chosen.dark)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What Textual's own themes lack."""
        return variables_beside(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What all that is drawn goes through. Textual's own would give greys where no colours are wanted."""
        theme = self.current_theme
        if self._filtering is None or self._filtering[0] is not theme:
            self._filtering = (theme, (self._filter(theme),))
        return self._filtering[1]

    def _filter(self, theme: Theme) -> LineFilter:
        if self._colours is not Colours.MANY:
            return FewColours(self._colours)
        colours = self.ansi_theme_dark if theme.dark else self.ansi_theme_light
        first = ANSIToTruecolor(colours, enabled=not theme.ansi)
        if theme.ansi:
            return FewColours(Colours.FEW)
        system = ColorSystem.EIGHT_BIT if self.console.color_system == "256" else None
        return Legible(least_contrast(theme.variables), system, first)
