"""Where a word stands: in which sessions of an agenda, by the best place of each.

A word is looked up in concordances as soon as there are any. They are made in steps, for whoever types many
letters one after another; without them the texts are looked through, which is less work for one question.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from string import ascii_lowercase

from scale_tui.domain.agenda import Session
from scale_tui.domain.bits import bits_of, chosen
from scale_tui.domain.concordance import Concordance, Gathering
from scale_tui.domain.folding import fold
from scale_tui.domain.query import names_text
from scale_tui.domain.ranking import Rank, affiliation_names, rank_of, speaker_names, title_text

_WORD = re.compile(r"[^\W_]+")
_BLANKS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})
_STEP_LETTERS = 40_000
_MOST_KNOWN = 128
_FEW = 40
"""To read so many sessions takes as long as to look a word up in all of them; measured on abstracts."""


class _Part(Enum):
    TITLES = auto()
    SPEAKERS = auto()
    AFFILIATIONS = auto()
    PLACES = auto()
    ABSTRACTS = auto()


class WordIndex:
    """The words of sessions, numbered from 0 in the order given. Sets of sessions are bits."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        """Nothing is made before it is asked for."""
        self.sessions = sessions
        self._parts: dict[_Part, Concordance] = {}
        self._ranked: dict[str, tuple[int, ...]] = {}

    def growing(self) -> Iterator[None]:
        """Make the concordances, in steps of a few milliseconds; words can be asked for at any time."""
        for part in _Part:
            if part not in self._parts:
                yield from self._making(part)
        for letter in ascii_lowercase:
            # Every word begins with one, and of whatever is typed a single letter takes longest.
            self.by_rank(letter)
            yield

    @property
    def is_grown(self) -> bool:
        """Whether all concordances are made."""
        return len(self._parts) == len(_Part)

    def by_rank(self, word: str, among: int | None = None) -> tuple[int, ...]:
        """The sessions in which a folded word stands: a set for each rank, in the order of ranks.

        What is not ``among`` these sessions need not be in the sets.
        """
        found = self._ranked.get(word)
        if found is not None:
            return found
        if among is not None and among.bit_count() <= _FEW:
            return self._read(word, among)
        if self.is_grown and word.isalnum():
            found = self._looked_up(word)
        else:
            candidates = self._candidates(word)
            if among is not None:
                return self._read(word, candidates & among)
            found = self._read(word, candidates)
        self._remember(word, found)
        return found

    def _remember(self, word: str, found: tuple[int, ...]) -> None:
        if len(self._ranked) >= _MOST_KNOWN:
            known = self._ranked
            self._ranked = {letter: known[letter] for letter in ascii_lowercase if letter in known}
        self._ranked[word] = found

    def having(self, word: str) -> int:
        """The sessions in which a folded word stands anywhere."""
        bits = 0
        for found in self.by_rank(word):
            bits |= found
        return bits

    def of_speakers(self, part: str) -> int:
        """The sessions with this part in a speaker's name, in which line ends are the name's."""
        if _Part.SPEAKERS not in self._parts:
            for _ in self._making(_Part.SPEAKERS):
                pass
        return self._parts[_Part.SPEAKERS].holding(part)

    def _making(self, part: _Part) -> Iterator[None]:
        gathering = Gathering(len(self.sessions), lambda number: _text(self.sessions[number], part))
        letters = 0
        for number, session in enumerate(self.sessions):
            text = _text(session, part)
            gathering.add(number, _lines(text, part))
            letters += len(text)
            if letters > _STEP_LETTERS:
                letters = 0
                yield
        for concordance in gathering.packed():
            if concordance is not None:
                self._parts[part] = concordance
            yield

    def _looked_up(self, word: str) -> tuple[int, ...]:
        parts = self._parts
        kept: list[int] = []
        seen = 0
        for bits in (
            parts[_Part.TITLES].holding(f"\n{word}"),
            parts[_Part.TITLES].holding(word),
            parts[_Part.SPEAKERS].holding(word) | parts[_Part.AFFILIATIONS].holding(word),
            parts[_Part.PLACES].holding(word),
            parts[_Part.ABSTRACTS].holding(word),
        ):
            kept.append(bits & ~seen)
            seen |= bits
        return tuple(kept)

    def _read(self, word: str, candidates: int) -> tuple[int, ...]:
        """The same by looking through the texts of these sessions."""
        found: list[list[int]] = [[] for _ in Rank]
        for number in chosen(range(len(self.sessions)), candidates):
            rank = rank_of(self.sessions[number], word)
            if rank is not None:
                found[rank].append(number)
        return tuple(map(bits_of, found))

    def _candidates(self, word: str) -> int:
        """The sessions that have what is known of the word: no other can have all of it."""
        if word[:-1] in self._ranked:
            return self.having(word[:-1])
        candidates = (1 << len(self.sessions)) - 1
        for simple in _WORD.findall(word) if self.is_grown else ():
            candidates &= self.having(simple)
        return candidates


def _text(session: Session, part: _Part) -> str:
    match part:
        case _Part.TITLES:
            return title_text(session)
        case _Part.SPEAKERS:
            return speaker_names(session)
        case _Part.AFFILIATIONS:
            return affiliation_names(session)
        case _Part.PLACES:
            return names_text(session.track or "", session.room or "")
        case _Part.ABSTRACTS:
            return fold(session.abstract or "")


def _lines(text: str, part: _Part) -> set[str]:
    """The words of a text, or the names in it."""
    if part in (_Part.TITLES, _Part.ABSTRACTS):
        return set(text.translate(_BLANKS).split() if text.isascii() else _WORD.findall(text))
    return set(filter(None, text.split("\n")))
