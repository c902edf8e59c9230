"""Getting at a schedule, wherever it is: a file, standard input, an address."""

import sys
from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from scale_tui.domain.errors import CannotRead
from scale_tui.values import dataclass

STANDARD_INPUT = "-"
Progress = Callable[[int, int | None], object]


@dataclass(frozen=True, slots=True)
class Obtained:
    """A schedule as it came.

    ``source`` is where to ask for it again, ``shown`` its name in a line of text, ``address`` what was
    asked for it in the end; that and the two that follow are None for a file. ``is_private`` says whether it
    came from a private network.
    """

    data: bytes = field(repr=False)
    source: str
    shown: str
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_private: bool = False


def is_address(source: str) -> bool:
    """Whether this is an address of the web, and not a file."""
    if "://" not in source:
        return False
    from scale_tui.sources.fetch_address import is_address as is_web_address

    return is_web_address(source)


def shown_source(source: str) -> str:
    """The source for a line of text: an address without a password, a path as it is."""
    if source == STANDARD_INPUT:
        return "standard input"
    if not is_address(source):
        return source
    from scale_tui.sources.fetch_address import shown_address

    return shown_address(source)


def obtain(source: str, progress: Progress | None = None, *, may_be_private: bool) -> Obtained:
    """The schedule that the source has now.

    Raises CannotRead, Unreachable, UnreadableAgenda; OnPrivateNetwork for an address of this machine or of a
    private network, unless it ``may_be_private``.
    """
    found = obtain_newer(source, None, None, progress, may_be_private=may_be_private)
    if found is None:
        raise AssertionError("nothing was known of it, so anything is newer")
    return found


def obtain_newer(
    source: str,
    etag: str | None,
    last_modified: str | None,
    progress: Progress | None = None,
    *,
    may_be_private: bool,
) -> Obtained | None:
    """The same; None where a server says that there is nothing newer than the version with this mark or date.

    Raises as ``obtain``.
    """
    if not is_address(source):
        data = read_file(source)
        kept = source if source == STANDARD_INPUT else str(Path(source).absolute())
        return Obtained(data, kept, shown_source(source))
    from scale_tui.sources.discover import fetch_schedule
    from scale_tui.sources.fetch import Validators

    source = source.strip()
    known = Validators(etag, last_modified)
    fetched = fetch_schedule(source, known=known, progress=progress, may_be_private=may_be_private)
    if fetched is None:
        return None
    validators = fetched.validators
    return Obtained(
        fetched.data,
        source,
        shown_source(source),
        fetched.address,
        validators.etag,
        validators.last_modified,
        fetched.is_private,
    )


def read_file(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises CannotRead where there is no such file, where it may not be read, or is larger than an agenda can
    be.
    """
    from scale_tui.sources.detect import LARGEST

    try:
        # Never more than can be an agenda: the source may be an endless pipe.
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        else:
            from scale_tui.cli.files import read_patiently

            data = read_patiently(path, LARGEST + 1)
    except IsADirectoryError as error:
        raise CannotRead(f"{path}: it is a folder: name the file in it") from error
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise CannotRead(f"{path}: no name of a file") from error
    if len(data) > LARGEST:
        raise CannotRead(f"{path}: more than {LARGEST // 1024 // 1024} MiB, so no agenda")
    return data
