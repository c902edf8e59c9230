"""Files that the attendee asked for, where they asked for them: written whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from scale_tui.domain.errors import AlreadyThere, CannotSave
from scale_tui.storage.files import sync_folder


def write_exported(path: Path, data: bytes, *, may_replace: bool = True) -> None:
    """Put this in the file; durable on return. Who reads it meanwhile finds the old content or the new.

    A new file is the attendee's alone (mode 0600), one that is replaced keeps its mode, and one behind a
    symbolic link is replaced where it is. Raises AlreadyThere where there is one that may not be replaced,
    CannotSave where it cannot be written; then what was there is as it was.
    """
    # Late: it brings in five compression libraries.
    from tempfile import mkstemp

    new: Path | None = None
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder")
        descriptor, name = mkstemp(prefix=".scale-tui-", suffix=".new", dir=target.parent)
        new = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _place(new, target, may_replace=may_replace)
        sync_folder(target.parent)
    except FileExistsError as error:
        raise AlreadyThere(f"{path}: there is such a file already") from error
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a name that no file can have; RuntimeError: links that run in a circle.
        number = error.errno if isinstance(error, OSError) else None
        why = os.strerror(number).lower() if number else "no file can be called so"
        raise CannotSave(f"{path}: not written, {why}") from error
    finally:
        if new is not None:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def _place(new: Path, target: Path, *, may_replace: bool) -> None:
    if may_replace:
        with suppress(FileNotFoundError):
            new.chmod(target.stat().st_mode & 0o777)
        new.replace(target)
        return
    try:
        # Unlike a look before, this cannot replace what another program puts there meanwhile.
        os.link(new, target)
    except FileExistsError:
        raise
    except OSError:
        # FAT has no links.
        if target.exists():
            raise FileExistsError from None
        new.replace(target)
