"""The characters that stand for things: a set for UTF-8 terminals, one for all others, one for readers."""

from dataclasses import replace

from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One character a thing, each one cell wide.

    Where ``is_colourless``, they tell apart what is told by colours elsewhere. Where ``is_words``, what they
    stand for is said in words, and they are what is left between those.
    """

    star: str = "★"
    backup: str = "☆"
    own: str = "◆"
    note: str = "✎"
    hidden: str = "×"
    unsaved: str = "◌"
    clash: str = "!"
    changed: str = "±"
    on_now: str = "●"
    cursor: str = "▌"
    chosen: str = "█"
    bar: str = "▌"
    pause_bar: str = "┊"
    rule: str = "─"
    done: str = "━"
    axis: str = "·"
    ellipsis: str = "…"
    now: str = "▼"
    folded: str = "▸"
    full: str = "█"
    lower: str = "▄"
    upper: str = "▀"
    low: str = "▁"
    dot: str = "·"
    dash: str = "–"
    arrow: str = "→"
    before: str = "‹"
    after: str = "›"
    edge: str = "▏"
    ticked: str = "■"
    unticked: str = "□"
    is_ascii: bool = False
    is_colourless: bool = False
    is_words: bool = False

    @property
    def between(self) -> str:
        """What stands between two facts on one line."""
        return ", " if self.is_words else f" {self.dot} "

    def key(self, name: str) -> str:
        """A key's name as this set can write it: ``up/down`` for ``↑↓``."""
        if self.is_ascii:
            for drawn, spelled in _SPELLED_KEYS:
                name = name.replace(drawn, spelled)
        if self.is_words:
            name = name.replace("^", "ctrl+")
        return name


_SPELLED_KEYS = (
    ("↑↓", "up/down"),
    ("←→", "left/right"),
    ("↑", "up"),
    ("↓", "down"),
    ("←", "left"),
    ("→", "right"),
    ("⏎", "enter"),
)

UNICODE = Glyphs()
ASCII = Glyphs(
    star="*",
    backup="+",
    own="@",
    note="n",
    hidden="x",
    unsaved="?",
    clash="!",
    changed="^",
    on_now="o",
    cursor=">",
    chosen=">",
    bar="|",
    pause_bar=":",
    rule="-",
    done="=",
    axis=".",
    ellipsis="~",
    now="v",
    folded=">",
    full="#",
    lower="=",
    upper="=",
    low="_",
    dot="-",
    dash="-",
    arrow=">",
    before="<",
    after=">",
    edge="]",
    ticked="x",
    unticked="-",
    is_ascii=True,
)
WORDS = replace(
    ASCII,
    star="",
    backup="",
    own="",
    note="",
    unsaved="",
    clash="",
    changed="",
    on_now="",
    folded="",
    unticked="",
    cursor=" ",
    chosen=" ",
    bar=" ",
    pause_bar=" ",
    rule=" ",
    done=" ",
    axis=" ",
    now=" ",
    full=" ",
    lower=" ",
    upper=" ",
    low=" ",
    edge=" ",
    ellipsis="...",
    dot=",",
    dash=" to ",
    arrow="to",
    ticked="chosen,",
    is_words=True,
)
"""Nothing that a screen reader would spell out: no signs, no lines."""


def glyphs_for(encoding: str | None, term: str | None) -> Glyphs:
    """The set that a terminal can show: the stream's encoding and ``TERM`` decide."""
    is_utf8 = (encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "cp65001"}
    return UNICODE if is_utf8 and term not in {"linux", "dumb"} else ASCII
