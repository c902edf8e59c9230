"""Pressing a key when all is quiet, and what comes of it."""

from dataclasses import dataclass

from bench.terminal import Terminal

_SILENCE = 0.25
"""Seconds: longer than anything that a program may put off."""


@dataclass(frozen=True, slots=True)
class Press:
    """One key: milliseconds until the last that was repainted for it, and the bytes of all of it."""

    last_ms: float
    bytes: int


def press(terminal: Terminal, key: bytes) -> Press | None:
    """Press a key and wait until all is quiet; None where nothing was drawn."""
    before = len(terminal.chunks)
    typed = terminal.type(key)
    terminal.settle(_SILENCE)
    drawn = terminal.chunks[before:]
    if not drawn:
        return None
    return Press((drawn[-1].at - typed) * 1000, sum(len(chunk.data) for chunk in drawn))


def presses(terminal: Terminal, keys: bytes) -> list[Press]:
    """Press each of these; those that drew something."""
    found = (press(terminal, bytes([key])) for key in keys)
    return [each for each in found if each is not None]


def opened(terminal: Terminal) -> Terminal:
    """The same once it has started and is quiet."""
    terminal.until(lambda: bool(terminal.chunks), "the first byte")
    terminal.settle()
    return terminal
