"""Painting the narrow programme guide: the instant above, and what each room has then and after it.

Columns: the cursor bar, the room, the colour bar, the star, the title, and at the right what is left of it or
when it starts.
"""

from datetime import datetime

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import minutes_until
from scale_tui.domain.wording import short_length
from scale_tui.ui.guide import HEAD_LINE, Guide
from scale_tui.ui.guide_days import RoomNames
from scale_tui.ui.guide_list import RoomLine, RoomList
from scale_tui.ui.guide_painting import Sight, paint_guide_line
from scale_tui.ui.line import Line
from scale_tui.ui.row_painting import Canvas

_ITALIC = Style(italic=True)


def paint_rooms_line(
    canvas: Canvas,
    layout: Guide | RoomList,
    names: RoomNames,
    first: int,
    line: int,
    selected: Session | None,
) -> Strip:
    """A line of the rooms, whichever way they are laid out; ``first`` is the first cell of time in sight."""
    if isinstance(layout, RoomList):
        return paint_list_line(canvas, layout, names, line, selected)
    sight = Sight(canvas, layout.axis, first, names.width, layout.lines_a_lane, layout.day)
    return paint_guide_line(sight, layout, names, line, selected)


def paint_list_line(
    canvas: Canvas, listed: RoomList, names: RoomNames, line: int, selected: Session | None
) -> Strip:
    """A line of the list, or the one above; ``selected`` is the session under the cursor if it is here."""
    if line == HEAD_LINE:
        return _paint_instant(canvas, listed.instant, names.count)
    row = listed.lines[line]
    if canvas.scene.glyphs.is_words:
        from scale_tui.ui.spoken_painting import paint_room_in_words

        return paint_room_in_words(row, canvas)
    return _paint_room(canvas, row, names.names[row.room], names.width, is_cursor=selected is not None)


def _paint_instant(canvas: Canvas, instant: datetime, rooms: str) -> Strip:
    """The line above: how many rooms, and for when the list is."""
    scene, inks = canvas.scene, canvas.inks
    line = canvas.line()
    if scene.glyphs.is_words:
        is_now = scene.is_live and instant == scene.now
        said = f"{rooms}, and what is on now in each" if is_now else f"{rooms} at {scene.clock(instant)}"
        return Line(inks.base).add(canvas.cut(said, canvas.width)).strip(canvas.width)
    if scene.is_live and instant == scene.now:
        text, ink = f"{scene.glyphs.now} now {scene.clock(instant)}", inks.now + inks.strong
    else:
        text, ink = f"at {scene.clock(instant)}", inks.strong
    end = canvas.width - 1 - cell_len(text)
    line.add(canvas.cut(rooms, end - 1 - line.width), inks.dim)
    return line.fill_to(end).add(text, ink).strip(canvas.width)


def _paint_room(canvas: Canvas, row: RoomLine, name: str, name_width: int, *, is_cursor: bool) -> Strip:
    """One line of a room."""
    inks = canvas.inks
    line = canvas.line(is_cursor=is_cursor)
    line.add(name if row.is_first or is_cursor else "", inks.strong)
    line.fill_to(name_width + 2)
    if row.session is None:
        text = "free, nothing more" if row.is_last else "free"
        return line.add(canvas.cut(text, canvas.width - 1 - line.width), inks.dim, _ITALIC).strip(
            canvas.width
        )
    return _paint_session(canvas, line, row, row.session)


def _paint_session(canvas: Canvas, line: Line, row: RoomLine, session: Session) -> Strip:
    right, right_ink = _aside(canvas, row, session)
    canvas.star(canvas.bar(line, session), session)
    end = canvas.width - 1 - cell_len(right)
    styles = [canvas.title_ink(session) if row.is_on else canvas.inks.dim]
    if session.kind.is_pause:
        styles.append(_ITALIC)
    if session.is_cancelled:
        styles.append(Style(strike=True))
    canvas.marked(line, canvas.cut(session.title, end - 1 - line.width), *styles)
    return line.fill_to(end).add(right, right_ink).strip(canvas.width)


def _aside(canvas: Canvas, row: RoomLine, session: Session) -> tuple[str, Style]:
    scene = canvas.scene
    if row.is_on and scene.is_live and scene.is_on(session):
        return f"{short_length(minutes_until(session.end, scene.now))} left", canvas.inks.now
    return scene.clock_on(session.start, session.day), canvas.inks.past if scene.is_over(
        session
    ) else canvas.inks.dim
