"""Which conference? Those on this machine, and a line for the address or file of another."""

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import Input, Static

from scale_tui.domain.conference import Conference, checked_words
from scale_tui.domain.wording import counted, date_span
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.line import cut
from scale_tui.ui.messages import AddConference, OpenConference
from scale_tui.ui.screens.dialog import Dialog
from scale_tui.ui.spoken_painting import said
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys

_HINT = "schedule.xml, schedule.json, .ics, agenda text, or a pretalx page"


class ConferenceList(ChoiceList, can_focus=True, inherit_bindings=False):
    """The conferences, a line each."""

    BINDINGS = [
        *moving_by_keys("conference"),
        Binding("enter,right,l", "choose", "open", show=False, id="picker.open", tooltip="open it"),
    ]

    LINES_AROUND = 11

    conferences: var[Sequence[Conference]] = var[Sequence[Conference]]((), init=False)

    def __init__(self, now: datetime, current: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._now = now
        self._current = current
        self._glyphs = glyphs
        self._title_cells = self._aside_cells = 0

    def watch_conferences(self, conferences: Sequence[Conference]) -> None:
        """Show the conferences, with the cursor on the one that is open."""
        self._title_cells = max((cell_len(conference.title) for conference in conferences), default=0)
        self._aside_cells = max((cell_len(self._aside(conference)) for conference in conferences), default=0)
        self.lay_out(1 for _ in conferences)
        names = [conference.name for conference in conferences]
        self.cursor = self.nearest_to(names.index(self._current) if self._current in names else 0)

    def paint(self, index: int, _y: int, width: int, *, is_cursor: bool) -> Strip:
        """One conference: its title, when it is, how large and how old the copy is."""
        conference = self.conferences[index]
        if self._glyphs.is_words:
            is_open = "open now" if conference.name == self._current else ""
            return said(self.inks, width, self._glyphs, conference.title, is_open, *self._facts(conference))
        line = self.begun(self._glyphs, is_cursor=is_cursor and self.has_focus).add(" ")
        line_start = line.width
        aside = self._aside(conference)
        room = min(max(width // 2, width - 4 - self._aside_cells), self._title_cells + 2)
        line.add(cut(conference.title, room - 2, self._glyphs.ellipsis), self.inks.strong)
        line.fill_to(min(width, line_start + room))
        return line.add(cut(aside, width - line.width, self._glyphs.ellipsis), self.inks.dim).strip(width)

    def _aside(self, conference: Conference) -> str:
        return self._glyphs.between.join(self._facts(conference))

    def _facts(self, conference: Conference) -> list[str]:
        facts = [counted(conference.sessions, "session")]
        if conference.start and conference.end:
            facts.insert(0, date_span(conference.start, conference.end))
        if conference.checked_at is None:
            facts.append("bundled")
        else:
            facts.append(checked_words(conference.checked_at, self._now))
        return facts

    def action_choose(self) -> None:
        """Open the conference under the cursor."""
        if self.cursor is not None:
            self.post_message(OpenConference(self.conferences[self.cursor].name))


class PickerScreen(Dialog[None]):
    """Closed by escape, or by the app when a conference came."""

    CSS_PATH = "picker.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("picker.open", "opens", "open"),
        ("picker.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape", "dismiss", "close", show=False, id="picker.close", tooltip="close"),
    ]

    conferences: var[Sequence[Conference]] = var[Sequence[Conference]]((), init=False)
    status: var[str] = var("", init=False)

    source = query_one("#picker-source", Input)
    choices = query_one(ConferenceList)

    def __init__(self, now: datetime, current: str, glyphs: Glyphs) -> None:
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

    @property
    def may_be_left(self) -> bool:
        """Whether no address was typed."""
        return not self.source.value.strip()

    def action_open(self) -> None:
        """Open what was typed, else the conference under the cursor."""
        if self.may_be_left:
            self.choices.action_choose()
        else:
            self._add()

    @on(ConferenceList.Left)
    def _type(self) -> None:
        self.source.focus()

    @on(Input.Submitted)
    def _add(self) -> None:
        if source := self.source.value.strip():
            asked, self._asked = self._asked, ""
            self.status = "Reading …"
            self.post_message(AddConference(source, is_agreed=source == asked))

    def ask_again(self, source: str, reason: str) -> None:
        """Say why a source is not read at once; entering the same one again agrees to it."""
        self._asked = source
        self.status = f"{reason}. Enter again fetches it from there."

    def on_key(self, event: events.Key) -> None:
        """From the line to type in, the arrow up leads back to the conferences; letters lead there."""
        if event.key == "up" and self.source.has_focus:
            event.stop()
            self.choices.focus()
        elif event.is_printable and event.character and self.choices.has_focus:
            event.stop()
            self._write(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is an address, wherever the cursor is."""
        event.stop()
        self._write("".join(event.text.split()))

    def _write(self, text: str) -> None:
        self.source.focus()
        self.source.insert_text_at_cursor(text)
