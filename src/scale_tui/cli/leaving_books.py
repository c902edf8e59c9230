"""What the app leaves behind when it ends, so that it is seen at once the next time: see ``quick.screen``."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.book_keeping import book_of, marks_of
from scale_tui.cli.clock import real_time
from scale_tui.cli.habits import habits_before, usual_theme
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.quick import is_switched_off, place
from scale_tui.quick.book import PART, UNIT, Book, Marks, head_of
from scale_tui.quick.packing import packed
from scale_tui.storage.config import ScreenConfig
from scale_tui.storage.files import leave_file
from scale_tui.storage.paths import make_private_folder

if TYPE_CHECKING:
    from scale_tui.ui.app import ScaleTuiApp

ReadMarks = Callable[[str], PersonalSchedule | None]
"""What is marked of a conference now; None where there is something to say of it."""


class Leaving:
    """Looks what the disk says before the agenda is read, and leaves books of it if that is still so.

    Where that is not possible, the next start is an ordinary one.
    """

    def __init__(self, choice: str | None) -> None:
        self._folder: str | None = None
        if is_switched_off():
            return
        with suppress(OSError, KeyError, ValueError):
            folder = place.home()
            self._name = place.last_used(folder) if choice is None else choice
            self._key = place.agenda_key(folder, self._name)
            self._config = place.config_key(folder)
            self._folder = folder

    def leave(
        self, app: "ScaleTuiApp", kept_as: str | None, read_marks: ReadMarks, configured: ScreenConfig
    ) -> None:
        """Leave what the app looks like, the book of the conference it was opened on, and what is marked."""
        with suppress(OSError, KeyError, ValueError, OverflowError, CannotRead):
            if self._folder is None or not self._is_left_from(app, kept_as):
                return
            # One after the other: what a folder is in would be made with everybody's rights.
            make_private_folder(Path(self._folder))
            make_private_folder(Path(self._folder, place.FOLDER))
            self._leave_look(app, self._folder, configured)
            if place.agenda_key(self._folder, self._name) == self._key:
                book = self._book(app.scene.agenda, self._folder)
                self._leave_marks(book, app.scene.agenda, self._folder, read_marks)

    def _is_left_from(self, app: "ScaleTuiApp", kept_as: str | None) -> bool:
        """Whether the app ended well, and on the conference that it was opened on."""
        return app.crashed_of is None and kept_as == self._name == app.scene.agenda.name

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

    def _book(self, agenda: Agenda, folder: str) -> Book:
        """The book of the agenda, which is written if it is not there yet."""
        path = Path(place.book_path(folder, self._name))
        with suppress(OSError, ValueError):
            book = Book(path.read_bytes())
            if book.head["key"] == self._key:
                return book
        now = real_time()
        data = book_of(agenda, now, now, self._key)
        leave_file(path, data)
        return Book(data)

    def _leave_marks(self, book: Book, agenda: Agenda, folder: str, read_marks: ReadMarks) -> None:
        path = Path(place.marks_path(folder, self._name))
        key = place.marks_key(folder)
        with suppress(OSError, ValueError):
            if Marks(path.read_bytes()).head["key"] == f"{book.checksum} {key}":
                return
        schedule = read_marks(self._name)
        if schedule is not None and place.marks_key(folder) == key:
            leave_file(path, marks_of(book, agenda, schedule, key))
