"""Characters that have to meet their neighbours: lines and blocks, as rectangles of a cell.

The name that Unicode gives a character says what it looks like: https://www.unicode.org/charts/PDF/U2500.pdf
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, from 0 to 1 of the cell."""

_PARTS = {"ONE": 1, "THREE": 3, "FIVE": 5, "SEVEN": 7}
_DIRECTIONS = {"UP": "U", "DOWN": "D", "LEFT": "L", "RIGHT": "R", "VERTICAL": "UD", "HORIZONTAL": "LR"}
_QUADRANTS = {
    "UPPER LEFT": (0, 0, 0.5, 0.5),
    "UPPER RIGHT": (0.5, 0, 1, 0.5),
    "LOWER LEFT": (0, 0.5, 0.5, 1),
    "LOWER RIGHT": (0.5, 0.5, 1, 1),
}
_THIN, _THICK = 0.06, 0.14
"""Half of what a line is across, of the width of a cell."""


@cache
def rectangles(character: str, ratio: float) -> tuple[Rectangle, ...]:
    """What a character consists of, empty for one that a font draws; ``ratio`` is width by height."""
    name = unicodedata.name(character[:1], "")
    if name.startswith("BOX DRAWINGS") and "DIAGONAL" not in name:
        return tuple(_lines(name.removeprefix("BOX DRAWINGS ").split(), ratio))
    if name.startswith("QUADRANT"):
        return tuple(place for words, place in _QUADRANTS.items() if words in name)
    if "BLOCK" in name and "\u2580" <= character[:1] <= "\u259f":
        return (_block(name.split()),)
    return ()


def shade(character: str) -> float:
    """How much of the ink a shaded block has; 0 for any other character."""
    return {"░": 0.25, "▒": 0.5, "▓": 0.75}.get(character, 0)


def _block(words: list[str]) -> Rectangle:
    side = words[0]
    part = 1.0 if side == "FULL" else 0.5
    if any(word.startswith("EIGHTH") for word in words):
        part = _PARTS[words[1]] / 8
    elif "QUARTER" in words or "QUARTERS" in words:
        part = _PARTS[words[1]] / 4
    return {
        "FULL": (0, 0, 1, 1),
        "UPPER": (0, 0, 1, part),
        "LOWER": (0, 1 - part, 1, 1),
        "LEFT": (0, 0, part, 1),
        "RIGHT": (1 - part, 0, 1, 1),
    }[side]


def _lines(words: list[str], ratio: float) -> Iterator[Rectangle]:
    if "DASH" in words:
        yield from _dashes({"DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}[words[1]], words, ratio)
        return
    half = _THIN
    for arm, weight in _arms(words):
        half = weight
        across, down = half, half * ratio
        yield {
            "U": (0.5 - across, 0, 0.5 + across, 0.5 + down),
            "D": (0.5 - across, 0.5 - down, 0.5 + across, 1),
            "L": (0, 0.5 - down, 0.5 + across, 0.5 + down),
            "R": (0.5 - across, 0.5 - down, 1, 0.5 + down),
        }[arm]


def _arms(words: list[str]) -> Iterator[tuple[str, float]]:
    """Which arms a crossing has and how thick: a weight stands before its directions, or behind them."""
    weight, waiting = _THIN, ""
    for word in words:
        if word in ("LIGHT", "HEAVY"):
            weight = _THICK if word == "HEAVY" else _THIN
            # In "DOWN LIGHT AND RIGHT HEAVY" it stands behind.
            yield from ((arm, weight) for arm in waiting)
            waiting = ""
        elif word in _DIRECTIONS:
            if words[0] in ("LIGHT", "HEAVY"):
                yield from ((arm, weight) for arm in _DIRECTIONS[word])
            else:
                waiting += _DIRECTIONS[word]
    yield from ((arm, weight) for arm in waiting)


def _dashes(number: int, words: list[str], ratio: float) -> Iterator[Rectangle]:
    half = _THICK if "HEAVY" in words else _THIN
    for dash in range(number):
        begin, end = (dash + 0.2) / number, (dash + 0.8) / number
        if "VERTICAL" in words:
            yield 0.5 - half, begin, 0.5 + half, end
        else:
            yield begin, 0.5 - half * ratio, end, 0.5 + half * ratio
