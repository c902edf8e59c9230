"""More like this: the sessions that are most like one, by the words that they have and few others have.

A session is a vector of the words of its title, subtitle and abstract, its track and its speakers, each with
its weight: how often it is there, the more the fewer sessions have it (TF-IDF: Spärck Jones, "A statistical
interpretation of term specificity", 1972). Two are as alike as the cosine of the angle between them is large
(Salton, Wong and Yang, "A vector space model for automatic indexing", 1975). Sessions are counted a language
at a time, so that what is in many of a language's sessions says little of them in any language.
"""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from heapq import nsmallest
from math import log, sqrt

from scale_tui.domain.agenda import Session
from scale_tui.domain.folding import fold
from scale_tui.domain.stop_words import STOP_WORDS
from scale_tui.values import dataclass

MOST_ALIKE = 12
MOST_SHARED = 4

_LEAST_LETTERS = 3
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_BLANKS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
"""Text of languages that write no spaces: it is taken in pairs of letters."""
_HEADING_COUNTS = 2
"""So many times a word of the title or subtitle counts."""
_OFTEN, _FEW = 0.12, 6
"""What more than this part of a language's sessions have, and more than so many, is no word of a subject."""
_ASSUMED = 5
"""Sessions that each language is taken to have besides, as all together are: of three one cannot count."""
_LEAST_LENGTH = 6.0
"""Added to all lengths, so that two sessions of a few words are not the same for having one in common."""
_LEAST_ALIKE = 0.04
_STEP = 25
_REPEATED = 3
"""A line that so many sessions of different titles have tells of the event: what to bring, where to ask."""
_TRACK, _SPEAKER, _NONE = "#", "@", -1

_Having = tuple["array[int]", "array[float]"]
"""The numbers of the sessions that have a term, and its weight in each."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A session, how much it is like the one asked about (at most 1), and what they have in common.

    ``words`` are those that say most of it, as the one asked about writes them, ``speakers`` who is in both.
    """

    session: Session
    likeness: float
    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    is_same_track: bool = False


