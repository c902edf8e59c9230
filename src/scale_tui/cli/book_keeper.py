"""Leaves books behind, so that the next answer is a quick one."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from scale_tui.cli.book_keeping import book_of, marks_of, pages_of
from scale_tui.cli.clock import real_time
from scale_tui.cli.situation import Situation
from scale_tui.quick import is_switched_off, place
from scale_tui.quick.book import PART, UNIT, Book
from scale_tui.quick.packing import packed, plain
from scale_tui.storage.files import leave_file

_FAULTS = (OSError, KeyError, ValueError, OverflowError)
"""Why a book cannot be left: then the next answer is an ordinary one too."""


class BookKeeper:
    """Leaves books of what a command is about to read.

    What books are dated with is looked at before anything is read, and again when they are written: what
    another process changes in between is in no book.
    """

    def __init__(self, choice: str | None) -> None:
        self._folder = self._name = self._agenda_key = self._mine_key = ""
        with suppress(*_FAULTS):
            folder = place.home()
            self._name = place.last_used(folder) if choice is None else choice
            self._agenda_key = place.agenda_key(folder, self._name)
            self._mine_key = place.mine_key(folder, self._name)
            self._folder = "" if is_switched_off() else folder

    def book(self, asked: Situation) -> Book:
        """The book of what was read, which is left behind together with what is marked."""
        data = book_of(asked.agenda, asked.now, real_time(), self._agenda_key)
        book = Book(data)
        if self._is_usual(asked):
            with suppress(*_FAULTS):
                marks = marks_of(book, asked.agenda, asked.schedule, place.marks_key(self._folder))
                self._leave(place.book_path(self._folder, self._name), data)
                self._leave(place.marks_path(self._folder, self._name), marks)
        return book

    def marks_were_set(self) -> bool:
        """Date what is left from now on with the marks that this process has just set; whether that can be.

        To be called before they are read again, while the database is in no transaction.
        """
        with suppress(*_FAULTS):
            self._mine_key = place.mine_key(self._folder, self._name)
            return bool(self._folder) and self._mine_key.startswith(self._agenda_key)
        return False

    def leave_marks(self, asked: Situation) -> bool:
        """Leave what is marked beside the book that is there; whether ``mine`` is to be written anew too."""
        if not self._is_usual(asked):
            return False
        with suppress(*_FAULTS):
            book = place.book_of_disk(self._folder, self._name)
            marks = marks_of(book, asked.agenda, asked.schedule, place.marks_key(self._folder))
            self._leave(place.marks_path(self._folder, self._name), marks)
            return Path(place.mine_path(self._folder, self._name)).exists()
        return False

    def leave_mine(
        self, asked: Situation, summary: str, items: Sequence[Sequence[str]], *, is_found: bool
    ) -> None:
        """Leave what is kept, as ``mine`` writes it."""
        if not self._is_usual(asked):
            return
        head = {
            "key": self._mine_key,
            "summary": plain(summary),
            "items": PART.join(UNIT.join(map(plain, item)) for item in items),
            "is found": "yes" if is_found else "",
        }
        with suppress(*_FAULTS):
            self._leave(place.mine_path(self._folder, self._name), packed(head))

    def leave_pages(self, asked: Situation, pages: Iterable[Iterable[Sequence[str]]]) -> None:
        """Leave what is said of each session, as ``show`` writes it."""
        if self._is_usual(asked):
            with suppress(*_FAULTS):
                data = pages_of(asked.agenda, pages, self._agenda_key)
                self._leave(place.pages_path(self._folder, self._name), data)

    def _is_usual(self, asked: Situation) -> bool:
        return bool(self._folder) and asked.kept_as == self._name

    def _leave(self, path: str, data: bytes) -> None:
        if place.mine_key(self._folder, self._name) == self._mine_key:
            Path(path).parent.mkdir(mode=0o700, exist_ok=True)
            leave_file(Path(path), data)


def forget(name: str) -> None:
    """Take away what was left of a conference that is no longer kept."""
    with suppress(*_FAULTS):
        folder = place.home()
        for path_of in (place.book_path, place.marks_path, place.mine_path, place.pages_path):
            Path(path_of(folder, name)).unlink(missing_ok=True)
