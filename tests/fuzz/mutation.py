"""Changes that keep most of a file as it was, so that what is wrong with it is found deep within a reader."""

import random
import re
from collections.abc import Callable, Sequence

_NUMBER = re.compile(rb"\d+")
_WORD = re.compile(rb"[A-Za-z]{3,}")
_LINE = re.compile(rb"[^\n]*\n?")
# An element, an object or list without another in it, a component.
_PART = re.compile(
    rb"<(\w+)[^<>]*>[^<>]*</\1>|\{[^{}]*\}|\[[^\[\]]*\]|BEGIN:(\w+)\r?\n.*?END:\2\r?\n", re.DOTALL
)
_NUMBERS = (b"0", b"00", b"-1", b"9" * 12, b"9" * 40, b"1.5", b"24", b"60", b"29", b"31", b"\xd9\xa3")
LARGEST = 1 << 20
"""No mutation makes more of a file than this: what is sought is depth, not size."""

Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutated(chance: random.Random, data: bytes, tokens: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """The file with one to a dozen changes; ``tokens`` are words to put in, ``others`` files to take from."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        data = chance.choice(_CHANGES)(chance, data, tokens if chance.random() < 0.8 else others)
    return data[:LARGEST]


def _place(chance: random.Random, data: bytes) -> int:
    return chance.randint(0, len(data))


def _insert(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    at, word = _place(chance, data), chance.choice(words)
    if chance.random() < 0.1:
        word *= chance.choice((2, 63, 64, 65, 1000))
    return data[:at] + word + data[at:]


def _drop(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(chance, data)
    return data[:at] + data[at + chance.choice((1, 2, 8, 100)) :]


def _end(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    return data[: _place(chance, data)]


def _flip(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(chance, data)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _replace_number(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    return _replaced(chance, data, _NUMBER, chance.choice(_NUMBERS))


def _replace_word(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    return _replaced(chance, data, _WORD, chance.choice(words))


def _replaced(chance: random.Random, data: bytes, what: re.Pattern[bytes], by: bytes) -> bytes:
    # From a place on, so that a large file is not searched through for one change.
    found = what.search(data, _place(chance, data)) or what.search(data)
    return data[: found.start()] + by + data[found.end() :] if found else data


def _repeat_part(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    pattern = chance.choice((_PART, _LINE))
    found = pattern.search(data, _place(chance, data)) or pattern.search(data)
    if not found:
        return data
    parting = b"," if found[0][:1] in b"{[" else b""
    many = (parting + found[0]) * chance.choice((1, 1, 2, 30))
    return data[: found.end()] + many + data[found.end() :]


def _swap_parts(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """One part in the place of another, or into another."""
    pattern = chance.choice((_PART, _LINE))
    one, other = (pattern.search(data, _place(chance, data)) for _ in range(2))
    if not one or not other:
        return data
    end = other.end() if chance.random() < 0.7 else other.start() + 1
    return data[: other.start()] + one[0] + data[end:]


def _drop_part(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    return _replaced(chance, data, chance.choice((_PART, _LINE)), b"")


def _encode_anew(chance: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7"))
    return data.decode("utf-8", "ignore").encode(encoding)


_CHANGES: Sequence[Change] = (
    _insert,
    _insert,
    _drop,
    _end,
    _flip,
    _flip,
    _replace_number,
    _replace_number,
    _replace_word,
    _repeat_part,
    _swap_parts,
    _drop_part,
    _drop_part,
    _encode_anew,
)
