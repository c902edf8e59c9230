"""An entry of my own: what, from when, to when."""

from datetime import datetime, tzinfo

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import OWN_PREFIX, Mark, Setting, own_entry, take_off
from scale_tui.domain.own_entries import new_entry, read_time
from scale_tui.domain.wording import clock, day_name

_FIELDS = (("title", "What", "Lunch with Ada"), ("begin", "From", "13:00"), ("end", "To", "14:00"))


class OwnEntryScreen(ModalScreen[tuple[Setting, ...] | None]):
    """Answers with what to set; None when it is left with escape.

    ``entry`` is the entry to change, or what a new one begins with: its id, its day and times. They are
    typed on the clock of ``zone``.
    """

    CSS_PATH = "own_entry.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    BINDINGS = [
        Binding("escape", "dismiss", "close", id="own.close", tooltip="close, and change nothing"),
        Binding("ctrl+d", "remove", "remove", id="own.remove", tooltip="take it out of my schedule"),
    ]

    complaint = query_one("#own-complaint", Static)

    def __init__(self, agenda: Agenda, entry: Session, zone: tzinfo, *, is_new: bool) -> None:
        super().__init__()
        self._agenda = agenda
        self._entry = entry
        self._zone = zone
        self._is_new = is_new

    def compose(self) -> ComposeResult:
        """Three lines to type in, filled as far as is known."""
        with Vertical(id="own") as box:
            what = "New entry" if self._is_new else "Your entry"
            box.border_title = Content(f"{what}, {day_name(self._entry.day)}")
            box.border_subtitle = "⏎ keeps it · esc closes"
            with Grid(id="own-fields"):
                for name, label, example in _FIELDS:
                    yield Static(label, classes="own-label", markup=False)
                    field = Input(self._value(name), placeholder=example, id=f"own-{name}", compact=True)
                    # A time is typed anew, a title is added to.
                    field.select_on_focus = name != "title"
                    field.cursor_blink = False
                    yield field
            yield Static("", id="own-complaint", markup=False)

    def _value(self, name: str) -> str:
        if name == "title":
            return self._entry.title
        instant: datetime = self._entry.start if name == "begin" else self._entry.end
        return clock(instant.astimezone(self._zone))

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        title, begin_text, end_text = (self.query_one(f"#own-{name}", Input).value for name, _, _ in _FIELDS)
        begin, end = read_time(begin_text), read_time(end_text)
        if not title.strip():
            self._complain("title", "Say what it is.")
        elif begin is None:
            self._complain("begin", f"{begin_text or 'Nothing'} is no time: write 13:00, say.")
        elif end is None:
            self._complain("end", f"{end_text or 'Nothing'} is no time: write 14:00, say.")
        else:
            key = self._entry.id.removeprefix(OWN_PREFIX)
            entry = new_entry(self._agenda, self._entry.day, title, begin, end, zone=self._zone, key=key)
            self.dismiss(own_entry(entry))

    def _complain(self, field: str, text: str) -> None:
        self.complaint.update(Content(text))
        self.query_one(f"#own-{field}", Input).focus()

    def action_remove(self) -> None:
        """Answer with what takes it out of my schedule."""
        self.dismiss(None if self._is_new else take_off(Mark.OWN, self._entry.id))

    def on_key(self, event: events.Key) -> None:
        """The arrows lead from line to line, as tab does."""
        if event.key in ("down", "up"):
            event.stop()
            (self.focus_next if event.key == "down" else self.focus_previous)()
