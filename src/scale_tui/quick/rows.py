"""A session as a row of columns, as every command that lists sessions shows it."""

from scale_tui.domain.figures import left_words, length, minutes_between
from scale_tui.quick.book import PAUSE, Book, Marks
from scale_tui.quick.columns import BOLD, DIM, NOW, PLAIN, STAR, Cell

STAR_GLYPH = "★"
BACKUP_GLYPH = "☆"
WIDTH_FOR_SPEAKERS = 110
FLEXIBLE = {5: 12, 3: 24}
"""The columns that give way where a row is too long: the speakers first, then the title."""


def row_cells(
    mark: str,
    span: str,
    right: str,
    title: str,
    room: str,
    speakers: str,
    *,
    is_running: bool,
    is_pause: bool,
) -> list[Cell]:
    """The columns of a session; ``right`` is its length, or what is left of it or of the time until then."""
    return [
        (mark, STAR),
        (span, NOW if is_running else PLAIN),
        (right, NOW if is_running else DIM),
        (title, BOLD if is_running else DIM if is_pause else PLAIN),
        (room, PLAIN),
        (speakers, DIM),
    ]


def without_speakers(cells: list[Cell], width: int | None) -> list[Cell]:
    """The same in a terminal that has no room for who it is by."""
    return cells if width is None or width >= WIDTH_FOR_SPEAKERS else [*cells[:-1], ("", DIM)]


def row(book: Book, marks: Marks, number: int, now: int, right: str | None = None) -> list[Cell]:
    """A session of a book; ``right`` replaces what stands there otherwise."""
    title, room, speakers, span = book.texts(number)
    is_running = book.starts[number] <= now < book.ends[number]
    if right is None:
        left = minutes_between(now, book.ends[number])
        right = left_words(left) if is_running else length(book.minutes(number))
    mark = STAR_GLYPH if number in marks.stars else BACKUP_GLYPH if number in marks.backups else ""
    is_pause = bool(book.flags[number] & PAUSE)
    return row_cells(mark, span, right, title, room, speakers, is_running=is_running, is_pause=is_pause)
