"""The layout of the database, as the steps that lead to it: a later version adds a step, and changes none."""

import sqlite3

from scale_tui.storage.database import number, writing

# "SCTU": tells a database of this program from any other that lies under its name.
APPLICATION_ID = 0x53435455

# One tuple of statements a version. Plain tables with CHECK, not STRICT: that needs SQLite 3.37, Python 3.11
# runs with older ones (3.26 on RHEL 8, 3.34 on RHEL 9), and those call a file with STRICT in it malformed.
# A mark taken off keeps its row: synchronising must tell "taken off" from "never set".
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE marks (
            conference TEXT NOT NULL CHECK (typeof(conference) = 'text'),
            session    TEXT NOT NULL CHECK (typeof(session) = 'text'),
            mark       TEXT NOT NULL CHECK (typeof(mark) = 'text'),
            is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
            changed_at TEXT NOT NULL CHECK (typeof(changed_at) = 'text'),
            PRIMARY KEY (conference, session, mark)
        ) WITHOUT ROWID
        """,
    ),
    (
        # What a mark says, where it is not only there or not: the text of a note, a session as JSON.
        "ALTER TABLE marks ADD COLUMN value TEXT",
        # What can be undone and redone, in the order of the numbers. The steps are JSON: see history.py.
        """
        CREATE TABLE history (
            number     INTEGER PRIMARY KEY,
            conference TEXT NOT NULL CHECK (typeof(conference) = 'text'),
            is_undone  INTEGER NOT NULL CHECK (is_undone IN (0, 1)),
            steps      TEXT NOT NULL CHECK (typeof(steps) = 'text'),
            changed_at TEXT NOT NULL CHECK (typeof(changed_at) = 'text')
        )
        """,
        "CREATE INDEX history_of_conference ON history (conference, is_undone, number)",
        # What is remembered beside the marks: which reminders were given, what was synchronised.
        """
        CREATE TABLE remembered (
            conference TEXT NOT NULL CHECK (typeof(conference) = 'text'),
            topic      TEXT NOT NULL CHECK (typeof(topic) = 'text'),
            key        TEXT NOT NULL CHECK (typeof(key) = 'text'),
            value      TEXT NOT NULL CHECK (typeof(value) = 'text'),
            changed_at TEXT NOT NULL CHECK (typeof(changed_at) = 'text'),
            PRIMARY KEY (conference, topic, key)
        ) WITHOUT ROWID
        """,
    ),
)
LATEST = len(STEPS)

# What this version reads and writes; a database that says LATEST and has less is damaged.
COLUMNS = {
    "marks": frozenset({"conference", "session", "mark", "is_on", "changed_at", "value"}),
    "history": frozenset({"number", "conference", "is_undone", "steps", "changed_at"}),
    "remembered": frozenset({"conference", "topic", "key", "value", "changed_at"}),
}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database of ours, or an empty one, to the latest layout; a newer one is left alone.

    Each step is one transaction together with the number that says it is done. The lock must be held.
    """
    for version, statements in enumerate(STEPS, start=1):
        if number(connection, "user_version") >= version:
            continue
        with writing(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
