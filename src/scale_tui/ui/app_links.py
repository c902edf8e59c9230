"""The part of the app that leads out of it: opens links, and copies."""

from textual import on, work
from textual.notifications import SeverityLevel

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.ui import link_messages
from scale_tui.ui.app_changes import ChangesApp
from scale_tui.ui.keys_in_force import is_typed_in
from scale_tui.ui.line import cut

_MOST_OF_A_NAME = 240
"""Cells."""


class LinkingApp(ChangesApp):
    """Asks browser and clipboard in a thread: no key waits for either."""

    _copied = ""

    @property
    def clipboard(self) -> str:
        """What was copied last, for pasting within the app."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal to take it into its clipboard, as Textual's own widgets do too.

        Textual would send the same sequence to every terminal; some write part of it on the screen.
        """
        self._copied = text
        self._terminal.write(self._surroundings.links.sequence(text))

    @on(link_messages.CopyText)
    def _copy_text(self, message: link_messages.CopyText) -> None:
        self.copy_to_clipboard(message.text)
        self._copy_elsewhere(message.text, message.name)

    @work(thread=True, group="clipboard")
    def _copy_elsewhere(self, text: str, name: str) -> None:
        self.post_message(link_messages.TextCopied(name, self._surroundings.links.copy(text)))

    @on(link_messages.TextCopied)
    def _text_copied(self, message: link_messages.TextCopied) -> None:
        copied = message.copied
        name = self._shortened(message.name) if copied.is_done else ""
        text = "\n".join(filter(None, (name, copied.remark)))
        how_bad: SeverityLevel = "information" if copied.is_done else "warning"
        self.notify(text, title=copied.told, severity=how_bad, markup=False)

    @on(link_messages.OpenLink)
    def _open_link(self, message: link_messages.OpenLink) -> None:
        from scale_tui.export.addresses import is_openable

        address = message.address
        if not is_openable(address):
            self.notify("This is no address of a page or of mail.", severity="warning", markup=False)
        elif self._surroundings.links.is_in_browser:
            self.open_url(address)
            self.post_message(link_messages.LinkOpening(address))
        else:
            self._have_opened(address)

    @work(thread=True, group="links")
    def _have_opened(self, address: str) -> None:
        def failed(reason: str) -> None:
            self.post_message(link_messages.LinkNotOpened(address, reason))

        try:
            self._surroundings.links.open(address, failed)
        except ScaleTuiError as error:
            failed(str(error))
        else:
            self.post_message(link_messages.LinkOpening(address))

    @on(link_messages.LinkOpening)
    def _link_opening(self, message: link_messages.LinkOpening) -> None:
        self.notify(self._shortened(message.address), title="Opening", markup=False)

    def _shortened(self, name: str) -> str:
        """As much of it as a notice has room for: where one can choose it, all of it is shown."""
        return cut(name, _MOST_OF_A_NAME, self.scene.glyphs.ellipsis)

    @on(link_messages.LinkNotOpened)
    def _link_not_opened(self, message: link_messages.LinkNotOpened) -> None:
        from scale_tui.ui.screens.address import AddressScreen

        if is_typed_in(self.screen):
            # It turned out late, and somebody types by now: what they type is not for another screen.
            text = f"{message.reason}\n{self._shortened(message.address)}"
            self.notify(text, title="Not opened", severity="warning", timeout=15, markup=False)
            return
        copies = "copy_link" not in self._surroundings.switched_off
        self.push_screen(AddressScreen(message.address, message.reason, self.scene.glyphs, copies=copies))
