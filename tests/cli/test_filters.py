"""``filters``: saved queries, listed, saved and removed; and asked for in every other query."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def saved(ask: Ask) -> dict[str, str]:
    return {each["name"]: each["query"] for each in json.loads(ask("filters", "--json").out)}


def titles(ask: Ask, *typed: str) -> list[str]:
    return [each["title"] for each in json.loads(ask("list", "--json", *typed).out)["sessions"]]


def test_a_saved_query_is_listed_and_found_by_its_name(ask: Ask) -> None:
    answer = ask("filters", "save", "llama", "llama", "network")
    assert (answer.code, answer.out) == (0, "saved llama: llama network\n")
    assert ask("filters", "save", "long ones", "filter:llama 3").code == 0
    assert ask("filters").lines == ["llama      llama network", "long ones  filter:llama 3"]
    assert titles(ask, "filter:LLAMA") == titles(ask, "llama", "network") != []
    assert titles(ask, 'filter:"Long  ones"') == titles(ask, "llama", "network", "3")
    assert titles(ask, "filter:llama", "after:14") == titles(ask, "llama", "network", "after:14")


def test_it_is_the_same_at_every_conference(ask: Ask, clash_conf: str) -> None:
    ask("filters", "save", "bo", "@bo")
    assert titles(ask, "filter:bo", "-c", clash_conf) == ["First talk", "Third talk"]


def test_saving_again_replaces_it_and_says_so(ask: Ask) -> None:
    ask("filters", "save", "Rust", "rust")
    answer = ask("filters", "save", "RUST", "filter:rust", "day:wed")
    assert answer.out == "saved RUST: rust day:wed, in place of: rust\n"
    assert saved(ask) == {"RUST": "rust day:wed"}


def test_removed_it_is_gone(ask: Ask) -> None:
    ask("filters", "save", "two words", "rust")
    assert ask("filters", "remove", "TWO words").out == "removed two words\n"
    answer = ask("filters")
    assert (answer.code, answer.out) == (1, "")
    assert "no filter is saved" in answer.err
    assert json.loads(ask("filters", "--json").out) == []


def test_plain_is_one_fact_a_line(ask: Ask) -> None:
    ask("filters", "save", "a", "rust")
    ask("filters", "save", "b", "go")
    assert ask("filters", "--plain").lines == ["Name: a", "Query: rust", "", "Name: b", "Query: go"]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("save",), 2, "which filter?"),
        (("save", "x"), 2, "which query? 'scale-tui filters save NAME QUERY' saves it"),
        (("save", "x", ""), 2, "not saved: The query asks for nothing."),
        (("save", "x", "is:st"), 2, "'is:st' asks for nothing; behind is: stands one of star"),
        (("save", '""', "rust"), 2, "not saved: Give it a name."),
        (("remove",), 2, "which filter?"),
        (("remove", "a", "b"), 2, "takes one name"),
        (("remove", "nosuch"), 3, "there is no saved filter 'nosuch'; there are rust"),
        (("add", "x"), 2, "invalid choice: 'add'"),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Ask, typed: tuple[str, ...], code: int, said: str) -> None:
    ask("filters", "save", "rust", "rust")
    answer = ask("filters", *typed)
    assert answer.code == code
    assert said in answer.err
    assert saved(ask) == {"rust": "rust"}


def test_a_name_that_was_never_saved_finds_nothing_and_is_told(ask: Ask) -> None:
    answer = ask("list", "filter:llama")
    assert answer.code == 1
    assert "there is no saved filter 'llama'; none is saved yet" in answer.err
    ask("filters", "save", "rust", "rust")
    assert "there is no saved filter 'llama'; there are rust" in ask("list", "filter:llama").err
    assert "did you mean filter:rust?" not in ask("list", "filter:llama").err
    ask("filters", "save", "llama 3", "llama")
    assert 'did you mean filter:"llama 3"?' in ask("list", "filter:llama").err


def test_the_shell_completes_their_names_and_what_is_typed_for_them(ask: Ask) -> None:
    ask("filters", "save", "two words", "rust")
    assert ask("completion", "bash", "--candidates", "filters").lines == ["two words"]
    assert ask("completion", "bash", "--candidates", "queries").lines == ['filter:"two words"']
    assert ask("completion", "fish", "--candidates", "filters").lines == ["two words\trust"]


def test_like_lists_what_is_most_like_a_session_in_time_order(ask: Ask) -> None:
    found = titles(ask, "--like", "hpc")
    assert found
    assert "Future Challenges for HPC Networking @Scale" not in found
    starts = json.loads(ask("list", "--json", "--like", "hpc").out)["sessions"]
    assert [each["start"] for each in starts] == sorted(each["start"] for each in starts)
    assert set(titles(ask, "--like", "hpc", "after:14")) < set(found)
    assert "Lunch Break" not in found


def test_like_needs_a_session_that_there_is(ask: Ask) -> None:
    assert ask("list", "--like", "nosuch").code == 3
    answer = ask("list", "--like", "lunch")
    assert answer.code == 1
    assert "nothing is much like Lunch Break" in answer.err
