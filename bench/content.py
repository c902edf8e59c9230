"""Finding out when something was seen: the content of a screen, and what a key does to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyte.screens import Char

from bench.emulator import Chunk, Emulator, Size, frames

Spot = tuple[int, int]
"""A row and a column."""

_LIST_WIDTH = 64
"""Columns that the list has at least, where there is a detail beside it: the window is 100 wide, or wider."""
_TWO_PANES = 100
_BARS = 2
"""The title and the now bar: their clocks go on."""
_ENOUGH = 0.98
"""A minute may begin between two looks at a clock."""
_GONE = 0.5


@dataclass(frozen=True, slots=True)
class Appearance:
    """When the content was first seen, the time it was sought from, and how often it vanished after that."""

    at: float
    vanished: int


def content_spots(emulator: Emulator) -> dict[Spot, str]:
    """Where the content stands that has to be seen first, and what it reads: title, now bar, the list."""
    columns, rows = emulator.size
    list_width = columns if columns < _TWO_PANES else _LIST_WIDTH
    found: dict[Spot, str] = {}
    for y, row in enumerate(emulator.cells()[: rows - 1]):
        width = columns if y < _BARS else list_width
        found |= {(y, x): cell.data for x, cell in enumerate(row[:width]) if cell.data.strip()}
    return found


def content_seen(chunks: Sequence[Chunk], size: Size, content: dict[Spot, str]) -> Appearance | None:
    """When the content was there, all but what a clock may have changed since."""
    at, vanished, was_there = None, 0, False
    for time, emulator in frames(chunks, size):
        cells = emulator.cells()
        share = sum(cells[y][x].data == text for (y, x), text in content.items()) / max(len(content), 1)
        if at is None and share >= _ENOUGH:
            at = time
        elif at is not None and was_there and share < _GONE:
            vanished += 1
        was_there = share >= _GONE
    return None if at is None else Appearance(at, vanished)


def looks_same(one: Char, other: Char) -> bool:
    """Whether nobody sees a difference: what a blank would be written in shows only with a character."""
    if one.data != other.data or not one.data.isspace():
        return one == other
    return one._replace(fg="", bold=False, italics=False) == other._replace(fg="", bold=False, italics=False)


def changed_spots(before: Emulator, after: Emulator, *, with_bars: bool) -> dict[Spot, Char]:
    """The cells that differ and how they are afterwards; of the app without its bars, where clocks are."""
    return {
        (y, x): cell
        for y, (old, new) in enumerate(zip(before.cells(), after.cells(), strict=True))
        for x, cell in enumerate(new)
        if not looks_same(cell, old[x]) and (with_bars or y >= _BARS)
    }


def effect_seen(
    chunks: Sequence[Chunk], size: Size, effect: dict[Spot, Char], since: float, enough: float = _ENOUGH
) -> float | None:
    """When the cells that a key changes had changed, all or enough of them; None where that never was."""
    for time, emulator in frames(chunks, size):
        if time > since:
            cells = emulator.cells()
            if sum(looks_same(cells[y][x], cell) for (y, x), cell in effect.items()) >= enough * len(effect):
                return time
    return None


def last_word(emulator: Emulator) -> bytes:
    """The last longer word of the content: when it is written, the content is."""
    rows = emulator.text()[:-1]
    for row in reversed(rows):
        words = [word for word in row[:_LIST_WIDTH].split() if word.isascii() and word.isalnum()]
        if words and len(longest := max(words, key=len)) > 3:
            return longest.encode()
    return b""
