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
)
LATEST = len(STEPS)

# What this version reads and writes; a database that says LATEST and has less is damaged.
COLUMNS = frozenset({"conference", "session", "mark", "is_on", "changed_at"})


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
