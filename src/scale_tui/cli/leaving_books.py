"""What is left behind for the next start of the app, so that it is seen at once: see ``quick.screen``."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.book_keeping import book_of, marks_of
from scale_tui.cli.clock import real_time
from scale_tui.cli.conference import conferences
from scale_tui.cli.habits import habits_before, usual_theme
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.quick import is_switched_off, place
from scale_tui.quick.book import PART, UNIT, Book, head_of
from scale_tui.quick.packing import packed
from scale_tui.storage.config import ScreenConfig
from scale_tui.storage.files import leave_file
from scale_tui.storage.paths import make_private_folder

if TYPE_CHECKING:
    from scale_tui.ui.app import ScaleTuiApp

_FAULTS = (OSError, KeyError, ValueError, OverflowError, ScaleTuiError)
"""Why something cannot be left: then the next start is an ordinary one."""


def leave_books(name: str) -> None:
    """Leave the book of a conference that is kept, and what is marked in it, for who opens it next."""
    if is_switched_off():
        return
    with suppress(*_FAULTS):
        folder = place.home()
        _make_folder(folder)
        _leave_books(folder, name, partial(conferences().agenda, name))


class Leaving:
    """Looks what the disk says before the agenda is read, and leaves behind what the app was like."""

    def __init__(self, choice: str | None) -> None:
        self._folder: str | None = None
        if is_switched_off():
            return
        with suppress(*_FAULTS):
            folder = place.home()
            self._name = place.last_used(folder) if choice is None else choice
            self._key = place.agenda_key(folder, self._name)
            self._config = place.config_key(folder)
            self._folder = folder

    def leave(self, app: "ScaleTuiApp", kept_as: str | None, configured: ScreenConfig) -> None:
        """Leave what the app looks like, and the books of the conference that the next start is on."""
        if self._folder is None or app.crashed_of is not None:
            return
        with suppress(*_FAULTS):
            _make_folder(self._folder)
            self._leave_look(app, self._folder, configured)
            name = place.last_used(self._folder)
            is_as_before = kept_as == self._name == name and place.agenda_key(self._folder, name) == self._key
            agenda = app.scene.agenda
            if is_as_before and agenda.name == name:
                _leave_books(self._folder, name, lambda: agenda)
            else:
                _leave_books(self._folder, name, partial(conferences().agenda, name))

    def _leave_look(self, app: "ScaleTuiApp", folder: str, configured: ScreenConfig) -> None:
        from scale_tui.quick.screen import look_key
        from scale_tui.ui.early_look import DRAWING, first_hints, first_keys, look_of

        kept = habits_before()
        if app.theme != usual_theme(kept, configured):
            return
        path, key = Path(place.look_path(folder)), look_key(kept, self._config)
        drawn = place.stamp(DRAWING)
        with suppress(OSError, KeyError, ValueError):
            there = head_of(path.read_bytes())
            if (there["made for"], there["drawn by"]) == (key, drawn):
                return
        look = look_of(app)
        if look is not None:
            keys = PART.join(UNIT.join(each) for each in first_keys(app))
            head = {"made for": key, "drawing": DRAWING, "drawn by": drawn}
            leave_file(path, packed({**head, **look, "keys": keys, **first_hints(app)}))


def _make_folder(folder: str) -> None:
    # One after the other: what a folder is in would be made with everybody's rights.
    make_private_folder(Path(folder))
    make_private_folder(Path(folder, place.FOLDER))


def _leave_books(folder: str, name: str, read_agenda: Callable[[], Agenda]) -> None:
    """Leave the book and the marks of a conference, where those that are there do not fit.

    Raises what ``_FAULTS`` has.
    """
    agenda_key, marks_key = place.agenda_key(folder, name), place.marks_key(folder)
    read_agenda = cache(read_agenda)

    def leave(path: str, data: bytes) -> None:
        # What another process changes meanwhile is in neither.
        if (place.agenda_key(folder, name), place.marks_key(folder)) == (agenda_key, marks_key):
            leave_file(Path(path), data)

    try:
        book = place.book_of_disk(folder, name)
    except (OSError, ValueError):
        now = real_time()
        data = book_of(read_agenda(), now, now, agenda_key)
        book = Book(data)
        leave(place.book_path(folder, name), data)
    path, key = place.marks_path(folder, name), f"{book.checksum} {marks_key}"
    with suppress(OSError, ValueError, KeyError):
        if head_of(place.read_own(path))["key"] == key:
            return
    if marks_key == place.NO_MARKS:
        return
    schedule = _marks_on_disk(name)
    if schedule is not None:
        leave(path, marks_of(book, read_agenda(), schedule, marks_key))


def _marks_on_disk(conference: str) -> PersonalSchedule | None:
    """What is marked; None where there is something to say of it. Raises CannotRead."""
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore

    with PersonalStore.open(schedule_path(), at=real_time()) as store:
        return None if store.notice else store.load(conference)
