"""Asking whoever is at the terminal, where somebody is."""

import sys
from typing import TextIO

_YES = frozenset({"y", "yes"})


def is_at_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sees what is written to ``stream``, and can answer it."""
    return all(each is not None and each.isatty() for each in (sys.stdin, stream))


def is_agreed_to(question: str, stream: TextIO) -> bool:
    """Ask on ``stream``; everything but a yes is a no."""
    stream.write(f"{question} [y/N] ")
    stream.flush()
    return sys.stdin.readline().strip().casefold() in _YES
