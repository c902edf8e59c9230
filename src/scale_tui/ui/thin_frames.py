"""What is sent of a frame: only the cells that the terminal does not show already.

Textual sends the widgets that have changed as a whole: a key that moves a cursor and shows another abstract
takes 8 kB, most of it what was there before. What stands between it and the terminal, and knows what was
sent, can leave that out.

It is sure of what it knows, or sends all. A frame that covers the whole screen is sent as it is, which also
mends what another program wrote over it; so are pieces with a sequence it does not know, and with characters
to which terminals give different widths. What those cover counts as unknown, and is sent again.

What is left is held back by the terminal until it has all of it, unless it is so little that it has that at
once.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import ne

from scale_tui.ui.pen import PLAIN, Ink, change, ink_of, on_blanks
from scale_tui.values import dataclass

WHOLE_FRAMES = "SCALE_TUI_WHOLE_FRAMES"
"""The environment variable that turns it off."""

_RESETS = ("", "0")
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_SHOWN_AT_ONCE = 500
"""Characters: what is no longer than this terminals read in one go, so that no part of it is seen alone."""

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE = re.compile(r"\x1b\[([\d;]*)m")
_CHANGES_NO_CELL = re.compile(r"\x07|\x1b\[\?25[hl]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""A bell; the cursor, seen or hidden; a title, the clipboard, the shape of the pointer."""

OF_ONE_CELL = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u03ff\u0400-\u0482\u2010-\u2027\u2030-\u205e"
    "\u20ac\u2190-\u2193\u23ce\u2500-\u259f\u25a0-\u25a9\u25b2-\u25b5\u25b8-\u25bf\u25c6-\u25cf\u2605\u2606\u270e]*"
)
_OF_TWO_CELLS = (
    "[\u2e80-\u2e99\u2e9b-\u2ef3\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3131-\u3163\u3165-\u318e\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]"
)
_SENT_ALONG = 4
"""So many cells that are shown already are sent again between others: to step over them takes as long."""

_DIFFERING = re.compile(rb"\x01(?:\x00{0,%d}\x01)*" % _SENT_ALONG)
_READ_ONCE = 256

Place = tuple[int, int]
"""Line and cell, counted from 1 as the terminal does."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in neighbouring cells: ``cells`` as they are compared, ``characters`` as they are sent.

    A wide character is followed by an empty one. ``parts`` says up to which cell the pen is the same.
    """

    cells: list[str]
    characters: list[str]
    parts: list[tuple[int, Ink]]


@lru_cache(_READ_ONCE)
def read_piece(text: str) -> Piece | None:
    """A piece from characters and sequences of styles; None where there is anything else in it."""
    piece, ink = Piece([], [], []), PLAIN
    first, *rest = _STYLE.split(text)
    for sequence, run in zip(("", *rest[::2]), (first, *rest[1::2]), strict=True):
        was_plain, found = ink is PLAIN, ink_of(sequence) if sequence not in _RESETS else PLAIN
        if found is None or (not was_plain and found is not PLAIN):
            return None
        ink = found
        characters = list(run) if OF_ONE_CELL.fullmatch(run) else _characters(run)
        if characters is None:
            return None
        if characters:
            sign, blank = ink.sign, " " + on_blanks(ink).sign
            piece.cells.extend([blank if each == " " else each + sign for each in characters])
            piece.characters.extend(characters)
            piece.parts.append((len(piece.characters), ink))
    return piece


@cache
def of_two_cells() -> re.Pattern[str]:
    """Characters of two cells in all terminals; made when they are asked for, in 3 ms (measured)."""
    return re.compile(_OF_TWO_CELLS)


def _characters(run: str) -> list[str] | None:
    """Characters of one cell and of two; None where there is another."""
    characters: list[str] = []
    for character in run:
        characters.append(character)
        if of_two_cells().match(character):
            characters.append("")
        elif not OF_ONE_CELL.fullmatch(character):
            return None
    return characters


class Line:
    """What the terminal shows in a line, as far as that is known: None where it is not."""

    def __init__(self) -> None:
        self._cells: list[str | None] = [None]
        self._unread: list[tuple[int, str]] = []
        self._has_wide = False

    def lay(self, at: int, text: str) -> None:
        """Take note of what was sent, to be read when it is asked for."""
        self._unread.append((at, text))

    def put(self, at: int, piece: Piece | None) -> None:
        """Know what was sent from a cell on; of what cannot be read it is not known how far it goes."""
        self._read()
        self._cells.extend([None] * (at - len(self._cells)))
        if piece is None:
            del self._cells[at:]
        else:
            self._cells[at : at + len(piece.cells)] = piece.cells
            self._has_wide = self._has_wide or "" in piece.characters

    def runs(self, at: int, piece: Piece) -> list[Place]:
        """Which cells of a piece have to be sent, as (first, after), counted within the piece."""
        self._read()
        after = piece.cells
        before = self._cells[at : at + len(after)]
        if before == after:
            return []
        before += [None] * (len(after) - len(before))
        runs = [found.span() for found in _DIFFERING.finditer(bytes(map(ne, before, after)))]
        is_wide = self._has_wide or "" in piece.characters
        return [_whole_characters(runs, before, after)] if is_wide else runs

    def _read(self) -> None:
        unread, self._unread = self._unread, []
        for at, text in unread:
            self.put(at, read_piece(text))


