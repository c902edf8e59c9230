"""The terminal itself, for what is no part of any screen: who has it, and what is written between frames."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, cast

from textual.driver import Driver

from scale_tui.ui.early_picture import EarlyScreen
from scale_tui.ui.terminal_stream import ShownAs, as_it_is

_SHOW_CURSOR, _HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"
ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
_IMPATIENT_AFTER = 2.0
"""Seconds: whoever shuts a machine down sends several signals at once, and means one of them."""


class Terminal:
    """Lends the terminal to the app and gets it back; writes between two frames of the screen, not into one.

    Textual has its terminal written by a thread of its own, through a queue that only its driver reaches.
    Whoever writes to the same file from anywhere else, as ``print`` would, lands in the middle of an escape
    sequence now and then. The driver has a public ``write``, but the app keeps it to itself; what an app may
    do is name the driver's class. So it gets one that leaves word of itself here.

    ``shown_as`` gives what stands for a character on a terminal whose encoding may lack it. ``early`` has
    shown a first picture there, and has the terminal until the driver takes it.
    """

    def __init__(self, shown_as: ShownAs = as_it_is, early: EarlyScreen | None = None) -> None:
        self._shown_as = shown_as
        self._early = early
        self._driver: Driver | None = None
        self._shows_cursor = False
        self._told_at: float | None = None
        self._given_up_at: float | None = None

    def driver_class(self, base: type[Driver]) -> type[Driver]:
        """A driver for the same terminals, which this one knows of once it is made."""
        base = _careful(base)

        def made(driver: Driver, *arguments: Any, **options: Any) -> None:
            base.__init__(driver, *arguments, **options)
            self._driver = driver

        def started(driver: Driver) -> None:
            base.start_application_mode(driver)
            if self._shows_cursor:
                driver.write(_SHOW_CURSOR)

        members = {
            "__init__": made,
            "start_application_mode": started,
            "shown_as": staticmethod(self._shown_as),
            "early": self._early,
        }
        return cast("type[Driver]", type(base.__name__, (base,), members))

    def write(self, sequence: str) -> None:
        """Send an escape sequence; nothing where the app has no terminal. From the app's thread only."""
        if self._driver is not None and sequence:
            self._driver.write(sequence)

    def show_cursor(self, *, is_shown: bool) -> None:
        """Let the terminal's own cursor be seen from now on, or not. From the app's thread only."""
        if is_shown != self._shows_cursor:
            self._shows_cursor = is_shown
            self.write(_SHOW_CURSOR if is_shown else _HIDE_CURSOR)

    def hear_keys(self) -> None:
        """Have the app told of what was typed from the start on: there is something that hears it now."""
        hear: Callable[[], object] | None = getattr(self._driver, "hear", None)
        if hear is not None:
            hear()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Have the app end in good order when a signal asks for it, and get the terminal back in any case.

        In the main thread. What the attendee has told the system to ignore, as ``nohup`` does, stays so.
        """
        names = () if sys.platform == "win32" else ENDING
        numbers = [signal.Signals[name] for name in names]
        before = {number: signal.getsignal(number) for number in numbers}
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, self._told_to_end)
        try:
            yield
        finally:
            self._give_back()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told_to_end(self, number: int, _: object) -> None:
        end: Callable[[int], object] | None = getattr(self._driver, "end", None)
        now = monotonic()
        if self._told_at is None:
            self._told_at = now
        if end is not None and now - self._told_at < _IMPATIENT_AFTER:
            # The loop may be closed by now: then it is ending anyway.
            with suppress(RuntimeError):
                end(128 + number)
            return
        # Nothing is drawn yet, or the app does not hear. A signal that comes while the terminal is given back
        # waits for that, unless it takes too long.
        if self._given_up_at is not None and now - self._given_up_at < _IMPATIENT_AFTER:
            return
        self._given_up_at = now
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def _give_back(self) -> None:
        if self._early is not None:
            self._early.give_back()
        give_back: Callable[[], object] | None = getattr(self._driver, "give_back", None)
        if give_back is not None:
            give_back()


def _careful(base: type[Driver]) -> type[Driver]:
    """The driver of this house in the place of the one it is made from; any other, as on Windows, stays."""
    if sys.platform == "win32":
        return base
    try:
        from scale_tui.ui.driver import CarefulDriver
    except ImportError:  # a Textual that keeps its parts elsewhere
        return base
    return CarefulDriver if base in CarefulDriver.__bases__ else base
