import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def titles(sessions: list[dict[str, object]]) -> list[object]:
    return [session["title"] for session in sessions]


def asked_at(ask: Ask, time: str, *options: str) -> tuple[int, list[object], list[object]]:
    answer = ask("now", "--json", "--at", time, *options)
    document = json.loads(answer.out)
    return answer.code, titles(document["running"]), titles(document["next"])


ALIBABA = "Alibaba HPN: A Data Center Network for Large Language Model Training"
RELIABILITY = "High Network Reliability and Availability in FE and BE for Scalable Training Solutions"


def test_at_twenty_past_twelve_alibaba_is_on_and_reliability_comes_next(ask: Ask) -> None:
    assert asked_at(ask, "2024-09-11T12:20") == (0, [ALIBABA], [RELIABILITY])


def test_lunch_is_on_at_half_past_one(ask: Ask) -> None:
    code, running, coming = asked_at(ask, "2024-09-11T13:30")
    assert (code, running) == (0, ["Lunch Break"])
    assert coming == ["Scheduler and Sharding Considerations for Network Efficiency"]


def test_before_the_event_nothing_is_on_and_its_first_session_is_next(ask: Ask) -> None:
    assert asked_at(ask, "2024-08-30T12:00") == (1, [], ["Breakfast Available at Venue"])
    answer = ask("now", "--at", "2024-08-30T12:00")
    assert answer.code == 1
    assert "Starts in 12 days." in answer.lines
    assert "Next, Wed 11 Sep" in answer.lines


def test_after_the_event_it_says_when_that_ended(ask: Ask) -> None:
    assert asked_at(ask, "2024-09-11T17:30") == (1, [], [])
    answer = ask("now", "--at", "2025-01-01")
    assert (answer.code, answer.lines[1:]) == (1, ["Ended 11 Sep 2024."])


def test_between_sessions_nothing_is_on_but_something_comes(ask: Ask, clash_conf: str) -> None:
    assert asked_at(ask, "2024-09-12T10:30", "-c", clash_conf) == (1, [], ["Fourth talk"])
    answer = ask("now", "--at", "2024-09-12T10:30", "-c", clash_conf)
    assert answer.lines[1:3] == ["Nothing is on.", "Next"]
    assert "in 30 min" in answer.lines[3]


@pytest.mark.parametrize(("time", "running"), [("12:34:59", ALIBABA), ("12:35", RELIABILITY)])
def test_a_session_is_over_at_its_end(ask: Ask, time: str, running: str) -> None:
    assert asked_at(ask, f"2024-09-11T{time}")[1] == [running]


def test_minutes_left_and_minutes_to_come_are_shown_with_the_people(ask: Ask) -> None:
    answer = ask("now", "--at", "2024-09-11T12:20")
    assert answer.lines == [
        "Networking @Scale 2024 · Wed 11 Sep 2024 12:20 PDT",
        "Now",
        f"12:15–12:35  15 min left  {ALIBABA}",
        "                          Jiaqi Gao · Alibaba",
        "Next",
        f"12:35–12:55  in 15 min    {RELIABILITY}",
        "                          Jose Leitao, Robert Colanuoni · Meta",
    ]


def test_quiet_answers_with_the_exit_code_alone(ask: Ask) -> None:
    for time, code in (("12:20", 0), ("18:00", 1)):
        answer = ask("now", "-q", "--at", f"2024-09-11T{time}")
        assert (answer.code, answer.out, answer.err) == (code, "", "")


def test_next_leaves_out_what_is_on(ask: Ask) -> None:
    assert asked_at(ask, "2024-09-11T12:20", "--next") == (0, [], [RELIABILITY])
    answer = ask("now", "--next", "--at", "2024-09-11T12:20")
    assert answer.lines[1] == "Next"
    assert ALIBABA not in answer.out
    assert asked_at(ask, "2024-09-11T17:00", "--next") == (1, [], [])


def test_mine_leaves_out_what_has_no_star(ask: Ask) -> None:
    ask("star", "reliability")
    assert asked_at(ask, "2024-09-11T12:20", "--mine") == (1, [], [RELIABILITY])
    assert asked_at(ask, "2024-09-11T12:40", "--mine") == (0, [RELIABILITY], [])
    assert "None of your sessions is on." in ask("now", "--mine", "--at", "2024-09-11T12:20").lines


def test_my_star_comes_before_what_ends_sooner(ask: Ask, clash_conf: str) -> None:
    at = ("--at", "2024-09-11T09:45", "-c", clash_conf)
    plain = ask("now", *at).out
    assert plain.index("First talk") < plain.index("Second talk")
    ask("star", "second", *at)
    starred = ask("now", *at).out
    assert starred.index("Second talk") < starred.index("First talk")


@pytest.mark.parametrize("width", [1, 2, 5, 20, 30, 40, 59, 60, 79, 80])
def test_no_line_is_longer_than_the_width(ask: Ask, width: int) -> None:
    answer = ask("now", "--at", "2024-09-11T12:20", "--width", str(width))
    assert max(len(line) for line in answer.lines) <= width


def test_in_a_narrow_bar_the_minutes_left_stay(ask: Ask) -> None:
    assert "15 min left  Alibaba HPN" in ask("now", "--at", "2024-09-11T12:20", "--width", "40").out


def test_plain_is_one_fact_a_line_in_ascii(ask: Ask) -> None:
    ask("star", "hpn")
    answer = ask("now", "--plain", "--at", "2024-09-11T12:20")
    assert answer.out.isascii()
    for fact in ("On now: 1 session", f"Title: {ALIBABA}", "State: on now, 15 min left", "Starred: yes"):
        assert fact in answer.lines
    assert "Next: 1 session in 15 min" in answer.lines
    assert "Speaker: Jiaqi Gao, Alibaba" in answer.lines
