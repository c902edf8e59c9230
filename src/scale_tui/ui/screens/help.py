"""Help: the keys in force, what search understands, what the marks mean."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from scale_tui.ui.line import wrap
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.dialog import BORDER, Dialog, clickable
from scale_tui.values import dataclass

GROUPS = {
    "move": "Move",
    "read": "In the detail",
    "mark": "Mark",
    "find": "Find",
    "view": "Views",
    "take": "Take along",
    "app": "App",
    "search": "While you search",
    "filter": "Filters",
    "settle": "What fits together",
    "sessions": "These sessions",
    "changes": "What has changed",
    "export": "The file",
    "picker": "Conferences",
    "note": "Your note",
    "own": "Your entry",
    "qr": "The code",
    "links": "Links",
    "address": "The address",
    "saving": "A saved filter",
}
"""The first part of a binding's id, and the heading it stands under; what is not here makes its own."""

SEARCH = (
    ("words", "any order, accents or not"),
    ("@name", "speaker"),
    ("#track", "track"),
    ("%room", "room; %a|b either"),
    ('%="Hall 1"', "not Hall 10"),
    ("lang:de", "language"),
    ("kind:talk", "talk, qa, break …"),
    ("filter:name", "what you saved so"),
    ("~word", "in my notes"),
    ("is:star", "my stars"),
    ("is:backup", "my second choices"),
    ("is:note", "with a note of mine"),
    ("is:now", "on now"),
    ("is:clash", "stars that overlap"),
    ("after:14", "starts at 14:00 or later"),
    ("day:sun", "weekday, day or date"),
)

_KEY_CELLS = 11
_LEAST_CELLS = 8


class HelpScreen(Dialog[None]):
    """Closed by the key that opened it, by escape, or by q. A click on a key presses it."""

    CSS_PATH = "help.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium")]
    BINDINGS = [
        Binding(
            "escape,question_mark,f1,q",
            "dismiss",
            "close",
            key_display="esc",
            id="help.close",
            tooltip="close help",
        ),
    ]

    def __init__(
        self, bindings: Sequence[tuple[str, Binding]], scene: Scene, first: Collection[str] = ()
    ) -> None:
        """Show these bindings, each with the keys it is on as they shall be read.

        ``first`` are the groups of what had the keys, which come before all others.
        """
        super().__init__()
        self._shown = bindings
        self._scene = scene
        self._glyphs = scene.glyphs
        self._first = first

    def compose(self) -> ComposeResult:
        """Two columns of keys, or one where it is narrow."""
        if self._glyphs.is_words:
            yield from self._compose_in_words()
            return
        groups = [self._group(prefix, title) for prefix, title in self._titles()]
        shown = [group for group in groups if group.rows]
        if any((binding.id or "").startswith("app.") for _, binding in self._shown):
            # In a dialog, its keys alone.
            shown += [_Group("Search", SEARCH), _Group("Marks", tuple(self._marks()))]
        half = _even_split([1 + len(group.rows) for group in shown])
        with VerticalScroll(id="help") as box:
            box.border_title = "Keys"
            with Horizontal(id="help-columns"):
                yield _Column(shown[:half])
                yield _Column(shown[half:])

    def _compose_in_words(self) -> ComposeResult:
        """All of it below each other, to be gone through line by line; without signs none is explained."""
        from scale_tui.ui.widgets.text_lines import TextLines

        groups = [(title, self._rows(prefix)) for prefix, title in self._titles()]
        told: list[str] = []
        for title, rows in (*groups, ("Search", SEARCH)):
            if rows:
                told += [f"{title}:", *(f"{' or '.join(keys.split())}: {text}" for keys, text in rows), ""]
        with Vertical(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "esc closes"
            yield TextLines(told)

    def on_resize(self) -> None:
        """Say how to close it, and before it how old the agenda is where there is room for both."""
        if self._glyphs.is_words:
            return
        box = self.query_one("#help")
        closes = clickable(("esc closes", "dismiss"))
        age = Content(f"{self._scene.age}{self._glyphs.between}" if self._scene.age else "")
        fits = age.cell_length + closes.cell_length <= min(box.outer_size.width, self.size.width) - BORDER
        box.border_subtitle = age + closes if fits else closes

    def _titles(self) -> Iterable[tuple[str, str]]:
        prefixes = dict.fromkeys((binding.id or "").partition(".")[0] for _, binding in self._shown)
        titles = GROUPS | {prefix: prefix.capitalize() for prefix in prefixes if prefix not in GROUPS}
        return sorted(titles.items(), key=lambda group: group[0] not in self._first)

    def action_press(self, key: str) -> None:
        """Go back, and do what this key does there."""
        self.dismiss()
        self.app.simulate_key(key)

    def _group(self, prefix: str, title: str) -> "_Group":
        return _Group(title, self._rows(prefix), [binding.key for _, binding in self._of(prefix)])

    def _rows(self, prefix: str) -> Sequence[tuple[str, str]]:
        return [(keys, binding.tooltip) for keys, binding in self._of(prefix)]

    def _of(self, prefix: str) -> Sequence[tuple[str, Binding]]:
        return [one for one in self._shown if (one[1].id or "").partition(".")[0] == prefix]

    @property
    def _changes_hint(self) -> str:
        return self._scene.hint("{find.changes} tells how")

    def _marks(self) -> Iterable[tuple[str, str]]:
        return (
            (self._glyphs.star, "in my schedule"),
            (self._glyphs.unsaved, "mark being saved"),
            (self._glyphs.clash, "overlaps another star"),
            (self._glyphs.changed, ": ".join(filter(None, ("changed", self._changes_hint)))),
            (self._glyphs.on_now, "on now"),
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """Keys, or words, and what they do; a click on one that is ``pressed`` presses it."""

    title: str
    rows: Sequence[tuple[str, str]]
    pressed: Sequence[str] = ()

    def lines(self, width: int) -> Iterator[Content]:
        """What is too long for so many cells goes on below itself, not below its key."""
        yield Content.styled(self.title, "bold $heading")
        below = "\n".ljust(_KEY_CELLS + 2)
        for (key, text), press in zip_longest(self.rows, self.pressed):
            told = below.join(wrap(text, max(_LEAST_CELLS, width - _KEY_CELLS - 1)))
            line = Content.assemble((f"{key:<{_KEY_CELLS}}", "bold $key"), " ", told)
            click = {"@click": f"screen.press({press!r})"} if press else {}
            yield line.stylize(Style.from_meta(click))


class _Column(Static):
    """Groups below each other, wrapped for the width that there is."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        super().__init__(classes="help-column")
        self._groups = groups

    def on_resize(self) -> None:
        """Wrap it for the window as it is now."""
        width = self.content_size.width
        told = [Content("\n").join(group.lines(width)) for group in self._groups]
        self.update(Content("\n\n").join(told))


def _even_split(heights: Sequence[int]) -> int:
    """After how many blocks the two columns are most alike in height."""
    whole = sum(heights)
    return min(range(1, len(heights) + 1), key=lambda count: abs(2 * sum(heights[:count]) - whole))
