"""The painter of each kind of row."""

from functools import singledispatch

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.timeline import minutes_until
from scale_tui.domain.wording import length, role_word, talks_that_fit
from scale_tui.ui.inks import PLAIN
from scale_tui.ui.line import Line
from scale_tui.ui.row_painting import (
    STAR_COLUMN,
    TITLE_COLUMN,
    Canvas,
    paint_now_rule,
    paint_session,
)
from scale_tui.ui.rows import (
    BackupRow,
    ClashHeading,
    ClashRow,
    ComingRow,
    Fold,
    GapRow,
    Heading,
    LostRow,
    Note,
    NowRule,
    PersonRow,
    RoomChangeRow,
    Row,
    RunningRow,
    SessionRow,
    StarRow,
)

_ITALIC = Style(italic=True)
_CLASH_BAR_CELLS = 18
_SHORT_CLASH_BAR_CELLS = 6


@singledispatch
def paint_row(row: Row, canvas: Canvas, y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    """Line ``y`` of a row, counted from 0, as wide as the canvas."""
    raise TypeError(f"no painter for {type(row).__name__}")


@paint_row.register
def _session(row: SessionRow, canvas: Canvas, y: int, *, is_cursor: bool) -> Strip:
    return paint_session(canvas, row, y, is_cursor=is_cursor)


@paint_row.register
def _now_rule(row: NowRule, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    return paint_now_rule(canvas, row)


@paint_row.register
def _note(row: Note, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    ink = canvas.inks.strong if row.is_strong else canvas.inks.dim
    return canvas.line().add(canvas.cut(row.text, canvas.width - 2), ink).strip(canvas.width)


@paint_row.register
def _fold(row: Fold, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    line = canvas.line().fill_to(STAR_COLUMN - 1)
    return line.add(canvas.cut(row.text, canvas.width - 1 - line.width), canvas.inks.past).strip(canvas.width)


@paint_row.register
def _heading(row: Heading, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    ink = getattr(canvas.inks, row.ink) if row.group is None else canvas.inks.group(row.group)
    line = canvas.line()
    space = canvas.width - 4 - cell_len(row.aside) - cell_len(row.warning)
    text = canvas.cut(row.text, space)
    if row.group is None:
        line.add(text, ink, canvas.inks.strong)
    else:
        canvas.marked(line, text, ink, canvas.inks.strong)
    if row.aside:
        line.add(f"  {row.aside}", canvas.inks.free if row.ink == "star" else canvas.inks.dim)
    return line.add(f"  {row.warning}" if row.warning else "", canvas.inks.clash).strip(canvas.width)


@paint_row.register
def _star(row: StarRow, canvas: Canvas, y: int, *, is_cursor: bool) -> Strip:
    session = row.session
    line = canvas.line(is_cursor=is_cursor)
    dim = canvas.inks.past if canvas.scene.is_over(session) else canvas.inks.dim
    if y == 0:
        line.add(canvas.clock(session), canvas.inks.now if canvas.scene.is_on(session) else dim)
    else:
        line.add(canvas.scene.clock(session.end), dim)
    canvas.bar(line.fill_to(STAR_COLUMN - 1), session)
    if y == 0:
        right, right_ink = canvas.remaining(session)
        canvas.day_shift(canvas.marks(canvas.star(line, session), session), session)
        end = canvas.width - 1 - cell_len(right)
        canvas.marked(line, canvas.cut(session.title, end - 1 - line.width), canvas.title_ink(session))
        line.fill_to(end).add(right, right_ink)
    else:
        parts = [part for part in (session.room, canvas.people(session)) if part]
        text = "  ".join(parts)
        line.fill_to(TITLE_COLUMN)
        if change := canvas.scene.changes.by_id.get(session.id):
            words = ", ".join(canvas.scene.differences(change)) or kind_words(change)
            space = canvas.width - 1 - line.width
            line.add(canvas.cut(words, max(space // 2, space - 2 - cell_len(text))), canvas.inks.key).add(
                "  "
            )
        canvas.marked(line, canvas.cut(text, canvas.width - 1 - line.width), dim)
    return line.strip(canvas.width)


@paint_row.register
def _gap(row: GapRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    gap = row.gap
    parts = [f"{length(gap.minutes)} free", *(pause.title for pause in gap.pauses[:1])]
    if gap.talks:
        parts.append(talks_that_fit(len(gap.talks)))
    line = canvas.line(is_cursor=is_cursor).fill_to(STAR_COLUMN - 1)
    line.add(canvas.scene.glyphs.pause_bar, canvas.inks.faint)
    text = canvas.cut(canvas.scene.glyphs.between.join(parts), canvas.width - 1 - TITLE_COLUMN)
    return line.fill_to(TITLE_COLUMN).add(text, canvas.inks.dim, _ITALIC).strip(canvas.width)


@paint_row.register
def _room_change(row: RoomChangeRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    change, glyphs = row.change, canvas.scene.glyphs
    line = canvas.line().fill_to(STAR_COLUMN - 1).add(glyphs.pause_bar, canvas.inks.faint)
    line.fill_to(TITLE_COLUMN - 2).add(glyphs.clash if change.is_tight else " ", canvas.inks.clash)
    words = f"{change.minutes} min to change rooms"
    text = canvas.cut(words, canvas.width - 1 - TITLE_COLUMN)
    ink = canvas.inks.clash if change.is_tight else canvas.inks.dim
    return line.fill_to(TITLE_COLUMN).add(text, ink, _ITALIC).strip(canvas.width)


@paint_row.register
def _backup(row: BackupRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    return _one_line(canvas, row.session, is_cursor=is_cursor)


@paint_row.register
def _lost(row: LostRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    return _one_line(canvas, row.session, is_cursor=is_cursor)


def _one_line(canvas: Canvas, session: Session, *, is_cursor: bool) -> Strip:
    line = canvas.line(is_cursor=is_cursor).add(canvas.clock(session), canvas.inks.dim)
    canvas.marks(canvas.star(canvas.bar(line.fill_to(STAR_COLUMN - 1), session), session), session)
    right = session.room or ""
    if session.is_cancelled:
        right = "cancelled"
    elif session.id in canvas.scene.gone:
        right = "no longer in the agenda"
    right = canvas.cut(right, (canvas.width - TITLE_COLUMN) // 2)
    end = canvas.width - 1 - cell_len(right)
    canvas.marked(line, canvas.cut(session.title, end - 1 - line.width), canvas.title_ink(session))
    return line.fill_to(end).add(right, canvas.inks.dim).strip(canvas.width)


@paint_row.register
def _clash_heading(row: ClashHeading, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:  # noqa: ARG001
    clock = canvas.scene.clock
    is_over = canvas.scene.is_live and row.end <= canvas.scene.now
    ink = canvas.inks.past if is_over else canvas.inks.clash
    until = f"{row.size} overlap until {clock(row.end)}"
    text = f"{clock(row.start)} {canvas.scene.glyphs.clash} {until}"
    return canvas.line().add(text, ink, canvas.inks.strong).strip(canvas.width)


@paint_row.register
def _clash(row: ClashRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    scene, session = canvas.scene, row.session
    line = canvas.line(is_cursor=is_cursor).add(canvas.clock(session), canvas.inks.dim).add(" ")
    canvas.change(canvas.star(line, session), session)
    cells = _SHORT_CLASH_BAR_CELLS if canvas.is_narrow else _CLASH_BAR_CELLS
    whole = (row.end - row.start).total_seconds()
    first = round(cells * (session.start - row.start).total_seconds() / whole)
    last = max(first + 1, round(cells * (session.end - row.start).total_seconds() / whole))
    ink = canvas.inks.faint if scene.is_over(session) else canvas.inks.group(scene.group_of(session))
    line.add(scene.glyphs.axis * first, canvas.inks.faint).add(scene.glyphs.full * (last - first), ink)
    line.add(scene.glyphs.axis * (cells - last), canvas.inks.faint).add(" ")
    canvas.day_shift(line, session)
    right, right_ink = canvas.remaining(session)
    end = canvas.width - 1 - cell_len(right)
    canvas.marked(line, canvas.cut(session.title, end - 1 - line.width), canvas.title_ink(session))
    return line.fill_to(end).add(right, right_ink).strip(canvas.width)


@paint_row.register
def _person(row: PersonRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    scene, session = canvas.scene, row.session
    line = canvas.line(is_cursor=is_cursor)
    group = scene.groups.get(row.person.affiliation or "")
    line.add(scene.glyphs.bar, canvas.inks.group(group)).add(" ")
    name = canvas.cut(row.person.name, row.name_width) if row.shows_name else ""
    canvas.marked(line, name, canvas.inks.strong)
    line.fill_to(row.name_width + 4)
    when = canvas.day_and_clock(session)
    line.add(when, canvas.inks.now if scene.is_on(session) else canvas.inks.dim).add(" ")
    canvas.change(canvas.star(line, session), session)
    role = role_word(row.role)
    title = f"({role}) {session.title}" if role else session.title
    is_over = scene.is_over(session)
    title = canvas.cut(title, canvas.width - 1 - line.width)
    canvas.marked(line, title, canvas.inks.past if is_over else PLAIN)
    return line.strip(canvas.width)


@paint_row.register
def _running(row: RunningRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    session = row.session
    line = canvas.line(is_cursor=is_cursor)
    if not canvas.is_narrow:
        canvas.progress(line, session, 8).add(" ")
    left = f"{length(minutes_until(session.end, canvas.scene.now))} left"
    line.fill_to(line.width + 11 - cell_len(left)).add(left, canvas.inks.now).add(" ")
    return _finish_with_title(canvas, line, session)


@paint_row.register
def _coming(row: ComingRow, canvas: Canvas, _y: int, *, is_cursor: bool) -> Strip:
    session = row.session
    when = canvas.scene.clock_on(session.start, session.day)
    line = canvas.line(is_cursor=is_cursor).add(when, canvas.inks.dim)
    ahead = f"in {length(minutes_until(session.start, canvas.scene.now))}"
    column = 12 if canvas.is_narrow else 21
    line.fill_to(max(line.width + 1, column - cell_len(ahead))).add(ahead, canvas.inks.free).add(" ")
    return _finish_with_title(canvas, line, session)


def _finish_with_title(canvas: Canvas, line: Line, session: Session) -> Strip:
    canvas.bar(line, session)
    canvas.change(canvas.star(line, session), session)
    room = session.room or ""
    end = canvas.width - 1 - cell_len(room)
    styles = (canvas.title_ink(session), _ITALIC) if session.kind.is_pause else (canvas.title_ink(session),)
    canvas.marked(line, canvas.cut(session.title, end - 1 - line.width), *styles)
    people = canvas.people(session)
    space = end - 3 - line.width
    if not room and people and space > cell_len(people) // 2:
        canvas.marked(line.add("  "), canvas.cut(people, space), canvas.inks.dim)
    return canvas.marked(line.fill_to(end), room, canvas.inks.dim).strip(canvas.width)
