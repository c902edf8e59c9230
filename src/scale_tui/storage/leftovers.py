"""What lies in the attendee's folders and should not: half-written files of ours, rights of other users."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from scale_tui.storage.backups import backups_folder, copies
from scale_tui.storage.examining import set_aside_files
from scale_tui.storage.files import sync_folder
from scale_tui.storage.lock import hold
from scale_tui.storage.opening import COMPANIONS
from scale_tui.storage.paths import APP_NAME, HABITS_NAME, lock_path

_ENTRY = "conference.json"
_LIBRARY_LOCK = ".lock"
_OF_THE_LIBRARY = ("agenda-", "source-", ".agenda-", ".source-", f".{_ENTRY}")


def leftovers(database: Path, library: Path) -> tuple[Path, ...]:
    """Files and folders of ours that a kill has left half-written. Raises OSError.

    One that is just being written looks alike: only who holds both locks may take it for a leftover.
    """
    found = [path for folder in (database.parent, backups_folder(database)) for path in _half_written(folder)]
    found += _half_written(library)
    for folder in _folders(library):
        found += [folder] if _is_half_saved(folder) else _half_written(folder)
    return tuple(sorted(found))


def remove_leftovers(database: Path, library: Path, patience: float) -> tuple[Path, ...]:
    """Remove them, and tell which they were. Raises OSError."""
    if not leftovers(database, library):
        return ()
    with hold(lock_path(database), patience):
        if not library.is_dir():
            return _remove(leftovers(database, library))
        with hold(library / _LIBRARY_LOCK, patience):
            return _remove(leftovers(database, library))


def open_to_others(database: Path, library: Path) -> tuple[Path, ...]:
    """What of ours other users have rights on: files, and folders that only this program uses."""
    if sys.platform == "win32":
        return ()
    return tuple(path for path in _ours(database, library) if _is_open(path))


def close_to_others(database: Path, library: Path) -> tuple[Path, ...]:
    """Take their rights off, and tell of what. Raises OSError."""
    found = open_to_others(database, library)
    for path in found:
        # By name, never through an open file: see paths.tighten.
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
    return found


def unknown_folders(library: Path) -> tuple[Path, ...]:
    """Folders among the saved conferences that are none, and were not made by this program."""
    return tuple(
        folder for folder in _folders(library) if _ENTRY not in _names(folder) and not _is_half_saved(folder)
    )


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _folders(library: Path) -> Iterator[Path]:
    for name in _names(library):
        path = library / name
        if path.is_dir() and not path.is_symlink() and not name.startswith("."):
            yield path


def _half_written(folder: Path) -> list[Path]:
    """See ``files``: what a new file is called before it has its name, and a folder after it had one."""
    names = [name for name in _names(folder) if name.startswith(".")]
    return [folder / name for name in names if name.endswith((".new", ".removed"))]


def _is_half_saved(folder: Path) -> bool:
    """Whether a conference was begun here and has no entry: nothing names the files, and all are ours."""
    names = _names(folder)
    return _ENTRY not in names and all(name.startswith(_OF_THE_LIBRARY) for name in names)


def _remove(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    # Late: it brings in five compression libraries.
    from shutil import rmtree

    for path in paths:
        if path.is_dir() and not path.is_symlink():
            rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)
    return paths


def _ours(database: Path, library: Path) -> Iterator[Path]:
    home = database.parent
    # A folder chosen with SCALE_TUI_HOME keeps its rights: it may be shared on purpose, or be /tmp.
    if home.name == APP_NAME:
        yield home
    yield from (database, *(Path(f"{database}{suffix}") for suffix in COMPANIONS), lock_path(database))
    yield from set_aside_files(database)
    yield home / HABITS_NAME
    yield from (backups_folder(database), *(copy.path for copy in copies(database)))
    yield library
    for folder in _folders(library):
        yield folder
        yield from (folder / name for name in _names(folder))


def _is_open(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return is_plain and status.st_uid == os.geteuid() and bool(status.st_mode & 0o077)
