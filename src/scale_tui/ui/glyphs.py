"""The characters that stand for things, in two sets: one for UTF-8 terminals, one for all others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One character a thing, each one cell wide."""

    star: str = "★"
    backup: str = "☆"
    own: str = "◆"
    note: str = "✎"
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

    def key(self, name: str) -> str:
        """A key's name as this set can write it: ``up/down`` for ``↑↓``."""
        if self.is_ascii:
            for drawn, spelled in _SPELLED_KEYS:
                name = name.replace(drawn, spelled)
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


def glyphs_for(encoding: str | None, term: str | None) -> Glyphs:
    """The set that a terminal can show: the stream's encoding and ``TERM`` decide."""
    is_utf8 = (encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "cp65001"}
    return UNICODE if is_utf8 and term not in {"linux", "dumb"} else ASCII
