"""Did you mean …? The nearest words of an agenda to those that found nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Query, choice_in, parse_query, terms_of
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index

_SIGILS = "@#%"
_CANDIDATES_A_WORD = 4
_SHORTEST_WORD = 3
_ONE_SLIP_UP_TO = 5
_LONGEST_QUERY = 8
_ATTEMPTS = 64


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of an agenda as they are written, under their folded form; names before other words."""

    words: dict[str, str]

    @classmethod
    def of(cls, agenda: Agenda) -> "Vocabulary":
        """The words of all people, affiliations, titles, tracks and rooms."""
        words: dict[str, str] = {}
        for text in _texts(agenda):
            for word in text.split():
                shown = word.strip(".,:;!?()[]{}\"'“”„’…")
                if len(shown) >= _SHORTEST_WORD:
                    words.setdefault(fold(shown), shown)
        return cls(words)

    def nearest(self, word: str) -> tuple[str, ...]:
        """The folded words that this one may be a misspelling of, the nearest first."""
        allowed = 2 if len(word) > _ONE_SLIP_UP_TO else 1
        found: list[tuple[int, int, str]] = []
        for position, known in enumerate(self.words):
            # A word still being typed is compared with as much of the known one.
            start = known[: len(word) + 1]
            if abs(len(start) - len(word)) <= allowed:
                distance = min(edit_distance(word, start, allowed), edit_distance(word, known, allowed))
                if distance <= allowed:
                    found.append((distance, position, known))
        return tuple(known for _, _, known in sorted(found)[:_CANDIDATES_A_WORD])


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
    choices = [_spellings(term, index, vocabulary) for term in terms[: _LONGEST_QUERY + 1]]
    if len(choices) > _LONGEST_QUERY:
        return None
    typed = fold(" ".join(terms))
    for attempt in islice(product(*choices), _ATTEMPTS):
        text = " ".join(attempt)
        if fold(text) != typed and index.matching(parse_query(text), schedule, now):
            return text
    return None


def _spellings(term: str, index: Index, vocabulary: Vocabulary) -> tuple[str, ...]:
    if choice_in(term):
        return (term,)
    sigil = term[0] if term[0] in _SIGILS else ""
    word = fold(term[len(sigil) :])
    is_known = any(entry.rank(word) is not None for entry in index.entries)
    if ":" in term or len(word) < _SHORTEST_WORD:
        return (term,)
    if is_known:
        return (sigil + vocabulary.words.get(word, term[len(sigil) :]),)
    return tuple(sigil + vocabulary.words[near] for near in vocabulary.nearest(word)) or (term,)


def edit_distance(one: str, other: str, limit: int) -> int:
    """Letters added, left out, changed or swapped with their neighbour; more than ``limit`` is limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    two_back: list[int] = []
    back = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, against in enumerate(other):
            cost = min(back[j + 1] + 1, row[j] + 1, back[j] + (letter != against))
            if i and j and letter == other[j - 1] and one[i - 1] == against:
                cost = min(cost, two_back[j - 1] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        two_back, back = back, row
    return min(back[-1], limit + 1)
