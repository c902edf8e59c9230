"""Words are found where looking through the texts finds them, before, while and after an index grows."""

from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import agenda, at, row_of_talks, session, speaker
from scale_tui.domain import ranking, words
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.bits import bits_of
from scale_tui.domain.folding import fold
from scale_tui.domain.query import parse_query
from scale_tui.domain.ranking import Rank, rank_of
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from scale_tui.domain.words import WordIndex
from strategies import NAMES, situations

looked_for = (
    st.sampled_from(
        [
            "e",
            "o",
            "jo",
            "meta",
            "jithin",
            "scale",
            "-",
            "what's",
            "o'b",
            "at meta",
            "hall a",
            "'",
            "夕",
            "zz",
        ]
    )
    | st.sampled_from(NAMES).map(fold)
    | st.tuples(st.sampled_from(NAMES).map(fold), st.integers(0, 9), st.integers(1, 5)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]] or "x"
    )
)


def plainly(sessions: tuple[Session, ...], word: str) -> tuple[int, ...]:
    ranks = [rank_of(one, word) for one in sessions]
    return tuple(bits_of(number for number, rank in enumerate(ranks) if rank is wanted) for wanted in Rank)


def grown(sessions: tuple[Session, ...]) -> WordIndex:
    index = WordIndex(sessions)
    assert not index.is_grown
    for _ in index.growing():
        pass
    assert index.is_grown
    return index


@given(situations(), st.lists(looked_for, min_size=1, max_size=4))
@example((agenda(session("10:00", title="A-b c", abstract="a_b ab")), PersonalSchedule(), at("08:00")), ["b"])
def test_an_index_finds_a_word_where_the_texts_have_it(
    situation: tuple[Agenda, PersonalSchedule, datetime], typed: list[str]
) -> None:
    sessions = situation[0].sessions
    index = grown(sessions)
    for word in typed:
        assert index.by_rank(word) == plainly(sessions, word)


@given(situations(), looked_for, st.integers(0, 40))
def test_it_can_be_asked_before_and_while_it_grows(
    situation: tuple[Agenda, PersonalSchedule, datetime], word: str, steps: int
) -> None:
    sessions = situation[0].sessions
    index = WordIndex(sessions)
    growing = index.growing()
    for _, _ in zip(range(steps), growing, strict=False):
        pass
    assert index.by_rank(word) == plainly(sessions, word)
    assert index.of_speakers(word) == bits_of(
        number for number, one in enumerate(sessions) if word in ranking.speaker_names(one)
    )
    for _ in growing:
        pass
    assert index.by_rank(word[:2]) == plainly(sessions, word[:2])


@given(situations(), looked_for, st.booleans())
def test_letter_by_letter_the_same_is_found_as_at_once(
    situation: tuple[Agenda, PersonalSchedule, datetime], word: str, is_grown: bool
) -> None:
    sessions = situation[0].sessions
    index = grown(sessions) if is_grown else WordIndex(sessions)
    for end in [*range(1, len(word) + 1), *range(len(word), 0, -1)]:
        assert index.by_rank(word[:end]) == plainly(sessions, word[:end])


THREE_OF_FIFTY = tuple(
    session("10:00", title=f"Kern {number}" if number < 3 else "Else") for number in range(50)
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that were looked for in the text of a session, each time."""
    read: list[str] = []

    def counted(one: Session, word: str) -> Rank | None:
        read.append(word)
        return rank_of(one, word)

    monkeypatch.setattr(words, "rank_of", counted)
    return read


def test_typing_on_looks_only_through_what_the_letters_before_have_left(read: list[str]) -> None:
    index = WordIndex(THREE_OF_FIFTY)
    for typed in ("k", "ke", "ker"):
        index.by_rank(typed)
    assert [read.count(word) for word in ("k", "ke", "ker")] == [50, 3, 3]


def test_a_grown_index_reads_no_session_for_a_word_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = row_of_talks(40)
    index = grown(talks)

    def never(one: Session, word: str) -> Rank | None:
        raise AssertionError(f"{word} is looked for in {one.title}")

    monkeypatch.setattr(words, "rank_of", never)
    assert index.having("talk")
    assert not index.having("nowhere")


def test_an_index_grows_in_steps_that_have_little_to_read_each() -> None:
    long = "word " * 20_000
    sessions = tuple(session("10:00", title=str(number), abstract=long) for number in range(10))
    assert sum(1 for _ in WordIndex(sessions).growing()) > 20


def test_a_name_is_no_part_of_two_names() -> None:
    one = (session("10:00", title="X", speakers=(speaker("Ann"), speaker("Bo"))),)
    assert grown(one).having("annbo") == 0


def test_one_question_reads_for_its_second_word_only_what_the_first_has_left(read: list[str]) -> None:
    found = Index(agenda(*THREE_OF_FIFTY)).matching(parse_query("kern 2"), PersonalSchedule(), at("08:00"))
    assert [one.title for one in found] == ["Kern 2"]
    assert [read.count(word) for word in ("kern", "2")] == [50, 3]
