"""What two spellings of one word have in common, and where a folded word stands in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_FOREIGN = re.compile(r"[^\x00-\x7f]+")

# Letters that Unicode does not decompose, though people type them without their stroke; typographic
# apostrophes and dashes, which keyboards do not have.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("‘’ʼ", "'")
    | dict.fromkeys("‐‑‒–—", "-")
)


class _Pieces(dict[int, str]):
    """What each letter folds to, under its code; worked out when it is first asked for."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
        return self.setdefault(code, plain.casefold().translate(_UNDECOMPOSED))


_PIECES = _Pieces()


def fold(text: str) -> str:
    """The text without case, accents and typography: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    # Letter by letter only where it must be: most of what is written with accents is written without.
    return _FOREIGN.sub(lambda run: run[0].translate(_PIECES), text.lower())


_folded_letter = lru_cache(maxsize=4096)(fold)


def find_spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in the text, as (start, end) pairs in order, joined where they meet."""
    if text.isascii():
        folded = text.lower()
        return _joined((at, at + len(word)) for word in words for at in _places(folded, word))
    pieces = [_folded_letter(char) for char in text]
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    found: list[tuple[int, int]] = []
    for word in words:
        for at in _places(folded, word):
            end = origin[at + len(word) - 1] + 1
            # An accent written behind its letter folds to nothing, and is marked with it.
            while end < len(text) and not pieces[end]:
                end += 1
            found.append((origin[at], end))
    return _joined(found)


def _places(folded: str, word: str) -> Iterator[int]:
    """Where the word begins in the text, none of them inside of another."""
    at = folded.find(word) if word else -1
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
