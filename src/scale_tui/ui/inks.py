"""The colours that rows, bars and texts are drawn with, taken from the theme."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual.scroll_view import ScrollView
from textual.widget import Widget

PLAIN = Style.null()
"""The ink of ordinary text: the widget's own style as it is."""

GROUP_COUNT = 8
"""How many colours tell tracks or affiliations apart before they repeat."""

_NAMES = (
    "strong",
    "dim",
    "past",
    "past-star",
    "star",
    "now",
    "clash",
    "free",
    "key",
    "heading",
    "match",
    "neutral",
    "faint",
    "cursor",
    "cursor-bar",
    "tab",
    "block",
    "block-past",
    "block-star",
    "block-cursor",
    "block-now",
)
_GROUP_NAMES = tuple(f"group-{number}" for number in range(1, GROUP_COUNT + 1))


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


INK_CLASSES = {f"ink--{name}" for name in (*_NAMES, *_GROUP_NAMES)}
"""The component classes that ``inks.tcss`` colours."""


class _Inking(Widget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Keeps a widget's inks until the theme changes."""

    _inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The inks of the present theme."""
        if self._inks is None:
            named = {name.replace("-", "_"): self._ink(name) for name in _NAMES}
            groups = tuple(self._ink(name) for name in _GROUP_NAMES)
            self._inks = Inks(base=self.rich_style, groups=groups, **named)
        return self._inks

    def _ink(self, name: str) -> Style:
        style: Style = self.get_component_rich_style(f"ink--{name}", partial=True)
        return style

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        self._inks = None
        super().notify_style_update()


# Textual takes component classes along one line of bases only, hence two classes that name them.


class Inked(_Inking, Widget):
    """A widget that draws its own lines with the theme's inks."""

    COMPONENT_CLASSES = INK_CLASSES


class InkedScroll(_Inking, ScrollView):
    """A widget that draws its own lines with the theme's inks, and scrolls."""

    COMPONENT_CLASSES = INK_CLASSES
