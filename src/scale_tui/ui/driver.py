"""Textual's driver for the terminals of Unix, which here always gives the terminal back, and waits for keys.

What is overridden are methods and attributes that Textual 8.2 calls or reads by these names. Where a later
one calls them otherwise, its own are used, and the screens work as they do without this file.
"""

import asyncio
import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder, lookup
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from types import TracebackType
from typing import Any, ClassVar, TextIO, cast

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import InputEvent, Paste, Resize
from textual.geometry import Size
from textual.message import Message

from scale_tui.ui.early_picture import EarlyPicture, EarlyScreen
from scale_tui.ui.terminal_stream import ShownAs, TerminalStream, as_it_is
from scale_tui.ui.thin_frames import WHOLE_FRAMES, ThinFrames

_GIVE_BACK = (
    "\x1b[?2026l"  # show what was drawn
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # no mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # no bracketed paste, no reports of size and focus
    "\x1b[?7h\x1b[<u"  # wrap lines; the keys of the kitty protocol, before the screen is left
    "\x1b[?1049l\x1b[?25h"  # the screen from before, and its cursor
)
_HUNG_UP = 129
_ESCAPE_MAY_GO_ON = constants.ESCAPE_DELAY + 0.01
"""Seconds after which an escape is the key, and not the first character of another."""


class _Waking(Event):
    """An event that a thread can wait for together with input: what it is set with can be selected."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self._writing = os.pipe()

    def set(self) -> None:
        """Set it, and wake who waits."""
        super().set()
        os.write(self._writing, b"!")

    def clear(self) -> None:
        """Take it back."""
        os.read(self.reading, 4096)
        super().clear()


class _Crashing:
    """Hands what goes wrong in a thread to the app, as its own crash."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        crash: Callable[[Exception], object] | None = getattr(self._app, "crash", None)
        if not isinstance(error, Exception) or crash is None:
            return False
        self._app.call_later(crash, error)
        return True


