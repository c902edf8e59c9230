"""My schedule as a file: in which form, and where."""

from pathlib import PurePath

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import Input, Static

from scale_tui.domain.errors import AlreadyThere, ScaleTuiError
from scale_tui.domain.wording import counted
from scale_tui.export.forms import Form, sessions_to_take
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.line import cut
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.dialog import Dialog, clickable
from scale_tui.ui.spoken_painting import said
from scale_tui.ui.widgets.choice_list import ChoiceList, moving_by_keys
from scale_tui.values import dataclass

_FORMS = (
    (Form.ICALENDAR, "for calendars and phones"),
    (Form.MARKDOWN, "to read, and to write on in"),
    (Form.CSV, "for spreadsheets"),
    (Form.JSON, "for scripts, and to keep"),
)
_ENDING_CELLS = 7


class FormList(ChoiceList, can_focus=True, inherit_bindings=False):
    """The forms, a line each."""

    BINDINGS = [
        *moving_by_keys("form"),
        Binding("a", "screen.toggle_all", "all", show=False, id="export.all", tooltip="my schedule, or all"),
        Binding(
            "enter,right,l", "screen.write", "write", show=False, id="export.write", tooltip="write the file"
        ),
    ]

    class Chosen(Message):
        """The cursor went to another form."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    @property
    def form(self) -> Form:
        """The form under the cursor."""
        return _FORMS[self.cursor or 0][0]

    def choose(self, form: Form) -> None:
        """Put the cursor on a form."""
        self.cursor = [each for each, _ in _FORMS].index(form)

    def on_mount(self) -> None:
        """Take as many lines as there are forms."""
        self.lay_out(1 for _ in _FORMS)
        self.cursor = 0

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Show the cursor where it went, and say so."""
        super().watch_cursor(old, new)
        self.post_message(self.Chosen())

    def paint(self, index: int, _y: int, width: int, *, is_cursor: bool) -> Strip:
        """One form: how its files end, and what it is for."""
        form, purpose = _FORMS[index]
        if self._glyphs.is_words:
            return said(self.inks, width, self._glyphs, f"{form}: {purpose}")
        line = self.begun(self._glyphs, is_cursor=is_cursor, is_lit=self.has_focus).add(" ")
        line.add(f".{form}".ljust(_ENDING_CELLS), self.inks.strong)
        return line.add(cut(purpose, width - line.width, self._glyphs.ellipsis)).strip(width)

    def clicked(self, index: int, event: events.Click, *, is_again: bool) -> None:  # noqa: ARG002
        """Choose the form, which writes nothing yet."""
        self.cursor = index


