"""What ``doctor`` tells of the attendee's own folder: the marks, their copies, the saved conferences."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from scale_tui.cli.conferences import read_again
from scale_tui.cli.diagnosis import Fact
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.conference import checked_words
from scale_tui.domain.errors import NotFound, ScaleTuiError
from scale_tui.domain.wording import counted
from scale_tui.storage import backups, leftovers, paths
from scale_tui.storage.examining import Examined, Overview, State
from scale_tui.storage.habits import habits_at
from scale_tui.storage.library import Library
from scale_tui.storage.library_entry import Entry
from scale_tui.storage.migrations import LATEST

REPAIR = "'scale-tui doctor --repair'"


def storage_facts(database: Path, library: Path, seen: Overview, now: datetime) -> Iterator[Fact]:
    """Everything that is kept on this disk; looking changes nothing. Raises OSError."""
    yield _folder(database)
    yield _database(seen)
    yield from _marks(seen)
    yield from _copies(database, seen)
    yield from _aside(seen)
    yield from conference_facts(library, now)
    yield _remembered(database.with_name(paths.HABITS_NAME))
    for path in leftovers.leftovers(database, library):
        yield Fact("Left over", f"{path} was never finished", f"{REPAIR} removes it")
    for path in leftovers.open_to_others(database, library):
        yield Fact("Rights", f"other users have rights on {path}", f"{REPAIR} takes them off")


def _remembered(path: Path) -> Fact:
    """What is remembered of how the app was left."""
    if path.exists() and not path.is_file():
        return Fact("Remembered", f"nothing, as {path} is no file", "take it away")
    kept = habits_at(path)
    told = [f"theme {kept.theme}"] if kept.theme else []
    if kept.positions:
        told.append(f"the place in {counted(len(kept.positions), 'conference')}")
    return Fact(
        "Remembered", ", ".join([*told, f"in {path}"]) if told else f"nothing yet; it would be in {path}"
    )


def _folder(database: Path) -> Fact:
    home = database.parent
    if paths.can_write(database):
        return Fact("Folder", str(home) if home.exists() else f"{home}, made with the first mark")
    return Fact("Folder", f"{home} may only be read", "give yourself the right to write there, to keep marks")


def _database(seen: Overview) -> Fact:
    main = seen.database
    match main.state:
        case State.MISSING:
            return Fact("Database", "none yet, made with the first mark")
        case State.GOOD if main.version < LATEST:
            return Fact(
                "Database", f"{main.path}, sound, layout {main.version}; the next mark brings it to {LATEST}"
            )
        case State.GOOD:
            return Fact("Database", f"{main.path}, sound, layout {main.version}")
        case State.NEWER:
            newer = (
                f"{main.path}, of a newer scale-tui (layout {main.version}): marks are shown, none is kept"
            )
            return Fact("Database", newer, "update this scale-tui")
        case State.BLOCKED:
            return Fact("Database", f"{main.path} cannot be read: {main.why}", "see to that, and ask again")
        case State.DAMAGED if main.version > LATEST:
            says = f"{main.path} is damaged, and says that it is of a newer scale-tui (layout {main.version})"
            return Fact("Database", says, f"if there is a newer one, repair with that; else {_cure(seen)}")
        case State.DAMAGED:
            return Fact("Database", f"{main.path} is damaged, or not of this program", _cure(seen))


def _cure(seen: Overview) -> str:
    good = next((copy for copy, examined in seen.copies if examined.state is State.GOOD), None)
    then = "begins a new one" if good is None else f"takes the copy of {good.day.isoformat()}"
    return f"{REPAIR} sets it aside, {then}, and adds what can be read of it"


def _marks(seen: Overview) -> Iterator[Fact]:
    for conference, number in sorted(seen.database.marks.items()):
        yield Fact("Marks", f"{number} on {conference}")
    if seen.database.filters:
        yield Fact("Filters", f"{seen.database.filters} saved")
    # Of a database that is damaged this is said already.
    if seen.database.state is not State.DAMAGED:
        for subject, number in zip(("Lost marks", "Lost filters"), lost_counts(seen), strict=True):
            yield from _lost(subject, number)


def _lost(subject: str, number: int) -> Iterator[Fact]:
    if number:
        is_one = number == 1
        yield Fact(
            subject,
            f"{number} that {'is' if is_one else 'are'} in a copy or a file set aside, not in the database",
            f"{REPAIR} brings {'it' if is_one else 'them'} back",
        )


def lost_counts(seen: Overview) -> tuple[int, int]:
    """How many marks and how many saved filters are lost."""
    lost = [row for row in seen.lost if row.is_on]
    filters = sum(row.is_filter for row in lost)
    return len(lost) - filters, filters


def kept_words(marks: int, filters: int) -> str:
    """How much that is: ``2 marks and 1 filter``; filters only where there are some."""
    found = [counted(marks, "mark")] if marks or not filters else []
    return " and ".join([*found, counted(filters, "filter")] if filters else found)


def _copies(database: Path, seen: Overview) -> Iterator[Fact]:
    good = [(copy, examined) for copy, examined in seen.copies if examined.state is not State.DAMAGED]
    if good:
        copy, examined = good[0]
        kept = kept_words(examined.marks.total(), examined.filters)
        latest = f"the latest of {copy.day.isoformat()} with {kept}"
        yield Fact("Copies", f"{len(good)} of {backups.KEPT}, {latest}")
    else:
        yield Fact("Copies", "none yet; one is made before the first mark of each day")
    for copy, examined in seen.copies:
        if examined.state is State.DAMAGED:
            yield Fact("Copies", f"that of {copy.day.isoformat()} is damaged", f"delete {copy.path}")
    if seen.database.state is State.GOOD and paths.can_write(database):
        yield from _next_copy(database)


def _next_copy(database: Path) -> Iterator[Fact]:
    folder = backups.backups_folder(database)
    if folder.exists() and not folder.is_dir():
        yield Fact("Copies", f"none can be made: {folder} is no folder", "move it away")
    elif not paths.can_write(folder / "copy"):
        yield Fact(
            "Copies", f"none can be made: {folder} may only be read", "give yourself the right to write there"
        )
    elif not backups.has_room(database.parent, database.stat().st_size):
        yield Fact("Copies", "none can be made: the disk is full", "make some room")


def _aside(seen: Overview) -> Iterator[Fact]:
    present = seen.database.rows.keys()
    for examined in seen.aside:
        yield Fact(
            "Set aside", f"{examined.path}, {_in_it(examined, is_known=examined.rows.keys() <= present)}"
        )


def _in_it(examined: Examined, *, is_known: bool) -> str:
    marks, filters = examined.marks.total(), examined.filters
    if not (marks or filters):
        return "no mark in it can be read"
    told = f"{kept_words(marks, filters)} in it can be read"
    return f"{told}, all of which the database has" if is_known else told


def conference_facts(library: Path, now: datetime) -> Iterator[Fact]:
    """The saved conferences: whether each can be read, and how old it is. Raises OSError, CannotRead."""
    saved = Library(library)
    names = saved.names()
    told = f"{len(names)} added, in {library}" if names else "none added, only the one that is always there"
    yield Fact("Conferences", told)
    for name in names:
        try:
            yield _conference(saved, name, now)
        except NotFound:
            continue  # another process has just removed it
        except ScaleTuiError as error:
            advice = f"'scale-tui remove {name}', then add it again"
            yield Fact("Conference", str(error), advice)
    for folder in leftovers.unknown_folders(library):
        yield Fact("Conference", f"{folder} is none", "move it away")


class _MustBeReadAgain(Exception):
    """The agenda is not there as this version saves it."""


def _conference(saved: Library, name: str, now: datetime) -> Fact:
    entry = saved.entry(name)
    told = f"{name}, {counted(entry.sessions, 'session')}, {checked_words(entry.checked_at, now)}"
    source = saved.source(name)
    try:
        saved.agenda(name, _refuse)
    except _MustBeReadAgain:
        read_again(source, entry)
        return Fact("Conference", f"{told}, read from its source at the next use")
    if not _is_as_it_came(source, entry):
        return Fact(
            "Conference", f"{told}, but its source as it came is damaged", f"'scale-tui refresh {name}'"
        )
    return Fact("Conference", told)


def _refuse(data: bytes, entry: Entry) -> Agenda:  # noqa: ARG001
    """Not to be kept here: looking changes nothing."""
    raise _MustBeReadAgain


def _is_as_it_came(source: bytes, entry: Entry) -> bool:
    from hashlib import sha256

    return sha256(source).hexdigest() == entry.digest
