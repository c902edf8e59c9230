"""What can still be read of the marks and filters in a file, damaged or not, and what a database lacks."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scale_tui.domain.marks import Mark
from scale_tui.storage.database import FAULTS, connect, needs_recovery, number, recovered_copy
from scale_tui.storage.migrations import APPLICATION_ID
from scale_tui.storage.remembered import EVERYWHERE, FILTERS
from scale_tui.values import dataclass

PATIENCE = 2.0

# From both ends, as reading stops at the first damaged page.
_ORDERS = ("ASC", "DESC")
_READ = "SELECT conference, session, mark, is_on, changed_at, {value} FROM marks ORDER BY 1 {0}, 2 {0}, 3 {0}"
_READ_FILTERS = (
    f"SELECT conference, key, topic, value <> '', changed_at, value FROM remembered "  # noqa: S608 - our own words
    f"WHERE conference = '{EVERYWHERE}' AND topic = '{FILTERS}' ORDER BY 2 {{0}}"
)
_PUT = """
    INSERT INTO marks (conference, session, mark, is_on, changed_at, value) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (conference, session, mark) DO UPDATE
    SET is_on = excluded.is_on, changed_at = excluded.changed_at, value = excluded.value
"""
_PUT_FILTER = """
    INSERT INTO remembered (conference, key, topic, value, changed_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (conference, topic, key) DO UPDATE
    SET value = excluded.value, changed_at = excluded.changed_at
"""
_CHOICE = (Mark.STAR.value, Mark.BACKUP.value, Mark.HIDDEN.value)

Key = tuple[str, str, str]
"""The conference, the subject and the mark; of a saved filter what it is remembered by."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mark or a saved filter as the database has it, also one that was taken off or removed."""

    key: Key
    is_on: bool
    changed_at: str
    value: str | None

    @property
    def is_filter(self) -> bool:
        """Whether it is a saved filter."""
        return self.key[2] == FILTERS

    def put(self, connection: sqlite3.Connection) -> None:
        """Have it in the database. Needs a transaction."""
        if self.is_filter:
            connection.execute(_PUT_FILTER, (*self.key, self.value, self.changed_at))
        else:
            connection.execute(_PUT, (*self.key, int(self.is_on), self.changed_at, self.value))


Rows = Mapping[Key, Row]
_Reader = Callable[[sqlite3.Connection, str], Iterator[Row]]
"""Takes the order to read in."""


def rows_of(path: Path) -> dict[Key, Row]:
    """All that can be read in a file, nothing where it is not of this program; never raises for it."""
    return {**_read_from_both_ends(path, _marks), **_read_from_both_ends(path, _filters)}


def _read_from_both_ends(path: Path, read: _Reader) -> dict[Key, Row]:
    found: dict[Key, Row] = {}
    for order in _ORDERS:
        with suppress(*FAULTS), closing(_connected(path)) as connection:
            connection.text_factory = bytes
            if number(connection, "application_id") == APPLICATION_ID:
                for row in read(connection, order):
                    found.setdefault(row.key, row)
            break
    return found


def lacking(rows: Rows, present: Rows, *, is_older: bool = False) -> tuple[Row, ...]:
    """Those of the rows that are not present; also those set later, where what is present is older.

    A database never forgets a mark or a filter, it remembers it as taken off: what it does not know, it has
    lost. Of star, backup and hidden the one that is present stays, and another comes as one that was taken
    off.
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


def _marks(connection: sqlite3.Connection, order: str) -> Iterator[Row]:
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(marks)")}
    value = "value" if b"value" in columns else "NULL"
    return _rows(connection.execute(_READ.format(order, value=value)))


def _filters(connection: sqlite3.Connection, order: str) -> Iterator[Row]:
    return _rows(connection.execute(_READ_FILTERS.format(order)))


def _rows(found: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    return (row for fields in found if (row := _row(fields)) is not None)


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
