import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def test_the_largest_affiliation_comes_first(ask: Ask) -> None:
    headings = [line for line in ask("people").lines if " · " in line]
    assert headings == ["Meta · 17", "Alibaba · 1", "Microsoft · 1", "Sandia National Labs · 1"]


def test_a_person_with_all_their_sessions(ask: Ask, clash_conf: str) -> None:
    assert ask("people", "berg", "-c", clash_conf).lines == [
        "Acme · 1",
        "Bo Berg  Wed 11 09:00  First talk",
        "         Thu 12 09:00  Third talk",
    ]


def test_a_moderator_is_called_so(ask: Ask) -> None:
    assert "Ying Zhang  11:05  moderator  Live Q&A Session 1" in ask("people", "ying").lines


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["BERG"], ["Bo Berg"]),
        (["odegard", "jurgen"], ["Jürgen Ødegård"]),
        (["--affiliation", "universitat"], ["Jürgen Ødegård"]),
        (["--affiliation", "acme"], ["Ann Lee", "Bo Berg"]),
        (["lee", "--affiliation", "uni"], []),
    ],
)
def test_names_and_affiliations_are_found_folded(
    ask: Ask, clash_conf: str, typed: list[str], names: list[str]
) -> None:
    answer = ask("people", "--json", "-c", clash_conf, *typed)
    assert [person["name"] for person in json.loads(answer.out)["people"]] == names
    assert answer.code == (0 if names else 1)


def test_json_names_sessions_by_id_and_role(ask: Ask, clash_conf: str) -> None:
    document = json.loads(ask("people", "lee", "--json", "-c", clash_conf).out)
    assert list(document) == ["schema", "conference", "now", "people"]
    assert document["people"] == [
        {
            "name": "Ann Lee",
            "affiliation": "Acme",
            "sessions": [{"id": "20240912-1100-fourth-talk", "role": "moderator"}],
        }
    ]


def test_nobody_found_is_exit_code_1(ask: Ask) -> None:
    answer = ask("people", "nobody")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("scale-tui: nobody found among the 20 names of networking-scale-2024")


def test_plain_is_one_fact_a_line(ask: Ask) -> None:
    assert ask("people", "ying", "--plain").lines == [
        "Name: Ying Zhang",
        "Affiliation: Meta",
        "Moderator: Wed 11 Sep 11:05, Live Q&A Session 1",
    ]
