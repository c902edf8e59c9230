"""What two spellings of one word have in common, and where a folded word stands in a text."""

import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not decompose, though people type them without their stroke; typographic
# apostrophes and dashes, which keyboards do not have.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("‘’ʼ", "'")
    | dict.fromkeys("‐‑‒–—", "-")
)


def fold(text: str) -> str:
    """The text without case, accents and typography: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.casefold().translate(_UNDECOMPOSED)


def find_spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in the text, as (start, end) pairs in order, joined where they meet."""
    pieces = [fold(char) for char in text]
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    marked: set[int] = set()
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            end = origin[at + len(word) - 1] + 1
            # An accent written behind its letter folds to nothing, and is marked with it.
            while end < len(text) and not pieces[end]:
                end += 1
            marked.update(range(origin[at], end))
            at = folded.find(word, at + len(word))
    spans: list[tuple[int, int]] = []
    for index in sorted(marked):
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return tuple(spans)
