"""Painting the programme guide: the hours above, and each room's line.

Columns: the cursor bar, the room, a free cell, then time.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.guide import HEAD_LINE, QUARTER, Axis, Block, Guide, Lane
from scale_tui.ui.guide_days import RoomNames
from scale_tui.ui.inks import PLAIN
from scale_tui.ui.line import Line, wrap
from scale_tui.ui.row_painting import Canvas
from scale_tui.values import dataclass

_STEPS = (1, 2, 4, 8, 12, 16, 24, 48, 96)
"""How many quarters of an hour may lie between two times in the header."""

_CELLS_A_TIME = 7
_MARK = Style(bold=True, underline=True)  # in its own colour: another could not be read on each ground
_ITALIC = Style(italic=True)
_STRUCK = Style(strike=True)


@dataclass(frozen=True, eq=False)
class Sight:
    """What of the axis is in sight on a canvas.

    ``first`` is the cell of the axis that stands first behind the rooms, whose names take ``name_width``. Of
    three lines a lane and more the last is left free, to part it from the next. ``day`` is the conference day
    that it shows: where the clock's date is another, the hours say so.
    """

    canvas: Canvas
    axis: Axis
    first: int
    name_width: int
    lines_a_lane: int = 1
    day: date | None = None

    @property
    def left(self) -> int:
        """Where time begins."""
        return self.name_width + 2

    @property
    def text_lines(self) -> int:
        """How many lines a block has."""
        return self.lines_a_lane - (self.lines_a_lane > 2)

    @property
    def end(self) -> int:
        """The cell of the axis behind the last in sight."""
        return self.first + max(0, self.canvas.width - self.left)

    @property
    def now(self) -> int | None:
        """The column of now; None while it is out of sight."""
        cell = self.axis.cell(self.canvas.scene.now)
        if not (self.canvas.scene.is_live and self.first <= cell < self.end):
            return None
        return cell - self.first + self.left


def paint_beside_guide(canvas: Canvas, line: int) -> Strip:
    """A line below the last room; the first, where a filter leaves nothing, says so."""
    text = ""
    if not line and not canvas.scene.shown.sessions:
        text = canvas.scene.and_hint("Nothing of this is in any room.", "{search.clear} shows all.")
    return canvas.line().add(canvas.cut(text, canvas.width - 2), canvas.inks.dim).strip(canvas.width)


def paint_guide_line(
    sight: Sight, guide: Guide, names: RoomNames, line: int, selected: Session | None
) -> Strip:
    """A line of the guide, or the one above; ``selected`` is the session under the cursor if it is here."""
    if line == HEAD_LINE:
        return _paint_hours(sight, names.count)
    lane = guide.lane_at(line)
    return _paint_lane(sight, lane, line % guide.lines_a_lane, names.names[lane.room], selected)


def _paint_hours(sight: Sight, rooms: str) -> Strip:
    """The line above: how many rooms, the full hours bold, the quarters as far as they have room, and now."""
    canvas, inks = sight.canvas, sight.canvas.inks
    line = canvas.line().add(canvas.cut(rooms, sight.name_width), inks.dim)
    line.fill_to(sight.left)
    marks = list(_times(sight))
    now = sight.now
    if now is not None:
        text = f"{canvas.scene.glyphs.now}{canvas.scene.clock(canvas.scene.now)}"
        start = min(now, canvas.width - len(text))
        if start != now:
            text = text[1:] + text[0]
            start = now - len(text) + 1
        marks = [mark for mark in marks if mark[0] + len(mark[1]) < start or mark[0] > start + len(text)]
        marks.append((start, text, inks.now + inks.strong))
    for column, text, ink in sorted(marks, key=lambda mark: mark[0]):
        line.fill_to(column).add(text, ink)
    return line.strip(canvas.width)


def _times(sight: Sight) -> Iterator[tuple[int, str, Style]]:
    scene, inks, glyphs = sight.canvas.scene, sight.canvas.inks, sight.canvas.scene.glyphs
    step = next((step for step in _STEPS if step * sight.axis.scale >= _CELLS_A_TIME), _STEPS[-1])
    free = 0
    for cell, instant in sight.axis.quarters_between(sight.first, sight.end):
        time, column = scene.local(instant), cell - sight.first + sight.left
        midnight = time.replace(hour=0, minute=0)
        text = scene.clock_on(instant, sight.day) if sight.day else scene.clock(instant)
        is_due = (time - midnight) // QUARTER % step == 0
        if is_due and free < column <= sight.canvas.width - len(text):
            free = column + len(text)
            yield column, text, inks.strong if time.minute == 0 else inks.dim
        elif sight.axis.scale >= 3 and column >= free:
            yield column, glyphs.axis, inks.faint


def _paint_lane(sight: Sight, lane: Lane, y: int, name: str, selected: Session | None) -> Strip:
    canvas, inks = sight.canvas, sight.canvas.inks
    is_cursor, is_gap = selected is not None, y >= sight.text_lines
    line = Line(inks.base).add(
        canvas.scene.glyphs.cursor if is_cursor and not is_gap else " ", inks.cursor_bar
    )
    if y == 0 and (lane.is_first or is_cursor):
        line.add(name, inks.strong if is_cursor else inks.dim)
    elif y == 0:
        line.add(canvas.scene.glyphs.pause_bar, inks.faint)
    line.fill_to(sight.left)
    for block in () if is_gap else lane.in_sight(sight.first, sight.end):
        _paint_free(line, sight, max(block.start, sight.first) - sight.first + sight.left)
        is_selected = selected is not None and selected.id == block.session.id
        _paint_block(line, sight, block, y, is_cursor=is_selected)
    _paint_free(line, sight, canvas.width)
    strip = line.strip(canvas.width)
    return strip if sight.now is None else _tinted(strip, sight.now, inks.block_now)


def _paint_free(line: Line, sight: Sight, column: int) -> None:
    """The time up to a column, in which nothing is on: it begins with the edge of what ended there."""
    if sight.left < line.width < column:
        line.add(sight.canvas.scene.glyphs.edge, sight.canvas.inks.faint)
    line.fill_to(column)


def _paint_block(line: Line, sight: Sight, block: Block, y: int, *, is_cursor: bool) -> None:
    """One line of a block: how it begins, its text, and that it goes on behind what is in sight."""
    canvas, session = sight.canvas, block.session
    end = min(block.end, sight.end) - sight.first + sight.left
    ground = _ground(canvas, session, is_cursor=is_cursor)
    if block.start >= sight.first:
        _add_beginning(line, canvas, session, ground, is_cursor=is_cursor)
    else:
        line.add(canvas.scene.glyphs.before if y == 0 else " ", ground, canvas.inks.dim)
    goes_on = block.end > sight.end and line.width < end
    space = end - goes_on - line.width
    people_ink = _people_ink(canvas, session, is_cursor=is_cursor)
    for text, styles in _texts(canvas, session, space, sight.text_lines, y, people_ink):
        line.add_marked(text, canvas.words, _MARK, ground, *styles)
    line.fill_to(end - goes_on, " ", ground)
    if goes_on:
        line.add(canvas.scene.glyphs.after if y == 0 else " ", ground, canvas.inks.dim)


def _add_beginning(line: Line, canvas: Canvas, session: Session, ground: Style, *, is_cursor: bool) -> None:
    glyphs, inks = canvas.scene.glyphs, canvas.inks
    if is_cursor:
        line.add(glyphs.chosen, ground, inks.cursor_bar)
    elif session.kind.is_pause:
        line.add(glyphs.pause_bar, ground, inks.dim)
    else:
        is_over = canvas.scene.is_over(session)
        line.add(glyphs.bar, ground, inks.past if is_over else inks.group(canvas.scene.group_of(session)))


_Text = tuple[str, Sequence[Style]]


def _texts(
    canvas: Canvas, session: Session, space: int, lines: int, y: int, people_ink: Style
) -> list[_Text]:
    """What stands in so many cells of one of a block's lines: the marks and the title, then the people."""
    marks = _marks(canvas, session)[: max(0, space)]
    title_styles = _title_styles(canvas, session)
    if lines == 1:
        space -= len(marks)
        is_shown = space > 1 or cell_len(session.title) <= space
        return [*marks, (canvas.cut(session.title, space) if is_shown else "", title_styles)]
    # The marks have one cell each, so they wrap like letters.
    written = wrap("".join(glyph for glyph, _ in marks) + session.title, space) if space > 1 else [""]
    if y == 0:
        first = written[0] if len(written[0]) > len(marks) or not marks else ""
        return [*marks, (first[len(marks) :], title_styles)] if first or marks else []
    if y < len(written):
        is_last = y == lines - 1 and len(written) > lines
        text = " ".join(written[y:]) if is_last else written[y]
        return [(canvas.cut(text, space), title_styles)]
    people = canvas.people(session) if y == len(written) and space > 1 else ""
    return [(canvas.cut(people, space), [people_ink])]


