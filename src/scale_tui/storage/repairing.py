"""Putting the attendee's database right: lost marks brought back, nothing of theirs deleted."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from scale_tui.domain.errors import CannotSave
from scale_tui.storage import salvage
from scale_tui.storage.backups import Copy
from scale_tui.storage.database import FAULTS, connect, reason, shown, writing
from scale_tui.storage.examining import Examined, Overview, State, examine, newer_elsewhere, overview
from scale_tui.storage.files import replace_file
from scale_tui.storage.lock import hold
from scale_tui.storage.migrations import migrate
from scale_tui.storage.opening import identity_of, set_aside
from scale_tui.storage.paths import lock_path, make_private_file, make_private_folder
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done: where the damaged file is now, which copy took its place, how much came back."""

    kept_as: Path | None = None
    taken: Copy | None = None
    marks: int = 0
    filters: int = 0


def is_repairable(seen: Overview) -> bool:
    """Whether there is anything that ``repair`` would do."""
    if seen.database.state in (State.NEWER, State.BLOCKED):
        return False
    return seen.database.state is State.DAMAGED or bool(seen.lost)


def repair(database: Path, at: datetime, patience: float) -> Repaired:
    """Set a damaged database aside, take the latest good copy in its place, and add what else can be read.

    A mark that the database knows stays as it is. A whole file of a newer scale-tui is left alone; of a
    damaged one that says so what this version can read is taken, and a newer one finds the rest of it where
    it was set aside. ``at`` dates what is set aside; ``patience`` is in seconds. Raises CannotSave; what was
    there is still there then, at its place or set aside.
    """
    try:
        return _repair(database, at, patience)
    except FAULTS as error:
        raise CannotSave(f"{shown(database)}: not repaired, {reason(error, database)}") from error


def _repair(database: Path, at: datetime, patience: float) -> Repaired:
    make_private_folder(database.parent)
    with hold(lock_path(database), patience):
        seen = overview(database)
        if not is_repairable(seen):
            return Repaired()
        kept_as = set_aside(database, at) if seen.database.state is State.DAMAGED else None
        if seen.database.state is State.GOOD:
            taken, rows = None, seen.lost
        else:
            taken = _take_copy(database, seen)
            # The copy is older than what the damaged file may still say.
            rows = newer_elsewhere(overview(database))
        if rows:
            _add(database, rows, patience)
        before, after = seen.database, examine(database)
        if before.state is not State.GOOD:
            before = Examined(database, State.MISSING)
        marks = after.marks.total() - before.marks.total()
        return Repaired(kept_as, taken, marks, after.filters - before.filters)


def _take_copy(database: Path, seen: Overview) -> Copy | None:
    for copy, examined in seen.copies:
        if examined.state is State.GOOD:
            replace_file(database, copy.path.read_bytes())
            return copy
    return None


def _add(database: Path, rows: tuple[salvage.Row, ...], patience: float) -> None:
    if identity_of(database) is None:
        make_private_file(database)
    with closing(connect(database, patience, is_writable=True)) as connection:
        migrate(connection)
        with writing(connection):
            for row in rows:
                row.put(connection)
