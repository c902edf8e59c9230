"""Files that are replaced whole: who reads one finds the old state or the new one, after any crash."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from scale_tui.storage.paths import make_private_file


def replace_file(path: Path, data: bytes) -> None:
    """Put this in the place of the file (mode 0600); durable on return. One writer at a time.

    Raises OSError, and then what was there is as it was.
    """
    _exchange(path, path.with_name(f".{path.name}.new"), data, is_durable=True)
    sync_folder(path.parent)


def leave_file(path: Path, data: bytes) -> None:
    """The same, not durable, for who finds half of it sees that; and several may write at once.

    Each has a file of its own: the one that is done last stays. Raises OSError.
    """
    _exchange(path, path.with_name(f".{path.name}.{os.getpid()}.new"), data, is_durable=False)


def _exchange(path: Path, new: Path, data: bytes, *, is_durable: bool) -> None:
    new.unlink(missing_ok=True)
    try:
        make_private_file(new)
        with new.open("wb") as file:
            file.write(data)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def refusal(error: OSError) -> str:
    """What the system said, in words within a line: ``no space left on device``."""
    return os.strerror(error.errno).lower() if error.errno else "the system refused"


def sync_folder(folder: Path) -> None:
    """Make it durable which files there are in the folder. Raises OSError."""
    if sys.platform == "win32":  # it cannot be done there, and NTFS keeps a journal of its own
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Take the folder away: at once for who looks for it, then file by file. Raises OSError."""
    # Late: it brings in five compression libraries.
    import shutil

    going = folder.with_name(f".{folder.name}.removed")
    shutil.rmtree(going, ignore_errors=True)
    folder.rename(going)
    sync_folder(folder.parent)
    shutil.rmtree(going, ignore_errors=True)
