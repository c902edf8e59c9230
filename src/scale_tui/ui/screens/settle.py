"""A clash, and the ways to settle it: the largest sets of what fits together."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, Setting, put
from scale_tui.domain.settling import Way
from scale_tui.domain.wording import counted, length
from scale_tui.ui.line import Line, cut
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.dialog import Dialog
from scale_tui.ui.spoken import spoken_length
from scale_tui.ui.spoken_painting import said
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys

MOST_WAYS = 9
"""As many as there are digits to choose them by."""

_MOST_DROPPED = 4


def _height(way: Way) -> int:
    return 1 + len(way.kept) + min(len(way.dropped), _MOST_DROPPED)


class WayList(ChoiceList, can_focus=True, inherit_bindings=False):
    """The ways, each with what is kept and what becomes a backup."""

    BINDINGS = [
        *moving_by_keys("way"),
        Binding(
            "enter,right,l,space", "choose", "keep", show=False, id="settle.keep", tooltip="keep this set"
        ),
    ]

    class Chosen(Message):
        """One of the ways shall be gone."""

        def __init__(self, way: Way) -> None:
            self.way = way
            super().__init__()

    def __init__(self, ways: Sequence[Way], scene: Scene) -> None:
        super().__init__()
        self._ways = ways
        self._scene = scene

    def on_mount(self) -> None:
        """Take as many lines as the ways need."""
        self.lay_out(map(_height, self._ways))
        self.cursor = self.nearest_to(0)

    def paint(self, index: int, y: int, width: int, *, is_cursor: bool) -> Strip:
        """A way's number and size, then a session a line."""
        way, row = self._ways[index], y
        if self._scene.glyphs.is_words:
            return said(self.inks, width, self._scene.glyphs, *self._in_words(index, y))
        line = self.begun(self._scene.glyphs, is_cursor=is_cursor)
        if row == 0:
            talks = sum(not self._scene.is_own(session) for session in way.kept)
            size = f"{counted(talks, 'talk')} {self._scene.glyphs.dot} {length(way.minutes)}"
            if not talks:
                size = "nothing but your own"
            return line.add(f"{index + 1}  ", self.inks.key).add(size, self.inks.strong).strip(width)
        if row <= len(way.kept):
            return self._session(line, way.kept[row - 1], is_kept=True).strip(width)
        row -= len(way.kept) + 1
        if row == _MOST_DROPPED - 1 and len(way.dropped) > _MOST_DROPPED:
            line.add(f"  {self._scene.glyphs.backup} ", self.inks.star)
            more = f"and {len(way.dropped) - row} more become backups"
            return line.add(more, self.inks.dim).strip(width)
        return self._session(line, way.dropped[row], is_kept=False).strip(width)

    def _in_words(self, index: int, y: int) -> Iterator[str]:
        """What line ``y`` of a way says."""
        way, scene = self._ways[index], self._scene
        rest = y - 1 - len(way.kept)
        if y == 0:
            titles = " and ".join(session.title for session in way.kept)
            yield from (f"{index + 1} keeps {titles}", spoken_length(way.minutes))
        elif rest == _MOST_DROPPED - 1 and len(way.dropped) > _MOST_DROPPED:
            yield f"and {len(way.dropped) - rest} more become second choice"
        else:
            session = way.kept[y - 1] if rest < 0 else way.dropped[rest]
            what = "keeps" if rest < 0 else "second choice:"
            yield from (f"{what} {session.title}", scene.span(session), session.room or "")

    def _session(self, line: Line, session: Session, *, is_kept: bool) -> Line:
        scene, glyphs = self._scene, self._scene.glyphs
        is_own = scene.is_own(session)
        glyph = glyphs.own if is_own else glyphs.star if is_kept else glyphs.backup
        ink = self.inks.strong if is_kept else self.inks.dim
        line.add(f"  {glyph} ", self.inks.star).add(f"{scene.span(session)} ", self.inks.dim)
        width = self.scrollable_content_region.width
        room = session.room or ""
        space = width - line.width - 1
        if cell_len(room) > space // 3:
            room = ""
        line.add(cut(session.title, space - cell_len(room) - 1, glyphs.ellipsis), ink)
        return line.fill_to(width - 1 - cell_len(room)).add(room, self.inks.dim)

    def action_choose(self) -> None:
        """Go the way under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self._ways[self.cursor]))


class SettleScreen(Dialog[tuple[Setting, ...] | None]):
    """Answers with what to set: what is kept is starred, the rest become backups. None when left."""

    CSS_PATH = "settle.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("settle.keep", "keeps it, the rest are backups", "choose_selected"),
        ("settle.1", "by number", ""),
        ("settle.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape,c,q", "dismiss", "close", show=False, id="settle.close", tooltip="close"),
        *(
            Binding(
                str(n),
                f"choose({n})",
                "keep",
                show=False,
                key_display=f"1-{MOST_WAYS}" if n == 1 else None,
                id=f"settle.{n}",
                tooltip="keep this set",
            )
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
