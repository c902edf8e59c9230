"""The line to search in, under the ribbon, with a count of what was found."""

from asyncio import Lock
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from scale_tui.ui.messages import ask_for
from scale_tui.ui.scene import Scene, empty_scene

if TYPE_CHECKING:
    from textual.widgets import Input

    from scale_tui.ui.widgets.search_words import SearchWords

HINT = "@speaker  #track  %room|room  lang:de  is:star  after:14"
_BESIDE_WORDS = 8
_GAP = 3
_PADDING = 2
_MOST_NAMES = 6


class SearchLine(Horizontal):
    """Live search: every letter changes what is shown; enter keeps it, escape clears it.

    ``typed`` is to be watched: what a letter finds is then painted together with the letter. What it is made
    of comes with ``bring``, before it is seen: most of what the app starts with is not for searching.
    """

    scene: var[Scene] = var(empty_scene, init=False)
    remark: var[str] = var("", init=False)
    typed: var[str] = var("", init=False)

    class Kept(Message):
        """What was typed shall stay as a filter."""

    def __init__(self) -> None:
        super().__init__()
        self._bringing = Lock()
        self._words: SearchWords | None = None
        self._slash = Static("/", id="search-slash", markup=False)
        self._place = Static("", id="search-remark", markup=False)
        self._text = ""
        self._said = ""
        self._room = 0

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Say what is typed here: with a sign, in reader mode with a word."""
        if scene.glyphs is not old.glyphs:
            self._slash.update(_sign(scene))

    async def bring(self) -> None:
        """Have the slash, the words and the count there."""
        async with self._bringing:
            if self._words is not None:
                return
            from scale_tui.ui.widgets.search_words import SearchWords

            words = SearchWords(self._text, id="search-words", compact=True, select_on_focus=False)
            # A blinking cursor costs 151 kB and 416 ms of CPU in a minute, measured.
            words.cursor_blink = False
            self._slash.update(_sign(self.scene))
            await self.mount(self._slash, words, self._place)
            self._words = words
            self.watch(words, "value", self._follow, init=False)
            self.show(self._text)

    def _follow(self, value: str) -> None:
        self.typed = value

    def begin(self) -> None:
        """Begin to type, after what is there: the next key is for the words, which have been brought."""
        if self._words is not None:
            self.screen.set_focus(self._words)
            self._words.action_end()

    def show(self, text: str) -> None:
        """Show what is looked for, without asking for it again."""
        self._text = text
        self.set_reactive(SearchLine.typed, text)
        words = self._words
        if words is None:
            if text:
                self.call_later(self.bring)
            return
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
        words, text, total = self._words, self.remark, len(self.scene.agenda.sessions)
        if words is None:
            return
        # Room for any number at once, so that no letter moves what is beside it.
        room = max(cell_len(text), len(f"{total} of {total}"))
        hint = self._hint(words.value)
        hinted = cell_len(hint) + _GAP + room
        is_hinted = words.has_focus and not self.scene.glyphs.is_words
        if is_hinted and cell_len(words.value) + hinted + _BESIDE_WORDS <= self.size.width:
            text, room = f"{hint}{' ' * _GAP}{text}", hinted
        if text != self._said:
            self._said = text
            self._place.update(Content(text), layout=False)
        if room != self._room:
            self._room = room
            self._place.styles.width = room + _PADDING

    def on_click(self, event: events.Click) -> None:
        """Go on typing; a click on what was found keeps it as a filter."""
        clicked = self.screen.get_widget_at(*event.screen_offset)[0]
        if clicked is self._place:
            ask_for(self, "screen.keep_search")
        elif clicked is not self._words:
            self.begin()

    def _hint(self, typed: str) -> str:
        """What else can be typed; the names of saved filters where one is being typed."""
        filters = self.scene.schedule.filters
        if not filters:
            return HINT
        from scale_tui.domain.saved_filters import fitting

        names = fitting(filters, typed)
        return HINT if names is None else "  ".join(names[:_MOST_NAMES])

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        """Keep the words as a filter."""
        event.stop()
        self.post_message(self.Kept())


def _sign(scene: Scene) -> str:
    return "search:" if scene.glyphs.is_words else "/"
