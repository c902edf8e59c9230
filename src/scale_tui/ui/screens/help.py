"""Help: the keys in force, what search understands, what the marks mean."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from scale_tui.ui.glyphs import Glyphs

GROUPS = {
    "move": "Move",
    "read": "In the detail",
    "mark": "Mark",
    "find": "Find",
    "view": "Views",
    "take": "Take along",
    "app": "App",
}
"""The first part of a binding's id, and the heading it stands under."""

SEARCH = (
    ("words", "any order, accents or not"),
    ("@name", "speaker"),
    ("#track", "track"),
    ("%room", "room; %a|b either"),
    ('%="Hall 1"', "not Hall 10"),
    ("lang:de", "language"),
    ("kind:talk", "talk, qa, break …"),
    ("~word", "in my notes"),
    ("is:star", "my stars"),
    ("is:backup", "my second choices"),
    ("is:note", "with a note of mine"),
    ("is:now", "on now"),
    ("is:clash", "stars that overlap"),
    ("after:14", "starts at 14:00 or later"),
    ("day:sun", "weekday, day or date"),
)

_KEY_CELLS = 10


class HelpScreen(ModalScreen[None]):
    """Closed by the key that opened it, by escape, or by q."""

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

    def __init__(self, bindings: Sequence[tuple[str, Binding]], glyphs: Glyphs, age: str = "") -> None:
        """Show these bindings, each with the keys it is on as they shall be read, and how old the copy is."""
        super().__init__()
        self._age = age
        self._shown = bindings
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Two columns of keys, or one where it is narrow."""
        groups = [self._group(prefix, title) for prefix, title in GROUPS.items()]
        shown = [group for group in groups if group is not None]
        shown += [_table("Search", SEARCH), _table("Marks", self._marks())]
        half = _even_split([len(group.plain.splitlines()) for group in shown])
        with VerticalScroll(id="help") as box:
            box.border_title = "Keys"
            parts = [part for part in (self._age, "esc closes") if part]
            box.border_subtitle = Content(f" {self._glyphs.dot} ".join(parts))
            with Horizontal(id="help-columns"):
                yield Static(Content("\n\n").join(shown[:half]), classes="help-column")
                yield Static(Content("\n\n").join(shown[half:]), classes="help-column")

    def _group(self, prefix: str, title: str) -> Content | None:
        rows = [
            (keys, binding.tooltip)
            for keys, binding in self._shown
            if (binding.id or "").partition(".")[0] == prefix
        ]
        return _table(title, rows) if rows else None

    def _marks(self) -> Iterable[tuple[str, str]]:
        return (
            (self._glyphs.star, "in my schedule"),
            (self._glyphs.unsaved, "mark being saved"),
            (self._glyphs.clash, "overlaps another star"),
            (self._glyphs.changed, "changed: C tells how"),
            (self._glyphs.on_now, "on now"),
        )


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Content:
    lines = [Content.styled(title, "bold $heading")]
    for key, text in rows:
        lines.append(Content.assemble((f"{key:<{_KEY_CELLS}}", "bold $key"), " ", text))
    return Content("\n").join(lines)


def _even_split(heights: Sequence[int]) -> int:
    """After how many blocks the two columns are most alike in height."""
    whole = sum(heights)
    return min(range(1, len(heights) + 1), key=lambda count: abs(2 * sum(heights[:count]) - whole))
