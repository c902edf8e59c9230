"""The first picture on the terminal, before anything that draws screens is loaded.

Loading Textual takes most of the time until the app shows something. Meanwhile this shows what the app is
about to: the terminal is taken as the app takes it, so that keys are kept for it and not echoed, the picture
is drawn, and the app's driver goes on from there. Whoever has something to say before that, or ends, gives
the terminal back first.
"""

import _signal  # type: ignore[import-not-found]  # "signal" makes enumerations of all signals, which takes as long as the picture
import os
import sys
import termios

from scale_tui import __version__
from scale_tui.domain.habits import LARGEST, Habits, read_habits
from scale_tui.quick.asked import OPEN, Asked
from scale_tui.quick.book import Unfit, head_of
from scale_tui.quick.frame import frame
from scale_tui.quick.place import config_key, habits, home, look_path, opened, read_own, stamp

TAKE = "\x1b[?1049h\x1b[?25l"
_GIVE_BACK = b"\x1b[0m\x1b[?25h\x1b[?1049l"
_COLOURS = ("TERM", "COLORTERM", "TERM_PROGRAM", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
_WITHOUT = (None, "", "linux", "dumb", "unknown")


Attributes = list[int | list[bytes | int]]
"""How a terminal is set, as ``termios`` has it."""


def look_key(habits: Habits, config: str) -> str:
    """What changes when a terminal may have other colours, or the program another look.

    That is so with another theme or configuration too: ``config`` is ``place.config_key``.
    """
    around = [f"{name}={os.environ.get(name)}" for name in _COLOURS]
    return " ".join([__version__, *around, config, habits.theme, habits.configured])


class EarlyScreen:
    """The terminal, taken before the app is there; ``before`` is how it was set."""

    def __init__(self) -> None:
        self.before: Attributes | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the picture stands, and the terminal is still taken."""
        return self.before is not None

    def show(self, typed: list[str]) -> None:
        """Show the app that was asked for, if it was not asked for in an unusual way or place.

        Raises OSError, Unfit and what a damaged file may lead to, and then nothing was done.
        """
        keys, drawn = _streams()
        asked = Asked(typed, OPEN)
        book, marks = opened(asked.conference)
        folder = home()
        left = read_habits(habits(folder, LARGEST + 1))
        look = _look(folder, left)
        width, height = os.get_terminal_size(drawn)
        place = left.positions.get(book.head["name"])
        lines = frame(book, marks, look, asked.instant(book), width, height, place)
        picture = [f"\x1b[{number};1H{line}" for number, line in enumerate(lines, start=1)]
        self._take(keys, drawn, "".join([TAKE, *picture, "\x1b[0m"]).encode())

    def _take(self, keys: int, drawn: int, picture: bytes) -> None:
        try:
            before = termios.tcgetattr(keys)
            raw = list(before)
            raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            raw[6] = [*raw[6]]
            raw[6][termios.VMIN] = 1
            termios.tcsetattr(keys, termios.TCSANOW, raw)
        except termios.error as error:
            raise Unfit("no terminal") from error
        self.before = before
        for number in (_signal.SIGTERM, _signal.SIGHUP):
            if _signal.getsignal(number) is _signal.SIG_DFL:
                _signal.signal(number, self._told_to_end)
        while picture:
            picture = picture[os.write(drawn, picture) :]

    def hand_over(self) -> Attributes | None:
        """How the terminal was set before, for whoever has it from now on and will give it back."""
        before, self.before = self.before, None
        return before

    def give_back(self) -> None:
        """Give the terminal back, if the picture still stands there."""
        before = self.hand_over()
        if before is not None:
            os.write(sys.stderr.fileno(), _GIVE_BACK)
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)

    def _told_to_end(self, number: int, _: object) -> None:
        self.give_back()
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _look(folder: str, left: Habits) -> dict[str, str]:
    """What the app looks like in this terminal, as it was seen there, or as it always does at first.

    Raises OSError, Unfit.
    """
    config = config_key(folder)
    try:
        look = head_of(read_own(look_path(folder)))
        if look["made for"] == look_key(left, config) and look["drawn by"] == stamp(look["drawing"]):
            return look
    except (OSError, Unfit):  # it was never seen
        pass
    # Another terminal, another theme, or another Textual.
    from scale_tui.quick.usual_look import usual_look

    return usual_look(left, config)


def _streams() -> tuple[int, int]:
    """What keys come from and what is drawn on, as descriptors. Raises Unfit where they are no terminal."""
    environ = os.environ
    if "NO_COLOR" in environ or environ.get("TERM") in _WITHOUT:
        raise Unfit("no colours, or few characters")
    if any(name.startswith("TEXTUAL_") for name in environ):
        raise Unfit("a developer is at work")
    if not (sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty()):
        raise Unfit("no terminal")
    if (sys.stderr.encoding or "").lower() not in ("utf-8", "utf8"):
        raise Unfit("few characters")
    keys = sys.stdin.fileno()
    if _is_behind(keys):
        raise Unfit("another program has the terminal")
    return keys, sys.stderr.fileno()


def _is_behind(terminal: int) -> bool:
    """Whether another program has this terminal in the foreground: see ``ui.driver``."""
    try:
        return os.tcgetpgrp(terminal) not in (0, os.getpgrp())
    except OSError:
        return False
