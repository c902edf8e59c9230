"""The colours that rows, bars and texts are drawn with, taken from the theme."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style
from textual.color import Color as TextualColor
from textual.widget import Widget

from scale_tui.ui.still_scroll import StillLines, StillScroll
from scale_tui.values import dataclass

PLAIN = Style.null()
"""The ink of ordinary text: the widget's own style as it is."""

GROUP_COUNT = 8
"""How many colours tell tracks or affiliations apart before they repeat."""

_BOLD = Style(bold=True)
_COLOURED: Mapping[str, Style] = {
    "dim": PLAIN,
    "past": PLAIN,
    "past_star": PLAIN,
    "star": _BOLD,
    "now": PLAIN,
    "clash": PLAIN,
    "free": PLAIN,
    "key": _BOLD,
    "heading": _BOLD,
    "neutral": PLAIN,
    "faint": PLAIN,
    "cursor_bar": PLAIN,
}
"""The inks that are one of the theme's colours, and what they have besides."""

_GROUNDS = ("cursor", "block", "block_past", "block_star", "block_cursor", "block_now")
"""The inks that are one of the theme's colours as a ground."""


@dataclass(frozen=True, slots=True)
class Inks:
    """One Rich style a meaning, each laid over ``base``, the widget's own ground.

    Those of the cursor, the tab and the blocks of the guide are grounds of their own.
    """

    base: Style
    strong: Style
    dim: Style
    past: Style
    past_star: Style
    star: Style
    now: Style
    clash: Style
    free: Style
    key: Style
    heading: Style
    match: Style
    neutral: Style
    faint: Style
    cursor: Style
    cursor_bar: Style
    tab: Style
    block: Style
    block_past: Style
    block_star: Style
    block_cursor: Style
    block_now: Style
    groups: tuple[Style, ...]

    def group(self, number: int | None) -> Style:
        """The colour of a track or affiliation by its number; neutral for None."""
        return self.neutral if number is None else self.groups[number % GROUP_COUNT]


def inks_of(variables: Mapping[str, str], base: Style) -> Inks:
    """The inks of a theme, by the names and colours of its variables, over a widget's own ground.

    Worked out from the variables, not by style sheet: 29 component classes would be matched against all
    rules for each widget at each change of a class, half of all that the first frame takes (measured).
    """

    def colour(name: str) -> Color:
        parsed = TextualColor.parse(variables[name.replace("_", "-")])
        ground = base.bgcolor
        if 0 < parsed.a < 1 and ground is not None:
            parsed = TextualColor.from_rich_color(ground).blend(parsed, parsed.a, 1)
        return parsed.rich_color

    named = {name: Style(color=colour(name)) + more for name, more in _COLOURED.items()}
    named |= {name: Style(bgcolor=colour(name)) for name in _GROUNDS}
    return Inks(
        base=base,
        strong=_BOLD,
        match=Style(color=colour("key"), underline=True),
        tab=Style(color=colour("tab_text"), bgcolor=colour("tab"), bold=True),
        groups=tuple(Style(color=colour(f"group_{number}")) for number in range(1, GROUP_COUNT + 1)),
        **named,
    )


class _Inking(Widget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Keeps a widget's inks until the theme changes."""

    _inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The inks of the present theme."""
        if self._inks is None:
            self._inks = inks_of(self.app.theme_variables, self.rich_style)
        return self._inks

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        self._inks = None
        super().notify_style_update()


class Inked(_Inking, StillLines, Widget):
    """A widget that draws its own lines with the theme's inks."""


class InkedScroll(_Inking, StillScroll):
    """A widget that draws its own lines with the theme's inks, and scrolls."""
