"""A session as a QR code, for the camera of a phone."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.export.qr_code import LEAST_QUIET, QrCode, qr_codes
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.qr_picture import cells_of, picture_of, widest_quiet
from scale_tui.ui.screens.dialog import Dialog, clickable

_CAPTION_LINES = 1
_AROUND, _AROUND_TEXT = 2, 4
"""Cells: the space at both sides of the caption, below a code and below words in its place."""


class QrScreen(Dialog[None]):
    """One code at a time, as large a quiet zone around it as there is room for."""

    CSS_PATH = "qr.tcss"
    BINDINGS = [
        Binding("escape,Q,q", "dismiss", "close", key_display="esc", id="qr.close", tooltip="close the code"),
        Binding("s", "next_form", "form", id="qr.form", tooltip="the page, or the event"),
    ]

    form: var[int] = var(0, init=False)

    def __init__(self, agenda: Agenda, session: Session, glyphs: Glyphs) -> None:
        """Show the first of the codes of this session."""
        super().__init__()
        self._agenda = agenda
        self._session = session
        self._glyphs = glyphs
        self._codes = qr_codes(agenda, session)

    def compose(self) -> ComposeResult:
        """The code, and what it is."""
        with Vertical(id="qr"):
            yield Static(id="qr-picture", markup=False)
            yield Static(id="qr-caption", markup=False)

    def on_mount(self) -> None:
        """Draw the code."""
        self._fit()

    def on_resize(self) -> None:
        """Draw it for the window as it is now."""
        self._fit()

    def _fit(self) -> None:
        columns, lines = self.size.width, self.size.height - _CAPTION_LINES
        room = min(columns // 2, lines) if self._glyphs.is_ascii else min(columns, 2 * lines)
        self._codes = qr_codes(self._agenda, self._session, room)
        self._draw()

    def watch_form(self) -> None:
        """Draw another form."""
        self._draw()

    def action_next_form(self) -> None:
        """Show what else a phone can be given of the session."""
        self.form = (self.form + 1) % len(self._codes)

    @property
    def _code(self) -> QrCode:
        return self._codes[self.form]

    def _draw(self) -> None:
        lines = self.size.height - _CAPTION_LINES
        quiet = widest_quiet(self._code, self.size.width, lines, self._glyphs)
        picture = self.query_one("#qr-picture", Static)
        self.set_class(quiet is None, "-too-large")
        if quiet is None:
            picture.update(Content(self._apology()))
        else:
            picture.update(picture_of(self._code, quiet, self._glyphs))
        caption = self._caption()
        # A small code is narrower than what is told below it.
        self.query_one("#qr").styles.min_width = caption.cell_length + _AROUND
        self.query_one("#qr-caption", Static).update(caption)

    def _apology(self) -> str:
        columns, lines = cells_of(self._code, LEAST_QUIET, self._glyphs)
        needed = f"{columns}x{lines + _CAPTION_LINES}"
        here = f"{self.size.width}x{self.size.height}"
        key = self.keys_in_force().get("qr.form")
        told = [
            self._session.title,
            f"The code of {self._code.form} needs a window of {needed}, this one has {here}.",
            f"Press {key} for {self._next.form}." if self._next and key else "",
            self._code.text,
        ]
        return "\n\n".join(filter(None, told))

    @property
    def _next(self) -> QrCode | None:
        return self._codes[1 - self.form] if len(self._codes) > 1 else None

    def _caption(self) -> Content:
        """What it is, and the keys in as many words as the window has room for."""
        between, keys = self._glyphs.between, self.keys_in_force()
        key = keys.get("qr.form", "") if self._next else ""
        close = keys.get("qr.close", "")
        form = self._next.form if self._next else ""
        around = _AROUND_TEXT if self.has_class("-too-large") else _AROUND
        for other, closes in ((form, "closes"), (form, ""), ("", "")):
            told = (
                (f"{key} {other}".rstrip() if key else "", "next_form"),
                (f"{close} {closes}".rstrip(), "dismiss"),
            )
            caption = Content(f"{self._code.form}{between}") + clickable(*told, between=between)
            if caption.cell_length + around <= self.size.width:
                break
        return caption
