"""What is on and what comes next, from a book: the answer of ``now``."""

from scale_tui.domain.figures import (
    ahead_words,
    capitalised,
    clock_words,
    date_of,
    day_and_minute,
    day_words,
    minutes_between,
    weekday_of,
)
from scale_tui.quick.book import CANCELLED, Book, Marks
from scale_tui.quick.columns import BOLD, DIM, PLAIN, Cell, aligned, cut, styled
from scale_tui.quick.rows import FLEXIBLE, row

# In less than this the minutes left say more than the times of day.
_WIDTH_FOR_SPAN = 60
_BLANK: Cell = ("", PLAIN)
NOTHING_STARRED = "Nothing starred yet: 'scale-tui star ID' keeps a session."


class Answer:
    """What to print, in lines that have their inks and their width, and whether there is any of it on."""

    __slots__ = ("is_found", "lines")

    def __init__(self, lines: list[str], *, is_found: bool) -> None:
        self.lines = lines
        self.is_found = is_found


def answer_now(
    book: Book,
    marks: Marks,
    now: int,
    width: int | None,
    *,
    has_colour: bool,
    is_mine: bool,
    is_next: bool,
) -> Answer:
    """What is on and what comes next at an instant; of mine, or only the latter. Raises Unfit."""
    numbers = sorted(marks.stars) if is_mine else range(book.count)
    running = [] if is_next else _running(book, numbers, now)
    running.sort(key=lambda number: (number not in marks.stars, book.ends[number]))
    coming = _coming(book, numbers, now)
    local, zone = book.local(now)
    ahead = ahead_words(minutes_between(now, book.starts[coming[0]])) if coming else None
    first, second = _rows(book, marks, running, now, width), _rows(book, marks, coming, now, width, ahead)
    # Both parts are laid out as one, so that their columns stand under each other.
    lines = aligned(first + second, width, FLEXIBLE, has_colour=has_colour)

    title = f"{book.head['title']} · {_time(local, zone)}"
    found = [line(title, width, BOLD, has_colour=has_colour)]
    if running:
        found.append(line("Now", width))
    elif nothing_on := _nothing_on(book, now, marks, is_mine=is_mine, is_next=is_next):
        found.append(line(nothing_on, width))
    found += lines[: len(first)]
    if coming:
        day = book.days[coming[0]]
        is_today = day == day_and_minute(local)[0]
        found.append(line("Next" if is_today else f"Next, {day_name(day)}", width))
    return Answer([*found, *lines[len(first) :]], is_found=bool(coming if is_next else running))


def line(text: str, width: int | None, ink: str = PLAIN, *, has_colour: bool = False) -> str:
    """One line, cut to the width."""
    shown = text if width is None else cut(text, width)
    return styled(shown, ink) if has_colour else shown


def _running(book: Book, numbers: "range | list[int]", now: int) -> list[int]:
    """Those that are on; what is cancelled never is."""
    starts, ends, flags = book.starts, book.ends, book.flags
    return [each for each in numbers if starts[each] <= now < ends[each] and not flags[each] & CANCELLED]


def _coming(book: Book, numbers: "range | list[int]", now: int) -> list[int]:
    """All that start at the next start after now, but for what is cancelled."""
    found: list[int] = []
    first = book.first_after(now)
    for number in numbers:
        if number < first or book.flags[number] & CANCELLED:
            continue
        if found and book.starts[number] != book.starts[found[0]]:
            break
        found.append(number)
    return found


def _nothing_on(book: Book, now: int, marks: Marks, *, is_mine: bool, is_next: bool) -> str:
    """What to say in place of what is on; empty where only what comes next was asked for."""
    if state := book.state(now):
        return f"{capitalised(state)}."
    if is_mine and not marks.stars:
        return NOTHING_STARRED
    if is_next:
        return ""
    return "None of your sessions is on." if is_mine else "Nothing is on."


def _rows(
    book: Book, marks: Marks, numbers: list[int], now: int, width: int | None, right: str | None = None
) -> list[list[Cell]]:
    """Each session with its speakers in the line under its title."""
    has_span = width is None or width >= _WIDTH_FOR_SPAN
    rows: list[list[Cell]] = []
    for number in numbers:
        mark, when, left, title, room, (speakers, _) = row(book, marks, number, now, right)
        rows.append([mark, when if has_span else _BLANK, left, title, room, _BLANK])
        if speakers:
            rows.append([_BLANK, _BLANK, _BLANK, (speakers, DIM), _BLANK, _BLANK])
    return rows


def day_name(day: int) -> str:
    """A day of the conference: ``Wed 11 Sep``."""
    _, month, of_month = date_of(day)
    return day_words(weekday_of(day), of_month, month)


def _time(local: int, zone: str) -> str:
    """What the conference's calendar and clock show: ``Wed 11 Sep 2024 12:20 PDT``."""
    day, minute = day_and_minute(local)
    return f"{day_name(day)} {date_of(day)[0]} {clock_words(*divmod(minute, 60))} {zone}"