class CarefulDriver(LinuxDriver):
    """Ends the app when its terminal has gone, comes back from the background, sleeps until a key comes."""

    shown_as: ClassVar[ShownAs] = staticmethod(as_it_is)
    """What stands for a character that the terminal's encoding lacks."""
    early: ClassVar[EarlyScreen | None] = None
    """Who has the terminal before this driver."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or _terminal_size())
        self._running_loop = asyncio.get_running_loop()
        self._woken = _Waking()
        self.exit_event = self._woken
        self._has_terminal = False
        self._is_lent = False
        self._picture = EarlyPicture(None)
        self._hearing = Lock()
        self._unheard: list[Message] | None = []
        self._frames = None if os.environ.get(WHOLE_FRAMES) else ThinFrames()
        drawn_on = cast("TextIO", sys.__stderr__)
        self._stream = TerminalStream(
            drawn_on.fileno(), drawn_on.encoding, type(self).shown_as, lambda: self.end(_HUNG_UP)
        )
        self._file = cast("Any", self._stream)
        signal.signal(signal.SIGTSTP, self._told_to_stop)
        signal.signal(signal.SIGCONT, self._told_to_go_on)

    def end(self, code: int) -> None:
        """Ask the app to end in good order. From any thread, and from the handler of a signal."""
        self._running_loop.call_soon_threadsafe(self._app.exit, None, code)

    # Taking the terminal and giving it back

    def start_application_mode(self) -> None:
        """Take the terminal, in the foreground: one that was started behind waits until it is fetched."""
        while _is_behind(self.fileno):
            os.kill(os.getpid(), signal.SIGSTOP)
        self._picture = EarlyPicture(self.early)
        self._has_terminal = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = self._picture.before or self.attrs_before
        signal.signal(signal.SIGWINCH, self._told_of_another_size)

    def write(self, data: str) -> None:
        """Write to the terminal; a picture that stands there stays until another is drawn over it."""
        if not self._picture.passes(data):
            return
        if self._frames is not None:
            data = self._frames.thinned(data, self._app.size)
        if data:
            super().write(data)

    def send_message(self, message: Message) -> None:
        """Hand a message to the app. When the size is another, terminals move what they show."""
        if self._frames is not None and isinstance(message, Resize):
            self._frames.forget()
        super().send_message(message)

    def stop_application_mode(self) -> None:
        """Give the terminal back; ``close`` waits until that is written."""
        # Textual turns this one on, and leaves it so: the next program would take pixels for cells.
        self.write("\x1b[?1016l")
        super().stop_application_mode()

    def close(self) -> None:
        """Wait until everything is written."""
        super().close()
        self._has_terminal = False

    def give_back(self) -> None:
        """Give the terminal back at once, where that was not done in good order."""
        if not self._has_terminal:
            return
        self._has_terminal = False
        self._stream.send(_GIVE_BACK.encode("ascii"), patience=0.1)
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _get_terminal_size(self) -> tuple[int, int]:
        # Not what COLUMNS says, which is as old as the shell, nor the size of standard output, a file maybe.
        return _terminal_size() or super()._get_terminal_size()

    def _told_of_another_size(self, *_: object) -> None:
        # The size is asked for later, when nothing can come between the question and the answer: in the
        # handlers of two signals, one within the other, the older size would be told last.
        self._running_loop.call_soon_threadsafe(self._take_size)

    def _take_size(self) -> None:
        if not self._in_band_window_resize and self._app.is_running:
            size = Size(*self._get_terminal_size())
            self.send_message(Resize(size, size))

    # Into the background and back

    @contextmanager
    def no_automatic_restart(self) -> Iterator[None]:
        """The attendee's editor has the terminal meanwhile."""
        self._is_lent = True
        try:
            with super().no_automatic_restart():
                yield
        finally:
            self._is_lent = False

    def _told_to_stop(self, *_: object) -> None:
        if self._is_lent:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            # Not here: a signal may come while this thread holds the lock of the queue that is written to.
            self._running_loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        if self._has_terminal:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _told_to_go_on(self, *_: object) -> None:
        if not self._is_lent:
            self._running_loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        if not self._app.is_running:
            return
        if self._has_terminal:
            # Stopped without being asked: the shell has had the terminal in between.
            self.suspend_application_mode()
        self.resume_application_mode()
        self.send_message(self.SignalResume())
        self._app.refresh(layout=True)

    # Keys

    def run_input_thread(self) -> None:
        """Read what is typed until told to stop, or until there is no terminal any more."""
        with _Crashing(self._app):
            decode = getincrementaldecoder(_encoding_of_keys())("replace").decode
            parser = XTermParser(debug=False)
            patience: float | None = None
            while not self.exit_event.is_set():
                ready = select.select([self.fileno, self._woken.reading], [], [], patience)[0]
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self.end(_HUNG_UP)
                        return
                    for character in decode(data):
                        parser = self._take_in(parser, parser.feed(character))
                    patience = _ESCAPE_MAY_GO_ON
                else:
                    parser = self._take_in(parser, parser.tick())
                    patience = None

    def _read(self) -> bytes:
        """What was typed; nothing where the terminal has gone."""
        while True:
            try:
                return os.read(self.fileno, 4096)
            except BlockingIOError:
                select.select([self.fileno, self._woken.reading], [], [])
            except OSError:
                return b""

    def _take_in(self, parser: XTermParser, found: Iterable[Message]) -> XTermParser:
        """Hand on what was understood; the parser to go on with, a new one after what makes no sense."""
        understood: list[Message] = []
        try:
            understood.extend(found)
        except (OverflowError, ValueError):
            # A number that is no character, for one: a terminal sent it, and no program ends for that.
            parser = XTermParser(debug=False)
        for message in understood:
            with self._hearing:
                if self._unheard is None or not isinstance(message, InputEvent | Paste):
                    self.process_message(message)
                else:
                    self._unheard.append(message)
        return parser

    def hear(self) -> None:
        """Hand on the keys that were typed before there was anything to hear them, and from now on each."""
        with self._hearing:
            for message in self._unheard or ():
                self.process_message(message)
            self._unheard = None
        if self._picture.give_way():
            self._app.refresh(layout=True)


def _terminal_size() -> tuple[int, int] | None:
    """Of the terminal that is drawn on; None where it tells none."""
    try:
        width, height = os.get_terminal_size(cast("TextIO", sys.__stderr__).fileno())
    except OSError:
        return None
    return (width, height) if width and height else None


def _is_behind(terminal: int) -> bool:
    """Whether another program has this terminal in the foreground."""
    try:
        # 0 where the one in the foreground cannot be seen from in here, as from a container.
        return os.tcgetpgrp(terminal) not in (0, os.getpgrp())
    except OSError:
        # Not the terminal that this process belongs to.
        return False


def _encoding_of_keys() -> str:
    """That of standard input; UTF-8 where it only knows ASCII, of which UTF-8 is more."""
    given = getattr(sys.__stdin__, "encoding", None) or "utf-8"
    return "utf-8" if lookup(given).name == "ascii" else given
