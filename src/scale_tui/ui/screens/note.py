"""My note on a session."""

from collections.abc import Callable

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import TextArea

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.ui.screens.dialog import Dialog

Editor = Callable[[str], str]
"""Has the attendee edit a text in their own editor, on the whole terminal. Raises ScaleTuiError."""


class NoteScreen(Dialog[str]):
    """Answers with the text when it is left. Nothing typed is ever thrown away: undo is for that."""

    CSS_PATH = "note.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    HINTS = (
        ("note.keep", "keeps it", "keep"),
        ("note.editor", "your editor", "edit"),
    )
    BINDINGS = [
        Binding("escape", "keep", "keep", id="note.keep", tooltip="keep the note and close", priority=True),
        Binding("ctrl+s", "keep", "keep", show=False, id="note.save", tooltip="the same"),
        Binding("ctrl+o", "edit", "editor", id="note.editor", tooltip="write in your own editor"),
    ]

    area = query_one(TextArea)

    def __init__(self, title: str, text: str, editor: Editor) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._editor = editor

    def compose(self) -> ComposeResult:
        """The text, under the title of what it is about."""
        with Vertical(id="note") as box:
            box.border_title = Content(self._title)
            area = TextArea(self._text, soft_wrap=True, compact=True, highlight_cursor_line=False)
            area.cursor_blink = False
            yield area

    def on_mount(self) -> None:
        """Write on where the text ends."""
        self.area.move_cursor(self.area.document.end)

    def leave(self) -> None:
        """Keep what was typed: nothing of it is lost by a click."""
        self.action_keep()

    def action_keep(self) -> None:
        """Answer with what is there now."""
        self.dismiss(self.area.text)

    def action_edit(self) -> None:
        """Have the text edited elsewhere, and keep it."""
        try:
            with self.app.suspend():
                text = self._editor(self.area.text)
        except SuspendNotSupported:
            self.notify("This terminal cannot be handed to an editor.", severity="warning", markup=False)
        except ScaleTuiError as error:
            self.notify(str(error), title="No editor", severity="error", markup=False)
        else:
            self.dismiss(text)
