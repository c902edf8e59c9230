"""An address that is not opened here: to read, to copy, and as a code for the camera of a phone."""

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from scale_tui.export.qr_code import LEAST_QUIET, QUIET, address_code
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.line import wrap
from scale_tui.ui.link_messages import CopyText
from scale_tui.ui.qr_picture import cells_of, picture_of, widest_quiet
from scale_tui.ui.screens.dialog import Dialog, Hint, clickable

_AROUND = 4
"""Cells: the space at both sides of the text."""
_WIDEST_TEXT, _LEAST_TEXT = 72, 30


class AddressScreen(Dialog[None]):
    """The address and its code: beside each other, below each other, or one at a time, as there is room."""

    CSS_PATH = "address.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (60, "-medium")]
    BINDINGS = [
        Binding("y", "copy_link", "copy", id="address.copy", tooltip="copy the address"),
        Binding(
            "s,Q", "next_form", "code", key_display="s", id="address.code", tooltip="as letters, as code"
        ),
        Binding("escape,q,o", "dismiss", "close", key_display="esc", id="address.close", tooltip="close it"),
    ]

    is_code: var[bool] = var(False, init=False)

    def __init__(self, address: str, reason: str, glyphs: Glyphs, *, copies: bool) -> None:
        """``reason`` is why it is not opened; without ``copies`` no key for that is told of."""
        super().__init__()
        self._address = address
        self._reason = reason
        self._glyphs = glyphs
        self._copies = copies
        # Read aloud a picture is of no use.
        self._code = None if glyphs.is_words else address_code(address)
        self._is_one_of_two = False

    def compose(self) -> ComposeResult:
        """The code, and what it says in letters."""
        with Container(id="address"):
            yield Static(id="address-code", markup=False)
            with VerticalScroll(id="address-text"):
                for part in ("reason", "letters", "lack", "keys"):
                    yield Static(id=f"address-{part}", markup=False)

    def on_mount(self) -> None:
        """Lay it out."""
        self._lay_out()

    def on_resize(self) -> None:
        """Lay it out for the window as it is now."""
        self._lay_out()

    def watch_is_code(self) -> None:
        """Show the other of the two."""
        self._lay_out()

    def action_next_form(self) -> None:
        """Show the code in the place of the address, or the address again, where both are too large."""
        if self._is_one_of_two:
            self.is_code = not self.is_code

    def action_copy_link(self) -> None:
        """Copy the address."""
        self.post_message(CopyText(self._address, self._address))

    @on(events.Click, "#address-code")
    def _code_clicked(self) -> None:
        self.action_next_form()

    @on(events.Click, "#address-letters")
    async def _letters_clicked(self) -> None:
        # As a key: where nothing may be copied it says so.
        await self.run_action("copy_link")

    def _lay_out(self) -> None:
        width, height = self.size
        arrangement, quiet, room = self._arrangement(width, height)
        self._is_one_of_two = arrangement == "-apart"
        shows_code = quiet is not None and (arrangement != "-apart" or self.is_code)
        for name in ("-beside", "-below", "-apart"):
            self.set_class(name == arrangement, name)
        self.set_class(shows_code, "-with-code")
        self.set_class(arrangement == "-apart" and shows_code, "-code-alone")
        if self._code is not None and quiet is not None:
            self.query_one("#address-code", Static).update(picture_of(self._code, quiet, self._glyphs))
        self._write(quiet, room)

    def _write(self, quiet: int | None, room: int) -> None:
        hints = clickable(*self._hints(quiet), between=self._glyphs.between)
        texts = {"reason": self._reason, "letters": self._address, "lack": self._lack(quiet)}
        widest = hints.cell_length
        for part, text in texts.items():
            lines = wrap(text, room)
            widest = max(widest, *map(cell_len, lines))
            self.query_one(f"#address-{part}", Static).update(Content("\n".join(lines)))
        self.query_one("#address-lack").display = bool(texts["lack"])
        self.query_one("#address-keys", Static).update(hints)
        self.query_one("#address-text").styles.width = min(room, widest) + _AROUND

    def _arrangement(self, width: int, height: int) -> tuple[str, int | None, int]:
        """How both fit into the window, the quiet zone that there is room for, and the width of the text."""
        whole = min(_WIDEST_TEXT, max(1, width - _AROUND))
        if self._code is None:
            return "-apart", None, whole
        for quiet in range(QUIET, LEAST_QUIET - 1, -1):
            columns, lines = cells_of(self._code, quiet, self._glyphs)
            beside = min(_WIDEST_TEXT, width - columns - _AROUND)
            if lines <= height and beside >= _LEAST_TEXT and self._lines(beside) <= height:
                return "-beside", quiet, beside
        below = self._lines(whole)
        quiet_below = widest_quiet(self._code, width, height - below, self._glyphs)
        if quiet_below is not None:
            return "-below", quiet_below, whole
        return "-apart", widest_quiet(self._code, width, height, self._glyphs), whole

    def _lines(self, room: int) -> int:
        """How many lines the text takes, with the space around it and between its parts."""
        return len(wrap(self._reason, room)) + len(wrap(self._address, room)) + 5

    def _hints(self, quiet: int | None) -> list[Hint]:
        keys = self.keys_in_force()
        asked = (
            ("address.copy", "copies", "copy_link", self._copies),
            ("address.code", "its code", "next_form", self._is_one_of_two and quiet is not None),
            ("address.close", "closes", "dismiss", True),
        )
        told = [(name, verb, action) for name, verb, action, is_so in asked if is_so and name in keys]
        return [(f"{keys[name]} {verb}", action) for name, verb, action in told]

    def _lack(self, quiet: int | None) -> str:
        """What keeps the code from being shown."""
        if self._glyphs.is_words or quiet is not None:
            return ""
        if self._code is None:
            return "It is too long for a code."
        columns, lines = cells_of(self._code, LEAST_QUIET, self._glyphs)
        here = f"{self.size.width}x{self.size.height}"
        return f"Its code needs a window of {columns}x{lines}, this one has {here}."
