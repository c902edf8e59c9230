"""A session as a QR code, for the camera of a phone."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.export.qr_code import LEAST_QUIET, QUIET, QrCode, half_blocks, qr_codes
from scale_tui.ui.glyphs import Glyphs

# Not of the theme: a camera needs dark on light, and a quiet zone around it.
_INK = "#000000 on #ffffff"
_DARK, _LIGHT = "on #000000", "on #ffffff"
_CAPTION_LINES = 1


class QrScreen(ModalScreen[None]):
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
        quiet = next((some for some in range(QUIET, LEAST_QUIET - 1, -1) if self._fits(some)), None)
        picture = self.query_one("#qr-picture", Static)
        self.set_class(quiet is None, "-too-large")
        if quiet is None:
            picture.update(Content(self._apology()))
        else:
            picture.update(self._picture(self._code.with_quiet(quiet)))
        self.query_one("#qr-caption", Static).update(Content(self._caption()))

    def _cells(self, quiet: int) -> tuple[int, int]:
        """How many columns and lines the code takes."""
        side = self._code.size + 2 * quiet
        return (2 * side, side) if self._glyphs.is_ascii else (side, (side + 1) // 2)

    def _fits(self, quiet: int) -> bool:
        columns, lines = self._cells(quiet)
        return columns <= self.size.width and lines + _CAPTION_LINES <= self.size.height

    def _picture(self, modules: Sequence[tuple[bool, ...]]) -> Content:
        if not self._glyphs.is_ascii:
            lines = half_blocks(modules, is_dark_drawn=True)
            return Content("\n").join([Content.styled(line, _INK) for line in lines])
        rows = [Content.assemble(*(("  ", _DARK if dark else _LIGHT) for dark in row)) for row in modules]
        return Content("\n").join(rows)

    def _apology(self) -> str:
        columns, lines = self._cells(LEAST_QUIET)
        needed = f"{columns}x{lines + _CAPTION_LINES}"
        here = f"{self.size.width}x{self.size.height}"
        told = [
            self._session.title,
            f"The code of {self._code.form} needs a window of {needed}, this one has {here}.",
            f"Press s for {self._next.form}." if self._next else "",
            self._code.text,
        ]
        return "\n\n".join(filter(None, told))

    @property
    def _next(self) -> QrCode | None:
        return self._codes[1 - self.form] if len(self._codes) > 1 else None

    def _caption(self) -> str:
        told = [self._code.form, f"s {self._next.form}" if self._next else "", "esc"]
        return f" {self._glyphs.dot} ".join(filter(None, told))
