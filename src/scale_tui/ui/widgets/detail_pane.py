"""The detail of the selected session, beside the list or in its place."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.detail_lines import DetailLine, DetailWriter
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import overlaid
from scale_tui.ui.scene import Scene, empty_scene


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
        self._lines: Sequence[DetailLine] = ()

    def watch_session(self) -> None:
        """Show another session from its top."""
        self.set_reactive(DetailPane.chosen, None)
        self.scroll_to(y=0, animate=False)
        self._write()

    def watch_scene(self) -> None:
        """Write anew: the time or the marks have changed."""
        self._write()

    def watch_words(self) -> None:
        """Write anew: other words are marked."""
        self._write()

    def on_resize(self) -> None:
        """Wrap anew at the new width."""
        self._write()

    def notify_style_update(self) -> None:
        """Write anew with the colours of another theme."""
        super().notify_style_update()
        if self.is_mounted:
            self._write()

    def _write(self) -> None:
        width = self.scrollable_content_region.width
        if self.session is None or not width:
            self._lines = ()
        else:
            self._lines = DetailWriter(self.scene, self.inks, width, self.words).write(self.session)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strip = self._lines[line].strip
        if line == self.chosen and self.has_focus:
            return overlaid(strip, self.inks.cursor)
        return strip

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
        top = self.scroll_offset.y
        sight = range(top, min(top + self.size.height, len(self._lines)))
        at = self.chosen if self.chosen in sight else (top - 1 if step > 0 else sight.stop)
        assert at is not None  # noqa: S101
        line = at + step
        while line in sight:
            if self._lines[line].request is not None:
                self.chosen = line
                return
            line += step
        self.scroll_relative(y=step, animate=False)

    def action_choose(self) -> None:
        """Follow the chosen line, or the first that leads further."""
        lines = range(len(self._lines)) if self.chosen is None else [self.chosen]
        self._follow(next((line for line in lines if self._lines[line].request is not None), None))

    def on_click(self, event: events.Click) -> None:
        """Follow the line that was clicked."""
        self._follow(event.y + self.scroll_offset.y)

    def _follow(self, line: int | None) -> None:
        if line is None or line >= len(self._lines):
            return
        request = self._lines[line].request
        if request is not None:
            self.post_message(request())
