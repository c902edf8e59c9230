"""Reading what a path names: a file, or a pipe or device that may give nothing, drip, or never end."""

import os
import select
import stat
import time
from pathlib import Path

from scale_tui.values import dataclass

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds are waited for the next bytes, and for all of them."""

    silence: float = 20.0
    total: float = 90.0


USUAL_PATIENCE = Patience()


def read_patiently(path: str, most: int, patience: Patience = USUAL_PATIENCE) -> bytes:
    """At most so many bytes of what the path names.

    Raises OSError where it cannot be read, TimeoutError among them for a pipe or device that is silent for
    longer than one should wait; ValueError for what is no path.
    """
    if os.name == "nt":
        with Path(path).open("rb") as file:
            return file.read(most)
    # Opened so that nobody is waited for: a pipe that nobody writes to would be, for ever.
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        if stat.S_ISFIFO(os.fstat(opened).st_mode) or stat.S_ISCHR(os.fstat(opened).st_mode):
            return _read(opened, most, patience)
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(opened)


def _read(opened: int, most: int, patience: Patience) -> bytes:
    pieces: list[bytes] = []
    left = most
    deadline = time.monotonic() + patience.total
    while left > 0:
        wait = min(patience.silence, deadline - time.monotonic())
        if wait <= 0 or not _is_ready(opened, wait):
            raise TimeoutError(None, "a pipe or device that nothing more comes from")
        try:
            piece = os.read(opened, min(left, _PIECE))
        except BlockingIOError:
            continue
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _is_ready(opened: int, seconds: float) -> bool:
    """Whether there is something to read, or the end of it, within so many seconds."""
    # Not select.select, which knows no file numbers above 1023; where a device cannot be polled it is ready.
    waiting = select.poll()
    waiting.register(opened, select.POLLIN | select.POLLHUP)
    return bool(waiting.poll(seconds * 1000))
