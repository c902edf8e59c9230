"""Looking at the attendee's database, its copies and what was set aside, without changing a thing."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import field
from enum import Enum, auto
from pathlib import Path

from scale_tui.storage import salvage
from scale_tui.storage.backups import Copy, copies
from scale_tui.storage.database import FAULTS, is_damage, number, reason
from scale_tui.storage.opening import (
    COMPANIONS,
    UNREADABLE,
    Found,
    connect_and_look,
    identity_of,
    obstacle,
)
from scale_tui.values import dataclass

_MOST_LAYOUTS = 1_000
"""No scale-tui will ever have so many: a number above it is damaged itself."""


class State(Enum):
    """What is to be made of a file in the place of a database."""

    MISSING = auto()
    GOOD = auto()
    NEWER = auto()
    """It says that a newer scale-tui has written it, and nothing tells that it is damaged."""
    DAMAGED = auto()
    """It is broken, or not of this program; it may say that it is of a newer one."""
    BLOCKED = auto()
    """It cannot be looked at now: rights, a folder in its place, another program."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: ``why`` ends a line that has named it, where it is blocked; ``version`` is its layout's."""

    path: Path
    state: State
    why: str = ""
    version: int = 0
    rows: salvage.Rows = field(default_factory=dict)

    @property
    def marks(self) -> Counter[str]:
        """How many marks are set, by conference."""
        return Counter(row.key[0] for row in self.rows.values() if row.is_on and not row.is_filter)

    @property
    def filters(self) -> int:
        """How many filters are saved."""
        return sum(row.is_on and row.is_filter for row in self.rows.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The database, its copies (the latest first) and what was set aside.

    ``lost`` are the marks and filters that a copy or a file set aside has, and the database does not know.
    """

    database: Examined
    copies: tuple[tuple[Copy, Examined], ...]
    aside: tuple[Examined, ...]
    lost: tuple[salvage.Row, ...]


def overview(database: Path) -> Overview:
    """Look at everything. Raises OSError where the folder cannot be read."""
    main = examine(database)
    of_copies = tuple((copy, examine(copy.path)) for copy in copies(database))
    aside = tuple(map(examine, set_aside_files(database)))
    return Overview(main, of_copies, aside, _lost(main, of_copies, aside))


def newer_elsewhere(seen: Overview) -> tuple[salvage.Row, ...]:
    """What is lost, and what a copy or a file set aside has of a later time than the database."""
    return _lost(seen.database, seen.copies, seen.aside, is_older=True)


def _lost(
    main: Examined,
    of_copies: Iterable[tuple[Copy, Examined]],
    aside: Iterable[Examined],
    *,
    is_older: bool = False,
) -> tuple[salvage.Row, ...]:
    found: dict[salvage.Key, salvage.Row] = {}
    for examined in (*(examined for _, examined in of_copies), *aside):
        for key, row in examined.rows.items():
            if key not in found or row.changed_at > found[key].changed_at:
                found[key] = row
    return salvage.lacking(found, main.rows, is_older=is_older)


def examine(path: Path) -> Examined:
    """Look at one file; faults are told in the answer."""
    try:
        if identity_of(path) is None and not path.is_symlink():
            return Examined(path, State.MISSING)
        if in_the_way := obstacle(path):
            return Examined(path, State.BLOCKED, in_the_way)
        connection, found = connect_and_look(path, salvage.PATIENCE, is_writable=False)
        with closing(connection):
            version = 0
            with suppress(*FAULTS):
                version = number(connection, "user_version")
            if _is_damaged(connection, found, version):
                found = Found.UNREADABLE
    except FAULTS as error:
        state = State.BLOCKED if isinstance(error, OSError) or not is_damage(error) else State.DAMAGED
        return Examined(path, state, reason(error, path))
    if found is Found.BLANK:
        return Examined(path, State.MISSING)
    states = {Found.UNREADABLE: State.DAMAGED, Found.NEWER: State.NEWER}
    return Examined(path, states.get(found, State.GOOD), "", version, salvage.rows_of(path))


def _is_damaged(connection: sqlite3.Connection, found: Found, version: int) -> bool:
    if found is Found.NEWER:
        return version > _MOST_LAYOUTS or _is_certainly_damaged(connection)
    return found in (Found.CURRENT, Found.OLDER) and not _is_sound(connection)


def _is_certainly_damaged(connection: sqlite3.Connection) -> bool:
    """Whether a file of a later layout is damaged.

    A whole one is that scale-tui's alone, and may have what this SQLite makes no sense of: so tables that it
    cannot read prove nothing, and only what is wrong within those that it can read counts.
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except FAULTS:
        return False
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",))
    except FAULTS as error:
        return is_damage(error)


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Whether it could be written too: where it may only be read, SQLite passes over damaged constraints."""
    with closing(sqlite3.connect(":memory:")) as memory:
        # Read first: Python's backup waits for ever for a program that writes without our lock.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.backup(memory)
        connection.execute("ROLLBACK")
        try:
            return bool(memory.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
        except FAULTS:
            return False


def set_aside_files(database: Path) -> tuple[Path, ...]:
    """The files that could not be read and were set aside, the latest first. Raises OSError."""
    prefix = f"{database.name}.{UNREADABLE}-"
    try:
        names = [path.name for path in database.parent.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    found = [name for name in names if name.startswith(prefix) and not name.endswith(COMPANIONS)]
    return tuple(database.with_name(name) for name in sorted(found, reverse=True))
