"""My schedule on disk: what the attendee marked, kept from the moment a mark is set."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import Change, Setting
from scale_tui.storage import history, marks_table, paths, remembered
from scale_tui.storage.backups import back_up
from scale_tui.storage.database import FAULTS, connect, number, reason, shown, writing
from scale_tui.storage.lock import hold
from scale_tui.storage.marks_reading import UNREAD, MarksReading
from scale_tui.storage.marks_table import change_of, said_by
from scale_tui.storage.migrations import migrate
from scale_tui.storage.opening import Opened, identity_of, open_database
from scale_tui.storage.remembered import EVERYWHERE, FILTERS

PATIENCE = 10.0
_ATTEMPTS = 5
_UNSAVED = "not saved"

_T = TypeVar("_T")


class PersonalStore(MarksReading):
    """The marks of one attendee, of all conferences, in one database.

    It belongs to the thread that opened it (the app has a worker for it, a command its main thread): SQLite
    refuses any other with sqlite3.ProgrammingError. Any number of processes may have the same one open.

    Opening never fails: where there is nothing to read, ``load`` says why, and where nothing can be saved,
    ``is_read_only`` is true, ``notice`` says why, and ``keep`` raises. What stood in the way is looked at
    again on the next call, so that a disk with room again, or a file that is free again, needs no restart.
    """

    def __init__(self, path: Path | None, at: datetime, patience: float) -> None:
        self._path = None if path is None else path.absolute()
        self._at = at
        self._patience = patience
        self._is_closed = False
        self._kept_as: Path | None = None
        self._has_unseen = False
        self._data_version = 0
        self._backed_up: date | None = None
        self._opened = self._open()

    @classmethod
    def open(cls, path: Path | None, *, at: datetime, patience: float = PATIENCE) -> Self:
        """Open the database, of which nothing is made before the first mark.

        ``path`` is None for a user without a home. ``at`` is the present time, for the name of a file that
        cannot be read and is set aside; ``patience`` is how many seconds to wait for other processes.
        """
        return cls(path, at, patience)

    def close(self) -> None:
        """Let go of the file; the store is of no use afterwards."""
        self._is_closed = True
        if self._opened.connection is not None:
            self._opened.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether marks cannot be saved, as far as is known before trying."""
        return self._opened.why_no_saving is not None

    @property
    def notice(self) -> str | None:
        """One line for the attendee where things are not as usual: what it is, and where their marks are."""
        if self._opened.why_no_saving is not None:
            return f"{self._name}: your schedule cannot be changed, {self._opened.why_no_saving}"
        if self._kept_as is not None:
            kept_as = shown(self._kept_as.name)
            begun = f"it is kept as {kept_as}, and a new one is begun"
            return f"{self._name} could not be read: {begun}; see 'scale-tui doctor'"
        return None

    def keep(
        self,
        conference: str,
        settings: Iterable[Setting],
        *,
        at: datetime,
        since: datetime | None = None,
        is_undoable: bool = True,
    ) -> None:
        """Set and take off these marks: all of them or none, durable on return, and undone together.

        Only what changes is written, with the instant ``at`` (with a zone), or ``since`` for what the
        attendee has marked so elsewhere and earlier; nothing else of the schedule is touched, so that
        processes never undo each other's marks. What the attendee did not ask for by hand is not undoable
        by hand. Raises CannotSave.
        """
        stamp = _stamp(since or at)
        wanted = [(each.subject, each.mark.value, said_by(each)) for each in settings]

        def do(connection: sqlite3.Connection) -> None:
            steps = marks_table.write(connection, conference, wanted, stamp)
            if steps and is_undoable:
                history.record(connection, conference, steps, stamp)

        if wanted:
            self._write(do, at, makes_file=any(said is not None for _, _, said in wanted))

    def undo(self, conference: str, *, at: datetime) -> Change | None:
        """Take back the latest change of this conference, and tell what that set; None where there is none.

        A mark that was changed by another program since is left as it is. Raises CannotSave.
        """
        stamp = _stamp(at)
        return change_of(self._write(lambda connection: history.undo(connection, conference, stamp), at))

    def redo(self, conference: str, *, at: datetime) -> Change | None:
        """Make the change that was undone last again, and tell what that set; as ``undo``."""
        stamp = _stamp(at)
        return change_of(self._write(lambda connection: history.redo(connection, conference, stamp), at))

    def remembered(self, conference: str, topic: str) -> dict[str, str]:
        """What was remembered of a topic, beside the marks. Raises CannotRead."""
        return self._read(
            lambda connection, version: remembered.read(connection, conference, topic) if version > 1 else {},
            {},
        )

    def remember(
        self, conference: str, topic: str, entries: Mapping[str, str | None], *, at: datetime
    ) -> None:
        """Remember these values of a topic, forget those that are None. Durable; raises CannotSave."""
        stamp = _stamp(at)
        if entries:
            self._write(
                lambda connection: remembered.write(connection, conference, topic, entries, stamp),
                at,
                makes_file=any(value is not None for value in entries.values()),
            )

    def keep_filters(self, entries: Mapping[str, str | None], *, at: datetime) -> None:
        """Save these queries under these names, remove those that are None. Durable; raises CannotSave."""
        self.remember(EVERYWHERE, FILTERS, {name: query or "" for name, query in entries.items()}, at=at)

    def remember_once(self, conference: str, topic: str, key: str, value: str, *, at: datetime) -> bool:
        """Remember a value that is not remembered yet.

        True for exactly one of all programs that ask for the same key, at any time. Raises CannotSave.
        """
        stamp = _stamp(at)
        return bool(
            self._write(
                lambda connection: remembered.write_once(connection, conference, topic, key, value, stamp),
                at,
                makes_file=True,
            )
        )

    def has_changed(self) -> bool:
        """Whether another process, or another store, has saved something since this was last asked.

        The store's own marks do not count. Raises CannotRead.
        """
        with self._faults_as(CannotRead, UNREAD):
            self._refresh()
            connection = self._opened.connection
            version = 0 if connection is None else number(connection, "data_version")
        has_changed = self._has_unseen or version != self._data_version
        self._has_unseen, self._data_version = False, version
        return has_changed

    @property
    def _name(self) -> str:
        return "My schedule" if self._path is None else shown(self._path)

    @contextmanager
    def _faults_as(self, kind: type[CannotRead | CannotSave], what: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:  # the wrong thread: a fault of ours, not of the disk
            raise
        except UnicodeEncodeError as error:
            raise kind(f"{self._name}: {what}, it has half a character, which no file can hold") from error
        except FAULTS as error:
            path = self._path or Path()
            raise kind(f"{self._name}: {what}, {reason(error, path)}") from error

    def _open(self) -> Opened:
        if self._is_closed:
            raise ValueError("this schedule is closed")
        opened = open_database(self._path, self._at, self._patience)
        self._kept_as = opened.kept_as or self._kept_as
        self._data_version = opened.data_version
        return opened

    def _reopen(self) -> None:
        if self._opened.connection is not None:
            self._opened.connection.close()
        self._opened = self._open()

    def _refresh(self, *, is_forced: bool = False) -> None:
        """Open anew where that is due: another process may have made, replaced or updated the file."""
        if self._is_current() and not is_forced:
            return
        before = self._opened
        self._reopen()
        if not self._opened.shows_same_as(before):
            self._has_unseen = True

    def _is_current(self) -> bool:
        """Whether the database that is open is the one at the path, as it was when it was opened."""
        opened = self._opened
        if self._is_closed or opened.why_no_reading is not None or identity_of(self._path) != opened.identity:
            return False
        return opened.connection is None or number(opened.connection, "user_version") == opened.version

    def _read(self, ask: Callable[[sqlite3.Connection, int], _T], nothing: _T) -> _T:
        """What the database answers; ``nothing`` where there is none yet."""
        with self._faults_as(CannotRead, UNREAD):
            self._refresh()
            if self._opened.why_no_reading is not None:
                raise CannotRead(f"{self._name}: {UNREAD}, {self._opened.why_no_reading}")
            if self._opened.connection is None or self._opened.version == 0:
                return nothing
            return ask(self._opened.connection, self._opened.version)

    def _write(
        self, do: Callable[[sqlite3.Connection], _T], at: datetime, *, makes_file: bool = False
    ) -> _T | None:
        """What comes of it, in one transaction; None where there is no database, and none shall be made."""
        with self._faults_as(CannotSave, _UNSAVED):
            for _ in range(_ATTEMPTS):
                # Not otherwise, as that reads: measured, with seven other writers a reader outside of their
                # queue waited up to 5 s, for they leave the file free for moments only.
                if self.is_read_only or self._opened.version == 0:
                    self._refresh(is_forced=self.is_read_only)
                path = self._path
                if path is None or self._opened.why_no_saving is not None:
                    raise CannotSave(f"{self._name}: {_UNSAVED}, {self._opened.why_no_saving}")
                if not makes_file and self._opened.version == 0:
                    return None
                paths.make_private_folder(path.parent)
                with hold(paths.lock_path(path), self._patience):
                    # It is only now that nobody else makes the file or sets it aside: what is written to one
                    # that has been set aside is lost.
                    if self._is_current():
                        connection = self._ready(path, at.astimezone(UTC).date())
                        if connection is not None:
                            with writing(connection):
                                return do(connection)
                self._refresh()
            raise CannotSave(f"{self._name}: {_UNSAVED}, another program keeps on replacing the file")

    def _ready(self, path: Path, day: date) -> sqlite3.Connection | None:
        """The database to write to, begun where there is none, copied before its first change of a day."""
        if not self._opened.version:
            self._backed_up = day
            return self._begin(path)
        if self._opened.connection is not None and self._backed_up != day:
            self._backed_up = day
            with suppress(*FAULTS):  # that stops no mark: doctor tells that there is no copy
                back_up(self._opened.connection, path, day)
        return self._opened.connection

    def _begin(self, path: Path) -> sqlite3.Connection | None:
        if self._opened.identity is None:
            paths.make_private_file(path)
        with closing(connect(path, self._patience, is_writable=True)) as connection:
            migrate(connection)
        self._reopen()
        return self._opened.connection


def _stamp(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("the time of a mark needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
