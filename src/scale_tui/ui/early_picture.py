"""The picture that stood on the terminal before the app did, and stays until the app's own is whole."""

import re
from typing import Any, Protocol

_OTHER_SCREEN = "\x1b[?1049h"
_DRAWING = re.compile(r"\x1b\[[\d;]*H")


class EarlyScreen(Protocol):
    """Who has shown the app's first picture before the app was there."""

    def hand_over(self) -> list[Any] | None:
        """How the terminal was set before, once; None where it was not taken, or was given back."""
        ...

    def give_back(self) -> None:
        """Give the terminal back, unless it was handed over."""
        ...


class EarlyPicture:
    """Keeps from the terminal what would take the picture away too early; ``before`` is how that was set."""

    def __init__(self, early: EarlyScreen | None) -> None:
        self.before = early.hand_over() if early is not None else None
        self.is_standing = self.before is not None

    def passes(self, sequence: str) -> bool:
        """Whether this may be written: no screen that is empty in most terminals, no frame without rows."""
        return not self.is_standing or not (sequence == _OTHER_SCREEN or _DRAWING.search(sequence))

    def give_way(self) -> bool:
        """Let all be written from now on; whether anything was kept back, so that all is to be drawn anew."""
        was_standing, self.is_standing = self.is_standing, False
        return was_standing
