import json
from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]


def test_everything_about_a_session(ask: Ask) -> None:
    lines = ask("show", "hpn", "--at", "2024-09-11T12:20").lines
    assert lines[:4] == [
        "Alibaba HPN: A Data Center Network for Large Language Model Training",
        "Wed 11 Sep 2024 · 12:15–12:35 PDT · 20 min",
        "on now, 15 min left",
        "Jiaqi Gao · Alibaba",
    ]
    assert lines[4] == ""
    assert lines[5].startswith("Due to the differences")
    assert lines[5].endswith("operational lessons of HPN in production.")
    assert lines[-1] == "id: 20240911-1215-alibaba-hpn-a-data-center"


def test_its_star_and_its_clashes(ask: Ask, clash_conf: str) -> None:
    ask("star", "first", "second", "-c", clash_conf)
    lines = ask("show", "second", "-c", clash_conf, "--at", "2024-09-11T08:00").lines
    assert lines[2:5] == [
        "★ starred · in 1 h 30",
        "! clashes 30 min with First talk",
        "Jürgen Ødegård · Universität",
    ]


def test_a_role_is_named_beside_the_moderator(ask: Ask, clash_conf: str) -> None:
    assert "Ann Lee · Acme · moderator" in ask("show", "fourth", "-c", clash_conf).lines


def test_several_sessions_in_the_order_asked_for_and_each_once(ask: Ask) -> None:
    document = json.loads(ask("show", "--json", "closing", "opening", "closing remarks").out)
    assert [session["title"] for session in document["sessions"]] == ["Closing Remarks", "Opening Remarks"]


def test_plain_has_the_abstract_last(ask: Ask) -> None:
    answer = ask("show", "edge architecture", "--plain")
    abstract = [line for line in answer.lines if line.startswith("Abstract: ")]
    assert len(abstract) == 3
    assert answer.lines[-3:] == abstract
    assert "★" not in answer.out


def test_no_such_session_is_exit_code_3(ask: Ask) -> None:
    answer = ask("show", "nonsense")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        "scale-tui: no session 'nonsense' in networking-scale-2024; 'scale-tui list' shows what there is\n"
    )


def test_an_ambiguous_one_lists_the_candidates_one_a_line(ask: Ask) -> None:
    answer = ask("show", "live q&a")
    assert (answer.code, answer.out) == (3, "")
    first, *candidates = answer.err.splitlines()
    assert first.startswith("scale-tui: 'live q&a' fits 3 sessions")
    assert candidates == [
        "  20240911-1105-live-qa-session-1 Live Q&A Session 1",
        "  20240911-1255-live-qa-session-2 Live Q&A Session 2",
        "  20240911-1525-live-qa-session-3 Live Q&A Session 3",
    ]
