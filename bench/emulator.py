"""What a terminal shows of what was written to it: pyte, and the sequences that pyte does not know."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyte
from pyte.screens import Char

Size = tuple[int, int]
"""Columns and rows."""
Cells = tuple[tuple[Char, ...], ...]
"""The rows of a screen, each cell with its character, colours and style."""

_SEQUENCE = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a title, a colour, a link
    rb"|[P^_X][^\x1b]*\x1b\\"  # device control and other strings
    rb"|(?P<set>[()*+][0-~])"
    rb"|(?P<plain>[78cDEHM])"
    rb"|[ -/][0-~]|[0-69=>FGIJKLNOQRSTUVWYZ\\`-~])"
)
UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|\][^\x07\x1b]*\x1b?|[P^_X][^\x1b]*\x1b?|[ -/])?\Z")
_OTHER_SCREEN = frozenset({"47", "1047", "1049"})
_HOLDING = "2026"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that came together, and when: seconds of ``perf_counter``."""

    at: float
    data: bytes


class Emulator:
    """A terminal of a size: it has two screens, and shows nothing new while an update is held back."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self._screens = (pyte.Screen(*size), pyte.Screen(*size))
        self._streams = tuple(pyte.ByteStream(screen) for screen in self._screens)
        self._shown = 0
        self._rest = b""
        self._text = b""
        self.is_holding = False

    @property
    def is_other_screen(self) -> bool:
        """Whether the screen is shown that programs have to themselves, not the shell's."""
        return self._shown == 1

    def feed(self, data: bytes) -> None:
        """Take in what was written; a sequence that has not come to its end waits for the rest."""
        data = self._rest + data
        unfinished = UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        data, self._rest = data[:end], data[end:]
        at = 0
        known = bytearray()
        for found in _SEQUENCE.finditer(data):
            known += data[at : found.start()]
            at = found.end()
            if found["final"] is None:
                known += found[0] if found["plain"] or found["set"] else b""
            else:
                known += self._control(found, known)
        known += data[at:]
        self._write(known)

    def _control(self, found: re.Match[bytes], before: bytearray) -> bytes:
        """What pyte shall be given for a sequence; what it cannot do is done here, after what came before."""
        private, final, numbers = found["private"], found["final"], found["numbers"]
        if found["between"] or private in (b"<", b"=", b">"):
            return b""
        if private:
            return self._modes(found, before) if final in b"hl" else b""
        if final == b"m":
            return found[0].replace(b":", b";")
        if final in b"STb":
            self._write(before)
            self._scroll_or_repeat(final, int(numbers or b"1"))
            return b""
        return {b"s": b"\x1b7", b"u": b"\x1b8"}.get(final, found[0])

    def _modes(self, found: re.Match[bytes], before: bytearray) -> bytes:
        numbers = found["numbers"].decode().split(";")
        is_on = found["final"] == b"h"
        if _HOLDING in numbers:
            self.is_holding = is_on
        if _OTHER_SCREEN & set(numbers):
            self._write(before)
            self._shown = int(is_on)
            if is_on:
                self._screens[1].erase_in_display(2)
        left = [number for number in numbers if number not in _OTHER_SCREEN | {_HOLDING}]
        return f"\x1b[?{';'.join(left)}{found['final'].decode()}".encode() if left else b""

    def _write(self, known: bytearray) -> None:
        if known:
            self._text = bytes(known)
            self._streams[self._shown].feed(self._text)
            known.clear()

    def _scroll_or_repeat(self, final: bytes, times: int) -> None:
        screen = self._screens[self._shown]
        if final == b"b":
            screen.draw(self._text.decode("utf-8", "ignore")[-1:] * times)
            return
        row, column = screen.cursor.y, screen.cursor.x
        top, bottom = screen.margins or (0, screen.lines - 1)
        for _ in range(min(times, screen.lines)):
            screen.cursor.y = bottom if final == b"S" else top
            (screen.index if final == b"S" else screen.reverse_index)()
        screen.cursor.y, screen.cursor.x = row, column

    def text(self) -> tuple[str, ...]:
        """The rows as they read."""
        return tuple(self._screens[self._shown].display)

    def cells(self) -> Cells:
        """The rows with their colours."""
        buffer = self._screens[self._shown].buffer
        columns, rows = self.size
        return tuple(tuple(buffer[y][x] for x in range(columns)) for y in range(rows))


def frames(chunks: Iterable[Chunk], size: Size) -> Iterator[tuple[float, Emulator]]:
    """The instants at which something new may have been seen, and the terminal as it was then."""
    emulator = Emulator(size)
    for chunk in chunks:
        emulator.feed(chunk.data)
        if not emulator.is_holding:
            yield chunk.at, emulator


def shown_after(chunks: Sequence[Chunk], size: Size) -> Emulator:
    """The terminal after all of this."""
    emulator = Emulator(size)
    for chunk in chunks:
        emulator.feed(chunk.data)
    return emulator
