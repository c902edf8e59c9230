"""A text that is read line by line, with a cursor: what is read out is the line that the cursor reaches."""

from collections.abc import Sequence

from textual.strip import Strip

from scale_tui.ui.line import Line, wrap
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys


class TextLines(ChoiceList, can_focus=True, inherit_bindings=False):
    """Paragraphs, each on as many lines as it needs; the cursor rests on those that say anything."""

    DEFAULT_CSS = """
    TextLines { height: 1fr; overflow-x: hidden; }
    """

    BINDINGS = [*moving_by_keys("line")]

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._lines: list[list[str]] = []

    def on_resize(self) -> None:
        """Break the lines anew at the new width."""
        width = self.scrollable_content_region.width
        self._lines = [wrap(paragraph, width) for paragraph in self._paragraphs]
        self.lay_out(map(len, self._lines))
        self.cursor = self.nearest_to(self.cursor or 0)

    def is_choice(self, index: int) -> bool:
        """Whether it says anything."""
        return bool(self._paragraphs[index])

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:  # noqa: ARG002
        """One line of a paragraph."""
        return Line(self.inks.base).add(self._lines[index][y]).strip(width)

    def action_choose(self) -> None:
        """There is nothing to choose here."""
