"""``backup``, ``hide`` and ``note``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]
HPN = "Alibaba HPN: A Data Center Network for Large Language Model Training"


def test_a_backup_takes_the_place_of_a_star_and_a_star_that_of_a_backup(ask: Ask) -> None:
    ask("star", "hpn")
    assert ask("backup", "hpn").lines == [f"☆ backup  12:15–12:35  {HPN}"]
    lines = ask("mine").lines
    assert lines[0] == "Nothing starred yet: 'scale-tui star ID' keeps a session."
    assert lines[1] == "Second choice, cancelled or no longer there"
    assert lines[2].startswith("☆  12:15–12:35")
    assert "☆ backup" in ask("show", "hpn").out
    assert ask("star", "hpn").lines == [f"★ starred  12:15–12:35  {HPN}"]
    assert "☆" not in ask("show", "hpn").out


def test_what_is_hidden_says_so_and_unstar_shows_it_again(ask: Ask) -> None:
    assert ask("hide", "hpn").lines == [f"hidden  12:15–12:35  {HPN}"]
    assert "Hidden: yes" in ask("show", "hpn", "--plain").lines
    assert ask("unstar", "hpn", "--plain").lines == [f"Unstarred: {HPN}"]
    assert "Hidden: yes" not in ask("show", "hpn", "--plain").lines


def test_a_note_is_written_shown_and_taken_away(ask: Ask) -> None:
    assert ask("note", "hpn").code == 1
    assert ask("note", "hpn", "ask about optics\nand \x1b[31mtrees").lines == [f"Noted: {HPN}"]
    assert ask("note", "hpn").lines == ["ask about optics", "and [31mtrees"]
    lines = ask("show", "hpn").lines
    assert lines[lines.index("Your note") + 1] == "ask about optics"
    assert "Note: ask about optics" in ask("show", "hpn", "--plain").lines
    assert ask("note", "hpn", "").lines == [f"No note: {HPN}"]
    assert ask("note", "hpn").code == 1


def test_a_note_on_what_is_not_there_is_exit_code_3(ask: Ask) -> None:
    assert ask("note", "nonsense", "text").code == 3


def test_on_a_terminal_a_note_is_written_in_the_editor(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\ntest "$1" = --wait || exit 9\nprintf " and trees" >> "$2"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{editor}' --wait")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("scale_tui.cli.noting.is_at_terminal", lambda _: True)
    ask("note", "hpn", "optics")
    assert ask("note", "hpn").lines == [f"Noted: {HPN}"]
    assert json.loads(ask("show", "hpn", "--json").out)["sessions"][0]["note"] == "optics and trees"


@pytest.mark.parametrize("editor", ["/nowhere/editor", "'unclosed"])
def test_an_editor_that_cannot_be_started_is_exit_code_69(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr("scale_tui.cli.noting.is_at_terminal", lambda _: True)
    answer = ask("note", "hpn")
    assert (answer.code, answer.out) == (69, "")
    assert answer.err.count("\n") == 1


def test_my_schedule_says_how_long_there_is_to_change_rooms(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rooms.ics"
    events = [("0900", "0920", "One", "A"), ("0925", "0940", "Two", "B")]
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n"
        + "".join(
            f"BEGIN:VEVENT\nUID:{title}\nDTSTART:20240911T{start}00Z\nDTEND:20240911T{end}00Z\n"
            f"SUMMARY:{title}\nLOCATION:{room}\nEND:VEVENT\n"
            for start, end, title, room in events
        )
        + "END:VCALENDAR\n",
        encoding="utf-8",
    )
    ask("add", str(path), "--name", "rooms")
    ask("star", "one", "two", "-c", "rooms")
    assert "5 min to change rooms" in [line.strip() for line in ask("mine", "-c", "rooms").lines]


def test_how_long_changing_rooms_takes_is_a_setting(
    ask: Ask, clash_conf: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("star", "third", "fourth", "-c", clash_conf)
    before = ask("mine", "-c", clash_conf).lines
    (home / "config.toml").write_text("[schedule]\nchange_minutes = 'x'\n", encoding="utf-8")
    answer = ask("mine", "-c", clash_conf)
    assert answer.lines == before
    assert "schedule.change_minutes" in answer.err
