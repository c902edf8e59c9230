"""Did you mean …? The nearest words of an agenda to those that found nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice, product

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Group, Query, choice_in, name_key, parse_query, terms_of
from scale_tui.domain.saved_filters import in_order, named, term_for
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index

_SIGILS = "@#%"
_CANDIDATES_A_WORD = 4
_SHORTEST_WORD = 3
_ONE_SLIP_UP_TO = 5
_LONGEST_QUERY = 8
_ATTEMPTS = 64
_MOST_KNOWN = 64
_STEP = 300


class Vocabulary:
    """The words of an agenda as they are written, under their folded form; names before other words."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self._letters: list[int] = []
        self._known: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, agenda: Agenda) -> "Vocabulary":
        """The words of all people, affiliations, titles, tracks and rooms."""
        *_, vocabulary = cls.growing(agenda)
        assert vocabulary is not None  # noqa: S101
        return vocabulary

    @classmethod
    def growing(cls, agenda: Agenda) -> "Iterator[Vocabulary | None]":
        """None for each step of the work, then the vocabulary."""
        words: dict[str, str] = {}
        for number, text in enumerate(_texts(agenda)):
            for word in text.split():
                shown = word.strip(".,:;!?()[]{}\"'“”„’…")
                if len(shown) >= _SHORTEST_WORD:
                    words.setdefault(fold(shown), shown)
            if not number % _STEP:
                yield None
        yield cls(words)

    def nearest(self, word: str) -> tuple[str, ...]:
        """The folded words that this one may be a misspelling of, the nearest first."""
        if word not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._nearest(word)
        return self._known[word]

    def _nearest(self, word: str) -> tuple[str, ...]:
        allowed = 2 if len(word) > _ONE_SLIP_UP_TO else 1
        letters = _letters_of(word)
        self._letters = self._letters or [_letters_of(known) for known in self.words]
        found: list[tuple[int, int, str]] = []
        for position, (known, its) in enumerate(zip(self.words, self._letters, strict=True)):
            # Each slip adds one letter at most that the word has and the known one has not.
            if (letters & ~its).bit_count() <= allowed:
                distance = _distance(word, letters, known, allowed)
                if distance <= allowed:
                    found.append((distance, position, known))
        return tuple(known for _, _, known in sorted(found)[:_CANDIDATES_A_WORD])


def _letters_of(word: str) -> int:
    """The letters of a word as bits; some letters that few alphabets share have the same one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _distance(word: str, letters: int, known: str, allowed: int) -> int:
    """How far it is to the known word, or to as much of that as is typed so far."""
    start = known[: len(word) + 1]
    if abs(len(start) - len(word)) > allowed or (_letters_of(start) & ~letters).bit_count() > allowed:
        return allowed + 1
    distance = edit_distance(word, start, allowed)
    return distance if start == known else min(distance, edit_distance(word, known, allowed))


def _texts(agenda: Agenda) -> Iterable[str]:
    for person in agenda.people:
        yield person.name
    for affiliation in agenda.affiliations:
        yield affiliation.name or ""
    for session in agenda.sessions:
        yield session.title
    for session in agenda.sessions:
        yield f"{session.track or ''} {session.room or ''}"


def did_you_mean(
    index: Index, vocabulary: Vocabulary, query: Query, schedule: PersonalSchedule, now: datetime
) -> str | None:
    """The query with its misspelt words mended, if that finds something; None when there is no such query."""
    terms = [part for term in terms_of(query.text) for part in ([term] if choice_in(term) else term.split())]
    choices = [
        _saved(term, schedule) or _spellings(term, index, vocabulary) for term in terms[: _LONGEST_QUERY + 1]
    ]
    if len(choices) > _LONGEST_QUERY:
        return None
    typed = fold(" ".join(terms))
    for attempt in islice(product(*choices), _ATTEMPTS):
        text = " ".join(attempt)
        if fold(text) != typed and index.left_by(parse_query(text), schedule, now):
            return text
    return None


def _saved(term: str, schedule: PersonalSchedule) -> tuple[str, ...]:
    """The saved filters that a term may mean which names one that there is not, the likeliest first."""
    choice = choice_in(term)
    if choice is None or choice.group is not Group.FILTER or len(choice.names) > 1:
        return ()
    (asked,) = choice.names
    if named(schedule.filters, asked):
        return ()
    known = [(name_key(name), name) for name in in_order(schedule.filters)]
    begun = [name for key, name in known if key.startswith(asked)]
    slips = 2 if len(asked) > _ONE_SLIP_UP_TO else 1
    near = [name for key, name in known if edit_distance(asked, key, slips) <= slips]
    return tuple(term_for(name) for name in dict.fromkeys((*begun, *near)))[:_CANDIDATES_A_WORD]


def _spellings(term: str, index: Index, vocabulary: Vocabulary) -> tuple[str, ...]:
    if choice_in(term):
        return (term,)
    sigil = term[0] if term[0] in _SIGILS else ""
    word = fold(term[len(sigil) :])
    if ":" in term or len(word) < _SHORTEST_WORD:
        return (term,)
    if index.words.having(word):
        return (sigil + vocabulary.words.get(word, term[len(sigil) :]),)
    return tuple(sigil + vocabulary.words[near] for near in vocabulary.nearest(word)) or (term,)


def edit_distance(one: str, other: str, limit: int) -> int:
    """Letters added, left out, changed or swapped with their neighbour; more than ``limit`` is limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    beyond, end = limit + 1, len(other)
    two_back: list[int] = []
    back = list(range(end + 1))
    for i, letter in enumerate(one):
        row = [beyond] * (end + 1)
        row[0] = i + 1
        # Further from the diagonal than that, the lengths alone are too far apart.
        for j in range(max(0, i - limit), min(end, i + beyond)):
            if letter == other[j]:
                cost = back[j]
            else:
                cost = min(back[j], back[j + 1], row[j]) + 1
                if i and j and letter == other[j - 1] and one[i - 1] == other[j]:
                    cost = min(cost, two_back[j - 1] + 1)
            row[j + 1] = cost
        if min(row) > limit:
            return beyond
        two_back, back = back, row
    return min(back[-1], beyond)
