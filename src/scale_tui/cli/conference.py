"""Which conference is meant, and where its agenda comes from."""

import sys
from pathlib import Path

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead, NotFound, UsageError

STANDARD_INPUT = "-"


def find_agenda(choice: str | None) -> Agenda:
    """The agenda of the conference called so, or of the file there; the bundled one when none is chosen.

    Raises NotFound where neither is called so, CannotRead or UnreadableAgenda where a file has no agenda.
    """
    from scale_tui.sources.bundled import bundled_agenda

    bundled = bundled_agenda()
    if choice is None or choice.casefold() in {bundled.name, bundled.title.casefold()}:
        return bundled
    if not _is_there(choice):
        raise NotFound(f"no conference and no file called {choice!r}; there is {bundled.name}")
    from scale_tui.sources.detect import read_agenda

    return read_agenda(read_source(choice), choice).agenda


def _is_there(name: str) -> bool:
    """Whether there is a file, or a pipe, to read; a name that no file can have is none."""
    try:
        return Path(name).exists() and not Path(name).is_dir()
    except OSError:
        return False


def read_source(source: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises CannotRead where there is no such file, where it may not be read, or is larger than an agenda can
    be, and UsageError for an address.
    """
    if source.lower().startswith(("http://", "https://")):
        raise UsageError(f"{source}: only files can be read; save the address as a file first")
    from scale_tui.sources.detect import LARGEST

    try:
        # Never more than can be an agenda: the source may be an endless pipe.
        if source == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        else:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise CannotRead(f"{source}: {error.strerror or error}") from error
    except ValueError as error:
        raise CannotRead(f"{source}: no name of a file") from error
    if len(data) > LARGEST:
        raise CannotRead(f"{source}: more than {LARGEST // 1024 // 1024} MiB, so no agenda")
    return data
