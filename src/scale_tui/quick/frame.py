"""The first picture as a whole: where the bars, the list and the panes stand (see ``main.tcss``)."""

from scale_tui.quick.bars import key_bar, now_bar, title_bar
from scale_tui.quick.book import PART, UNIT, Book, Marks, Unfit
from scale_tui.quick.day_list import DayList, to_be_in
from scale_tui.quick.look import Sight
from scale_tui.quick.painting import Line
from scale_tui.quick.ribbon import ribbon

_NARROWEST, _LOWEST = 30, 8
_WIDE_FROM, _WIDE_PERCENT, _WIDE_LEAST = 100, 56, 64
_HUGE_FROM, _HUGE_PERCENT, _HUGE_LEAST = 160, 34, 54
_NOW_BAR_FROM, _HOURS_FROM = 18, 22


def frame(
    book: Book,
    marks: Marks,
    look: dict[str, str],
    now: int,
    width: int,
    height: int,
    left_at: tuple[str, int] | None = None,
) -> list[str]:
    """The lines of the screen, from the top. What stands in the panes beside the list is left blank.

    ``left_at`` is where the attendee was: the id of a session, and its start.

    Raises Unfit where there is something out of the ordinary to show.
    """
    if width < _NARROWEST or height < _LOWEST or not book.count:
        raise Unfit("too small, or nothing to show")
    sight = Sight(book, marks, now, look)
    opening = to_be_in(sight)
    if opening is None and left_at:
        opening = book.nearest(*left_at)
    sight.day = int(book.head["days"].split()[0]) if opening is None else book.days[opening]
    hours = 2 if height >= _HOURS_FROM else 1
    has_now_bar = height >= _NOW_BAR_FROM
    list_width = _list_width(width)
    day_list = DayList(sight, list_width, height - 2 - hours - has_now_bar, opening)
    lines = [title_bar(sight, width)]
    if has_now_bar:
        lines.append(now_bar(sight, width))
    lines += ribbon(sight, day_list.cursor, width, hours)
    beside = Line(look["on detail"]).text(width - list_width)
    lines += [line + beside for line in day_list.lines()]
    keys = [(key, words) for key, _, words in (each.partition(UNIT) for each in look["keys"].split(PART))]
    return [*lines, key_bar(keys, look, width)]


def _list_width(width: int) -> int:
    """How many cells the list has beside the other panes."""
    if width < _WIDE_FROM:
        return width
    if width < _HUGE_FROM:
        return max(_WIDE_LEAST, width * _WIDE_PERCENT // 100)
    return max(_HUGE_LEAST, width * _HUGE_PERCENT // 100)
