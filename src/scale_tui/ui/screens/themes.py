"""The palette of themes: beside what they look like."""

from typing import TYPE_CHECKING

from scale_tui.ui.direct_painting import SEEN_THROUGH
from scale_tui.ui.screens.palette import Palette

if TYPE_CHECKING:
    from textual.command import Provider


class ThemePalette(Palette):
    """Leaves most of the screen below to be seen, in its colours."""

    CSS_PATH = ["palette.tcss", "themes.tcss"]

    def __init__(self, provider: "type[Provider]") -> None:
        super().__init__([provider], placeholder="Search for themes")
        self.add_class(SEEN_THROUGH)
