"""The part of the app that has to do with the terminal around it: going behind, and leaving in a crash."""

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.worker import WorkerFailed

from scale_tui.ui import messages
from scale_tui.ui.terminal import Terminal


class TerminalApp(App[None]):
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
        super().__init__()
        self._terminal = terminal
        self.driver_class = terminal.driver_class(self.driver_class)
        self.crashed_of: Exception | None = None

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
