"""The line to search in, under the ribbon, with a count of what was found."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.message import Message
from textual.reactive import Reactive, var
from textual.widgets import Input, Static

from scale_tui.ui.scene import Scene, empty_scene

HINT = "@speaker  #track  %room|room  lang:de  is:star  after:14"
_BESIDE_WORDS = 8
_GAP = 3
_PADDING = 2


class Words(Input):
    """Where the words are typed, and what the arrows do meanwhile."""

    # Longer words scroll where they stand. To Textual they are a reason to lay the whole screen out and to
    # paint all of it, which is half of what a letter takes.
    virtual_size = Reactive(Size(0, 0), layout=False)

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
    """Live search: every letter changes what is shown; enter keeps it, escape clears it.

    ``typed`` is to be watched: what a letter finds is then painted together with the letter.
    """

    scene: var[Scene] = var(empty_scene, init=False)
    remark: var[str] = var("", init=False)
    typed: var[str] = var("", init=False)

    words = query_one(Words)

    class Kept(Message):
        """What was typed shall stay as a filter."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._room = 0

    def compose(self) -> ComposeResult:
        """The slash, the words, the count."""
        yield Static("/", id="search-slash", markup=False)
        search_input = Words(id="search-words", compact=True, select_on_focus=False)
        # A blinking cursor costs 151 kB and 416 ms of CPU in a minute, measured.
        search_input.cursor_blink = False
        yield search_input
        yield Static("", id="search-remark", markup=False)

    def on_mount(self) -> None:
        """Follow what is typed."""
        self.watch(self.words, "value", self._follow, init=False)

    def _follow(self, value: str) -> None:
        self.typed = value

    def begin(self) -> None:
        """Begin to type, after what is there: the next key is for the words."""
        self.screen.set_focus(self.words)
        self.words.action_end()

    def show(self, text: str) -> None:
        """Show what is looked for, without asking for it again."""
        words = self.words
        self.set_reactive(SearchLine.typed, text)
        if words.value != text:
            words.value = text
            words.action_end()
        if not words.has_focus:
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
        words, text, total = self.words, self.remark, len(self.scene.agenda.sessions)
        # Room for any number at once, so that no letter moves what is beside it.
        room = max(cell_len(text), len(f"{total} of {total}"))
        hinted = cell_len(HINT) + _GAP + room
        if words.has_focus and cell_len(words.value) + hinted + _BESIDE_WORDS <= self.size.width:
            text, room = f"{HINT}{' ' * _GAP}{text}", hinted
        place = self.query_one("#search-remark", Static)
        if text != self._said:
            self._said = text
            place.update(Content(text), layout=False)
        if room != self._room:
            self._room = room
            place.styles.width = room + _PADDING

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the words as a filter."""
        event.stop()
        self.post_message(self.Kept())
