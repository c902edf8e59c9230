"""Which conference? Those on this machine, and a line for the address or file of another."""

from collections.abc import Sequence
from datetime import datetime

from textual import events, on
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
from textual.widgets import Input, Static

from scale_tui.domain.conference import Conference, checked_words
from scale_tui.domain.wording import counted, date_span
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line, cut
from scale_tui.ui.messages import AddConference, OpenConference

_HINT = "schedule.xml, schedule.json, .ics, agenda text, or a pretalx page"


class ConferenceList(InkedScroll, can_focus=True, inherit_bindings=False):
    """The conferences, a line each."""

    BINDINGS = [
        Binding("down,j", "move(1)", "move", show=False, id="picker.down", tooltip="next conference"),
        Binding("up,k", "move(-1)", "move", show=False, id="picker.up", tooltip="previous conference"),
        Binding("enter,right,l", "open", "open", show=False, id="picker.open", tooltip="open it"),
    ]

    conferences: var[Sequence[Conference]] = var[Sequence[Conference]]((), init=False)
    cursor: var[int] = var(0, init=False)

    class Left(Message):
        """The cursor went below the last conference."""

    def __init__(self, now: datetime, current: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._now = now
        self._current = current
        self._glyphs = glyphs

    def watch_conferences(self, conferences: Sequence[Conference]) -> None:
        """Show the conferences, with the cursor on the one that is open."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(conferences))
        names = [conference.name for conference in conferences]
        self.cursor = names.index(self._current) if self._current in names else 0
        self.refresh(layout=True)

    def watch_cursor(self) -> None:
        """Show the cursor where it went."""
        self.scroll_to(y=max(0, self.cursor - self.size.height + 1), animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One conference: its title, when it is, how large and how old the copy is."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if index >= len(self.conferences):
            return Strip.blank(width, self.rich_style)
        conference, is_cursor = self.conferences[index], index == self.cursor and self.has_focus
        base = self.inks.base + self.inks.cursor if is_cursor else self.inks.base
        line = Line(base).add(self._glyphs.cursor if is_cursor else " ", self.inks.cursor_bar).add(" ")
        aside = f" {self._glyphs.dot} ".join(self._facts(conference))
        room = max(width // 2, width - 4 - len(aside))
        line.add(cut(conference.title, room - 2, self._glyphs.ellipsis), self.inks.strong).add("  ")
        return line.add(cut(aside, width - line.width, self._glyphs.ellipsis), self.inks.dim).strip(width)

    def _facts(self, conference: Conference) -> list[str]:
        facts = [counted(conference.sessions, "session")]
        if conference.start and conference.end:
            facts.insert(0, date_span(conference.start, conference.end))
        if conference.checked_at is None:
            facts.append("bundled")
        else:
            facts.append(checked_words(conference.checked_at, self._now))
        return facts

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no cursor while the keys go elsewhere."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move to another conference; from the last on to the line below."""
        if self.cursor + step >= len(self.conferences):
            self.post_message(self.Left())
        else:
            self.cursor = max(0, self.cursor + step)

    def action_open(self) -> None:
        """Open the conference under the cursor."""
        if self.conferences:
            self.post_message(OpenConference(self.conferences[self.cursor].name))

    def on_click(self, event: events.Click) -> None:
        """Open the conference that was clicked."""
        index = event.y + self.scroll_offset.y
        if index < len(self.conferences):
            self.cursor = index
            self.action_open()


class PickerScreen(ModalScreen[None]):
    """Closed by escape, or by the app when a conference came."""

    CSS_PATH = "picker.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    BINDINGS = [
        Binding("escape", "dismiss", "close", show=False, id="picker.close", tooltip="close"),
    ]

    conferences: var[Sequence[Conference]] = var[Sequence[Conference]]((), init=False)
    status: var[str] = var("", init=False)

    source = query_one("#picker-source", Input)
    choices = query_one(ConferenceList)

    def __init__(self, now: datetime, current: str, glyphs: Glyphs = UNICODE) -> None:
        """Show how old the copies are at this time, with the cursor on the current conference."""
        super().__init__()
        self._now = now
        self._current = current
        self._glyphs = glyphs
        self._asked = ""

    def compose(self) -> ComposeResult:
        """The conferences, the line to type in, and what comes of it."""
        with Vertical(id="picker") as box:
            box.border_title = "Which conference?"
            box.border_subtitle = "esc closes"
            choices = ConferenceList(self._now, self._current, self._glyphs)
            yield choices.data_bind(PickerScreen.conferences)
            yield Static("The address or file of another:", id="picker-label", markup=False)
            source = Input(id="picker-source", compact=True, placeholder="https://", select_on_focus=False)
            source.cursor_blink = False
            yield source
            yield Static(_HINT, id="picker-hint", markup=False)
            yield Static("", id="picker-status", markup=False)

    def watch_status(self, status: str) -> None:
        """Tell how far it has come, or why it failed."""
        self.query_one("#picker-status", Static).update(Content(status))

    @on(ConferenceList.Left)
    def _type(self) -> None:
        self.source.focus()

    @on(Input.Submitted)
    def _add(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            source, asked = event.value.strip(), self._asked
            self._asked = ""
            self.status = "Reading …"
            self.post_message(AddConference(source, is_agreed=source == asked))

    def ask_again(self, source: str, reason: str) -> None:
        """Say why a source is not read at once; entering the same one again agrees to it."""
        self._asked = source
        self.status = f"{reason}. Enter again fetches it from there."

    def on_key(self, event: events.Key) -> None:
        """From the line to type in, the arrow up leads back to the conferences."""
        if event.key == "up" and self.source.has_focus:
            event.stop()
            self.choices.focus()
