"""Painting what is said in words: each row on as many lines as its sentence needs, nothing at their right.

The row begins in the first cell, where the terminal's cursor stands; its other lines are moved in a little.
"""

from collections.abc import Sequence

from textual.strip import Strip

from scale_tui.domain.wording import short_day_name
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.guide_list import RoomLine
from scale_tui.ui.inks import Inks
from scale_tui.ui.line import Line, cut, wrap
from scale_tui.ui.row_painting import Canvas
from scale_tui.ui.rows import Row, SessionRow
from scale_tui.ui.scene import Scene
from scale_tui.ui.spoken import in_words, sentence, session_in_words

_INDENT = "  "
_STARRED = "starred"


def laid_out_in_words(rows: Sequence[Row], scene: Scene, width: int) -> tuple[Row, ...]:
    """The rows, each as high as its sentence is at so many cells, starred or not.

    A star that made its row a line longer would move all that stands below, and have it read out. Where they
    are of several days each names its own: nobody hears the heading above it.
    """
    days = {row.session.day for row in rows if row.session is not None}
    told = map(_with_day, rows) if len(days) > 1 else rows
    return tuple(row._replace(height=_height(row, scene, width)) for row in told)


def _with_day(row: Row) -> Row:
    if isinstance(row, SessionRow) and not row.day:
        return row._replace(day=short_day_name(row.session.day))
    return row


def _height(row: Row, scene: Scene, width: int) -> int:
    text = in_words(row, scene)
    height = len(_lines(text, width))
    if row.session is None or scene.is_starred(row.session):
        return height
    # Where it would stand, for what comes behind it may break elsewhere.
    title = sentence(row.session.title)
    return max(height, len(_lines(text.replace(title, f"{title}, {_STARRED}", 1), width)))


def paint_in_words(row: Row, canvas: Canvas, y: int) -> Strip:
    """Line ``y`` of a row, counted from 0. It looks the same with and without the cursor."""
    lines = _lines(in_words(row, canvas.scene), canvas.width)
    text = lines[y] if y < len(lines) else ""
    return Line(canvas.inks.base).add_marked(text, canvas.words, canvas.inks.match).strip(canvas.width)


def said(inks: Inks, width: int, glyphs: Glyphs, *parts: str | None) -> Strip:
    """A sentence as one line of so many cells."""
    return Line(inks.base).add(cut(sentence(*parts), width, glyphs.ellipsis)).strip(width)


def paint_room_in_words(row: RoomLine, canvas: Canvas) -> Strip:
    """A line of the list of rooms: the room, and what is on or comes there."""
    if row.session is None:
        about = "free, nothing more today" if row.is_last else "free now"
    else:
        about = session_in_words(canvas.scene, row.session, has_room=False)
    when = "" if row.is_on else "next: "
    return said(canvas.inks, canvas.width, canvas.scene.glyphs, f"{row.room}: {when}{about}")


def _lines(said: str, width: int) -> list[str]:
    first, *rest = wrap(said, width)
    if not rest or width <= 2 * len(_INDENT):
        return [first, *rest]
    # The first line has the place that the others give away.
    return [first, *(f"{_INDENT}{line}" for line in wrap(said[len(first) :].lstrip(), width - len(_INDENT)))]
