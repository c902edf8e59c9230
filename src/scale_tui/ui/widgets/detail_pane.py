"""The detail of the selected session, beside the list or in its place."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Size
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.detail_lines import DetailLine, DetailWriter
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import overlaid
from scale_tui.ui.link_messages import OpenLink
from scale_tui.ui.messages import ask_for
from scale_tui.ui.passing_time import looks_as
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.thin_frames import read_piece

_MARGIN = 2
"""Cells at the right that stay blank; the scroll bar has the last of them."""

_MOST_KEPT = 4
"""Sessions: the one that is shown, the one before, and those above and below."""


class _Written:
    """The lines of a session, each painted when it is first seen."""

    def __init__(self, lines: Sequence[DetailLine], session: Session | None = None) -> None:
        self.lines = lines
        self.session = session
        self._painted: dict[int, Strip] = {}

    def paint(self, line: int) -> Strip:
        """One line, painted or taken from what was painted before."""
        strip = self._painted.get(line)
        if strip is None:
            strip = self._painted[line] = self.lines[line].paint()
        return strip


class DetailPane(InkedScroll, can_focus=True, inherit_bindings=False):
    """One session in full. A line that leads further can be chosen with the cursor or a click."""

    BINDINGS = [
        Binding("down,j", "step(1)", "scroll", key_display="↑↓", id="read.down", tooltip="scroll, next link"),
        Binding("up,k", "step(-1)", "up", show=False, id="read.up", tooltip="scroll, previous link"),
        Binding(
            "enter,right,l", "choose", "follow", key_display="⏎", id="read.follow", tooltip="follow the link"
        ),
        Binding("g,home", "scroll_home", "top", show=False, id="read.top", tooltip="to the top"),
        Binding("G,end", "scroll_end", "bottom", show=False, id="read.bottom", tooltip="to the bottom"),
        Binding("pageup,ctrl+u", "page_up", "page", show=False, id="read.page_up", tooltip="a page up"),
        Binding(
            "pagedown,ctrl+d",
            "page_down",
            "page down",
            show=False,
            id="read.page_down",
            tooltip="a page down",
        ),
    ]

    scene: var[Scene] = var(empty_scene, init=False)
    session: var[Session | None] = var[Session | None](None, init=False)
    words: var[tuple[str, ...]] = var[tuple[str, ...]]((), init=False)
    chosen: var[int | None] = var[int | None](None, init=False)

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown = _Written(())
        self._kept: dict[str, _Written] = {}
        self._is_hidden = True
        self._is_outdated = False

    @property
    def _lines(self) -> Sequence[DetailLine]:
        return self._shown.lines

    def watch_session(self) -> None:
        """Show another session from its top."""
        self.set_reactive(DetailPane.chosen, None)
        self.scroll_to(y=0, animate=False)
        self._show()

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Write anew: the time or the marks have changed."""
        if not looks_as(scene, old):
            self._write_anew()

    def watch_words(self) -> None:
        """Write anew: other words are marked."""
        self._write_anew()

    def on_hide(self) -> None:
        """Write nothing while nobody sees it."""
        self._is_hidden = True

    def on_resize(self) -> None:
        """Wrap anew at the new width, which it also gets whenever it is shown."""
        self._is_hidden = False
        self._write_anew()

    def notify_style_update(self) -> None:
        """Write anew with the colours of another theme."""
        super().notify_style_update()
        if self.is_mounted:
            self._write_anew()

    def prepare(self, sessions: Sequence[Session]) -> None:
        """Write and paint what may be asked for next, when there is time: it is kept until then."""
        if self._is_hidden:
            return
        for session in sessions:
            written = self._written(session)
            strips = [written.paint(line) for line in range(min(len(written.lines), self.size.height))]
            for strip in self.finished(strips):
                read_piece(strip.render(self.app.console))

    def _write_anew(self) -> None:
        self._kept.clear()
        self._show()

    def _show(self) -> None:
        self._is_outdated = self._is_hidden
        if not self._is_hidden:
            self._shown = self._written(self.session)
            width = self.scrollable_content_region.width
            self.resize_content(Size(width, len(self._shown.lines)))
            self.refresh()

    def _written(self, session: Session | None) -> _Written:
        width = self.scrollable_content_region.width
        if session is None or not width:
            return _Written(())
        written = self._kept.pop(session.id, None)
        if written is None or written.session is not session:
            room = self.content_region.width - _MARGIN
            writer = _writer_for(self.scene)(self.scene, self.inks, width, room, self.words)
            written = _Written(writer.write(session), session)
        self._kept[session.id] = written
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return written

    def painted_lines(self, lines: Sequence[int]) -> list[Strip]:
        """Visible lines, each painted or taken from what was painted before."""
        if self._is_outdated:
            self._is_hidden = False
            self._show()
        shown, top = self._shown, self.scroll_offset.y
        count = len(shown.lines)
        blank = Strip.blank(self.scrollable_content_region.width, self.inks.base)
        strips = [shown.paint(y + top) if y + top < count else blank for y in lines]
        if self.chosen is None or not self.has_focus or self.scene.glyphs.is_words:
            return strips
        return [
            overlaid(strip, self.inks.cursor) if y + top < count and self._is_chosen(y + top) else strip
            for y, strip in zip(lines, strips, strict=True)
        ]

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        return self.painted_lines([y])[0]

    def watch_chosen(self) -> None:
        """Repaint: another line is chosen."""
        self.refresh()

    def on_focus(self) -> None:
        """Show the chosen line."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no chosen line while the keys go elsewhere."""
        self.refresh()

    def action_step(self, step: int) -> None:
        """Choose the next line in sight that leads further; scroll by a line where there is none."""
        if self.scene.glyphs.is_words:
            self._walk(step)
            return
        top = self.scroll_offset.y
        sight = range(top, min(top + self.size.height, len(self._lines)))
        at = self.chosen if self.chosen in sight else (top - 1 if step > 0 else sight.stop)
        assert at is not None  # noqa: S101
        line = at + step
        while line in sight:
            if self._lines[line].request is not None and not self._is_chosen(line):
                self.chosen = line
                return
            line += step
        self.scroll_relative(y=step, animate=False)

    def _walk(self, step: int) -> None:
        """Go to the next line that says anything, whether it leads further or not; turn the page for it."""
        height = max(1, self.size.height)
        line = (self._cursor_line if self._lines else 0) + step
        while 0 <= line < len(self._lines) and not self._shown.paint(line).text.strip():
            line += step
        if 0 <= line < len(self._lines):
            if not 0 <= line - self.scroll_offset.y < height:
                self.scroll_to(y=line if step > 0 else max(0, line - height + 1), animate=False, force=True)
            self.chosen = line

    @property
    def _cursor_line(self) -> int:
        """The line that is chosen, or the first in sight."""
        top = self.scroll_offset.y
        is_in_sight = self.chosen is not None and top <= self.chosen < top + self.size.height
        return self.chosen if is_in_sight and self.chosen is not None else top

    def cursor_offset(self) -> Offset:
        """Where on the screen the terminal's cursor belongs while the keys come here."""
        return self.content_region.offset + Offset(0, self._cursor_line - self.scroll_offset.y)

    def _is_chosen(self, line: int) -> bool:
        """Whether this line is chosen, or belongs to one that is: an address takes more than one."""
        if self.chosen is None or self.chosen >= len(self._lines):
            return False
        request = self._lines[self.chosen].request
        return line == self.chosen or (request is not None and self._lines[line].request is request)

    @property
    def chosen_link(self) -> str | None:
        """The address that is chosen while the keys come here; None for none."""
        if not self.has_focus or self.chosen is None or self.chosen >= len(self._lines):
            return None
        request = self._lines[self.chosen].request
        asked = request() if callable(request) else None
        return asked.address if isinstance(asked, OpenLink) else None

    def action_choose(self) -> None:
        """Follow the chosen line, or the first that leads further."""
        lines = range(len(self._lines)) if self.chosen is None else [self.chosen]
        self._follow(next((line for line in lines if self._lines[line].request is not None), None))

    def on_click(self, event: events.Click) -> None:
        """Follow the line that was clicked; not by the second click of those that led here."""
        if event.chain == 1:
            self._follow(event.y + self.scroll_offset.y)

    def _follow(self, line: int | None) -> None:
        if line is None or line >= len(self._lines):
            return
        request = self._lines[line].request
        if request is not None:
            ask_for(self, request)


def _writer_for(scene: Scene) -> type[DetailWriter]:
    if scene.glyphs.is_words:
        from scale_tui.ui.spoken_detail import SpokenDetailWriter

        return SpokenDetailWriter
    return DetailWriter