def _whole_characters(runs: list[Place], before: Sequence[str | None], after: Sequence[str]) -> Place:
    """From the first of the runs to the last, and no half of a wide character, of then or now."""
    (first, _), (_, end) = runs[0], runs[-1]
    while first and (_is_second_half(before[first]) or _is_second_half(after[first])):
        first -= 1
    while end < len(after) and (_is_second_half(before[end]) or _is_second_half(after[end])):
        end += 1
    return first, end


def _is_second_half(cell: str | None) -> bool:
    return cell is not None and len(cell) == 1


class ThinFrames:
    """Remembers what the terminal shows. From the app's thread only, except for ``forget``."""

    def __init__(self) -> None:
        self._lines: defaultdict[int, Line] = defaultdict(Line)
        self._is_lost = False
        self._held: list[str] | None = None
        self._at = ""
        self._size = (0, 0)

    def forget(self) -> None:
        """Count on nothing any more: the terminal has another size, or somebody else has had it."""
        self._is_lost = True

    def thinned(self, text: str, size: tuple[int, int]) -> str:
        """What to send for a text that Textual sends: what belongs to a frame is held until its end.

        The screen is ``size``: so many cells in so many lines.
        """
        if size != self._size:
            self._size = size
            self.forget()
        if text == _BEGIN:
            self._held = []
            return ""
        if self._held is None:
            return self._without_known(text)
        if text != _END:
            self._held.append(self._without_known(text))
            return ""
        frame = "".join(self._held)
        self._held = None
        return frame if len(frame) <= _SHOWN_AT_ONCE else f"{_BEGIN}{frame}{_END}"

    def _without_known(self, text: str) -> str:
        if self._is_lost:
            self._is_lost = False
            self._lines.clear()
            self._at = ""
        before, *moved = _MOVE.split(text)
        if before or not moved or moved[-1]:
            if not _CHANGES_NO_CELL.fullmatch(text):
                self.forget()
            return text
        pieces = [
            (int(y), int(x), piece.rstrip("\n"))
            for y, x, piece in zip(moved[:-3:3], moved[1:-3:3], moved[2:-3:3], strict=True)
        ]
        sent = self._whole(text, pieces) if self._is_whole(pieces) else self._thin(pieces)
        at = f"\x1b[{moved[-3]};{moved[-2]}H"
        if sent or at != self._at:
            self._at = at
            return sent if sent.endswith(at) else sent + at
        return ""

    def _is_whole(self, pieces: Sequence[tuple[int, int, str]]) -> bool:
        """Whether a frame has every line from its first cell on."""
        lines = [y for y, x, _ in pieces if x == 1]
        return lines == list(range(1, self._size[1] + 1))

    def _whole(self, text: str, pieces: Sequence[tuple[int, int, str]]) -> str:
        self._lines.clear()
        for y, x, piece in pieces:
            self._lines[y].lay(x, piece)
        return text

    def _thin(self, pieces: Sequence[tuple[int, int, str]]) -> str:
        sent: list[str] = []
        pen, at = PLAIN, (0, 0)
        for y, x, text in pieces:
            piece, line = read_piece(text), self._lines[y]
            if piece is None:
                ended, pen = change(pen, PLAIN)
                sent += ended, f"\x1b[{y};{x}H", text
                at = (0, 0)
            else:
                for first, after in line.runs(x, piece):
                    sent.append(_move(at, (y, x + first)))
                    pen = _write(sent, pen, piece, first, after)
                    at = (y, x + after)
            line.put(x, piece)
        sent.append(change(pen, PLAIN)[0])
        return "".join(sent)


def _write(sent: list[str], pen: Ink, piece: Piece, first: int, after: int) -> Ink:
    """Send so many cells of a piece; the pen as it is then."""
    start = 0
    for end, ink in piece.parts:
        if start < after and end > first:
            text = "".join(piece.characters[max(start, first) : min(end, after)])
            turned, pen = change(pen, ink, is_blank=not text.strip(" "))
            sent += turned, text
        start = end
    return pen


def _move(before: Place, after: Place) -> str:
    """The shortest way from one cell to another."""
    (line, cell), (to_line, to_cell) = before, after
    if before == after:
        return ""
    place = f"\x1b[{to_line};{to_cell}H" if to_cell > 1 else f"\x1b[{to_line}H"
    if to_line == line and to_cell > cell:
        return min(place, f"\x1b[{to_cell - cell}C", key=len)
    return place
