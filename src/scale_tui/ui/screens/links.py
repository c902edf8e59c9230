"""Which of several links to open, or to copy."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from scale_tui.domain.agenda import Link
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.link_messages import CopyText
from scale_tui.ui.screens.dialog import Dialog
from scale_tui.ui.widgets.link_list import LinkList


class LinksScreen(Dialog[str | None]):
    """Answers with the address to open; None when left."""

    CSS_PATH = "links.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (60, "-medium")]
    HINTS = (
        ("links.open", "opens", "choose_selected"),
        ("links.copy", "copies", "copy_link"),
        ("links.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("y", "copy_link", "copy", id="links.copy", tooltip="copy the link"),
        Binding("escape,left,h,q", "dismiss", "close", key_display="esc", id="links.close", tooltip="close"),
    ]

    choices = query_one(LinkList)

    def __init__(self, title: str, links: Sequence[Link], glyphs: Glyphs) -> None:
        super().__init__()
        self._title = title
        self._links = links
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The links, under what they are."""
        with Vertical(id="links") as box:
            box.border_title = Content(self._title)
            yield LinkList(self._links, self._glyphs)

    def action_copy_link(self) -> None:
        """Copy the link under the cursor."""
        address = self.choices.link.url
        self.post_message(CopyText(address, address))

    def on_link_list_chosen(self, message: LinkList.Chosen) -> None:
        """Have it opened."""
        self.dismiss(message.address)
