"""More like this: the cosine between what sessions say, each word by how few others say it."""

from math import isclose

import pytest
from hypothesis import given

from builders import agenda, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.likeness import MOST_ALIKE, MOST_SHARED, Alike, LikenessIndex
from strategies import agendas

ADA, BOB = speaker("Ada"), speaker("Bób")


def talk(title: str, abstract: str = "", **fields: object) -> Session:
    return session("10:00", title=title, abstract=abstract, **fields)


def like(title: str, *talks: Session) -> list[Alike]:
    (asked,) = (each for each in talks if each.title == title)
    return list(LikenessIndex(agenda(*talks).sessions).most_like(asked))


def titles(title: str, *talks: Session) -> list[str]:
    return [alike.session.title for alike in like(title, *talks)]


OTHERS = tuple(talk(f"Filler {number}", f"subject{number} thing{number}") for number in range(12))


def test_what_shares_words_that_few_have_comes_before_what_shares_common_ones() -> None:
    talks = (
        talk("Asked", "the linker and the loader of a compiler"),
        talk("Rare", "how a linker works"),
        talk("Common", "a compiler for kids"),
        *(talk(f"Compiler {number}", f"compiler of thing{number}") for number in range(4)),
        *OTHERS,
    )
    assert titles("Asked", *talks)[0] == "Rare"
    assert "Filler 1" not in titles("Asked", *talks)


def test_why_is_told_in_words_as_they_are_written() -> None:
    (alike,) = like(
        "Asked",
        talk("Asked", "The LLVM Optimizers of today", speakers=(ADA, BOB), track="Compilers"),
        talk("Other", "An optimizer with llvm", speakers=(speaker("BOB"),), track="Compilers"),
        *OTHERS,
    )
    assert alike.words == ("LLVM", "Optimizers")
    assert alike.speakers == ("Bób",)
    assert alike.is_same_track


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Compilers", "compiler"),
        ("Ødegård", "odegard"),
        ("vulnerabilities", "Vulnerability"),
        ("型システムの話", "新しい型システム"),
        ("C++, Rust's", "(rust)"),
    ],
)
def test_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert titles("A1", talk("A1", one), talk("B1", other), *OTHERS) == ["B1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what we have been doing with it", "what they will have with it"),
        ("und das ist, was wir sind", "das sind wir und ist es"),
        ("les uns et les autres", "pour les autres et nous"),
        ("2025", "2025"),
        ("at https://example.org/linker-loader", "www.example.org/linker-loader"),
        ("glass", "glas"),
    ],
)
def test_words_that_say_nothing_and_numbers_make_nothing_alike(one: str, other: str) -> None:
    assert titles("A1", talk("A1", one), talk("B1", other), *OTHERS) == []


def test_what_most_of_a_language_have_says_nothing_of_them() -> None:
    polish = [talk(f"P{number}", f"jest nie się temat{number // 2}", language="pl") for number in range(20)]
    english = [talk(f"E{number}", f"subject{number} thing{number}", language="en") for number in range(200)]
    found = like("P0", *polish, *english)
    assert [(alike.session.title, alike.words) for alike in found] == [("P1", ("temat0",))]


def test_lines_that_many_announce_themselves_with_are_not_compared() -> None:
    notice = "Bring a laptop, children need a grownup."
    talks = [talk(title, f"about {title}\n{notice}") for title in ("Bread", "Knots", "Maps", "Ropes")]
    assert titles("Bread", *talks, *OTHERS) == []


def test_pauses_and_what_is_cancelled_are_like_none() -> None:
    talks = (
        talk("Linkers", "linker loader"),
        talk("Linker lunch", "linker loader", kind=Kind.MEAL),
        talk("Linker talk", "linker loader", is_cancelled=True),
        *OTHERS,
    )
    assert titles("Linkers", *talks) == []
    assert titles("Linker lunch", *talks) == []


def test_only_those_asked_for_are_told() -> None:
    talks = (talk("Asked", "linker"), talk("B1", "a linker"), talk("C1", "one linker"), *OTHERS)
    conference = agenda(*talks)
    index = LikenessIndex(conference.sessions)
    found = index.most_like(conference.by_id["asked"], among={"asked", "c1"})
    assert [alike.session.title for alike in found] == ["C1"]
    assert len(index.most_like(conference.by_id["asked"], most=1)) == 1


def test_it_is_made_in_steps_once() -> None:
    index = LikenessIndex(agenda(*OTHERS).sessions)
    assert not index.is_grown
    assert len(list(index.growing())) > 0
    assert index.is_grown
    assert list(index.growing()) == []


@given(agendas(max_size=6))
def test_likeness_goes_both_ways_and_never_exceeds_one(conference: Agenda) -> None:
    index = LikenessIndex(conference.sessions)
    likeness = {
        (one.id, alike.session.id): alike for one in conference.sessions for alike in index.most_like(one)
    }
    for (one, other), alike in likeness.items():
        assert one != other
        assert 0 < alike.likeness <= 1
        assert isclose(alike.likeness, likeness[other, one].likeness)
        assert len(alike.words) <= MOST_SHARED


@given(agendas(max_size=6))
def test_the_most_alike_come_first_and_equals_in_time_order(conference: Agenda) -> None:
    index, place = LikenessIndex(conference.sessions), list(conference.by_id)
    for one in conference.sessions:
        found = index.most_like(one)
        order = [(-alike.likeness, place.index(alike.session.id)) for alike in found]
        assert order == sorted(order)
        assert len(found) <= MOST_ALIKE


@given(agendas(max_size=5))
def test_asked_twice_it_answers_the_same(conference: Agenda) -> None:
    for one in conference.sessions:
        first = LikenessIndex(conference.sessions).most_like(one)
        assert first == LikenessIndex(conference.sessions).most_like(one)
