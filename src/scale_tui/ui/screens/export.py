"""My schedule as a file: in which form, and where."""

from dataclasses import dataclass
from pathlib import PurePath

from textual import events, on, work
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

from scale_tui.domain.errors import AlreadyThere, ScaleTuiError
from scale_tui.domain.wording import counted
from scale_tui.export.forms import Form, sessions_to_take
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.line import Line
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.scene import Scene

_FORMS = (
    (Form.ICALENDAR, "for calendars and phones"),
    (Form.MARKDOWN, "to read, and to write on in"),
    (Form.CSV, "for spreadsheets"),
    (Form.JSON, "for scripts, and to keep"),
)
_ENDING_CELLS = 7


class FormList(InkedScroll, can_focus=True, inherit_bindings=False):
    """The forms, a line each."""

    BINDINGS = [
        Binding("down,j", "move(1)", "move", show=False, id="export.down", tooltip="next form"),
        Binding("up,k", "move(-1)", "move", show=False, id="export.up", tooltip="previous form"),
        Binding("a", "toggle_all", "all", show=False, id="export.all", tooltip="my schedule, or all"),
        Binding("enter,right,l", "write", "write", show=False, id="export.write", tooltip="write the file"),
    ]

    cursor: var[int] = var(0, init=False)

    class Chosen(Message):
        """The cursor went to another form."""

    class Left(Message):
        """The cursor went below the last form."""

    class AllToggled(Message):
        """All sessions shall be written, or my schedule only again."""

    class Confirmed(Message):
        """The file shall be written."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    @property
    def form(self) -> Form:
        """The form under the cursor."""
        return _FORMS[self.cursor][0]

    def choose(self, form: Form) -> None:
        """Put the cursor on a form."""
        self.cursor = [each for each, _ in _FORMS].index(form)

    def on_mount(self) -> None:
        """Take as many lines as there are forms."""
        self.virtual_size = Size(0, len(_FORMS))

    def watch_cursor(self) -> None:
        """Show the cursor where it went, and say so."""
        self.refresh()
        self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """One form: how its files end, and what it is for."""
        width = self.scrollable_content_region.width
        if y >= len(_FORMS):
            return Strip.blank(width, self.rich_style)
        form, purpose = _FORMS[y]
        is_chosen = y == self.cursor
        base = self.inks.base + self.inks.cursor if is_chosen and self.has_focus else self.inks.base
        line = Line(base).add(self._glyphs.cursor if is_chosen else " ", self.inks.cursor_bar).add(" ")
        line.add(f".{form}".ljust(_ENDING_CELLS), self.inks.strong)
        return line.add(purpose).strip(width)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as one that the keys do not move."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move to another form; from the last on to the line below."""
        if self.cursor + step >= len(_FORMS):
            self.post_message(self.Left())
        else:
            self.cursor = max(0, self.cursor + step)

    def action_toggle_all(self) -> None:
        """Ask for all sessions, or for my schedule again."""
        self.post_message(self.AllToggled())

    def action_write(self) -> None:
        """Ask for the file to be written."""
        self.post_message(self.Confirmed())


class ExportScreen(ModalScreen[str | None]):
    """Closed by escape, or when the file is written, which its result tells in words.

    A file that is there already is replaced when that was asked for twice.
    """

    CSS_PATH = "export.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
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

    def compose(self) -> ComposeResult:
        """The forms, what is written, where to, and what came of it."""
        with Vertical(id="export") as box:
            box.border_title = "Take along"
            box.border_subtitle = "esc closes"
            yield FormList(self._scene.glyphs)
            yield Static("", id="export-what", markup=False)
            path = Input(id="export-path", compact=True, select_on_focus=False)
            path.cursor_blink = False
            yield path
            yield Static("enter writes the file", id="export-hint", markup=False)
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
        told = f"{what}: {counted(count, 'session')}. Press a for {other}."
        self.query_one("#export-what", Static).update(Content(told))

    @on(FormList.AllToggled)
    def _all_toggled(self) -> None:
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

    @on(FormList.Confirmed)
    @on(Input.Submitted)
    def _write(self) -> None:
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
            self.post_message(self.Refused(f"{path} is there already. Enter once more replaces it.", path))
        except ScaleTuiError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Sent(*sent))

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self.status = message.reason
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