class _Terms(dict[str, int]):
    """The number of what each folded word means: it and its plural are one, many small words mean nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = _NONE
        if len(word) > 1 and not word.isdecimal() and word not in STOP_WORDS:
            number = self._known.setdefault(_singular(word), len(self._known))
        return self.setdefault(word, number)


class LikenessIndex:
    """The sessions of an agenda as vectors; those in which nothing is presented are like none."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        """Nothing is made before it is asked for."""
        self.sessions = sessions
        self._terms = _Terms()
        self._numbers = {session.id: number for number, session in enumerate(sessions)}
        self._vectors: list[dict[int, float]] = []
        self._having: dict[int, _Having] = {}
        self.is_grown = False

    def growing(self) -> Iterator[None]:
        """Make what it takes, in steps of a few milliseconds."""
        if self.is_grown:
            return
        repeated = yield from self._repeated_lines()
        counts: list[Counter[int]] = []
        languages: dict[str, Counter[int]] = {}
        everywhere, sizes = Counter[int](), Counter[str]()
        for number, session in enumerate(self.sessions):
            counts.append(self._counted(session, repeated))
            language = _language(session)
            everywhere.update(counts[-1].keys())
            languages.setdefault(language, Counter()).update(counts[-1].keys())
            sizes[language] += 1
            if not number % _STEP:
                yield
        rarities = {
            language: _Rarities(of_language, sizes[language], everywhere, len(self.sessions))
            for language, of_language in languages.items()
        }
        yield from self._weighing(counts, rarities)

    def _weighing(self, counts: Iterable[Counter[int]], rarities: "dict[str, _Rarities]") -> Iterator[None]:
        vectors: list[dict[int, float]] = []
        having: dict[int, _Having] = {}
        for number, (session, counted) in enumerate(zip(self.sessions, counts, strict=True)):
            of_language = rarities[_language(session)]
            vector = {
                term: (1 + log(times)) * rarity
                for term, times in counted.items()
                if (rarity := of_language[term])
            }
            length = _LEAST_LENGTH + sqrt(sum(weight * weight for weight in vector.values()))
            vectors.append({term: weight / length for term, weight in vector.items()})
            for term, weight in vectors[-1].items():
                if term not in having:
                    having[term] = (array("L"), array("d"))
                numbers, weights = having[term]
                numbers.append(number)
                weights.append(weight)
            if not number % _STEP:
                yield
        self._vectors, self._having, self.is_grown = vectors, having, True

    def most_like(
        self, session: Session, *, most: int = MOST_ALIKE, among: Collection[str] | None = None
    ) -> tuple[Alike, ...]:
        """The sessions most like this one of the agenda, those first; equals in time order.

        Only of those whose ids are ``among`` these, where that is given.
        """
        for _ in self.growing():
            pass
        own = self._numbers[session.id]
        likeness = [0.0] * len(self.sessions)
        for term, weight in self._vectors[own].items():
            for number, its in zip(*self._having[term], strict=True):
                likeness[number] += weight * its
        likeness[own] = 0.0
        found = (number for number, value in enumerate(likeness) if value >= _LEAST_ALIKE)
        if among is not None:
            found = (number for number in found if self.sessions[number].id in among)
        best = nsmallest(most, found, key=lambda number: (-likeness[number], number))
        spelled = self._spelled(session)
        return tuple(self._alike(own, number, likeness[number], spelled) for number in best)

    def _alike(self, own: int, other: int, likeness: float, spelled: dict[int, str]) -> Alike:
        mine, theirs = self._vectors[own], self._vectors[other]
        shared = sorted(mine.keys() & theirs.keys(), key=lambda term: (-mine[term] * theirs[term], term))
        words = [spelled[term] for term in shared if term in spelled]
        words = [word for word in words if len(word) >= _LEAST_LETTERS] or words
        session, them = self.sessions[own], self.sessions[other]
        names = {fold(speaker.name) for speaker in them.speakers}
        return Alike(
            them,
            likeness,
            tuple(words[:MOST_SHARED]),
            tuple(speaker.name for speaker in session.speakers if fold(speaker.name) in names),
            is_same_track=session.track is not None and session.track == them.track,
        )

    def _repeated_lines(self) -> Generator[None, None, frozenset[str]]:
        titles: dict[str, set[str]] = {}
        for number, session in enumerate(self.sessions):
            for line in (session.abstract or "").splitlines():
                titles.setdefault(line, set()).add(session.title)
            if not number % (_STEP * _STEP):
                yield
        return frozenset(line for line, having in titles.items() if len(having) >= _REPEATED)

    def _counted(self, session: Session, repeated: frozenset[str]) -> Counter[int]:
        """How often each term is in a session, those that mean nothing left out."""
        if session.kind.is_pause or session.is_cancelled:
            return Counter()
        of_word = self._terms.__getitem__
        own = "\n".join(line for line in (session.abstract or "").splitlines() if line not in repeated)
        counted = Counter(map(of_word, _words(_ADDRESS.sub(" ", own))))
        for word in _words(f"{session.title} {session.subtitle or ''}"):
            counted[of_word(word)] += _HEADING_COUNTS
        for name in _names(session):
            counted[of_word(name)] += 1
        counted.pop(_NONE, None)
        return counted

    def _spelled(self, session: Session) -> dict[int, str]:
        """The terms of a session as it writes them, in its abstract before its title, which has capitals."""
        spelled: dict[int, str] = {}
        for text in (session.abstract, session.subtitle, session.title):
            for word in _split(text or ""):
                spelled.setdefault(self._terms[fold(word)], word)
        return spelled


class _Rarities(dict[int, float]):
    """How much each term says in a language: the more the fewer sessions have it, nothing if most do."""

    def __init__(self, having: Counter[int], size: int, everywhere: Counter[int], of_all: int) -> None:
        super().__init__()
        self._having, self._size = having, size
        self._everywhere, self._of_all = everywhere, of_all

    def __missing__(self, term: int) -> float:
        # What one session has alone, no other can share.
        rarity = 0.0
        if self._everywhere[term] > 1:
            assumed = _ASSUMED * self._everywhere[term] / self._of_all
            of_all = self._size + _ASSUMED
            having = self._having[term] + assumed
            rarity = log(of_all / having) if having <= max(_FEW, _OFTEN * of_all) else 0.0
        return self.setdefault(term, rarity)


def _singular(word: str) -> str:
    """The word without what makes it many, in the languages that put an ``s`` to it."""
    if len(word) < 4 or word[-1] != "s" or word[-2] in "aisu":
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _language(session: Session) -> str:
    return fold(session.language or "").partition("-")[0]


def _names(session: Session) -> Iterator[str]:
    if session.track:
        yield _TRACK + fold(session.track)
    for speaker in session.speakers:
        yield _SPEAKER + fold(speaker.name)


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.lower().translate(_BLANKS).split()
    return [fold(word) for word in _split(text)]


def _split(text: str) -> list[str]:
    """The words of a text as they are written."""
    words = _WORD.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [part for word in words for part in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(word):
        yield word[at : run.start()]
        yield from (word[begin : begin + 2] for begin in range(run.start(), run.end() - 1))
        at = run.end()
    yield word[at:]
