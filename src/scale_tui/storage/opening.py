"""Opening the attendee's database, whatever state it is in: what can be read or saved, and why not."""

import os
import sqlite3
import stat
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path

from scale_tui.storage import paths
from scale_tui.storage.backups import back_up
from scale_tui.storage.database import (
    FAULTS,
    connect,
    is_damage,
    is_nonsense,
    needs_recovery,
    number,
    reason,
    recovered_copy,
    shown,
)
from scale_tui.storage.lock import hold
from scale_tui.storage.migrations import APPLICATION_ID, COLUMNS, LATEST, migrate
from scale_tui.values import dataclass

_NO_HOME = f"there is no home folder to keep it in, set {paths.HOME_VARIABLE} to a folder"
_READ_ONLY = "the file or its folder may only be read, not written"
_NEWER = "it was written by a newer scale-tui: update this one to change it, or see 'scale-tui doctor'"
_NOT_SET_ASIDE = "it is damaged or not of this program, and cannot be set aside: "
COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, under its name and this."""
UNREADABLE = "unreadable"
"""What the name of a file that was set aside has in it."""
_ATTEMPTS = 5


class Found(Enum):
    """What a file turned out to be."""

    BLANK = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What opening came to. ``connection`` is None where there is no database, or none that can be read.

    ``identity`` is the file's device and number: it tells whether another file has taken its place since.
    ``version`` is the layout's, 0 where there is none yet. ``why_no_…`` end a line that names the database.
    ``kept_as`` is where a file that could not be read went. ``data_version`` is SQLite's, when it was opened.
    """

    connection: sqlite3.Connection | None = None
    identity: tuple[int, int] | None = None
    version: int = 0
    why_no_reading: str | None = None
    why_no_saving: str | None = None
    kept_as: Path | None = None
    data_version: int = 0

    def shows_same_as(self, other: "Opened") -> bool:
        """Whether both opened the same file, and found it as readable as the other did."""
        mine = (self.identity, self.version, self.why_no_reading)
        return mine == (other.identity, other.version, other.why_no_reading)


def open_database(path: Path | None, at: datetime, patience: float) -> Opened:
    """Open what is there, set aside what is damaged or not ours, and never make anything new.

    ``at`` dates the name of what is set aside; ``patience`` is in seconds. Faults are told in the answer.
    """
    if path is None:
        return Opened(why_no_saving=_NO_HOME)
    kept_as: Path | None = None
    doing = ""
    try:
        for _ in range(_ATTEMPTS):
            opened = _open(path, at, patience, kept_as)
            if opened is not None:
                return opened
            doing = _NOT_SET_ASIDE
            with hold(paths.lock_path(path), patience):
                kept_as = _set_aside_unreadable(path, at, patience) or kept_as
            doing = ""
    except FAULTS as error:
        return _blocked(doing + reason(error, path))
    return _blocked("another program keeps on writing a file of its own here")


def identity_of(path: Path | None) -> tuple[int, int] | None:
    """The device and number of the file here; None where there is none. Raises OSError."""
    if path is None:
        return None
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _blocked(why: str) -> Opened:
    return Opened(why_no_reading=why, why_no_saving=why)


def _open(path: Path, at: datetime, patience: float, kept_as: Path | None) -> Opened | None:
    """As ``open_database``, but None for a file that must be set aside. Raises OSError, sqlite3.Error."""
    is_writable = paths.can_write(path)
    why_no_saving = None if is_writable else _READ_ONLY
    identity = identity_of(path)
    if identity is None and not path.is_symlink():
        return Opened(why_no_saving=why_no_saving, kept_as=kept_as)
    if in_the_way := obstacle(path):
        return _blocked(in_the_way)
    paths.tighten(path)
    connection, found = connect_and_look(path, patience, is_writable=is_writable)
    with ExitStack() as on_fault:
        on_fault.callback(connection.close)
        if found is Found.UNREADABLE:
            return None
        if found is Found.OLDER and is_writable:
            why_no_saving = _bring_up_to_date(connection, path, identity, at, patience)
        if found is Found.NEWER:
            why_no_saving = _NEWER
            connection.execute("PRAGMA query_only = ON")
        opened = Opened(
            connection=connection,
            identity=identity,
            version=number(connection, "user_version"),
            why_no_saving=why_no_saving,
            kept_as=kept_as,
            data_version=number(connection, "data_version"),
        )
        on_fault.pop_all()
    return opened