def _marks(canvas: Canvas, session: Session) -> list[_Text]:
    """The star and the clash."""
    scene, inks = canvas.scene, canvas.inks
    if session.id in scene.unsaved:
        return [(scene.glyphs.unsaved, [inks.clash])]
    if not scene.is_starred(session):
        return []
    star: _Text = (scene.glyphs.star, [inks.past_star if scene.is_over(session) else inks.star])
    if session.id not in scene.clashing:
        return [star]
    return [star, (scene.glyphs.clash, [inks.clash, inks.strong])]


def _ground(canvas: Canvas, session: Session, *, is_cursor: bool) -> Style:
    if is_cursor:
        return canvas.inks.block_cursor + canvas.inks.strong
    if canvas.scene.is_over(session):
        return canvas.inks.block_past
    return canvas.inks.block_star if canvas.scene.is_starred(session) else canvas.inks.block


def _people_ink(canvas: Canvas, session: Session, *, is_cursor: bool) -> Style:
    # What is pale elsewhere could not be read on a coloured ground.
    if is_cursor:
        return PLAIN
    if canvas.scene.is_over(session):
        return canvas.inks.past
    return PLAIN if canvas.scene.is_starred(session) else canvas.inks.dim


def _title_styles(canvas: Canvas, session: Session) -> list[Style]:
    is_over = canvas.scene.is_over(session)
    styles = [canvas.inks.past if is_over else PLAIN]
    if canvas.scene.is_starred(session) and not is_over:
        styles.append(canvas.inks.strong)
    if session.kind.is_pause:
        styles.append(_ITALIC)
    if session.is_cancelled:
        styles.append(_STRUCK)
    return styles


def _tinted(strip: Strip, column: int, tint: Style) -> Strip:
    """The strip with one column on another ground, all of a wide character that stands there."""
    segments: list[Segment] = []
    at = 0
    for segment in strip:
        end = at + segment.cell_length
        if at <= column < end:
            before, there, after = _split_around(segment.text, column - at)
            style = segment.style or PLAIN
            parts = ((before, style), (there, style + tint), (after, style))
            segments.extend(Segment(text, ink) for text, ink in parts if text)
        else:
            segments.append(segment)
        at = end
    return Strip(segments, strip.cell_length)


def _split_around(text: str, cell: int) -> tuple[str, str, str]:
    """The text before, at and behind a cell; what has no width of its own stays with what it belongs to."""
    start = 0
    for index in range(1, len(text) + 1):
        reached = cell_len(text[:index])
        if index < len(text) and cell_len(text[: index + 1]) == reached:
            continue
        if reached > cell:
            return text[:start], text[start:index], text[index:]
        start = index
    return text, "", ""
