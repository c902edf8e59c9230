"""What can still be read of the marks in a file, damaged or not, and what of it a database lacks."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scale_tui.domain.marks import Mark
from scale_tui.storage.database import FAULTS, connect, needs_recovery, number, recovered_copy
from scale_tui.storage.migrations import APPLICATION_ID
from scale_tui.values import dataclass

PATIENCE = 2.0

# From both ends, as reading stops at the first damaged page.
_ORDERS = ("ASC", "DESC")
_READ = "SELECT conference, session, mark, is_on, changed_at, {value} FROM marks ORDER BY 1 {0}, 2 {0}, 3 {0}"
_PUT = """
    INSERT INTO marks (conference, session, mark, is_on, changed_at, value) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (conference, session, mark) DO UPDATE
    SET is_on = excluded.is_on, changed_at = excluded.changed_at, value = excluded.value
"""
_CHOICE = (Mark.STAR.value, Mark.BACKUP.value, Mark.HIDDEN.value)

Key = tuple[str, str, str]
"""The conference, the subject and the mark."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mark as the database has it, also one that was taken off."""

    key: Key
    is_on: bool
    changed_at: str
    value: str | None

    def fields(self) -> tuple[object, ...]:
        """The columns of the table, in its order."""
        return (*self.key, int(self.is_on), self.changed_at, self.value)


Rows = Mapping[Key, Row]


def rows_of(path: Path) -> dict[Key, Row]:
    """The marks that can be read in a file, none where it is not of this program; never raises for it."""
    found: dict[Key, Row] = {}
    for order in _ORDERS:
        with suppress(*FAULTS), closing(_connected(path)) as connection:
            connection.text_factory = bytes
            for row in _read(connection, order):
                found.setdefault(row.key, row)
            break
    return found


def lacking(rows: Rows, present: Rows, *, is_older: bool = False) -> tuple[Row, ...]:
    """Those of the rows that are not present; also those set later, where what is present is older.

    A database never forgets a mark, it remembers it as taken off: what it does not know, it has lost. Of
    star, backup and hidden the one that is present stays, and another comes as one that was taken off.
    """
    found: list[Row] = []
    for key, row in rows.items():
        mine = present.get(key)
        if mine is not None and not (is_older and row.changed_at > mine.changed_at):
            continue
        has_chosen = any(
            (other := present.get((*key[:2], mark))) is not None and other.is_on
            for mark in _CHOICE
            if mark != key[2]
        )
        is_beaten = not is_older and key[2] in _CHOICE and has_chosen
        found.append(replace(row, is_on=False) if is_beaten else row)
    return tuple(found)


def put_rows(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Have these in the database. Needs a transaction."""
    connection.executemany(_PUT, (row.fields() for row in rows))


def _connected(path: Path) -> sqlite3.Connection:
    connection = connect(path, PATIENCE, is_writable=False)
    try:
        number(connection, "schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        if not needs_recovery(error):
            raise
        return recovered_copy(path)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _read(connection: sqlite3.Connection, order: str) -> Iterator[Row]:
    if number(connection, "application_id") != APPLICATION_ID:
        return
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(marks)")}
    value = "value" if b"value" in columns else "NULL"
    for fields in connection.execute(_READ.format(order, value=value)):
        row = _row(fields)
        if row is not None:
            yield row


def _row(fields: tuple[object, ...]) -> Row | None:
    """The row that these columns say; None for a damaged one."""
    conference, subject, mark, is_on, changed_at, value = fields
    if is_on not in (0, 1):
        return None
    try:
        key = (_text(conference), _text(subject), _text(mark))
        when = _text(changed_at)
        datetime.fromisoformat(when)
        return Row(key, bool(is_on), when, None if value is None else _text(value))
    except ValueError:
        return None


def _text(field: object) -> str:
    if not isinstance(field, bytes):
        raise ValueError("no text")
    return field.decode()
