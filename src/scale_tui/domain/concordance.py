"""Which of many texts have a line: a book's concordance, in which parts of lines are looked up as well.

All lines stand in two strings, each line once, and a part is looked for by one search of Python's own through
them: first through the lines that many texts have, which answers for most texts, then through the rest, or
else through the few texts that are left.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, repeat

from scale_tui.domain.bits import bits_of, chosen

_OFTEN = 128
"""A line that one of so many texts has is kept with a set of them, any other with a list of their numbers."""
_DENSE_STEP, _SPARSE_STEP = 40, 2000
"""So many lines are packed in a step, in about a millisecond."""
_LETTERS_A_TEXT = 600
"""To look through so many letters of lines takes as long as to look into one text; measured on abstracts."""
_MOST_KNOWN = 256


class Gathering:
    """The lines of texts as they come, until they are packed into a concordance."""

    def __init__(self, count: int, read: Callable[[int], str]) -> None:
        """Texts are numbered from 0, fewer than ``count``; each can be read again as long as it is used."""
        self._count = count
        self._read = read
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._numbers: list[int] = []

    def add(self, number: int, lines: Iterable[str]) -> None:
        """The lines of a text, each once, none of which is empty or has a line end in it."""
        places = self._places
        for line in lines:
            places[line].append(number)
        self._numbers.append(number)

    def packed(self) -> Iterator["Concordance | None"]:
        """None for each step of the work, then the concordance; nothing is gathered afterwards."""
        places, code = self._places, "H" if self._count <= 1 << 16 else "L"
        at_least = max(2, self._count // _OFTEN)
        often = [line for line, numbers in places.items() if len(numbers) >= at_least]
        dense: list[int] = []
        for line in often:
            dense.append(bits_of(places.pop(line)))
            if not len(dense) % _DENSE_STEP:
                yield None
        same: dict[bytes, bytes] = {}
        sparse: list[bytes] = []
        for numbers in places.values():
            packed = array(code, numbers).tobytes()
            # Half of all words stand in one text only, and many of these in the same one.
            sparse.append(same.setdefault(packed, packed))
            if not len(sparse) % _SPARSE_STEP:
                yield None
        yield Concordance(
            _Often(_text(often), dense),
            _Rest(_text(places), sparse, code),
            bits_of(self._numbers),
            self._read,
        )


class Concordance:
    """Lines, and for each the texts that have it. Sets of texts are bits."""

    def __init__(self, often: "_Often", rest: "_Rest", texts: int, read: Callable[[int], str]) -> None:
        self._often = often
        self._rest = rest
        self._texts = texts
        self._read = read
        self._known: dict[str, int] = {}

    def holding(self, part: str) -> int:
        """The texts that have a line with this part in it; a line end stands for that of a line."""
        bits = self._known.get(part)
        if bits is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            bits = self._known[part] = self._looked_up(part)
        return bits

    def _looked_up(self, part: str) -> int:
        bits = self._often.holding(part)
        left = self._texts & ~bits
        if "\n" in part or left.bit_count() * _LETTERS_A_TEXT > len(self._rest.text):
            return bits | self._rest.holding(part)
        numbers = chosen(range(left.bit_length()), left)
        return bits | bits_of(number for number in numbers if part in self._read(number))


class _Often:
    """Lines that many texts have, each with the set of these."""

    def __init__(self, text: str, sets: list[int]) -> None:
        self.text = text
        self.sets = sets

    def holding(self, part: str) -> int:
        bits = 0
        for number in _numbers(self.text, part):
            bits |= self.sets[number - 1]
        return bits


class _Rest:
    """Lines that few texts have, each with the numbers of these, packed."""

    def __init__(self, text: str, packed: list[bytes], code: str) -> None:
        self.text = text
        self.packed = [b"", *packed]
        self._code = code

    def holding(self, part: str) -> int:
        packed = b"".join(map(self.packed.__getitem__, _numbers(self.text, part)))
        return bits_of(array(self._code, packed))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(("", *lines, ""))


def _numbers(text: str, part: str) -> list[int]:
    """The numbers, from 1, of the lines with this part in them; a line counts as often as it has it."""
    between = text.split(part)
    between.pop()
    numbers = list(accumulate(map(str.count, between, repeat("\n"))))
    if inside := part.count("\n"):
        # What is looked for has taken line ends away from between.
        first = part.startswith("\n")
        return [number + at * inside + first for at, number in enumerate(numbers)]
    return numbers
