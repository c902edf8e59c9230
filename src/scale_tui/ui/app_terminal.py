"""The part of the app that has to do with the terminal around it: going behind, and leaving in a crash."""

from textual import events, on
from textual.binding import Binding
from textual.geometry import Offset
from textual.worker import WorkerFailed

from scale_tui.ui import messages
from scale_tui.ui.app_colours import ColouredApp
from scale_tui.ui.terminal import Terminal
from scale_tui.ui.terminal_cursor import place_of_cursor

_CHANGES_WHAT_IS_TYPED = ("backspace", "delete", "ctrl+h", "ctrl+w", "ctrl+u", "left", "right")


class TerminalApp(ColouredApp):
    """Lends its driver to the terminal, and keeps what it crashed of for whoever started it.

    Textual would print every variable of the functions it crashed in, with notes and passwords among them.
    """

    BINDINGS = [
        Binding(
            "ctrl+z",
            "suspend_process",
            "suspend",
            show=False,
            id="app.suspend",
            tooltip="to the shell; fg returns",
        ),
    ]

    def __init__(self, terminal: Terminal) -> None:
        self._cursor_was = Offset(0, 0)
        self._is_typing = False
        super().__init__()
        # Nothing here is worth waiting for. Textual would slide the bar under its tabs, and what scrolls.
        self.animation_level = "none"
        self._terminal = terminal
        self.driver_class = terminal.driver_class(self.driver_class)
        self.crashed_of: Exception | None = None

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor goes with the frame drawn now; it stays where nothing says so."""
        self._cursor_was = self.place_of_cursor() or self._cursor_was
        return self._cursor_was

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        self._cursor_was = place

    def place_of_cursor(self) -> Offset | None:
        """Where it belongs on the screen that is shown; None where nothing there says so."""
        return place_of_cursor(self.screen, is_typing=self._is_typing)

    def lead_cursor(self) -> None:
        """Move the terminal's cursor where nothing is drawn anew that would take it along."""
        before = self._cursor_was
        x, y = self.cursor_position
        if (x, y) != before:
            self._terminal.write(f"\x1b[{y + 1};{x + 1}H")

    async def on_event(self, event: events.Event) -> None:
        """Take note of whether somebody types."""
        if isinstance(event, events.Key):
            self._is_typing = event.is_printable or event.key in _CHANGES_WHAT_IS_TYPED
        await super().on_event(event)

    def on_ready(self) -> None:
        """Hear keys from when the first rows stand: a key that comes before them would move nothing."""
        self.call_after_refresh(self._terminal.hear_keys)

    def crash(self, error: Exception) -> None:
        """End because of an error that nobody has thought of."""
        self._handle_exception(error)

    # Textual ends with these two, and has no public place to say otherwise. Where it calls others one day, it
    # prints its own report, and ``crashed_of`` stays None.

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.crashed_of is None and isinstance(cause, Exception):
            self.crashed_of = cause
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    @on(messages.WriteToTerminal)
    def _write_to_terminal(self, message: messages.WriteToTerminal) -> None:
        self._terminal.write(message.sequence)
