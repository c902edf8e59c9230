import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

NO_YEAR = """\
Some Conf

EVENT AGENDA

September 11

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
"""


def test_a_summary_then_one_line_a_session(ask: Ask, clash_conf: str) -> None:
    answer = ask("check", clash_conf)
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "Clash Conf @Scale 2024 · 11–12 Sep 2024 · America/Los_Angeles · 4 sessions · 3 names",
        "2024-09-11 09:00  10:00  First talk   Bo Berg · Acme",
        "2024-09-11 09:30  10:30  Second talk  Jürgen Ødegård · Universität",
        "2024-09-12 09:00  10:00  Third talk   Bo Berg · Acme",
        "2024-09-12 11:00  12:00  Fourth talk  Ann Lee · Acme",
    ]


def test_notes_come_last(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text(NO_YEAR.replace("09:00 AM - 10:00 AM", "09:00 AM"), encoding="utf-8")
    answer = ask("check", str(path), "--year", "2024", "--tz", "Europe/Oslo")
    assert answer.lines[-1].startswith("note: line 7: ")
    assert "Europe/Oslo" in answer.lines[0]
    assert "11 Sep 2024" in answer.lines[0]


@pytest.mark.parametrize("missing", ["--year", "--tz"])
def test_what_a_text_does_not_say_must_be_given(ask: Ask, tmp_path: Path, missing: str) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text(NO_YEAR, encoding="utf-8")
    given = {"--year": "2024", "--tz": "Europe/Oslo"}
    del given[missing]
    answer = ask("check", str(path), *(text for pair in given.items() for text in pair))
    assert (answer.code, answer.out) == (65, "")
    assert missing in answer.err


@pytest.mark.parametrize(
    "option", [["--tz", "Mars/Base"], ["--tz", "../x"], ["--year", "soon"], ["--year", "0"]]
)
def test_a_value_without_sense_is_a_usage_error(ask: Ask, clash_conf: str, option: list[str]) -> None:
    answer = ask("check", clash_conf, *option)
    assert (answer.code, answer.out) == (2, "")
    assert option[0] in answer.err


def test_a_dash_is_standard_input(ask: Ask, clash_conf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(Path(clash_conf).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert "4 sessions" in ask("check", "-").lines[0]


def test_what_cannot_be_read_is_exit_code_65(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    (tmp_path / "prose.txt").write_text("Nothing like an agenda.", encoding="utf-8")
    for name in ("empty", "binary", "prose.txt", "missing", "."):
        answer = ask("check", str(tmp_path / name))
        assert (answer.code, answer.out) == (65, ""), name
        assert answer.err.count("\n") == 1, name
        assert answer.err.startswith("scale-tui: "), name


def test_a_file_too_large_is_not_read_whole(
    ask: Ask, clash_conf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = Path(clash_conf).stat().st_size
    monkeypatch.setattr("scale_tui.sources.detect.LARGEST", size)
    assert ask("check", clash_conf).code == 0
    monkeypatch.setattr("scale_tui.sources.detect.LARGEST", size - 1)
    answer = ask("check", clash_conf)
    assert answer.code == 65
    assert "more than 0 MiB" in answer.err


def test_plain_is_one_fact_a_line(ask: Ask, clash_conf: str) -> None:
    answer = ask("check", "--plain", clash_conf)
    assert answer.lines[:10] == [
        "Conference: Clash Conf @Scale 2024",
        "Days: 11 to 12 Sep 2024",
        "Time zone: America/Los_Angeles",
        "4 sessions",
        "3 names",
        "",
        "Title: First talk",
        "Start: 2024-09-11 09:00",
        "End: 10:00",
        "Speaker: Bo Berg, Acme",
    ]
