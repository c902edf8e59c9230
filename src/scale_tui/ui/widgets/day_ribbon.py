"""The day as a ribbon: hours above, sessions below, now marked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.inks import Inked
from scale_tui.ui.line import Line
from scale_tui.ui.messages import ShowInstant
from scale_tui.ui.outlook import Outlook
from scale_tui.ui.scene import Scene

_MARGIN = 1
_BUSY_STEPS = 4


class DayRibbon(Inked):
    """A session after another is drawn as blocks: pauses low, stars gold, the cursor's tall.

    Where sessions run side by side the upper half of each cell shows my stars, clashing ones as such, and the
    lower half how many run. Two lines high, it shows the hours; one line high, only now.
    """

    DEFAULT_CSS = """
    DayRibbon { height: 2; }
    """

    scene: reactive[Scene | None] = reactive[Scene | None](None, init=False)
    outlook: reactive[Outlook] = reactive(Outlook(), init=False)
    session: reactive[Session | None] = reactive[Session | None](None, init=False)

    def render_line(self, y: int) -> Strip:
        """The hours, or the blocks."""
        scene, sessions = self.scene, self._sessions()
        if scene is None or not sessions:
            return Strip.blank(self.size.width, self.rich_style)
        if self.size.height > 1 and y == 0:
            return self._hours(scene, sessions)
        if _side_by_side(sessions):
            return self._busy(scene, sessions)
        return self._blocks(scene, sessions)

    def on_click(self, event: events.Click) -> None:
        """Move to what runs at that time."""
        sessions = self._sessions()
        if sessions:
            self.post_message(ShowInstant(self._instant(sessions, event.x)))

    def _sessions(self) -> Sequence[Session]:
        if self.scene is None or self.outlook.day is None:
            return ()
        return self.scene.agenda.sessions_on(self.outlook.day)

    def _cells(self) -> int:
        return max(1, self.size.width - 2 * _MARGIN)

    def _instant(self, sessions: Sequence[Session], x: int) -> datetime:
        """The middle of a cell's stretch of time."""
        start, end = _span(sessions)
        return start + (end - start) * (x - _MARGIN + 0.5) / self._cells()

    def _x(self, sessions: Sequence[Session], instant: datetime) -> int:
        start, end = _span(sessions)
        return _MARGIN + int(self._cells() * ((instant - start) / (end - start)))

    def _now_x(self, scene: Scene, sessions: Sequence[Session]) -> int | None:
        start, end = _span(sessions)
        return self._x(sessions, scene.now) if start <= scene.now < end else None

    def _hours(self, scene: Scene, sessions: Sequence[Session]) -> Strip:
        start, end = _span(sessions)
        cells = [" "] * self.size.width
        hour = scene.agenda.local(start).replace(minute=0, second=0, microsecond=0)
        step = _hours_apart(start, end, self._cells())
        while hour < end:
            x = self._x(sessions, hour)
            if hour >= start and hour.hour % step == 0 and x + 2 <= len(cells):
                cells[x : x + 2] = f"{hour.hour:02}"
            hour = scene.agenda.local(hour + timedelta(hours=1))
        now_x = self._now_x(scene, sessions)
        line = Line(self.inks.base)
        if now_x is None:
            return line.add("".join(cells), self.inks.dim).strip(self.size.width)
        line.add("".join(cells[:now_x]), self.inks.dim).add(scene.glyphs.now, self.inks.now)
        return line.add("".join(cells[now_x + 1 :]), self.inks.dim).strip(self.size.width)

    def _blocks(self, scene: Scene, sessions: Sequence[Session]) -> Strip:
        line = Line(self.inks.base).add(" " * _MARGIN)
        now_x = self._now_x(scene, sessions) if self.size.height == 1 else None
        for x in range(_MARGIN, _MARGIN + self._cells()):
            session = _running(sessions, self._instant(sessions, x))
            if x == now_x:
                line.add(scene.glyphs.now, self.inks.now)
            elif session is None:
                line.add(" ")
            else:
                follower = _running(sessions, self._instant(sessions, x + 1))
                is_edge = (
                    follower is not None and follower is not session and self._x(sessions, session.start) < x
                )
                glyph, ink = self._block(scene, session)
                line.add(scene.glyphs.low if is_edge and glyph != scene.glyphs.full else glyph, ink)
        return line.strip(self.size.width)

    def _block(self, scene: Scene, session: Session) -> tuple[str, Style]:
        glyphs = scene.glyphs
        is_cursor = self.session is not None and session.id == self.session.id
        if scene.is_starred(session):
            ink = self.inks.past_star if scene.is_over(session) else self.inks.star
        elif session.kind.is_pause or scene.is_over(session):
            ink = self.inks.past if is_cursor else self.inks.faint
        else:
            ink = self.inks.group(scene.group_of(session))
        if is_cursor:
            return glyphs.full, ink
        return (glyphs.low if session.kind.is_pause else glyphs.lower), ink

    def _busy(self, scene: Scene, sessions: Sequence[Session]) -> Strip:
        line = Line(self.inks.base).add(" " * _MARGIN)
        talks = [session for session in sessions if not session.kind.is_pause]
        counts = [
            sum(s.start <= instant < s.end for s in talks)
            for instant in (self._instant(sessions, x) for x in range(_MARGIN, _MARGIN + self._cells()))
        ]
        most = max(counts, default=0)
        for cell, count in enumerate(counts):
            instant = self._instant(sessions, cell + _MARGIN)
            stars = [s for s in sessions if scene.is_starred(s) and s.start <= instant < s.end]
            shade = self._shade(count, most)
            if not stars:
                line.add(scene.glyphs.lower if count else " ", shade)
            else:
                ink = self.inks.now if len(stars) > 1 else self.inks.star
                line.add(scene.glyphs.upper, ink, Style(bgcolor=shade.color))
        return line.strip(self.size.width)

    def _shade(self, count: int, most: int) -> Style:
        if not count:
            return self.inks.base
        return self.inks.neutral if count * 2 > most else self.inks.faint


def _span(sessions: Sequence[Session]) -> tuple[datetime, datetime]:
    start, end = sessions[0].start, max(session.end for session in sessions)
    return start, max(end, start + timedelta(minutes=1))


def _running(sessions: Sequence[Session], instant: datetime) -> Session | None:
    return next((session for session in sessions if session.start <= instant < session.end), None)


def _side_by_side(sessions: Sequence[Session]) -> bool:
    return any(later.start < earlier.end for earlier, later in pairwise(sessions))


def _hours_apart(start: datetime, end: datetime, cells: int) -> int:
    """How many hours between two labels, so that four cells at least lie between them."""
    hours = max(1.0, (end - start).total_seconds() / 3600)
    return next((step for step in (1, 2, 3, 4, 6, 12) if cells / hours * step >= 4), 24)
