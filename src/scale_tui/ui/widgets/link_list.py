"""Links to choose among, each with its whole address: that is what is opened."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from scale_tui.domain.agenda import Link
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.line import wrap
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys

_INDENT = 2


class LinkList(ChoiceList, can_focus=True, inherit_bindings=False):
    """What each is called, and the lines of its address."""

    BINDINGS = [
        *moving_by_keys("link"),
        Binding("enter,right,l,o", "choose", "open", key_display="⏎", id="links.open", tooltip="open it"),
    ]

    class Chosen(Message):
        """Asks to open this address."""

        def __init__(self, address: str) -> None:
            self.address = address
            super().__init__()

    def __init__(self, links: Sequence[Link], glyphs: Glyphs) -> None:
        super().__init__()
        self._links = links
        self._glyphs = glyphs
        self._width = 0
        self._entries: Sequence[tuple[int, Sequence[str]]] = ()

    @property
    def link(self) -> Link:
        """The one under the cursor."""
        return self._links[self.cursor or 0]

    def take_width(self, width: int) -> None:
        """Break the addresses anew at the new width."""
        # A cell is left for the scroll bar, there or not, so that lines do not break anew when it comes.
        if width - 1 == self._width:
            return
        self._width = width - 1
        room = self._width - _INDENT
        titles = [wrap(link.title, room) if link.title else [] for link in self._links]
        self._entries = [
            (len(title), (*title, *wrap(link.url, room)))
            for title, link in zip(titles, self._links, strict=True)
        ]
        self.lay_out(len(lines) for _, lines in self._entries)
        if self.cursor is None:
            self.cursor = 0

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:
        """A line of the title, or of the address below it."""
        titled, lines = self._entries[index]
        line = self.begun(self._glyphs, is_cursor=is_cursor).fill_to(_INDENT)
        return line.add(lines[y], self.inks.strong if y < titled else self.inks.heading).strip(width)

    def action_choose(self) -> None:
        """Ask for the link under the cursor."""
        self.post_message(self.Chosen(self.link.url))
