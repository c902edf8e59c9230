"""Painting rows: one line of one row becomes a strip of cells.

Columns of a session's row: the cursor bar, the time, the colour bar, the star, the marks, the title and
at the right its length or what is left of it.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import minutes_until
from scale_tui.domain.wording import length, short_day_name, short_length, speakers_line
from scale_tui.ui.inks import PLAIN, Inks
from scale_tui.ui.line import Line, cut
from scale_tui.ui.rows import NowRule, SessionRow
from scale_tui.ui.scene import Scene
from scale_tui.values import dataclass

STAR_COLUMN = 8
TITLE_COLUMN = 10
_PROGRESS_CELLS = 10
_SHORT_BELOW = 50
_STRUCK = Style(strike=True)
_WIDEST_LEFT = len("2 h 30 left")
_WIDEST_LENGTH = len("1 h 30")


@dataclass(frozen=True, eq=False)
class Canvas:
    """What every painter needs: the scene, the inks, the width in cells and the words to mark."""

    scene: Scene
    inks: Inks
    width: int
    words: Sequence[str] = ()

    @property
    def is_narrow(self) -> bool:
        """Whether lengths are written short: ``20m`` for ``20 min``."""
        return self.width < _SHORT_BELOW

    def line(self, *, is_cursor: bool = False) -> Line:
        """An empty line that begins with the cursor bar, or the space for it."""
        if not is_cursor:
            return Line(self.inks.base).add(" ")
        line = Line(self.inks.base + self.inks.cursor)
        return line.add(self.scene.glyphs.cursor, self.inks.cursor_bar)

    def cut(self, text: str, width: int) -> str:
        """The text in at most so many cells."""
        return cut(text, width, self.scene.glyphs.ellipsis)

    def marked(self, line: Line, text: str, *styles: Style) -> Line:
        """Add text with the places in it that are looked for marked."""
        return line.add_marked(text, self.words, self.inks.match, *styles)

    def clock(self, session: Session) -> str:
        """When it starts, on the clock that is shown."""
        return self.scene.clock(session.start)

    def day_shift(self, line: Line, session: Session) -> Line:
        """Add how far the date of its start is off its conference day, where it is: ``+1d``."""
        shift = self.scene.day_shift(session.start, session.day)
        return line.add(f"{shift} " if shift else "", self.inks.key)

    def day_and_clock(self, session: Session) -> str:
        """When it starts, with the weekday where the agenda has several days."""
        when = self.scene.clock_on(session.start, session.day)
        return when if len(self.scene.agenda.days) < 2 else f"{short_day_name(session.day)[:3]} {when}"

    def people(self, session: Session) -> str:
        """Everybody of the session, with their affiliations."""
        return speakers_line(session.speakers).replace("·", self.scene.glyphs.dot)

    def length(self, minutes: int) -> str:
        """A length as wide as there is room for."""
        return short_length(minutes) if self.is_narrow else length(minutes)

    def title_ink(self, session: Session) -> Style:
        """How a title looks: past ones pale, stars and what is on bold."""
        if session.is_cancelled or session.id in self.scene.gone:
            return self.inks.past + _STRUCK
        if self.scene.is_over(session) or self.scene.is_hidden(session):
            return self.inks.past
        if self.scene.is_starred(session) or self.scene.is_on(session):
            return self.inks.strong
        return PLAIN

    def bar(self, line: Line, session: Session) -> Line:
        """Add the session's colour bar: dotted for a pause."""
        glyphs = self.scene.glyphs
        if session.kind.is_pause:
            return line.add(glyphs.pause_bar, self.inks.faint)
        ink = self.inks.group(self.scene.group_of(session))
        return line.add(glyphs.bar, self.inks.faint if self.scene.is_over(session) else ink)

    def star(self, line: Line, session: Session) -> Line:
        """Add the star column: star, backup, own entry or hidden, or that it is not saved yet."""
        glyphs = self.scene.glyphs
        if session.id in self.scene.unsaved:
            return line.add(glyphs.unsaved, self.inks.clash)
        if self.scene.is_starred(session):
            glyph = glyphs.star
        elif self.scene.is_backup(session):
            glyph = glyphs.backup
        elif self.scene.is_own(session):
            glyph = glyphs.own
        elif self.scene.is_hidden(session):
            return line.add(glyphs.hidden, self.inks.past)
        else:
            return line.add(" ")
        return line.add(glyph, self.inks.past_star if self.scene.is_over(session) else self.inks.star)

    def marks(self, line: Line, session: Session) -> Line:
        """Add the column of marks: a clash before all, else a change, else that there is a note."""
        if session.id in self.scene.clashing:
            return line.add(self.scene.glyphs.clash, self.inks.clash)
        if session.id in self.scene.changes.by_id:
            return line.add(self.scene.glyphs.changed, self.inks.key)
        if session.id in self.scene.schedule.notes:
            return line.add(self.scene.glyphs.note, self.inks.dim)
        return line.add(" ")

    def change(self, line: Line, session: Session) -> Line:
        """Add that it changed, where there is no column of marks: else a space."""
        is_changed = session.id in self.scene.changes.by_id
        return line.add(self.scene.glyphs.changed if is_changed else " ", self.inks.key)

    def remaining(self, session: Session) -> tuple[str, Style]:
        """The right column: what is left of a session that is on, else its length."""
        if self.scene.is_on(session):
            return f"{self.length(minutes_until(session.end, self.scene.now))} left", self.inks.now
        return self.length(session.minutes), self.inks.past if self.scene.is_over(session) else self.inks.dim

    def progress(self, line: Line, session: Session, cells: int = _PROGRESS_CELLS) -> Line:
        """Add a rule that shows how much of a running session is gone."""
        elapsed = (self.scene.now - session.start).total_seconds()
        whole = (session.end - session.start).total_seconds()
        gone = round(cells * elapsed / whole) if whole else cells
        line.add(self.scene.glyphs.done * gone, self.inks.now)
        return line.add(self.scene.glyphs.rule * (cells - gone), self.inks.faint)


