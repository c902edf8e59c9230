"""The line to search in, under the ribbon, with a count of what was found."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, Static

HINT = "@speaker  #track  %room|room  lang:de  is:star  after:14"
_BESIDE_WORDS = 12


class Words(Input):
    """Where the words are typed, and what the arrows do meanwhile."""

    BINDINGS = [
        Binding("down", "browse(1)", "hits", key_display="↑↓", id="search.down", tooltip="next hit"),
        Binding("up", "browse(-1)", "hits", show=False, id="search.up", tooltip="previous hit"),
        Binding("enter", "submit", "keep", key_display="⏎", id="search.keep", tooltip="keep it as a filter"),
        Binding("escape", "cancel", "clear", key_display="esc", id="search.clear", tooltip="clear it"),
    ]

    class Cancelled(Message):
        """Nothing shall be looked for any more."""

    class Browsed(Message):
        """The cursor shall move among what was found."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def action_browse(self, step: int) -> None:
        """Move among the hits without leaving the words."""
        self.post_message(self.Browsed(step))

    def action_cancel(self) -> None:
        """Clear the words."""
        self.post_message(self.Cancelled())


class SearchLine(Horizontal):
    """Live search: every letter changes what is shown; enter keeps it, escape clears it."""

    remark: var[str] = var("", init=False)

    class Changed(Message):
        """Other words are looked for."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Kept(Message):
        """What was typed shall stay as a filter."""

    def compose(self) -> ComposeResult:
        """The slash, the words, the count."""
        yield Static("/", id="search-slash", markup=False)
        search_input = Words(id="search-words", compact=True, select_on_focus=False)
        # A blinking cursor costs 151 kB and 416 ms of CPU in a minute, measured.
        search_input.cursor_blink = False
        yield search_input
        yield Static("", id="search-remark", markup=False)

    def begin(self) -> None:
        """Begin to type, after what is there."""
        words = self.query_one(Input)
        words.focus()
        words.action_end()

    def show(self, text: str) -> None:
        """Show what is looked for, without asking for it again."""
        words = self.query_one(Input)
        if words.value != text:
            with words.prevent(Input.Changed):
                words.value = text
        if words.has_focus:
            words.action_end()
        else:
            # Of a filter that is too long its beginning is seen.
            words.action_home()
        self._say()

    def watch_remark(self) -> None:
        """Show how much was found."""
        self._say()

    def on_resize(self) -> None:
        """Give the hint its place, or take it."""
        self._say()

    def on_descendant_focus(self) -> None:
        """Tell what can be typed."""
        self._say()

    def on_descendant_blur(self) -> None:
        """Tell no more what can be typed."""
        self._say()

    def _say(self) -> None:
        """How much was found, and while somebody types what else can be typed, if both have room."""
        words, text = self.query_one(Input), self.remark
        wanted = cell_len(words.value) + cell_len(HINT) + cell_len(text) + _BESIDE_WORDS
        if words.has_focus and wanted <= self.size.width:
            text = f"{HINT}   {text}"
        self.query_one("#search-remark", Static).update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for other words."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the words as a filter."""
        event.stop()
        self.post_message(self.Kept())
