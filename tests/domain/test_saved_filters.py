"""A saved filter is a query with a name: to ask for it is to ask for what it says."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.filters import facets, with_choice, with_toggled, without_choices
from scale_tui.domain.query import Choice, Group, Query, parse_query
from scale_tui.domain.saved_filters import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_FILTERS,
    asked_for,
    clean_name,
    fitting,
    name_for,
    named,
    term_for,
    to_save,
    unknown_in,
    why_not,
    words_to_mark,
)
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from strategies import situations, texts

TALKS = agenda(
    session("09:00", title="Rust in kernels", room="A"),
    session("10:00", title="Rust on phones", room="B", speakers=(speaker("Ada"),)),
    session("11:00", title="Go on phones", room="B"),
    session("12:00", title="Lunch", kind=Kind.MEAL),
)


def found(text: str, saved: dict[str, str]) -> list[str]:
    schedule = PersonalSchedule(filters=saved)
    return [each.title for each in Index(TALKS).matching(parse_query(text), schedule, at("08:00"))]


def left(text: str, situation: tuple[Agenda, PersonalSchedule, datetime], saved: dict[str, str]) -> int:
    conference, schedule, now = situation
    mine = PersonalSchedule(stars=schedule.stars, filters=saved)
    return Index(conference).left_by(parse_query(text), mine, now)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("filter:rust", ["Rust in kernels", "Rust on phones"]),
        ("FILTER:Rüst", ["Rust in kernels", "Rust on phones"]),
        ("filter:=rust", ["Rust in kernels", "Rust on phones"]),
        ("filter:rust phones", ["Rust on phones"]),
        ('filter:rust filter:"on phones"', ["Rust on phones"]),
        ('filter:rust|"on phones"', ["Rust in kernels", "Rust on phones", "Go on phones"]),
        ("filter:ru", []),
        ("filter:rust|nothing", ["Rust in kernels", "Rust on phones"]),
        ("filter:", ["Rust in kernels", "Rust on phones", "Go on phones", "Lunch"]),
    ],
)
def test_a_saved_filter_is_asked_for_by_its_name(text: str, titles: list[str]) -> None:
    assert found(text, {"Rust": "rust", "on phones": "phones"}) == titles


def test_a_saved_filter_may_be_within_another() -> None:
    saved = {"rust": "rust", "mine": "filter:rust %b"}
    assert found("filter:mine", saved) == ["Rust on phones"]
    assert list(asked_for(parse_query("filter:mine"), saved)) == ["rust", "mine"]


def test_one_that_is_within_itself_asks_for_nothing_more() -> None:
    assert found("filter:a", {"a": "rust filter:b", "b": "phones filter:a"}) == ["Rust on phones"]
    assert found("filter:a", {"a": "filter:a"}) == found("", {})
    assert found("filter:a", {"a": "rust filter:a|b", "b": "lunch"}) == ["Rust in kernels", "Rust on phones"]


def test_very_many_within_each_other_are_soon_answered() -> None:
    chain = {f"f{number}": f"filter:f{number + 1} filter:f{number + 1}" for number in range(MOST_FILTERS)}
    saved = chain | {f"f{MOST_FILTERS}": "rust"}
    assert found("filter:f0", saved) == ["Rust in kernels", "Rust on phones"]


terms = st.sampled_from(
    ("o", "meta", "@jo", "#a", "%a", "is:star", "is:now", "after:3", "day:s", "kind:talk|qa", '"hall a"')
)
plain = st.lists(terms, max_size=3).map(" ".join)
references = st.sampled_from(("filter:a", "filter:b", "filter:C", "filter:a|b", "filter:b|c|d", "filter:d"))
saved_filters = st.fixed_dictionaries(
    {name: st.lists(terms | references, max_size=3).map(" ".join) for name in ("a", "B", "c")}
)


@given(situations(), plain, plain)
def test_a_name_finds_what_its_query_finds_and_with_more_words_both(
    situation: tuple[Agenda, PersonalSchedule, datetime], saved: str, typed: str
) -> None:
    filters = {"ä b": saved}
    assert left('filter:"Ä b"', situation, filters) == left(saved, situation, {})
    both = left(f'{typed} filter:"ä  b"', situation, filters)
    assert both == left(saved, situation, {}) & left(typed, situation, {})


@given(situations(), saved_filters)
def test_every_name_means_its_query_also_where_they_are_within_each_other(
    situation: tuple[Agenda, PersonalSchedule, datetime], filters: dict[str, str]
) -> None:
    for name, text in filters.items():
        assert left(f"filter:{name}", situation, filters) == left(text, situation, filters)


@given(situations(), saved_filters)
def test_nothing_that_could_be_left_is_missing(
    situation: tuple[Agenda, PersonalSchedule, datetime], filters: dict[str, str]
) -> None:
    keys = {name.lower(): name for name in filters}

    def plainly(key: str, within: frozenset[str]) -> int:
        """Unfolded as far as it goes; what is within itself asks for nothing more."""
        if key in within:
            return -1
        if key not in keys:
            return 0
        query = parse_query(filters[keys[key]])
        beside = " ".join(t for t in filters[keys[key]].split() if not t.startswith("filter:"))
        bits = left(beside, situation, {})
        for choice in query.filters:
            either = 0
            for name in choice.names:
                either |= plainly(name, within | {key})
            bits &= either
        return bits

    for key, name in keys.items():
        assert left(f"filter:{name}", situation, filters) == plainly(key, frozenset())


def test_what_was_never_saved_is_told() -> None:
    saved = {"rust": "rust", "old": "filter:Gone"}
    assert unknown_in(parse_query("filter:rust filter:go|c"), saved) == ("go", "c")
    assert unknown_in(parse_query("filter:old"), saved) == ("gone",)
    assert unknown_in(parse_query("filter:rust"), saved) == ()


def test_the_words_of_a_saved_filter_are_marked_too() -> None:
    query = parse_query("phones filter:rust")
    assert words_to_mark(query, {"rust": "rust @ada phones"}) == ("phones", "rust", "ada")
    assert words_to_mark(parse_query("phones @ada"), {}) == ("phones", "ada")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rust compiler", "rust compiler"),
        ("#rust after:14", "rust 14"),
        ('%=Janson|"Main Hall" @Chu', "Janson Main Hall Chu"),
        ("filter:rust day:sun", "rust sun"),
        ("lang: is:", "lang: is:"),
        ("~optik", "optik"),
        ("x" * 99, "x" * LONGEST_NAME),
        ("", ""),
    ],
)
def test_a_name_is_suggested_of_what_is_looked_for(text: str, name: str) -> None:
    assert name_for(text) == name


@given(texts)
def test_every_clean_name_is_found_by_what_is_to_be_typed_for_it(name: str) -> None:
    kept = clean_name(name)
    assert clean_name(kept) == kept
    if kept:
        (choice,) = parse_query(term_for(kept)).choices
        assert named({kept: "x"}, choice.names[0]) == kept
        assert choice == Choice(Group.FILTER, choice.names[:1], is_exact=True)


@pytest.mark.parametrize("name", ["", '"', "=", ' =="" ', "\x1b\x07", "\n"])
def test_what_no_name_is_left_of_is_none(name: str) -> None:
    assert clean_name(name) == ""
    assert why_not({}, name, "rust") == "Give it a name."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("filter:", ["on phones", "Rust"]),
        ("web filter:RÜ", ["Rust"]),
        ('filter:rust|"on ', ["on phones"]),
        ("filter:=o", ["on phones"]),
        ("filter:zz", []),
        ("filter:rust ", None),
        ("filter", None),
        ("", None),
    ],
)
def test_the_names_are_told_that_one_may_become(text: str, names: list[str] | None) -> None:
    assert fitting({"Rust": "rust", "on phones": "phones"}, text) == names


def test_saving_replaces_the_name_however_it_was_spelled() -> None:
    assert to_save({}, ' "Rust"  ', "rust") == {"Rust": "rust"}
    assert to_save({"Rust": "rust"}, "RÜST", "go") == {"Rust": None, "RÜST": "go"}
    assert to_save({"Rust": "rust"}, "Rust", "go") == {"Rust": "go"}


def test_a_filter_refined_and_saved_again_has_what_it_was_within_it() -> None:
    saved = {"Rust": 'rust "on phones', "b": "go"}
    assert to_save(saved, "rust", "filter:RUST %b filter:b") == {
        "Rust": None,
        "rust": 'rust "on phones" %b filter:b',
    }


@given(plain, plain)
def test_refined_it_finds_what_both_find(before: str, more: str) -> None:
    assert to_save({"a": before}, "a", f"filter:a {more}") == {"a": f"{before} {more}".strip()}


def test_what_cannot_be_saved_is_said() -> None:
    full = {f"f{number}": "x" for number in range(MOST_FILTERS)}
    assert why_not({}, "a", "rust") is None
    assert why_not({}, "a", "is:st after:") == "The query asks for nothing."
    assert why_not({}, "a", "x" * (LONGEST_TEXT + 1)) == "The query is longer than 2,000 characters."
    assert why_not(full, "a", "rust") == "There are 100 saved filters: remove one first."
    assert why_not(full, "F1", "rust") is None


def test_the_menu_has_them_first_counted_as_all_others() -> None:
    schedule = PersonalSchedule(filters={"10 rust": "rust", "9 phones": "phones"})
    index = Index(TALKS)

    def menu(text: str) -> list[tuple[str, int, bool]]:
        shown = facets(index, parse_query(text), schedule, at("08:00"))
        assert next(iter(shown)) is Group.FILTER
        return [(facet.name, facet.count, facet.is_chosen) for facet in shown[Group.FILTER]]

    assert menu("") == [("9 phones", 2, False), ("10 rust", 2, False)]
    assert menu("%=b") == [("9 phones", 2, False), ("10 rust", 1, False)]
    assert menu('filter:"10 RUST"') == [("9 phones", 2, False), ("10 rust", 2, True)]
    assert Group.FILTER not in facets(index, Query(), PersonalSchedule(), at("08:00"))
    uncounted = facets(index, parse_query(""), schedule, at("08:00"), counts_saved=False)
    assert [facet.count for facet in uncounted[Group.FILTER]] == [None, None]


def test_choosing_writes_the_name_and_none_takes_it_away() -> None:
    schedule = PersonalSchedule(filters={"rust": "rust", "on phones": "phones"})
    shown = facets(Index(TALKS), parse_query("%=b"), schedule, at("08:00"))[Group.FILTER]
    text = with_toggled("%=b", shown[1], shown)
    assert text == "%=b filter:rust"
    shown = facets(Index(TALKS), parse_query(text), schedule, at("08:00"))[Group.FILTER]
    text = with_toggled(text, shown[0], shown)
    assert text == '%=b filter:"on phones"|rust'
    assert with_choice(text, Group.FILTER, ()) == "%=b"
    assert without_choices(text) == ""