def paint_session(canvas: Canvas, row: SessionRow, y: int, *, is_cursor: bool) -> Strip:
    """A session of the agenda; the second line names its people."""
    session = row.session
    line = canvas.line(is_cursor=is_cursor)
    if y == 0:
        time_ink = canvas.inks.dim
        if canvas.scene.is_on(session):
            time_ink = canvas.inks.now + canvas.inks.strong
        elif canvas.scene.is_over(session):
            time_ink = canvas.inks.past
        line.add(canvas.clock(session) if row.shows_time or is_cursor else " " * 5, time_ink)
    line.fill_to(STAR_COLUMN - 1)
    canvas.bar(line, session)
    if y == 0:
        canvas.marks(canvas.star(line, session), session)
        _paint_title(canvas, line, row)
    else:
        line.fill_to(TITLE_COLUMN)
        _paint_people(canvas, line, row)
    return line.strip(canvas.width)


def _paint_title(canvas: Canvas, line: Line, row: SessionRow) -> None:
    session = row.session
    right, right_ink = canvas.remaining(session)
    end = canvas.width - 1
    right_start = end - cell_len(right)
    room_start = right_start
    if row.room_width:
        # The rooms stand under each other, whatever is left of each session.
        widest = _WIDEST_LEFT if canvas.scene.is_live else _WIDEST_LENGTH
        room_start = end - max(widest, cell_len(right)) - row.room_width - 2
    styles = [canvas.title_ink(session)]
    if session.kind.is_pause:
        styles.append(Style(italic=True))
    canvas.day_shift(line, session)
    # Where days stand mixed a time alone would mislead: of a long title less is shown, not of the day.
    day_width = cell_len(row.day) + 3 if row.day and row.height == 1 else 0
    title = canvas.cut(session.title, room_start - 1 - day_width - line.width)
    canvas.marked(line, title, *styles)
    if row.height == 1:
        _paint_beside_title(canvas, line, row, room_start - 2)
    if row.room_width:
        room = canvas.cut(session.room or "", row.room_width)
        canvas.marked(line.fill_to(room_start), room, canvas.inks.dim)
    line.fill_to(right_start).add(right, right_ink)


def _paint_beside_title(canvas: Canvas, line: Line, row: SessionRow, end: int) -> None:
    """The people where much of them fits; the days under each other up to ``end``, room was left for them."""
    ink = canvas.inks.past if canvas.scene.is_over(row.session) else canvas.inks.dim
    people = canvas.people(row.session)
    day_start = end - cell_len(row.day)
    space = (day_start - 2 if row.day else end) - 2 - line.width
    if people and space > cell_len(people) // 2:
        canvas.marked(line.add("  "), canvas.cut(people, space), ink)
    if row.day:
        canvas.marked(line.fill_to(day_start), row.day, ink)


def _paint_people(canvas: Canvas, line: Line, row: SessionRow) -> None:
    session = row.session
    ink = canvas.inks.past if canvas.scene.is_over(session) else canvas.inks.dim
    room = "" if row.room_width else session.room
    told = (row.day, row.remark, room) if row.remark else (row.day, room, canvas.people(session))
    parts = [part for part in told if part]
    text = f" {canvas.scene.glyphs.dot} ".join(parts)
    end = canvas.width - 1
    is_on = canvas.scene.is_on(session)
    space = end - line.width - (_PROGRESS_CELLS + 1 if is_on else 0)
    canvas.marked(line, canvas.cut(text, space), ink)
    if is_on:
        canvas.progress(line.fill_to(end - _PROGRESS_CELLS), session)


def paint_now_rule(canvas: Canvas, row: NowRule) -> Strip:
    """The rule across the list: ``12:20 now ──── next in 15 min``."""
    scene, ink = canvas.scene, canvas.inks.now
    rule = scene.glyphs.rule
    right = ""
    if row.coming:
        ahead = minutes_until(row.coming, scene.now)
        right = f" +{length(ahead)} " if canvas.is_narrow else f" next in {length(ahead)} "
    line = canvas.line()
    line.add(f"{scene.clock(scene.now)} now ", ink)
    return (
        line.fill_to(canvas.width - 1 - cell_len(right), rule, ink)
        .add(right, ink)
        .add(rule, ink)
        .strip(canvas.width)
    )
