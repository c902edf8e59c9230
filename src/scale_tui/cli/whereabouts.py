"""Where the program runs, as its environment tells: at the attendee's own desk, or far from it."""

import shutil
from collections.abc import Mapping


def is_far(environ: Mapping[str, str]) -> bool:
    """Whether the attendee is at another machine: browser, clipboard and desktop here are not theirs."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def is_windows_subsystem(environ: Mapping[str, str]) -> bool:
    """Whether this is Linux within Windows, whose programs can be started from here."""
    return bool(environ.get("WSL_DISTRO_NAME") or environ.get("WSL_INTEROP"))


def program(name: str, environ: Mapping[str, str]) -> str | None:
    """Where the program of this name lies; None where there is none."""
    return shutil.which(name, path=environ.get("PATH"))
