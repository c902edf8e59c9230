"""What the screens are written to: whole escape sequences, in characters that the terminal has."""

import os
import select
from collections.abc import Callable
from contextlib import suppress

ShownAs = Callable[[str, str], str]
"""What stands for a character where this encoding may lack it, of the same width."""

_MOST_HELD = 1 << 16


def as_it_is(character: str, _: str) -> str:
    """The character: for encodings that have all of them."""
    return character


class _Legible(dict[int, str]):
    """A table for ``str.translate`` that is filled as characters come along."""

    def __init__(self, encoding: str, shown_as: ShownAs) -> None:
        super().__init__()
        self._encoding = encoding
        self._shown_as = shown_as

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._shown_as(chr(code), self._encoding)
        return shown


class TerminalStream:
    """Writes to a terminal all that it is given, and after the terminal has gone, nothing.

    Python's own stream does neither: unbuffered (``PYTHONUNBUFFERED``) it drops what one call of the system
    did not take, which cuts an escape sequence when a signal comes in between; and it raises in the thread
    that writes, which leaves the app waiting for it. ``on_gone`` is called in that thread.
    """

    def __init__(
        self, descriptor: int, encoding: str, shown_as: ShownAs, on_gone: Callable[[], object]
    ) -> None:
        self._descriptor = descriptor
        self._encoding = encoding
        self._table = _Legible(encoding, shown_as)
        self._on_gone = on_gone
        self._held: list[str] = []
        self._size = 0
        self._is_gone = False

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._descriptor

    def write(self, text: str) -> None:
        """Keep the text for the next flush."""
        self._held.append(text)
        self._size += len(text)
        if self._size > _MOST_HELD:
            self.flush()

    def flush(self) -> None:
        """Send what is kept."""
        text = "".join(self._held)
        self._held.clear()
        self._size = 0
        if not text.isascii():
            text = text.translate(self._table)
        self.send(text.encode(self._encoding, "replace"))

    def send(self, data: bytes, patience: float | None = None) -> None:
        """Send these bytes now; with ``patience`` (seconds), give up when the terminal takes none so long."""
        rest = memoryview(data)
        while rest and not self._is_gone:
            try:
                # A terminal that was stopped (ctrl+s) takes nothing, and must not hold up who gives up on it.
                if patience is not None and not select.select([], [self._descriptor], [], patience)[1]:
                    return
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                # Another program has made the terminal non-blocking, for everybody.
                with suppress(OSError):
                    select.select([], [self._descriptor], [], 1.0)
            except OSError:
                self._is_gone = True
                self._on_gone()
