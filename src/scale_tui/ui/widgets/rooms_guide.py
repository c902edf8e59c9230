"""The programme guide of a day: rooms as lines, time to the right; a list of rooms where it is narrow.

Drawn line by line like the session list: what is visible is painted, nothing else. Where things stand is
computed once a day and zoom, so that a key costs the same with 40 sessions and with 10,000.
"""

from datetime import date, datetime

from textual import events
from textual.geometry import Offset, Size
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.guide import HEAD_LINE, SCALES, Guide, scale_for
from scale_tui.ui.guide_days import GuideDays, RoomNames
from scale_tui.ui.guide_list import RoomList
from scale_tui.ui.guide_list_painting import paint_rooms_line
from scale_tui.ui.guide_painting import paint_beside_guide
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.messages import OpenDetail
from scale_tui.ui.row_painting import Canvas
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.widgets.rooms_guide_bindings import ROOMS_GUIDE_BINDINGS

_LIST_BELOW = 60
_ENOUGH_OF_A_BLOCK = 12
_HEAD = 1


class RoomsGuide(InkedScroll, can_focus=True, inherit_bindings=False):
    """Posts what shall be opened. Where the cursor went is ``highlighted``, to be watched as the list's is.

    The cursor looks at an instant: now, on a session that is on, else its start. Moving from room to room
    keeps the instant, so that a walk down and up again ends where it began.
    """

    BINDINGS = ROOMS_GUIDE_BINDINGS

    scene: var[Scene] = var(empty_scene, init=False)
    cursor: var[Session | None] = var[Session | None](None, init=False)
    highlighted: var[Session | None] = var[Session | None](None, init=False, always_update=True)

    def __init__(self) -> None:
        super().__init__(id="guide")
        self._days = GuideDays(self.scene.shown)
        self._last: Session | None = None
        self._instant = self.scene.now
        self._scale: int | None = None
        self._layout_now: Guide | RoomList | None = None
        self._names = RoomNames({}, 0)
        self._painted: dict[tuple[int, str | None], Strip] = {}
        self._painted_sight = (0, 0)
        self._is_placed = False

    # What to show

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Paint anew: the time or the marks have changed. Who looked at now goes on to."""
        if scene.shown is not self._days.agenda:
            self._take_agenda(is_newer=scene.agenda.name == old.agenda.name)
        if self._instant == old.now:
            self._instant = scene.now
            if self._is_list and self.cursor is not None and self.has_focus:
                # What has ended makes room for what is on; not while its detail is read.
                self.cursor = self._listed(self.cursor).in_room_of(self.cursor)
        self._lay_out()

    def _take_agenda(self, *, is_newer: bool) -> None:
        """Stay where we are in other parts of one conference's agenda; wait to be shown in another's."""
        self._days, self._layout_now = GuideDays(self.scene.shown), None
        self._last = (self.cursor or self._last) if is_newer else None
        cursor = self._days.counterpart(self._last)
        self.set_reactive(RoomsGuide.cursor, None if self.size else cursor)
        self.cursor = cursor

    def on_focus(self) -> None:
        """Tell where the cursor is: it may have moved while something else was seen."""
        if self.cursor is not None:
            self.highlighted = self.cursor

    def on_resize(self) -> None:
        """Lay out at the new width; the first time, where the cursor shall be seen."""
        self._lay_out()
        self.refresh_bindings()
        if not self._is_placed:
            self._place()
        else:
            self._reveal()

    def notify_style_update(self) -> None:
        """Paint anew with the colours of another theme."""
        self._painted.clear()
        super().notify_style_update()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - _HEAD)

    @property
    def _is_list(self) -> bool:
        return 0 < self.size.width < (self.size.width + 1 if self.scene.glyphs.is_words else _LIST_BELOW)

    def _lay_out(self) -> None:
        """Say where each session stands: on the axis of the cursor's day, or in the list at its instant."""
        if self.cursor is None or not self._width:
            return
        day = self._days.day(self.cursor.day)
        names_width = self._width // (6 if self._is_list else 9)
        self._names = RoomNames.of(day, names_width, self.scene.glyphs.ellipsis)
        if self._is_list:
            listed = self._listed(self.cursor)
            if not listed.has(self.cursor):
                self._instant = self.scene.instant_in(self.cursor)
                listed = self._listed(self.cursor)
            self._layout_now, width = listed, self._width
        else:
            scale = self._scale or scale_for(self._width - self._left)
            guide = self._days.guide(self.cursor.day, scale, self._page)
            self._layout_now, width = guide, self._left + guide.axis.width
        self.virtual_size = Size(width, _HEAD + self._layout_now.height)
        self._painted.clear()
        self.refresh()

    def _listed(self, session: Session) -> RoomList:
        return RoomList.at(self._instant, self._days.day(session.day), self.scene.shown)

    @property
    def _left(self) -> int:
        return self._names.width + 2

    def render_line(self, y: int) -> Strip:
        """The head, or a visible line, painted or taken from what was painted before."""
        layout, line = self._layout_now, y - _HEAD + self.scroll_offset.y if y else HEAD_LINE
        canvas = Canvas(self.scene, self.inks, self._width, self.scene.words)
        if layout is None or self.cursor is None or line >= layout.height:
            return paint_beside_guide(canvas, line)
        sight = (self._first, self._width)
        if sight != self._painted_sight:
            self._painted_sight = sight
            self._painted.clear()
        is_cursor = 0 <= line - layout.line_of(self.cursor) < layout.lines_a_lane
        selected = self.cursor if is_cursor else None
        key = (line, selected.id if selected else None)
        strip = self._painted.get(key)
        if strip is None:
            strip = paint_rooms_line(canvas, layout, self._names, self._first, line, selected)
            self._painted[key] = strip
        return strip

    # Where the cursor is

    def watch_cursor(self, old: Session | None, new: Session | None) -> None:
        """Repaint the line left and the line reached, all of it on another day; tell which session it is."""
        if new is None:
            return
        layout = self._layout_now
        if layout is not None and old is not None and layout.has(old) and layout.has(new):
            for session in (old, new):
                self.refresh_lines(_HEAD + layout.line_of(session), layout.lines_a_lane)
        else:
            self._lay_out()
        self.highlighted = new

    def select(self, session: Session, *, a_third_down: bool = False) -> bool:
        """Put the cursor on a session of any day; False when it is not shown."""
        if session.id not in self.scene.shown.by_id:
            return False
        self._instant = self.scene.instant_in(session)
        self.cursor = session
        if a_third_down:
            self._place()
        else:
            self._reveal(is_along=True)
        return True

    def select_nearest(self, session: Session) -> None:
        """Put the cursor on a session, or where it is not shown on what is nearest to it in room and time."""
        self._last = session
        self.select(self._days.counterpart(session) or session, a_third_down=True)

    def show_instant(self, instant: datetime) -> None:
        """Move in the cursor's room to what runs then, or is nearest."""
        if self.cursor is not None:
            self.select(self._days.beside(self.cursor, instant))

    def show_day(self, day: date) -> None:
        """Move to another day, at about the same time of day and in the same room if it is used then."""
        if self.cursor is not None:
            self.select(self._days.at_the_same_time(self.cursor, day), a_third_down=True)

    def cursor_offset(self) -> Offset | None:
        """Where on the screen the selected session begins; None while it is out of sight."""
        layout = self._layout_now
        if layout is None or self.cursor is None:
            return None
        x, y = 0, layout.line_of(self.cursor) - self.scroll_offset.y
        if isinstance(layout, Guide):
            x = self._left + max(0, layout.block_of(self.cursor).start - self._first)
        is_in_sight = 0 <= y < self._page and x < self._width
        return Offset(self.region.x + x, self.region.y + _HEAD + y) if is_in_sight else None

    @property
    def _first(self) -> int:
        return self.scroll_offset.x

    def _place(self) -> None:
        """Scroll so that the instant looked at is a third from the left and its room a third from the top."""
        layout = self._layout_now
        self._is_placed = layout is not None
        if layout is not None and self.cursor is not None:
            self.scroll_to(y=layout.line_of(self.cursor) - self._page // 3, animate=False, force=True)
            self._scroll_to_instant()

    def _scroll_to_instant(self, column: int | None = None) -> None:
        """Scroll in time: the instant looked at gets this column, or stands a third from the left."""
        if isinstance(self._layout_now, Guide):
            cells = self._width - self._left
            at = column if column is not None and 0 <= column < cells else cells // 3
            self.scroll_to(x=self._layout_now.axis.cell(self._instant) - at, animate=False, force=True)

    def _reveal(self, *, is_along: bool = False) -> None:
        """Bring the selected session into sight: all of it while moving ``is_along`` its room."""
        layout, session = self._layout_now, self.cursor
        if layout is None or session is None:
            return
        top = layout.line_of(session)
        lowest = top + layout.lines_a_lane - self._page
        if not lowest <= self.scroll_offset.y <= top:
            y = top if (top < self.scroll_offset.y) is not self.scene.glyphs.is_words else max(0, lowest)
            self.scroll_to(y=y, animate=False, force=True)
        if isinstance(layout, Guide):
            block, cells = layout.block_of(session), self._width - self._left
            seen = min(block.end, self._first + cells) - max(block.start, self._first)
            if seen < min(block.end - block.start, cells * 2 // 3 if is_along else _ENOUGH_OF_A_BLOCK):
                self.scroll_to(x=block.start - cells // 3, animate=False, force=True)

    # Keys

    def action_move(self, step: int) -> None:
        """Move to the session so many places later, or earlier, in the room, or as far as there are."""
        if self.cursor is not None:
            self._move_along(self._days.day(self.cursor.day).beside(self.cursor, step))

    def _move_along(self, session: Session) -> None:
        layout = self._layout_now
        if not (isinstance(layout, RoomList) and layout.has(session)):
            self._instant = self.scene.instant_in(session)
        self.cursor = session
        self._reveal(is_along=True)

    def action_change_room(self, step: int) -> None:
        """Move to the room so many lines below or above, at about the same time."""
        layout = self._layout_now
        if layout is not None and self.cursor is not None:
            self.cursor = layout.beside(self.cursor, step, self._instant)
            self._reveal()

    def action_page(self, pages: int) -> None:
        """Move by as many lines as are visible."""
        if self._layout_now is not None:
            self.action_change_room(pages * max(1, (self._page - 1) // self._layout_now.lines_a_lane))

    def action_zoom(self, step: int) -> None:
        """Give time more or fewer cells, or as many as usual; the instant looked at stays where it is."""
        layout = self._layout_now
        if isinstance(layout, Guide):
            column = layout.axis.cell(self._instant) - self._first
            index = SCALES.index(layout.axis.scale) + step
            self._scale = SCALES[min(max(index, 0), len(SCALES) - 1)] if step else None
            self._lay_out()
            self._scroll_to_instant(column)

    def action_open(self) -> None:
        """Ask for the detail of the session under the cursor."""
        if self.cursor is not None:
            self.post_message(OpenDetail())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A list has no time to zoom."""
        return action != "zoom" or not self._is_list

    def on_click(self, event: events.Click) -> None:
        """Move to the session, or from a room's name to what it has; opened by the second click."""
        layout, line = self._layout_now, event.y - _HEAD + self.scroll_offset.y
        if layout is None or self.cursor is None or not event.y or line >= layout.height:
            return
        if isinstance(layout, Guide) and event.x < self._left:
            session: Session | None = layout.lane_at(line).nearest(self._instant)
        else:
            session = layout.session_at(line, event.x - self._left + self._first)
        if session is not None:
            is_again = event.chain > 1 or (session is self.cursor and event.x >= self._left)
            self._move_along(session)
            if is_again:
                self.action_open()
