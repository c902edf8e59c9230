"""A clash, and the ways to settle it: the largest sets of what fits together."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.message import Message
from textual.reactive import var
from textual.screen import ModalScreen
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, Setting, put
from scale_tui.domain.settling import Way
from scale_tui.domain.wording import clock, counted, length
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line, cut
from scale_tui.ui.scene import Scene

MOST_WAYS = 9
"""As many as there are digits to choose them by."""


_MOST_DROPPED = 4


def _height(way: Way) -> int:
    return 1 + len(way.kept) + min(len(way.dropped), _MOST_DROPPED)


class WayList(InkedScroll, can_focus=True, inherit_bindings=False):
    """The ways, each with what is kept and what becomes a backup."""

    BINDINGS = [
        Binding("down,j", "move(1)", "move", show=False, id="settle.down", tooltip="next way"),
        Binding("up,k", "move(-1)", "move", show=False, id="settle.up", tooltip="previous way"),
        Binding(
            "enter,right,l,space", "choose", "keep", show=False, id="settle.keep", tooltip="keep this set"
        ),
    ]

    cursor: var[int] = var(0, init=False)

    class Chosen(Message):
        """One of the ways shall be gone."""

        def __init__(self, way: Way) -> None:
            self.way = way
            super().__init__()

    def __init__(self, ways: Sequence[Way], scene: Scene) -> None:
        super().__init__()
        self._ways = ways
        self._scene = scene
        self._tops = [0, *accumulate(map(_height, ways))]

    def on_mount(self) -> None:
        """Take as many lines as the ways need."""
        self.virtual_size = Size(0, self._tops[-1])

    def render_line(self, y: int) -> Strip:
        """A way's number and size, then a session a line."""
        y += self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y >= self._tops[-1]:
            return Strip.blank(width, self.rich_style)
        index = bisect_right(self._tops, y) - 1
        way, row = self._ways[index], y - self._tops[index]
        is_cursor = index == self.cursor
        line = Line(self.inks.base + self.inks.cursor if is_cursor else self.inks.base)
        line.add(self._scene.glyphs.cursor if is_cursor else " ", self.inks.cursor_bar)
        if row == 0:
            talks = sum(not self._scene.is_own(session) for session in way.kept)
            size = f"{counted(talks, 'talk')} {self._scene.glyphs.dot} {length(way.minutes)}"
            if not talks:
                size = "nothing but your own"
            return line.add(f"{index + 1} ", self.inks.key).add(size, self.inks.strong).strip(width)
        if row <= len(way.kept):
            return self._session(line, way.kept[row - 1], is_kept=True).strip(width)
        row -= len(way.kept) + 1
        if row == _MOST_DROPPED - 1 and len(way.dropped) > _MOST_DROPPED:
            line.add(f"  {self._scene.glyphs.backup} ", self.inks.star)
            more = f"and {len(way.dropped) - row} more become backups"
            return line.add(more, self.inks.dim).strip(width)
        return self._session(line, way.dropped[row], is_kept=False).strip(width)

    def _session(self, line: Line, session: Session, *, is_kept: bool) -> Line:
        glyphs, local = self._scene.glyphs, self._scene.agenda.local
        is_own = self._scene.is_own(session)
        glyph = glyphs.own if is_own else glyphs.star if is_kept else glyphs.backup
        span = f"{clock(local(session.start))}{glyphs.dash}{clock(local(session.end))}"
        ink = self.inks.strong if is_kept else self.inks.dim
        line.add(f"  {glyph} ", self.inks.star).add(f"{span} ", self.inks.dim)
        width = self.scrollable_content_region.width
        room = session.room or ""
        space = width - line.width - 1
        if cell_len(room) > space // 3:
            room = ""
        line.add(cut(session.title, space - cell_len(room) - 1, glyphs.ellipsis), ink)
        return line.fill_to(width - 1 - cell_len(room)).add(room, self.inks.dim)

    def watch_cursor(self) -> None:
        """Show the way that the cursor went to."""
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        height = self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=max(0, bottom - height), animate=False, force=True)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Go to another way."""
        self.cursor = min(max(self.cursor + step, 0), len(self._ways) - 1)

    def action_choose(self) -> None:
        """Go the way under the cursor."""
        self.post_message(self.Chosen(self._ways[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Go to the way that was clicked; the second click goes it."""
        index = bisect_right(self._tops, event.y + self.scroll_offset.y) - 1
        if index < len(self._ways):
            self.cursor = index
            if event.chain > 1:
                self.action_choose()


class SettleScreen(ModalScreen[tuple[Setting, ...] | None]):
    """Answers with what to set: what is kept is starred, the rest become backups. None when left."""

    CSS_PATH = "settle.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    BINDINGS = [
        Binding("escape,c,q", "dismiss", "close", show=False, id="settle.close", tooltip="close"),
        *(
            Binding(str(n), f"choose({n})", "keep", show=False, id=f"settle.{n}", tooltip="keep this set")
            for n in range(1, MOST_WAYS + 1)
        ),
    ]

    ways = query_one(WayList)

    def __init__(self, ways: Sequence[Way], scene: Scene) -> None:
        super().__init__()
        self._ways = ways
        self._scene = scene

    def compose(self) -> ComposeResult:
        """The ways, the best first."""
        with Vertical(id="settle") as box:
            box.border_title = "What fits together"
            enter = self._scene.glyphs.key("⏎")
            box.border_subtitle = Content(f"{enter} keeps it, the rest are backups")
            yield WayList(self._ways, self._scene)

    def action_choose(self, number: int) -> None:
        """Go the way with this number."""
        if number <= len(self._ways):
            self._go(self._ways[number - 1])

    def on_way_list_chosen(self, message: WayList.Chosen) -> None:
        """Go the way that was chosen."""
        self._go(message.way)

    def _go(self, way: Way) -> None:
        self.dismiss(tuple(chain.from_iterable(self._settings(way))))

    def _settings(self, way: Way) -> Iterator[tuple[Setting, ...]]:
        for mark, sessions in ((Mark.STAR, way.kept), (Mark.BACKUP, way.dropped)):
            yield from (put(mark, session.id) for session in sessions if not self._scene.is_own(session))
