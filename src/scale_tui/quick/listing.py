"""Sessions under their days, and all of a book: the answer of ``list`` where nothing is looked for."""

from scale_tui.domain.figures import date_of
from scale_tui.quick.book import Book, Marks, Unfit
from scale_tui.quick.columns import BOLD, Cell, aligned
from scale_tui.quick.now import Answer, day_name, line
from scale_tui.quick.rows import FLEXIBLE, row, without_speakers


def answer_list(book: Book, marks: Marks, now: int, width: int | None, *, has_colour: bool) -> Answer:
    """All sessions in time order. Raises Unfit where there are none: why is said elsewhere."""
    if not book.count:
        raise Unfit("something is to be said about that")
    rows = [without_speakers(row(book, marks, number, now), width) for number in range(book.count)]
    days = list(map(int, book.head["days"].split()))
    return Answer(under_days(rows, book.days, days, width, has_colour=has_colour), is_found=True)


def under_days(
    rows: list[list[Cell]],
    on: "memoryview | list[int]",
    days: list[int],
    width: int | None,
    *,
    has_colour: bool,
) -> list[str]:
    """Rows in aligned columns, each on its day, under a heading for each day where there are several."""
    lines = aligned(rows, width, FLEXIBLE, has_colour=has_colour)
    if len(days) < 2:
        return lines
    found: list[str] = []
    previous = None
    for day, one in zip(on, lines, strict=True):
        if day != previous:
            found += [""] if found else []
            found.append(line(day_heading(day, days), width, BOLD, has_colour=has_colour))
        previous = day
        found.append(one)
    return found


def day_heading(day: int, days: list[int]) -> str:
    """A day above its sessions: ``Wed 11 Sep``, with the year where the conference spans two."""
    year = date_of(day)[0]
    return day_name(day) if date_of(days[0])[0] == date_of(days[-1])[0] else f"{day_name(day)} {year}"
