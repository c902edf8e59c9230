"""What can be undone and redone, kept with the marks themselves: it outlives the program.

It is one for all programs on one database. A step is undone only where the mark still is as the step left
it: what somebody else has changed since is not overwritten.
"""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from scale_tui.domain.marks import Mark
from scale_tui.storage.marks_table import Said, Step, says, write

KEPT = 200
"""How many changes of a conference can be undone."""

LARGEST = 1_000_000
"""Characters that the changes of a conference may take beyond the latest: what is opened is read whole."""

_CHOICE = frozenset({Mark.STAR.value, Mark.BACKUP.value, Mark.HIDDEN.value})
_LARGE = 10_000
_HALF = re.compile("[\ud800-\udfff]")
_SIZES = "SELECT number, length(steps) FROM history WHERE conference = ? ORDER BY number DESC"
_FORGET_UNTIL = "DELETE FROM history WHERE conference = ? AND number <= ?"
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
    if len(text) > _LARGE:
        _forget_beyond(connection, conference, LARGEST + len(text))


def _forget_beyond(connection: sqlite3.Connection, conference: str, largest: int) -> None:
    for number, size in connection.execute(_SIZES, (conference,)).fetchall():
        largest -= size
        if largest < 0:
            connection.execute(_FORGET_UNTIL, (conference, number))
            return


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
        steps = _steps(text)
        turned = [replace(step, before=step.after, after=step.before) for step in steps] if is_undo else steps
        wanted = _without_those_changed_since(connection, conference, turned)
        if done := write(connection, conference, wanted, at):
            return done
    return None


def _without_those_changed_since(
    connection: sqlite3.Connection, conference: str, steps: Iterable[Step]
) -> list[tuple[str, str, Said]]:
    """What the steps still may do: nothing to a mark that is no longer as they left it, or made another of.

    Star, backup and hidden are one choice: who has starred what I have unstarred, or hidden it, has chosen.
    """
    marks: dict[str, list[Step]] = {}
    for step in steps:
        choice = "choice" if step.mark in _CHOICE else step.mark
        marks.setdefault(f"{choice} {step.subject}", []).append(step)
    wanted: list[tuple[str, str, Said]] = []
    for together in marks.values():
        as_left = {step.mark: step.before for step in together}
        if _CHOICE & as_left.keys() and any(step.after is not None for step in together):
            as_left = dict.fromkeys(_CHOICE) | as_left
        subject = together[0].subject
        if all(says(connection, conference, subject, mark) == said for mark, said in as_left.items()):
            wanted += [(subject, step.mark, step.after) for step in together]
    return wanted


def _steps(text: str) -> list[Step]:
    """The steps of a change; none where the text says none, or what no database could keep."""
    try:
        steps = [Step(*fields) for fields in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return []
    return steps if all(map(_is_text, steps)) else []


def _is_text(step: Step) -> bool:
    said = [text for text in (step.before, step.after) if text is not None]
    # Half a character is what JSON can say, and no database keep.
    return all(isinstance(text, str) and not _HALF.search(text) for text in (step.subject, step.mark, *said))
