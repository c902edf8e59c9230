"""What can be undone and redone, kept with the marks themselves: it outlives the program.

It is one for all programs on one database. A step is undone only where the mark still is as the step left
it: what somebody else has changed since is not overwritten.
"""

import json
import sqlite3
from collections.abc import Iterable

from scale_tui.storage.marks_table import Step, says, write

KEPT = 200
"""How many changes of a conference can be undone."""

_FORGET_UNDONE = "DELETE FROM history WHERE conference = ? AND is_undone"
_RECORD = "INSERT INTO history (conference, is_undone, steps, changed_at) VALUES (?, 0, ?, ?)"
_FORGET_OLD = """
    DELETE FROM history WHERE conference = ? AND number <= (
        SELECT number FROM history WHERE conference = ? ORDER BY number DESC LIMIT 1 OFFSET ?)
"""
_LATEST_DONE = """
    SELECT number, steps FROM history WHERE conference = ? AND NOT is_undone ORDER BY number DESC LIMIT 1
"""
_LATEST_UNDONE = (
    "SELECT number, steps FROM history WHERE conference = ? AND is_undone ORDER BY number LIMIT 1"
)
_TURN = "UPDATE history SET is_undone = NOT is_undone WHERE number = ?"


def record(connection: sqlite3.Connection, conference: str, steps: Iterable[Step], at: str) -> None:
    """Remember a change; what was undone before cannot be redone any more. Needs a transaction."""
    connection.execute(_FORGET_UNDONE, (conference,))
    text = json.dumps([[step.subject, step.mark, step.before, step.after] for step in steps])
    connection.execute(_RECORD, (conference, text, at))
    connection.execute(_FORGET_OLD, (conference, conference, KEPT))


def undo(connection: sqlite3.Connection, conference: str, at: str) -> tuple[Step, ...] | None:
    """Take the latest change back, and tell what that did; None without one. Needs a transaction."""
    return _turn(connection, conference, at, is_undo=True)


def redo(connection: sqlite3.Connection, conference: str, at: str) -> tuple[Step, ...] | None:
    """Make the change undone last again, and tell what that did; None where there is none. As ``undo``."""
    return _turn(connection, conference, at, is_undo=False)


def _turn(
    connection: sqlite3.Connection, conference: str, at: str, *, is_undo: bool
) -> tuple[Step, ...] | None:
    """The next change that can still be turned; what cannot be, as all of it was changed since, is passed."""
    query = _LATEST_DONE if is_undo else _LATEST_UNDONE
    while (row := connection.execute(query, (conference,)).fetchone()) is not None:
        number, text = row
        connection.execute(_TURN, (number,))
        wanted = []
        for step in _steps(text):
            now, then = (step.after, step.before) if is_undo else (step.before, step.after)
            if says(connection, conference, step.subject, step.mark) == now:
                wanted.append((step.subject, step.mark, then))
        if steps := write(connection, conference, wanted, at):
            return steps
    return None


def _steps(text: str) -> list[Step]:
    try:
        return [Step(*fields) for fields in json.loads(text)]
    except (ValueError, TypeError):
        return []
