"""My schedule, for looking only: nothing on the disk changes, whatever state it is in."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import NoReturn, Self, TypeVar

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.storage.database import FAULTS, number, reason, shown
from scale_tui.storage.marks_reading import UNREAD, MarksReading
from scale_tui.storage.opening import Found, connect_and_look, obstacle

_PATIENCE = 2.0

_T = TypeVar("_T")


class LookingStore(MarksReading):
    """The marks of one attendee as ``PersonalStore`` has them, with all that would write refused.

    A damaged file stays where it is, an older layout as it is, and no file is made or given other rights. The
    file is open only while it is read, so any thread may ask. ``why`` is what whoever wants to write is told.
    """

    notice = None

    def __init__(self, path: Path | None, why: str) -> None:
        self._path = None if path is None else path.absolute()
        self._why = why
        self._seen = self._state()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def has_changed(self) -> bool:
        """Whether somebody has saved something since this was last asked."""
        before, self._seen = self._seen, self._state()
        return self._seen != before

    def remembered(self, conference: str, topic: str) -> dict[str, str]:  # noqa: ARG002
        """Nothing: what is remembered is for who may remember."""
        return {}

    def keep(self, *_: object, **__: object) -> NoReturn:
        """Refuse. Raises CannotSave."""
        raise CannotSave(self._why)

    undo = redo = remember_once = keep_filters = keep

    def _state(self) -> tuple[int, int, int, int] | None:
        try:
            status = self._path.stat() if self._path else None
        except OSError:
            return None
        return status and (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def _read(self, ask: Callable[[Connection, int], _T], nothing: _T) -> _T:
        path = self._path
        if path is None or not os.path.lexists(path):
            return nothing
        try:
            if in_the_way := obstacle(path):
                raise CannotRead(f"{shown(path)}: {UNREAD}, {in_the_way}")
            connection, found = connect_and_look(path, _PATIENCE, is_writable=False)
            with closing(connection):
                if found is Found.UNREADABLE:
                    raise CannotRead(f"{shown(path)}: {UNREAD}, it is damaged or not of this program")
                version = number(connection, "user_version")
                return ask(connection, version) if version else nothing
        except FAULTS as error:
            raise CannotRead(f"{shown(path)}: {UNREAD}, {reason(error, path)}") from error
