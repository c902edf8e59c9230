"""Copies of the database, one a day: what is left of my schedule when its file is damaged."""

import errno
import os
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from scale_tui.storage.database import connect, number
from scale_tui.storage.files import sync_folder
from scale_tui.storage.paths import make_private_file, make_private_folder
from scale_tui.values import dataclass

KEPT = 7
"""How many copies there are at most."""

_FOLDER = "backups"
_ROOM = 4
"""A copy is only made where the disk has room for this many: the next mark needs some too."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database as it was before the first change of a day (in UTC)."""

    path: Path
    day: date


def backups_folder(database: Path) -> Path:
    """Where the copies of this database are, which may not be there yet."""
    return database.with_name(_FOLDER)


def copy_path(database: Path, day: date) -> Path:
    """The copy of a day, which may not be there."""
    return backups_folder(database) / f"{database.stem}-{day.isoformat()}{database.suffix}"


def copies(database: Path) -> tuple[Copy, ...]:
    """The copies that there are, the latest day first. Raises OSError where the folder cannot be read."""
    try:
        names = [path.name for path in backups_folder(database).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    found: list[Copy] = []
    for name in names:
        day = name.removeprefix(f"{database.stem}-").removesuffix(database.suffix)
        with suppress(ValueError):
            copy = Copy(backups_folder(database) / name, date.fromisoformat(day))
            if copy.path == copy_path(database, copy.day):
                found.append(copy)
    return tuple(sorted(found, key=lambda copy: copy.day, reverse=True))


def back_up(connection: sqlite3.Connection, database: Path, day: date) -> bool:
    """Copy the database, unless that has been done this day; whether it was done now. Needs the lock.

    The copy is durable on return, and there is whole or not at all. Raises OSError, sqlite3.Error.
    """
    path = copy_path(database, day)
    if path.exists():
        return False
    folder = path.parent
    if not folder.exists():
        make_private_folder(folder)
        sync_folder(folder.parent)
    if not has_room(folder, number(connection, "page_count") * number(connection, "page_size")):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
    new = folder / f".{database.name}.new"
    new.unlink(missing_ok=True)
    try:
        make_private_file(new)
        _copy(connection, new)
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    _forget_old(database, day)
    return True


def has_room(folder: Path, size: int) -> bool:
    """Whether there is room enough for a copy of so many bytes. Raises OSError."""
    if sys.platform == "win32":
        return True
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize >= _ROOM * size


def _copy(connection: sqlite3.Connection, new: Path) -> None:
    # Read first: Python's backup waits for ever for a program that writes without our lock, this for the
    # connection's patience.
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(connect(new, 0.0, is_writable=True)) as copy:
            # No journal of its own that a kill would leave: until it is whole it has no name.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            connection.backup(copy)
            # The file may have been damaged since it was opened: such a copy must not push out a good one.
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("the copy is damaged")
    finally:
        connection.execute("ROLLBACK")


def _forget_old(database: Path, day: date) -> None:
    """Keep the latest; of those with a day to come, which a wrong clock has made, the first go first."""
    by_worth = sorted(copies(database), key=lambda copy: (copy.day <= day, copy.day))
    for copy in by_worth[:-KEPT]:
        copy.path.unlink(missing_ok=True)
