"""The saved conferences: each in a folder of its own, with everything that is needed to use it offline."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead, CannotSave, NotFound, ScaleTuiError
from scale_tui.storage.compiled import NotCompiled, compile_agenda, open_agenda
from scale_tui.storage.files import refusal, remove_folder, replace_file, sync_folder
from scale_tui.storage.library_entry import Entry, Files, NoEntry, entry_bytes, is_safe_name, read_entry
from scale_tui.storage.lock import hold
from scale_tui.storage.paths import HOME_VARIABLE

PATIENCE = 10.0
COMPARED_FOR = timedelta(days=1)
"""How long the version kept for comparison stays the same, whatever comes after it."""

_ENTRY = "conference.json"
_LAST_USED = ".last-used"
_LOCK = ".lock"
_ATTEMPTS = 3

_Read = TypeVar("_Read")
Reread = Callable[[bytes, Entry], Agenda]


class Library:
    """All saved conferences of one attendee. Any number of processes may use it at once.

    A version is written beside the one before it, and becomes the current one when the entry that names its
    files is replaced: until then, and after any failure, the last good copy is as it was. ``folder`` is None
    for a user without a home: nothing is saved, and nothing can be. Nor is it without ``may_write``.
    """

    def __init__(self, folder: Path | None, patience: float = PATIENCE, *, may_write: bool = True) -> None:
        self._folder = folder
        self._may_write = may_write
        self._patience = patience

    # What there is

    def names(self) -> tuple[str, ...]:
        """The names of all saved conferences, in order."""
        if self._folder is None:
            return ()
        try:
            found = [each.name for each in self._folder.iterdir() if (each / _ENTRY).exists()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise _cannot_read("the saved conferences", error) from error
        normal = {unicodedata.normalize("NFC", name) for name in found}
        return tuple(sorted(name for name in normal if is_safe_name(name)))

    def entry(self, name: str) -> Entry:
        """What is known of a saved conference. Raises NotFound, CannotRead."""
        return self._read_entry(name)[0]

    def source(self, name: str) -> bytes:
        """The schedule as it came. Raises NotFound, CannotRead."""
        return self._read_file(name, lambda files: files.source, Path.read_bytes)

    def agenda(self, name: str, reread: Reread) -> Agenda:
        """The agenda of a saved conference. Raises NotFound, CannotRead, and what ``reread`` does.

        ``reread`` reads the schedule as it came, where an older version of this program saved the agenda, or
        where its file is damaged; what it makes of it is kept.
        """
        with suppress(NotCompiled, CannotRead):
            return self._read_file(name, lambda files: files.agenda, open_agenda)
        entry = self.entry(name)
        agenda = replace(reread(self.source(name), entry), name=name)
        # On a read-only disk it is read again each time.
        with suppress(CannotSave):
            self._keep_reread(name, agenda, entry)
        return agenda

    def previous(self, name: str) -> Agenda | None:
        """The version to compare the current one with; None where there is none, or none to be read.

        It is the one that was current before the first change of a day: what changes several times that day
        is compared with how it was in the beginning. Raises NotFound, CannotRead.
        """
        if self._read_entry(name)[1].previous is None:
            return None
        with suppress(NotCompiled, CannotRead):
            return self._read_file(name, lambda files: files.previous or files.agenda, open_agenda)
        return None

    # What is kept

    def save(self, entry: Entry, data: bytes, agenda: Agenda) -> Entry:
        """Keep this version as the current one, of a new conference or of one there is; durable on return.

        Of the entry, what follows from the agenda and the data is filled in here. Raises CannotSave.
        """
        if not is_safe_name(entry.name):
            raise ValueError(f"{entry.name!r} cannot name a folder")
        agenda = replace(agenda, name=entry.name)
        entry = replace(
            entry,
            title=agenda.title,
            start=agenda.days[0] if agenda.days else None,
            end=agenda.days[-1] if agenda.days else None,
            sessions=len(agenda.sessions),
            digest=_digest(data),
            replaced_at=None,
        )
        compiled = compile_agenda(agenda)
        with self._writing(entry.name) as folder:
            files = Files(agenda=_agenda_name(compiled), source=f"source-{entry.digest[:16]}")
            entry, files = _compared(entry, files, self._read_or_none(folder))
            if not folder.exists():
                folder.mkdir(mode=0o700)
                sync_folder(folder.parent)
            with _whole_or_none(folder):
                replace_file(folder / files.source, data)
                replace_file(folder / files.agenda, compiled)
                replace_file(folder / _ENTRY, entry_bytes(entry, files))
            _remove_others(folder, files)
        return entry

    def keep_checked(
        self, name: str, at: datetime, *, etag: str | None = None, last_modified: str | None = None
    ) -> Entry:
        """Note that the source has answered, and has nothing newer.

        Raises NotFound, CannotRead, CannotSave.
        """
        with self._writing(name) as folder:
            entry, files = self._read_entry(name)
            entry = replace(
                entry,
                checked_at=at,
                etag=etag or entry.etag,
                last_modified=last_modified or entry.last_modified,
            )
            replace_file(folder / _ENTRY, entry_bytes(entry, files))
        return entry

    def acknowledge(self, name: str) -> None:
        """Forget the version to compare with: its changes were seen. Raises NotFound, CannotSave."""
        with self._writing(name) as folder:
            entry, files = self._read_entry(name)
            files = replace(files, previous=None)
            replace_file(folder / _ENTRY, entry_bytes(replace(entry, replaced_at=None), files))
            _remove_others(folder, files)

    def remove(self, name: str) -> None:
        """Take a saved conference away. Raises NotFound, CannotSave."""
        if name not in self.names():
            raise _unknown(name)
        with self._writing(name) as folder:
            remove_folder(folder)

    # Which one was used last

    def last_used(self) -> str | None:
        """The name given to ``use`` last; None where none was, or where it cannot be read."""
        if self._folder is None:
            return None
        try:
            name = (self._folder / _LAST_USED).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if is_safe_name(name) else None

    def use(self, name: str) -> None:
        """Remember the conference that is used now. Raises CannotSave."""
        if name != self.last_used():
            with self._writing() as folder:
                replace_file(folder / _LAST_USED, name.encode() + b"\n")

    # The disk

    def _read_or_none(self, folder: Path) -> tuple[Entry, Files] | None:
        """The entry in a folder that may be new; one that cannot be read is as good as none."""
        try:
            return read_entry((folder / _ENTRY).read_bytes())
        except (FileNotFoundError, NoEntry):
            return None

    def _read_entry(self, name: str) -> tuple[Entry, Files]:
        folder = self._folder
        if folder is None or not is_safe_name(name):
            raise _unknown(name)
        try:
            entry, files = read_entry((folder / name / _ENTRY).read_bytes())
        except (FileNotFoundError, NotADirectoryError) as error:
            raise _unknown(name) from error
        except OSError as error:
            raise _cannot_read(name, error) from error
        except NoEntry as error:
            raise CannotRead(f"{name}: what is saved of it {error}") from error
        return replace(entry, name=name), files

    def _read_file(self, name: str, choose: Callable[[Files], str], read: Callable[[Path], _Read]) -> _Read:
        """What is in one of the files that the entry names; another process may replace them meanwhile."""
        folder = self._folder or Path()
        for attempt in range(_ATTEMPTS):
            path = folder / name / choose(self._read_entry(name)[1])
            try:
                return read(path)
            except FileNotFoundError as error:
                if attempt == _ATTEMPTS - 1:
                    raise CannotRead(f"{name}: {path.name} is missing from its folder") from error
            except OSError as error:
                raise _cannot_read(name, error) from error
        raise AssertionError  # the last attempt returns or raises

    def _keep_reread(self, name: str, agenda: Agenda, entry: Entry) -> None:
        compiled = compile_agenda(agenda)
        with self._writing(name) as folder:
            now, files = self._read_entry(name)
            if now.digest != entry.digest:
                return  # another process has put a newer version here
            files = replace(files, agenda=_agenda_name(compiled))
            replace_file(folder / files.agenda, compiled)
            replace_file(folder / _ENTRY, entry_bytes(now, files))
            _remove_others(folder, files)

    @contextmanager
    def _writing(self, name: str | None = None) -> Iterator[Path]:
        """The folder of all, or of one conference, for this process alone to write. Raises CannotSave."""
        if self._folder is None:
            raise CannotSave(
                f"nothing can be saved: there is no home folder, set {HOME_VARIABLE} to a folder"
            )
        what = name or "the conference used last"
        if not self._may_write:
            raise CannotSave(f"{what}: not saved, this is for looking only")
        try:
            for folder in (self._folder.parent, self._folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with hold(self._folder / _LOCK, self._patience):
                yield self._folder / name if name else self._folder
        except TimeoutError as error:
            raise CannotSave(f"{what}: not saved, another scale-tui is saving; try again") from error
        except OSError as error:
            where = error.filename or self._folder
            raise CannotSave(f"{what}: not saved, {refusal(error)} ({where})") from error


def _agenda_name(compiled: bytes) -> str:
    return f"agenda-{_digest(compiled)[:16]}"


def _digest(data: bytes) -> str:
    # Late: it loads OpenSSL, which takes as long as reading an agenda.
    from hashlib import sha256

    return sha256(data).hexdigest()


def _compared(entry: Entry, files: Files, before: tuple[Entry, Files] | None) -> tuple[Entry, Files]:
    """The same with the version to compare it with: the one from before the changes of a day."""
    if before is None:
        return entry, files
    old, old_files = before
    age = None if old.replaced_at is None else entry.fetched_at - old.replaced_at
    is_kept = old_files.previous is not None and age is not None and timedelta(0) <= age < COMPARED_FOR
    if is_kept or old_files.agenda == files.agenda:
        return replace(entry, replaced_at=old.replaced_at), replace(files, previous=old_files.previous)
    return replace(entry, replaced_at=entry.fetched_at), replace(files, previous=old_files.agenda)


@contextmanager
def _whole_or_none(folder: Path) -> Iterator[None]:
    """Take a new conference away again that could not be written whole, as on a full disk."""
    try:
        yield
    except OSError:
        if not (folder / _ENTRY).exists():
            with suppress(OSError):  # what is left over, doctor tells of
                remove_folder(folder)
        raise


def _remove_others(folder: Path, files: Files) -> None:
    """Take away what no entry names any more; what stays behind is taken away the next time."""
    kept = {_ENTRY, *files.all()}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink()


def _cannot_read(what: str, error: OSError) -> ScaleTuiError:
    return CannotRead(f"{what}: cannot be read, {refusal(error)} ({error.filename})")


def _unknown(name: str) -> NotFound:
    return NotFound(f"no saved conference called {name!r}; 'scale-tui conferences' lists them")
