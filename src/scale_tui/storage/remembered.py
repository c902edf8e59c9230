"""Small things that are remembered beside the marks: keys and values of a topic, durable as the marks are."""

import sqlite3
from collections.abc import Mapping

EVERYWHERE, FILTERS = "", "filters"
"""Where saved filters are remembered, by their names: of no conference, for they are for all of them.

One that was removed keeps its name, with an empty query: who does not know a filter has lost it.
"""

_READ = "SELECT key, value FROM remembered WHERE conference = ? AND topic = ?"
_SET = """
    INSERT INTO remembered (conference, topic, key, value, changed_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (conference, topic, key) DO UPDATE
    SET value = excluded.value, changed_at = excluded.changed_at
"""
_SET_ONCE = """
    INSERT OR IGNORE INTO remembered (conference, topic, key, value, changed_at) VALUES (?, ?, ?, ?, ?)
"""
_FORGET = "DELETE FROM remembered WHERE conference = ? AND topic = ? AND key = ?"


def read(connection: sqlite3.Connection, conference: str, topic: str) -> dict[str, str]:
    """All that is remembered of a topic."""
    return dict(connection.execute(_READ, (conference, topic)).fetchall())


def write(
    connection: sqlite3.Connection, conference: str, topic: str, entries: Mapping[str, str | None], at: str
) -> None:
    """Remember these values, forget those that are None. Needs a transaction."""
    for key, value in entries.items():
        if value is None:
            connection.execute(_FORGET, (conference, topic, key))
        else:
            connection.execute(_SET, (conference, topic, key, value, at))


def write_once(
    connection: sqlite3.Connection, conference: str, topic: str, key: str, value: str, at: str
) -> bool:
    """Remember a value unless there is one; whether there was none. Needs a transaction."""
    return connection.execute(_SET_ONCE, (conference, topic, key, value, at)).rowcount == 1
