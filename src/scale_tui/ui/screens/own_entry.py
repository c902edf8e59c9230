"""An entry of my own: what, from when, to when."""

from collections.abc import Iterable
from datetime import time, timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import OWN_PREFIX, Mark, Setting, own_entry, take_off
from scale_tui.domain.own_entries import end_after, entry_between, read_time, start_on
from scale_tui.domain.wording import day_name, zone_name
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.dialog import Dialog, Told

_DAY = timedelta(days=1)
_FIELDS = (("title", "What", "Lunch with Ada"), ("begin", "From", "13:00"), ("end", "To", "14:00"))


class OwnEntryScreen(Dialog[tuple[Setting, ...] | None]):
    """Answers with what to set; None when it is left with escape.

    ``entry`` is the entry to change, or what a new one begins with: its id, its day and times. They are read
    and typed on the clock that is shown; what is not typed anew stays the instant that it is.
    """

    CSS_PATH = "own_entry.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("=enter", "keeps it", "keep"),
        ("own.remove", "takes it out", "remove"),
        ("own.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape", "dismiss", "close", id="own.close", tooltip="close, and change nothing"),
        Binding("ctrl+d", "remove", "remove", id="own.remove", tooltip="take it out of my schedule"),
    ]

    complaint = query_one("#own-complaint", Static)

    def __init__(self, scene: Scene, entry: Session, *, is_new: bool) -> None:
        super().__init__()
        self._scene = scene
        self._entry = entry
        self._is_new = is_new
        self._begun_with = {
            "title": entry.title,
            "begin": scene.clock(entry.start),
            "end": scene.clock(entry.end),
        }

    def hints(self) -> Iterable[Told]:
        """What is new is not in my schedule yet."""
        return (hint for hint in self.HINTS if not (self._is_new and hint[0] == "own.remove"))

    def compose(self) -> ComposeResult:
        """Three lines to type in, filled as far as is known."""
        with Vertical(id="own") as box:
            what = "New entry" if self._is_new else "Your entry"
            box.border_title = Content(f"{what}, {day_name(self._entry.day)}")
            with Grid(id="own-fields"):
                for name, label, example in _FIELDS:
                    yield Static(label, classes="own-label", markup=False)
                    field = Input(self._begun_with[name], placeholder=example, id=f"own-{name}", compact=True)
                    # A time is typed anew, a title is added to.
                    field.select_on_focus = name != "title"
                    field.cursor_blink = False
                    yield field
            yield Static(self._clocks(), id="own-clocks", markup=False)
            yield Static("", id="own-complaint", markup=False)

    def on_mount(self) -> None:
        """Say which clock it is where there are two."""
        self.query_one("#own-clocks").display = self._scene.is_on_my_clock

    def _clocks(self) -> Content:
        scene, start = self._scene, self._entry.start
        here, there = zone_name(scene.local(start)), zone_name(scene.agenda.local(start))
        return Content(f"On your clock, {here}. The conference's is {there}.")

    @property
    def may_be_left(self) -> bool:
        """Whether nothing was typed."""
        return self._typed() == self._begun_with

    def _typed(self) -> dict[str, str]:
        return {name: self.query_one(f"#own-{name}", Input).value for name, _, _ in _FIELDS}

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Answer with the entry, or say what is missing."""
        typed = self._typed()
        begin, end = read_time(typed["begin"]), read_time(typed["end"])
        if not typed["title"].strip():
            self._complain("title", "Say what it is.")
        elif begin is None:
            self._complain("begin", f"{typed['begin'] or 'Nothing'} is no time: write 13:00, say.")
        elif end is None:
            self._complain("end", f"{typed['end'] or 'Nothing'} is no time: write 14:00, say.")
        else:
            self.dismiss(own_entry(self._made(typed, begin, end)))

    def _made(self, typed: dict[str, str], begin: time, end: time) -> Session:
        was, zone, agenda = self._entry, self._scene.zone, self._scene.agenda
        start, finish = was.start, was.end
        is_moved = typed["begin"] != self._begun_with["begin"]
        if is_moved:
            start = start_on(agenda, was.day, begin, zone)
        if typed["end"] != self._begun_with["end"] or (is_moved and not start < finish <= start + _DAY):
            finish = end_after(start, end, zone)
        key = was.id.removeprefix(OWN_PREFIX)
        return entry_between(typed["title"], start, finish, was.day, key=key)

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
