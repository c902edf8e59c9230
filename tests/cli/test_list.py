import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]


def titles(ask: Ask, *typed: str) -> list[str]:
    return [session["title"] for session in json.loads(ask("list", "--json", *typed).out)["sessions"]]


def test_json_has_the_whole_agenda_on_the_conferences_clock(ask: Ask) -> None:
    document = json.loads(ask("list", "--json", "--at", "2024-09-11T12:20").out)
    sessions = {session["title"]: session for session in document["sessions"]}
    assert len(document["sessions"]) == 18
    assert all(session["start"].endswith("-07:00") for session in document["sessions"])
    assert document["sessions"][0]["start"] == "2024-09-11T08:30:00-07:00"
    assert document["sessions"][-1]["end"] == "2024-09-11T17:30:00-07:00"
    assert sessions["Live Q&A Session 1"]["kind"] == "qa"
    assert sessions["Live Q&A Session 1"]["speakers"] == [
        {"name": "Ying Zhang", "affiliation": "Meta", "role": "moderator"}
    ]
    assert sessions["Future Challenges for HPC Networking @Scale"]["speakers"] == [
        {"name": "Ron Brightwell", "affiliation": "Sandia National Labs", "role": "speaker"}
    ]


def test_a_line_has_time_length_title_and_people(ask: Ask) -> None:
    line = next(line for line in ask("list").lines if "AI Impact" in line)
    assert line.split("  ")[:3] == ["10:45–11:05", "20 min", "AI Impact on Backbone"]
    assert line.endswith("  Jyotsna Sundaresan, Abishek Gopalan · Meta")


def test_columns_stand_under_each_other(ask: Ask) -> None:
    ask("star", "hpn")
    lines = ask("list").lines
    assert len({line.index("–") for line in lines}) == 1
    assert [line[0] for line in lines].count("★") == 1


def test_what_is_on_says_how_long_still(ask: Ask) -> None:
    line = next(line for line in ask("list", "--at", "2024-09-11T12:20").lines if "Alibaba HPN" in line)
    assert "15 min left" in line


def test_several_days_have_headings(ask: Ask, clash_conf: str) -> None:
    lines = ask("list", "-c", clash_conf).lines
    assert [line for line in lines if "–" not in line] == ["Wed 11 Sep", "", "Thu 12 Sep"]
    assert not any("Sep" in line for line in ask("list").lines)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--day", "thu"], ["Third talk", "Fourth talk"]),
        (["--day", "THURSDAY"], ["Third talk", "Fourth talk"]),
        (["--day", "11"], ["First talk", "Second talk"]),
        (["--day", "2024-09-12", "--speaker", "berg"], ["Third talk"]),
        (["--speaker", "ODEGARD"], ["Second talk"]),
        (["acme", "first"], ["First talk"]),
        (["acme", "--day", "thu", "third"], ["Third talk"]),
        (["day:thu", "@lee"], ["Fourth talk"]),
        (["is:now", "--at", "2024-09-11T09:45"], ["First talk", "Second talk"]),
        (["talk"], ["First talk", "Second talk", "Third talk", "Fourth talk"]),
    ],
)
def test_words_and_options_narrow_the_list(
    ask: Ask, clash_conf: str, typed: list[str], expected: list[str]
) -> None:
    assert titles(ask, "-c", clash_conf, *typed) == expected


def test_room_and_track_narrow_the_list(ask: Ask) -> None:
    assert titles(ask, "--room", "hall") == []
    assert titles(ask, "--track", "ai") == []


def test_starred_narrows_the_list(ask: Ask) -> None:
    ask("star", "hpn", "backbone")
    assert [title.split()[0] for title in titles(ask, "--starred")] == ["AI", "Alibaba"]


def test_the_best_match_does_not_disturb_the_order_of_time(ask: Ask) -> None:
    document = json.loads(ask("list", "--json", "network").out)
    starts = [session["start"] for session in document["sessions"]]
    assert len(starts) > 3
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("is:stars", "behind is: stands one of star, backup, note, now, clash"),
        ("talk is:star|backup", "behind is: stands one of star, backup, note, now, clash"),
        ("after:noon", "behind after: stands a time, such as 14 or 14:30"),
        ("talk #", "a name is missing behind it"),
        ("lang:", "a name is missing behind it"),
    ],
)
def test_a_part_that_asks_for_nothing_is_a_mistake_and_lists_nothing(ask: Ask, typed: str, said: str) -> None:
    wrong = typed.split()[-1]
    for command in (("list", *typed.split()), ("filters", "save", "mine", typed)):
        answer = ask(*command)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.splitlines()[0] == f"scale-tui: {wrong!r} asks for nothing; {said}"
    assert ask("filters").code == 1


def test_nothing_found_is_exit_code_1_and_a_guess(ask: Ask) -> None:
    answer = ask("list", "brihgtwell")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "scale-tui: nothing found among the 18 sessions of networking-scale-2024; did you mean Brightwell?\n"
    )
    assert ask("list", "--json", "qqqq").code == 1
    assert titles(ask, "qqqq") == []


def test_csv_is_a_table_in_utf8_with_crlf(ask: Ask, clash_conf: str) -> None:
    ask("star", "third", "-c", clash_conf)
    answer = ask("list", "--csv", "-c", clash_conf)
    rows = list(csv.DictReader(io.StringIO(answer.out, newline="")))
    assert answer.out.count("\r\n") == 5
    assert [row["title"] for row in rows] == ["First talk", "Second talk", "Third talk", "Fourth talk"]
    assert [row["starred"] for row in rows] == ["no", "no", "yes", "no"]
    assert rows[1]["speakers"] == "Jürgen Ødegård"
    assert rows[1]["start"] == "2024-09-11T09:30:00-07:00"


def test_plain_is_one_fact_a_line(ask: Ask, clash_conf: str) -> None:
    answer = ask("list", "--plain", "-c", clash_conf, "--day", "thu", "--at", "2024-09-12T09:30")
    assert answer.lines == [
        "Title: Third talk",
        "ID: 20240912-0900-third-talk",
        "Day: Thu 12 Sep 2024",
        "Start: 09:00 PDT",
        "End: 10:00 PDT",
        "Length: 1 h",
        "State: on now, 30 min left",
        "Starred: no",
        "Speaker: Bo Berg, Acme",
        "",
        "Title: Fourth talk",
        "ID: 20240912-1100-fourth-talk",
        "Day: Thu 12 Sep 2024",
        "Start: 11:00 PDT",
        "End: 12:00 PDT",
        "Length: 1 h",
        "State: in 1 h 30",
        "Starred: no",
        "Moderator: Ann Lee, Acme",
    ]