def _bring_up_to_date(
    connection: sqlite3.Connection,
    path: Path,
    identity: tuple[int, int] | None,
    at: datetime,
    patience: float,
) -> str | None:
    """Bring it to the latest layout; why not, where it cannot be done now: it can be read all the same.

    There is a copy of how it was before, where there is room for one.
    """
    try:
        with hold(paths.lock_path(path), patience):
            # What another process has put in its place meanwhile is opened at the next look.
            if identity_of(path) == identity:
                with suppress(*FAULTS):
                    back_up(connection, path, at.astimezone(UTC).date())
                migrate(connection)
    except FAULTS as error:
        if isinstance(error, sqlite3.Error | UnicodeDecodeError) and is_damage(error):
            raise
        return reason(error, path)
    return None


def obstacle(path: Path) -> str | None:
    """What is here in place of a file that can be read. Asked first: to open a pipe is to wait for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return f"it is a link to {shown(path.readlink())}, which is not there"
    if stat.S_ISDIR(mode):
        return "it is a folder, not a file: move it away"
    if not stat.S_ISREG(mode):
        return "it is not a regular file: move it away"
    return None if paths.can_read(path) else "permission denied"


def connect_and_look(path: Path, patience: float, *, is_writable: bool) -> tuple[sqlite3.Connection, Found]:
    """Open a file that is there, and say what it is. Raises OSError, sqlite3.Error."""
    try:
        return _look(connect(path, patience, is_writable=is_writable))
    except sqlite3.OperationalError as error:
        if not needs_recovery(error):
            raise
    return _look(recovered_copy(path))


def _look(connection: sqlite3.Connection) -> tuple[sqlite3.Connection, Found]:
    with ExitStack() as on_fault:
        on_fault.callback(connection.close)
        try:
            found = _find(connection)
        except FAULTS as error:
            if not (is_damage(error) or is_nonsense(error)):
                raise
            found = Found.UNREADABLE
        on_fault.pop_all()
    return connection, found


def _find(connection: sqlite3.Connection) -> Found:
    """What the database is. Raises sqlite3.Error."""
    # One transaction: between two looks another process may make its first tables.
    connection.execute("BEGIN")
    try:
        application, version = number(connection, "application_id"), number(connection, "user_version")
        # Before anything of the tables: a later layout may have what this SQLite cannot read.
        if application == APPLICATION_ID and version > LATEST:
            return Found.NEWER
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if (application, version, tables) == (0, 0, 0):
            return Found.BLANK
        if application != APPLICATION_ID or version < 1:
            return Found.UNREADABLE
        # The whole file, as it is a few pages: what is damaged is found now, and not at the first write.
        # quick_check takes no longer (measured, 0.2 ms), and lets keys pass that are out of order: their
        # marks are there and not found.
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            return Found.UNREADABLE
        if version < LATEST:
            return Found.OLDER
        return Found.CURRENT if all(map(partial(_has_columns, connection), COLUMNS)) else Found.UNREADABLE
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _has_columns(connection: sqlite3.Connection, table: str) -> bool:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} >= COLUMNS[table]


def _set_aside_unreadable(path: Path, at: datetime, patience: float) -> Path | None:
    """Give the file a dated name of its own, unless another process has just done so. Needs the lock."""
    if identity_of(path) is None:
        return None
    connection, found = connect_and_look(path, patience, is_writable=paths.can_write(path))
    connection.close()
    return set_aside(path, at) if found is Found.UNREADABLE else None


def set_aside(path: Path, at: datetime) -> Path:
    """Give the file, and its journal, a dated name that nothing has yet. Needs the lock. Raises OSError."""
    name = f"{path.name}.{UNREADABLE}-{at:%Y-%m-%dT%H-%M-%S}"
    kept_as, count = path.with_name(name), 1
    while any(os.path.lexists(f"{kept_as}{suffix}") for suffix in ("", *COMPANIONS)):
        count += 1
        kept_as = path.with_name(f"{name}-{count}")
    # These first: a journal that stays alone would be played back into the next database.
    for suffix in COMPANIONS:
        if os.path.lexists(f"{path}{suffix}"):
            Path(f"{path}{suffix}").rename(f"{kept_as}{suffix}")
    # Of a link only the link: what it points to may be anybody's, and has its journal beside it.
    path.rename(kept_as)
    return kept_as
