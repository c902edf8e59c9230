"""What can be asked of the marks, however the database is opened."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from sqlite3 import Connection, OperationalError
from typing import TypeVar

from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage import marks_table, remembered
from scale_tui.storage.marks_table import Logged
from scale_tui.storage.migrations import LATEST
from scale_tui.storage.remembered import EVERYWHERE, FILTERS

UNREAD = "your schedule cannot be read"

_T = TypeVar("_T")


class MarksReading(ABC):
    """The questions; whoever derives from it has the database."""

    def load(self, conference: str) -> PersonalSchedule:
        """What is marked of this conference now, by any process, and the saved filters.

        Raises CannotRead where there is a schedule that cannot be read: it must not look like an empty one.
        """
        return self._read(
            lambda connection, version: PersonalSchedule.of(
                marks_table.read(connection, conference, version),
                _filters(connection, version),
            ),
            PersonalSchedule(),
        )

    def log(self, conference: str) -> tuple[Logged, ...]:
        """Every mark that was ever set on this conference, also those taken off since. Raises CannotRead."""
        return self._read(
            lambda connection, version: (
                tuple(marks_table.read_log(connection, conference)) if version > 1 else ()
            ),
            (),
        )

    @abstractmethod
    def _read(self, ask: Callable[[Connection, int], _T], nothing: _T) -> _T:
        """What the database answers; ``nothing`` where there is none yet. Raises CannotRead."""


def _filters(connection: Connection, version: int) -> dict[str, str]:
    try:
        kept = remembered.read(connection, EVERYWHERE, FILTERS) if version > 1 else {}
    except OperationalError:
        if version <= LATEST:
            raise
        return {}  # A later version keeps them elsewhere: its marks can be read all the same.
    return {name: query for name, query in kept.items() if query}
