"""The words that are looked for, where they are typed."""

from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class SearchWords(Input):
    """Where the words are typed, and what the arrows do meanwhile."""

    # Longer words scroll where they stand. To Textual they are a reason to lay the whole screen out and to
    # paint all of it, which is half of what a letter takes.
    virtual_size = Reactive(Size(0, 0), layout=False)

    BINDINGS = [
        Binding("down", "screen.browse(1)", "hits", key_display="↑↓", id="search.down", tooltip="next hit"),
        Binding("up", "screen.browse(-1)", "hits", show=False, id="search.up", tooltip="previous hit"),
        Binding("enter", "submit", "keep", key_display="⏎", id="search.keep", tooltip="keep it as a filter"),
        Binding("escape", "screen.cancel", "clear", key_display="esc", id="search.clear", tooltip="clear it"),
    ]
