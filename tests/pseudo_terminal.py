"""A terminal of the test's own with the real program in it: the modes it is in, the picture it shows."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import pyte

SOURCE = Path(__file__).parents[1] / "src"
PROGRAM = "import sys; from scale_tui.cli import main; sys.exit(main())"
PATIENCE = 60.0

# A session needs a leader that has the terminal: the program itself, as under a terminal's window.
_LEAD = """
import fcntl, os, sys, termios
fcntl.ioctl(int(sys.argv[1]), termios.TIOCSCTTY, 0)
os.execv(sys.argv[2], sys.argv[2:])
"""
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b\[([<>])\d*u")
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[\?\d+\$p|\x1b\[[<>]\d*u")
_CUT = re.compile(rb"\x1b(?:$|\[[0-9;:<=>?$]*(?:$|[^0-9;:<=>?$@-~])|[^\[\]78=>cM])")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")
WITHOUT_ANY = {7, 25}
"""The modes of a terminal that nobody has touched: lines wrap, the cursor shows."""
TAKEN = {1049, 1000, 1003, 1004, 1006, 2004, "keys"}
"""The modes of the app: another screen, the mouse, focus, pasting, keys as kitty sends them."""


@dataclass
class _Pictured:
    """A picture that grows with what is written: to draw all of it anew at each look takes minutes."""

    asked: tuple[int, int, int]
    screen: pyte.Screen
    stream: pyte.ByteStream
    upto: int

    def lines(self, written: bytes) -> list[str]:
        # A sequence that has not come to its end waits for the rest.
        unfinished = _UNFINISHED.search(written, self.upto)
        end = unfinished.start() if unfinished else len(written)
        self.stream.feed(_UNKNOWN_TO_PYTE.sub(b"", written[self.upto : end]))
        self.upto = end
        return list(self.screen.display)


_BEHIND = b"\0behind all\0"


class Playing:
    """A program in a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, slave: int, before: list[Any]) -> None:
        self.process = process
        self._master: int | None = master
        self._slave = slave
        self._is_held = False
        self.written = b""
        self._pictured: _Pictured | None = None
        self.before = before

    def drawn(self) -> "Playing":
        """Wait until the app is drawn; then it hears keys."""
        # Before the app is there another may have drawn its first picture (``quick.screen``).
        self.until(lambda: self.modes >= TAKEN, "the app")
        self.until_written("help", since=self.written.rindex(b"\x1b[?1004h"))
        assert self.attributes != self.before
        return self

    def resize(self, width: int, height: int) -> None:
        """Make the window so large; whoever is in it is told."""
        assert self._master is not None
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def type(self, keys: str | bytes) -> None:
        """Type these."""
        assert self._master is not None
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def until(self, is_there: Callable[[], object], what: str = "") -> None:
        """Read what is written until something is the case."""
        end = monotonic() + PATIENCE
        while not is_there():
            assert monotonic() < end, f"in vain: {what}\n{self.written[-300:]!r}"
            self.read(0.02)
            # All there is, before it is looked at again: what is looked at may be a picture of everything.
            while self.read(0.0):
                pass

    def until_written(self, text: str, since: int = 0) -> None:
        """Read until this text comes."""
        self.until(lambda: text.encode() in self.written[since:], text)

    def hold(self) -> None:
        """Take nothing from now on, and fill what takes in for it, as after ctrl+s."""
        self._is_held = True
        os.set_blocking(self._slave, False)
        with suppress(BlockingIOError):
            while True:
                os.write(self._slave, b" ")
        os.set_blocking(self._slave, True)

    def read(self, patience: float) -> bool:
        """Take in what is written by then; whether there was anything."""
        if self._master is None or self._is_held:
            select.select([], [], [], patience)
            return False
        if not select.select([self._master], [], [], patience)[0]:
            return False
        self.written += os.read(self._master, 65536)
        return True

    def read_the_rest(self) -> None:
        """Read the frame to its end, of which something came."""
        while self.read(0.5):
            pass

    def close_window(self) -> None:
        """Close the terminal, as a click on its window's cross does."""
        assert self._master is not None
        os.close(self._master)
        self._master = None

    def ended(self) -> int:
        """Wait for the program to end; its exit code, or minus the number of the signal that ended it."""
        self.until(lambda: self.process.poll() is not None, "its end")
        if self._master is not None and not self._is_held:
            # What it wrote last may still be on its way: nothing overtakes it there.
            os.write(self._slave, _BEHIND)
            self.until(lambda: self.written.endswith(_BEHIND), "what it wrote last")
            self.written = self.written.removesuffix(_BEHIND)
        return self.process.returncode

    @property
    def modes(self) -> set[int | str]:
        """The modes that are on, and ``keys`` for each time that kitty's protocol is."""
        found: set[int | str] = set(WITHOUT_ANY)
        pushed = 0
        for numbers, action, keys in _MODE.findall(self.written):
            if keys:
                pushed += 1 if keys == b">" else -1
            for number in map(int, filter(None, numbers.split(b";"))):
                (found.add if action == b"h" else found.discard)(number)
        return found | ({"keys"} if pushed > 0 else set())

    @property
    def attributes(self) -> list[Any]:
        """How the terminal treats lines and keys: see termios."""
        return termios.tcgetattr(self._slave)

    def is_as_before(self) -> bool:
        """Whether the terminal is as it was before the program began."""
        return self.modes == WITHOUT_ANY and self.attributes == self.before

    def picture(self, width: int, height: int, since: int = 0) -> list[str]:
        """What the window shows, of what was written since then."""
        if self._pictured is None or self._pictured.asked != (width, height, since):
            screen = pyte.Screen(width, height)
            self._pictured = _Pictured((width, height, since), screen, pyte.ByteStream(screen), since)
        return self._pictured.lines(self.written)

    def cursor(self, width: int, height: int) -> tuple[int, int]:
        """Where the terminal's cursor stands, as (line, cell)."""
        self.picture(width, height)
        assert self._pictured is not None
        found = self._pictured.screen.cursor
        return found.y, found.x

    def close(self) -> None:
        """End the program if it has not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()
        if self._master is not None:
            os.close(self._master)
        os.close(self._slave)


def cut_sequences(written: bytes) -> list[bytes]:
    """Escape sequences that are followed by something else before they end, and what follows."""
    return [written[at.start() : at.end() + 20] for at in _CUT.finditer(written)]


@contextmanager
def playing(
    home: Path,
    *typed: str,
    program: str = PROGRAM,
    env: Mapping[str, str] | None = None,
    size: tuple[int, int] = (120, 35),
    redirected: Mapping[str, Any] | None = None,
) -> Iterator[Playing]:
    """Run the program, or another Python program, in a terminal of this size.

    ``redirected`` are those of the three standard streams that go elsewhere, as for ``subprocess``.
    """
    master, slave = os.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    inherited = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
    given = {"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home)}
    given |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    before = termios.tcgetattr(slave)
    process = subprocess.Popen(
        [sys.executable, "-c", _LEAD, str(slave), sys.executable, "-c", program, *typed],
        env={name: value for name, value in (inherited | given | dict(env or {})).items() if value},
        start_new_session=True,
        pass_fds=[slave],
        **(streams | dict(redirected or {})),
    )
    played = Playing(process, master, slave, before)
    try:
        yield played
    finally:
        played.close()
