"""My schedule, from what was written down of it: the answer of ``mine``."""

from scale_tui.domain.figures import left_words, minutes_between
from scale_tui.quick.book import PART, UNIT
from scale_tui.quick.columns import BOLD, PLAIN, Cell, aligned
from scale_tui.quick.now import Answer, line
from scale_tui.quick.place import opened_mine
from scale_tui.quick.rows import FLEXIBLE, row_cells, without_speakers

DAY, NOTE, ROW = "day", "note", "row"
_TITLE_COLUMN = 3
Item = tuple[str, ...]
"""A heading and its text; a note under the titles, its text and ink; or a row: mark, span, right, title,
room, speakers, start, end, whether it is a pause, and whether ``right`` stands also while it is on."""


def answer_mine(
    summary: str, items: list[Item], now: int, width: int | None, *, has_colour: bool
) -> list[str]:
    """The summary, and what is kept in aligned columns under its days."""
    rows: list[list[Cell]] = []
    days: dict[int, str] = {}
    for kind, *fields in items:
        if kind == DAY:
            days[len(rows)] = fields[0]
        elif kind == NOTE:
            cells = [("", PLAIN)] * (max(FLEXIBLE) + 1)
            cells[_TITLE_COLUMN] = (fields[0], fields[1])
            rows.append(cells)
        else:
            rows.append(without_speakers(_row(fields, now), width))
    found = [line(summary, width, BOLD, has_colour=has_colour)]
    for number, one in enumerate(aligned(rows, width, FLEXIBLE, has_colour=has_colour)):
        if number in days:
            found.append(line(days[number], width, BOLD, has_colour=has_colour))
        found.append(one)
    return found


def answer_written(choice: str | None, now: int, width: int | None, *, has_colour: bool) -> Answer:
    """The same as it was written down. Raises OSError, Unfit where it was not, or is another by now."""
    head = opened_mine(choice)
    items = [tuple(item.split(UNIT)) for item in head["items"].split(PART)] if head["items"] else []
    lines = answer_mine(head["summary"], items, now, width, has_colour=has_colour)
    return Answer(lines, is_found=bool(head["is found"]))


def _row(fields: list[str], now: int) -> list[Cell]:
    mark, span, right, title, room, speakers, start, end, pause, is_fixed = fields
    is_running = int(start) <= now < int(end)
    if is_running and not is_fixed:
        right = left_words(minutes_between(now, int(end)))
    return row_cells(mark, span, right, title, room, speakers, is_running=is_running, is_pause=bool(pause))
