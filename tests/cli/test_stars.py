"""``star``, ``unstar`` and ``mine``."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli.conference import find_agenda
from scale_tui.domain.marks import own_entry
from scale_tui.domain.own_entries import entry_between, start_on
from scale_tui.storage.personal import PersonalStore

Ask = Callable[..., Any]


def starred(ask: Ask, *options: str) -> list[str]:
    return [session["title"] for session in json.loads(ask("mine", "--json", *options).out)["sessions"]]


def test_a_star_is_set_told_and_taken_off(ask: Ask) -> None:
    assert ask("star", "backbone").lines == ["★ starred  10:45–11:05  AI Impact on Backbone"]
    assert starred(ask) == ["AI Impact on Backbone"]
    assert ask("unstar", "backbone").lines == ["unstarred  10:45–11:05  AI Impact on Backbone"]
    assert starred(ask) == []


def test_star_and_unstar_are_absolute(ask: Ask) -> None:
    for _ in range(2):
        assert ask("star", "backbone").code == 0
        assert starred(ask) == ["AI Impact on Backbone"]
    for _ in range(2):
        assert ask("unstar", "backbone").code == 0
        assert starred(ask) == []


def test_all_or_nothing(ask: Ask, home: Path) -> None:
    answer = ask("star", "backbone", "nonsense", "hpn")
    assert (answer.code, answer.out) == (3, "")
    assert starred(ask) == []
    ask("star", "backbone", "hpn")
    assert ask("unstar", "backbone", "remarks").code == 3
    assert len(starred(ask)) == 2


def test_a_clash_is_told_when_it_is_made(ask: Ask, clash_conf: str) -> None:
    assert ask("star", "first", "-c", clash_conf).lines == ["★ starred  Wed 11 09:00–10:00  First talk"]
    lines = ask("star", "second", "-c", clash_conf).lines
    assert [line.strip() for line in lines] == [
        "★ starred  Wed 11 09:30–10:30  Second talk",
        "! clashes 30 min with First talk",
    ]


def test_stars_belong_to_their_conference(ask: Ask, clash_conf: str) -> None:
    ask("star", "first", "-c", clash_conf)
    assert starred(ask) == []
    assert starred(ask, "-c", clash_conf) == ["First talk"]


def test_my_schedule_has_stars_in_order_gaps_and_clashes(ask: Ask, clash_conf: str) -> None:
    ask("star", "fourth", "second", "first", "third", "-c", clash_conf)
    lines = ask("mine", "-c", clash_conf).lines
    assert [" ".join(line.split()) for line in lines] == [
        "★ 4 talks · 4 h ! 1 clash",
        "Wed 11 Sep",
        "★ 09:00–10:00 1 h First talk Bo Berg · Acme",
        "! clashes 30 min with Second talk",
        "★ 09:30–10:30 1 h Second talk Jürgen Ødegård · Universität",
        "! clashes 30 min with First talk",
        "Thu 12 Sep",
        "★ 09:00–10:00 1 h Third talk Bo Berg · Acme",
        "1 h free",
        "★ 11:00–12:00 1 h Fourth talk Ann Lee · Acme",
    ]


def test_a_gap_says_what_would_fit(ask: Ask) -> None:
    ask("star", "backbone", "hpn")
    lines = ask("mine").lines
    assert lines[0] == "★ 2 talks · 40 min"
    assert lines[2].strip() == "1 h 10 free · Break · 1 talk would fit"


def test_with_a_break_among_them_they_are_sessions_not_talks(ask: Ask) -> None:
    ask("star", "backbone", "lunch")
    assert ask("mine").lines[0] == "★ 2 sessions · 1 h 20"


def test_an_empty_schedule_is_exit_code_1_and_says_how_to_begin(ask: Ask) -> None:
    answer = ask("mine")
    assert answer.code == 1
    assert answer.lines == ["Nothing starred yet: 'scale-tui star ID' keeps a session."]


def test_check_is_exit_code_1_where_sessions_clash(ask: Ask, clash_conf: str) -> None:
    at = ("-c", clash_conf)
    assert (ask("mine", "--check", *at).code, ask("mine", "--check", *at).lines) == (0, ["no clashes"])
    ask("star", "first", "third", *at)
    assert ask("mine", "--check", *at).code == 0
    ask("star", "second", *at)
    answer = ask("mine", "--check", *at)
    assert (answer.code, answer.lines) == (1, ["First talk clashes 30 min with Second talk"])
    answer = ask("mine", "--check", "--json", *at)
    assert answer.code == 1
    conflicts = [session["conflicts"] for session in json.loads(answer.out)["sessions"]]
    assert conflicts == [["20240911-0930-second-talk"], ["20240911-0900-first-talk"], []]


def test_a_star_on_what_is_gone_is_not_forgotten(ask: Ask, clash_conf: str) -> None:
    ask("star", "first", "third", "-c", clash_conf)
    path = Path(clash_conf)
    path.write_text(path.read_text("utf-8").replace("First talk", "Other talk"), encoding="utf-8")
    assert (
        ask("mine", "-c", clash_conf).lines[0]
        == "★ 1 talk · 1 h  ! 1 star on what is no longer in the agenda"
    )


def test_plain_has_no_glyphs(ask: Ask, clash_conf: str) -> None:
    ask("star", "first", "third", "fourth", "-c", clash_conf)
    answer = ask("mine", "--plain", "-c", clash_conf)
    assert answer.out.isascii()
    assert answer.lines[:3] == ["3 talks", "Length: 3 h", ""]
    fourth = answer.lines.index("Title: Fourth talk")
    assert answer.lines[fourth - 3 : fourth] == ["", "Free: 10:00 to 11:00, 1 h", ""]
    assert answer.lines[-1] != ""
    assert ask("unstar", "first", "--plain", "-c", clash_conf).lines == ["Unstarred: First talk"]
    assert ask("star", "first", "--plain", "-c", clash_conf).lines == ["Starred: First talk"]


def test_reading_makes_no_file(ask: Ask, home: Path) -> None:
    for command in ("now", "list", "mine", "people"):
        ask(command)
    assert not home.exists()


def test_what_cannot_be_saved_is_exit_code_73(ask: Ask, home: Path) -> None:
    home.write_text("a file in the way of the folder", encoding="utf-8")
    answer = ask("star", "hpn")
    assert (answer.code, answer.out) == (73, "")
    assert answer.err.count("\n") == 1


def test_a_database_set_aside_is_a_notice_and_commands_go_on(ask: Ask, home: Path) -> None:
    ask("star", "hpn")
    (database,) = home.glob("*.sqlite3")
    database.write_bytes(b"this is no database, and long enough to be sure of it\n" * 100)
    answer = ask("now", "--at", "2024-09-11T12:20")
    assert answer.code == 0
    assert "Alibaba HPN" in answer.out
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("scale-tui: ")


@pytest.mark.parametrize("command", ["star", "unstar", "show"])
def test_without_an_id_it_is_a_usage_error(ask: Ask, command: str) -> None:
    answer = ask(command)
    assert answer.code == 2
    assert answer.err == (
        f"scale-tui: the following arguments are required: ID (see 'scale-tui {command} --help')\n"
    )


def test_own_entries_that_clash_are_told_where_nothing_is_starred_too(ask: Ask, home: Path) -> None:
    agenda = find_agenda(None)
    start, half, end = (start_on(agenda, agenda.days[0], time(hour), agenda.zone) for hour in (18, 19, 20))
    entries = (("Drinks", start, end), ("Dinner", half, end))
    with PersonalStore.open(home / "schedule.sqlite3", at=datetime.now(UTC)) as store:
        for title, begin, finish in entries:
            entry = entry_between(title, begin, finish, agenda.days[0], key=title)
            store.keep(agenda.name, own_entry(entry), at=datetime.now(UTC))
    assert ask("mine").lines[0].endswith("a session.  ! 1 clash")
    assert ask("mine", "--plain").lines[1] == "1 clash"
    assert ask("mine", "--check").code == 1
