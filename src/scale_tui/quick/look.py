"""What is looked at: the values that all of a picture is made of."""

from scale_tui.domain.figures import date_of, day_and_minute, day_words, short_day_words, weekday_of
from scale_tui.quick.book import CANCELLED, Book, Marks
from scale_tui.quick.painting import cells_of


class Sight:
    """A book and what is marked in it, at one instant, as ``ui.scene``; ``day`` is the one that is listed."""

    __slots__ = ("_widths", "book", "day", "inks", "is_live", "local", "marks", "now", "today", "zone")

    def __init__(self, book: Book, marks: Marks, now: int, inks: dict[str, str]) -> None:
        self.book = book
        self.marks = marks
        self.now = now
        self.inks = inks
        self._widths: dict[str, int] | None = None
        self.local, self.zone = book.local(now)
        self.today, _ = day_and_minute(self.local)
        self.day = self.today
        self.is_live = bool(book.count) and book.starts[0] <= now < int(book.head["end"])

    def inks_at(self, place: str) -> dict[str, str]:
        """The inks as they are read in a place: ``on bar``, ``at cursor``."""
        ending = f" {place}"
        found = {name.removesuffix(ending): ink for name, ink in self.inks.items() if name.endswith(ending)}
        return {**self.inks, **found}

    def cells(self, text: str) -> str:
        """A text of the book with a character a cell: see ``cells_of``."""
        if self._widths is None and not text.isascii():
            self._widths = self.book.widths()
        return cells_of(text, self._widths or {})

    def is_on(self, number: int) -> bool:
        """Whether a session runs now."""
        return self.book.starts[number] <= self.now < self.book.ends[number]

    def is_over(self, number: int) -> bool:
        """Whether it shall look past: over, while the event still runs."""
        return self.is_live and self.book.ends[number] <= self.now

    def clock(self, instant: int) -> str:
        """The time of day at an instant."""
        _, minute = day_and_minute(self.book.local(instant)[0])
        return f"{minute // 60:02}:{minute % 60:02}"

    def running(self) -> list[int]:
        """The sessions that are on; what is cancelled never is."""
        book = self.book
        return [
            each
            for each in range(book.first_after(self.now))
            if self.now < book.ends[each] and not book.flags[each] & CANCELLED
        ]

    def coming(self, numbers: "range | list[int]") -> list[int]:
        """All of these, in time order, that start at the next start; what is cancelled never does."""
        book, found = self.book, list[int]()
        for each in numbers:
            if book.starts[each] <= self.now or book.flags[each] & CANCELLED:
                continue
            if found and book.starts[each] != book.starts[found[0]]:
                break
            found.append(each)
        return found

    def all_coming(self) -> list[int]:
        """The same of all sessions."""
        return self.coming(range(self.book.first_after(self.now), self.book.count))


def day_name(day: int) -> str:
    """A day of the conference: ``Wed 11 Sep``."""
    _, month, of_month = date_of(day)
    return day_words(weekday_of(day), of_month, month)


def short_day_name(day: int) -> str:
    """A day among others of one conference: ``Wed 11``."""
    return short_day_words(weekday_of(day), date_of(day)[2])
