"""Everything about a session, from a page that was written of it: the answer of ``show``."""

from scale_tui.domain.figures import MINUTE, ahead_words, left_words, length, minutes_between
from scale_tui.quick.book import CANCELLED, Book, Marks
from scale_tui.quick.columns import BOLD, CLASH, PLAIN, STAR, cut, styled, wrap
from scale_tui.quick.now import Answer
from scale_tui.quick.place import opened_pages
from scale_tui.quick.rows import BACKUP_GLYPH, STAR_GLYPH

TEXT, LINE, AS_IT_IS, STATE, CLASHES, NOTE = "text", "line", "as it is", "state", "clashes", "note"
_WIDEST_TEXT = 80
Item = tuple[str, str, str]
"""What it is, its text and its ink: a text that is wrapped, a line that is cut, one that is neither, or the
place of what depends on the time and the marks."""


def state_words(start: int, end: int, now: int) -> str:
    """Where a session stands: ``in 25 min``, ``on now, 15 min left``, ``over``."""
    if now < start:
        return ahead_words(minutes_between(now, start))
    return f"on now, {left_words(minutes_between(now, end))}" if now < end else "over"


def clash_words(minutes: int, title: str) -> str:
    """One clash: ``clashes 20 min with Ten years of Kubernetes``."""
    return f"clashes {length(minutes)} with {title}"


def marked_words(*, is_star: bool, is_backup: bool, is_hidden: bool) -> str:
    """What a session is marked with, before where it stands."""
    if is_star:
        return f"{STAR_GLYPH} starred · "
    if is_backup:
        return f"{BACKUP_GLYPH} backup · "
    return "hidden · " if is_hidden else ""


class Page:
    """A page being laid out for a width, with colours or without."""

    def __init__(self, width: int | None, *, has_colour: bool) -> None:
        self._width = width
        self._has_colour = has_colour
        self.lines: list[str] = []

    def write(self, items: list[Item], mark: str, state: str, clashes: list[str], note: str) -> None:
        """Write what is on a page; ``mark`` says what the session is marked with, in words."""
        for kind, text, ink in items:
            if kind == TEXT:
                self._text(text, ink)
            elif kind == LINE:
                self._line(text, ink)
            elif kind == AS_IT_IS:
                self.lines.append(text)
            elif kind == STATE:
                self._line(mark + state, STAR if mark else PLAIN)
            elif kind == CLASHES:
                for clash in clashes:
                    self._text(f"! {clash}", CLASH)
            elif note:
                self._line("", PLAIN)
                self._line("Your note", BOLD)
                for paragraph in note.splitlines():
                    self._text(paragraph, PLAIN)

    def _line(self, text: str, ink: str) -> None:
        shown = text if self._width is None else cut(text, self._width)
        self.lines.append(styled(shown, ink) if self._has_colour else shown)

    def _text(self, text: str, ink: str) -> None:
        """Text of any length: wrapped on a terminal, on one line elsewhere."""
        for part in [text] if self._width is None else wrap(text, min(self._width, _WIDEST_TEXT)):
            self._line(part, ink)


def answer_show(
    book: Book, marks: Marks, ids: list[str], now: int, width: int | None, *, has_colour: bool
) -> Answer:
    """The sessions with these very ids, each once and in full.

    Raises OSError, Unfit, ValueError where one is not there, or there are no pages of the book.
    """
    pages = opened_pages(book)
    page = Page(width, has_colour=has_colour)
    for number in dict.fromkeys(map(pages.number, ids)):
        if page.lines:
            page.lines.append("")
        items = [(kind, text, ink) for kind, text, ink in pages.items(number)]
        mark = marked_words(
            is_star=number in marks.stars, is_backup=number in marks.backups, is_hidden=number in marks.hidden
        )
        state = state_words(book.starts[number], book.ends[number], now)
        page.write(items, mark, state, _clashes(book, marks, number), marks.notes.get(number, ""))
    return Answer(page.lines, is_found=True)


def _clashes(book: Book, marks: Marks, number: int) -> list[str]:
    """What overlaps a session of all that takes the attendee's time, in time order."""
    start, end = book.starts[number], book.ends[number]
    kept = [each for each in sorted(marks.stars) if each != number and not book.flags[each] & CANCELLED]
    busy = [(book.starts[each], book.ends[each], *_title_and_room(book, each)) for each in kept]
    found: list[str] = []
    for begin, until, title, _ in sorted(busy + marks.own, key=lambda one: (one[0], one[1], one[3])):
        minutes = max(0, -(-(min(end, until) - max(start, begin)) // MINUTE))
        if minutes:
            found.append(clash_words(minutes, title))
    return found


def _title_and_room(book: Book, number: int) -> tuple[str, str]:
    title, room, *_ = book.texts(number)
    return title, room
