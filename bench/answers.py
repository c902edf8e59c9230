"""What a terminal of today answers when a program asks what it is and can do."""

import re
from collections.abc import Callable

from bench.emulator import UNFINISHED, Size

_QUESTION = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<device>[>=]?)0?c"
    rb"|\[(?P<status>[56])n"
    rb"|\[\?(?P<mode>\d+)\$p"
    rb"|\[\?(?P<keys>u)"
    rb"|\[>0?(?P<version>q)"
    rb"|\[(?P<size>14|16|18)t"
    rb"|\](?P<colour>1[012]);\?(?:\x07|\x1b\\)"
    rb"|P\+q(?P<ability>[0-9A-Fa-f;]*)\x1b\\"
    rb")"
)
_KNOWN_MODES = frozenset({b"2026"})
_DEVICES = {b"": b"\x1b[?62;22c", b">": b"\x1b[>1;4000;0c", b"=": b"\x1bP!|00000000\x1b\\"}
_COLOURS = {b"10": b"ffff/ffff/ffff", b"11": b"0000/0000/0000", b"12": b"ffff/ffff/ffff"}
_CELL = (10, 20)
"""Pixels across and down."""


class Answers:
    """Answers the questions in what a program writes, also those that come in two parts."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._rest = b""

    def to(self, written: bytes) -> bytes:
        """What the terminal sends back."""
        if b"\x1b" not in written and not self._rest:
            return b""
        data = self._rest + written
        answers, end = b"", 0
        for question in _QUESTION.finditer(data):
            answers += self._answer(question)
            end = question.end()
        unfinished = UNFINISHED.search(data, end)
        self._rest = data[unfinished.start() :] if unfinished else b""
        return answers

    def _answer(self, question: re.Match[bytes]) -> bytes:
        kind = question.lastgroup or ""
        value: bytes = question[kind]
        others: dict[str, Callable[[], bytes]] = {
            "device": lambda: _DEVICES[value],
            "status": lambda: b"\x1b[0n" if value == b"5" else b"\x1b[1;1R",
            "mode": lambda: b"\x1b[?%s;%d$y" % (value, 2 if value in _KNOWN_MODES else 0),
            "keys": lambda: b"\x1b[?0u",
            "version": lambda: b"\x1bP>|bench\x1b\\",
            "size": lambda: self._measures(value),
            "colour": lambda: b"\x1b]%s;rgb:%s\x1b\\" % (value, _COLOURS[value]),
            "ability": lambda: b"\x1bP0+r\x1b\\",
        }
        return others[kind]()

    def _measures(self, asked: bytes) -> bytes:
        columns, rows = self._size
        width, height = _CELL
        return {
            b"14": b"\x1b[4;%d;%dt" % (rows * height, columns * width),
            b"16": b"\x1b[6;%d;%dt" % (height, width),
            b"18": b"\x1b[8;%d;%dt" % (rows, columns),
        }[asked]
