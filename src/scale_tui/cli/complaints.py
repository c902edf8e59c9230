"""What goes to standard error: one clean line each, never a traceback."""

import sys
from collections.abc import Iterable
from contextlib import suppress

from scale_tui.cli.choice import AmbiguousSession
from scale_tui.cli.output import legible
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.quick import give_back_screen

_LONGEST_LINE = 240


def complain(text: str) -> None:
    """Say something that is wrong, or that the attendee should know, beside the answer."""
    _write([f"scale-tui: {text}"])


def complain_of(error: ScaleTuiError) -> None:
    """Say what an error says; where several sessions fit, they follow, one a line."""
    candidates = error.lines() if isinstance(error, AmbiguousSession) else ()
    _write([f"scale-tui: {error}", *candidates])


def complain_at_length(text: str) -> None:
    """Say something of several lines, or with a path that must not be cut."""
    _write(f"scale-tui: {text}".splitlines(), longest=None)


def _write(lines: Iterable[str], longest: int | None = _LONGEST_LINE) -> None:
    from scale_tui.sources.clean import clean_line

    if sys.stderr is None:
        return
    give_back_screen()
    # Where even this cannot be said there is nobody left to tell; the exit code still says it.
    with suppress(OSError):
        for line in lines:
            indent = line[: len(line) - len(line.lstrip(" "))]
            shown = indent + clean_line(line)
            if longest is not None and len(shown) > longest:
                shown = shown[: longest - 1] + "…"
            sys.stderr.write(legible(shown, sys.stderr.encoding or "utf-8") + "\n")
        sys.stderr.flush()