class ExportScreen(Dialog[str | None]):
    """Closed by escape, or when the file is written, which its result tells in words.

    A file that is there already is replaced when that was asked for twice.
    """

    CSS_PATH = "export.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("export.write", "writes", "write"),
        ("export.all", "all or mine", "toggle_all"),
        ("export.close", "closes", "dismiss"),
    )
    BINDINGS = [
        Binding("escape", "dismiss", "close", show=False, id="export.close", tooltip="close"),
    ]

    is_all: var[bool] = var(False, init=False)
    status: var[str] = var("", init=False)

    forms = query_one(FormList)
    path = query_one("#export-path", Input)

    @dataclass
    class Suggested(Message):
        """Where the file may go."""

        path: str

    @dataclass
    class Sent(Message):
        """The file is written."""

        path: str
        sessions: int

    @dataclass
    class Refused(Message):
        """The file could not be written, and why; ``path`` is the one that may be replaced."""

        reason: str
        path: str | None = None

    def __init__(self, scene: Scene, outbox: Outbox) -> None:
        """Offer to write what the scene has now."""
        super().__init__()
        self._scene = scene
        self._outbox = outbox
        self._replaceable: str | None = None
        self._suggested_stem = ""

    def compose(self) -> ComposeResult:
        """The forms, what is written, where to, and what came of it."""
        with Vertical(id="export") as box:
            box.border_title = "Take along"
            yield FormList(self._scene.glyphs)
            yield Static("", id="export-what", markup=False)
            path = Input(id="export-path", compact=True, select_on_focus=False)
            path.cursor_blink = False
            yield path
            yield Static("", id="export-hint", markup=False)
            yield Static("", id="export-status", markup=False)

    def on_mount(self) -> None:
        """Ask where the file may go, and tell what is written."""
        self._tell_what()
        self._ask_where()

    @work(thread=True)
    def _ask_where(self) -> None:
        self.post_message(self.Suggested(self._outbox.suggest(f"{self._scene.agenda.name}.{Form.ICALENDAR}")))

    @on(Suggested)
    def _suggested(self, message: Suggested) -> None:
        self.path.value = message.path
        self._suggested_stem = message.path.rpartition(".")[0]
        self._follow_form()
        self.path.cursor_position = len(self.path.value)

    def watch_is_all(self) -> None:
        """Tell what is written."""
        self._tell_what()

    def watch_status(self, status: str) -> None:
        """Tell what came of it."""
        self.query_one("#export-status", Static).update(Content(status))

    def _tell_what(self) -> None:
        scene = self._scene
        count = len(sessions_to_take(scene.agenda, scene.schedule, is_all=self.is_all))
        what, other = ("All", "only my schedule") if self.is_all else ("My schedule", "all sessions")
        keys = self.keys_in_force()
        key = keys.get("export.all")
        hint = (f"Press {key} for {other}.", "toggle_all") if key else ("", "")
        told = Content(f"{what}: {counted(count, 'session')}. ") + clickable(hint)
        self.query_one("#export-what", Static).update(told)
        writes = (f"{self._writing_key} writes the file", "write")
        self.query_one("#export-hint", Static).update(clickable(writes))

    def tell_keys(self) -> None:
        """Name the keys in force on the border, and where they are needed."""
        super().tell_keys()
        if self.is_mounted:
            self._tell_what()

    @property
    def _writing_key(self) -> str:
        """On the forms as bound; in the line where one types it is always enter."""
        key = self.keys_in_force().get("export.write") or "enter"
        return "enter" if key == "⏎" else key

    @property
    def may_be_left(self) -> bool:
        """Whether the name of the file is the one that was suggested."""
        stem, _, ending = self.path.value.rpartition(".")
        return stem == self._suggested_stem and ending in set(Form)

    def action_toggle_all(self) -> None:
        """Write all sessions, or my schedule only again."""
        self.is_all = not self.is_all

    @on(FormList.Left)
    def _type(self) -> None:
        self.path.focus()

    @on(FormList.Chosen)
    def _follow_form(self) -> None:
        """Let the file end as the form asks, where it ends in any of them."""
        stem, dot, ending = self.path.value.rpartition(".")
        if dot and ending in set(Form):
            self.path.value = f"{stem}.{self.forms.form}"
            self.path.cursor_position = len(self.path.value)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._replaceable = None

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file, in the form of its ending."""
        path = self.path.value.strip()
        if not path:
            self.status = "Which file? Type its name."
            return
        ending = PurePath(path).suffix.lower().removeprefix(".")
        if ending in set(Form):
            self.forms.choose(Form(ending))
        else:
            path = f"{path}.{self.forms.form}"
        self.status = "Writing"
        self._send(path, self.forms.form, self.is_all, path == self._replaceable)

    @work(thread=True, exclusive=True)
    def _send(self, path: str, form: Form, is_all: bool, may_replace: bool) -> None:
        agenda, schedule = self._scene.agenda, self._scene.schedule
        try:
            sent = self._outbox.send(agenda, schedule, form, path, is_all=is_all, may_replace=may_replace)
        except AlreadyThere:
            self.post_message(self.Refused(f"{path} is there already.", path))
        except ScaleTuiError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Sent(*sent))

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        again = f"Press {self._writing_key} once more to replace it." if message.path else ""
        self.status = f"{message.reason} {again}".rstrip()
        self._replaceable = message.path

    @on(Sent)
    def _sent(self, message: Sent) -> None:
        told = f"{counted(message.sessions, 'session')} written to {message.path}"
        self.dismiss(told)

    def on_key(self, event: events.Key) -> None:
        """From the line to type in, the arrow up leads back to the forms."""
        if event.key == "up" and self.path.has_focus:
            event.stop()
            self.forms.focus()
