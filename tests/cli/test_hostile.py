"""An agenda that was written to harm: nothing of it reaches a terminal but its text."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

HOSTILE = """\
Evil \x1b]0;pwned\x07Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
[/i] \x1b[31mred\x1b[0m [@click=app.quit]x[/] \u202eback\u2066 \x9b31m \x90q\x9c end

An abstract \x1b[2Jwith\x07 \u200b\u202e controls.

Speaker \x1b[1mEve\u202e Mallory,\x9b1mAcme
09:30 AM - 10:30 AM
=HYPERLINK("http://example.org","x")
Speaker Bo Berg,@Acme
11:00 AM - 12:00 PM
-2+3 and, "quotes"
Speaker Bo Berg,@Acme
"""
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\r"}
REORDERING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")


@pytest.fixture
def evil_conf(tmp_path: Path) -> str:
    path = tmp_path / "evil.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "command",
    [
        "now --at 2024-09-11T09:45",
        "now --json --at 2024-09-11T09:45",
        "now --plain --at 2024-09-11T09:45",
        "list",
        "list --json",
        "list --csv",
        "list --plain",
        "show red",
        "show red --json",
        "people",
        "people --json",
        "star red",
        "mine",
        "mine --check",
    ],
)
def test_no_control_of_an_agenda_reaches_the_output(ask: Ask, evil_conf: str, command: str) -> None:
    ask("star", "red", "hyperlink", "-c", evil_conf)
    answer = ask(*command.split(), "-c", evil_conf)
    assert answer.code in {0, 1}
    assert answer.out
    assert not set(answer.out + answer.err) & (CONTROLS | REORDERING)


def test_nor_when_it_is_only_checked(ask: Ask, evil_conf: str) -> None:
    answer = ask("check", evil_conf)
    assert answer.code == 0
    assert not set(answer.out + answer.err) & (CONTROLS | REORDERING)


def test_markup_is_text_like_any_other(ask: Ask, evil_conf: str) -> None:
    assert "[/i] red [@click=app.quit]x[/] back" in ask("list", "-c", evil_conf).out


def test_nor_as_the_name_of_a_candidate(ask: Ask, evil_conf: str) -> None:
    answer = ask("show", "e", "-c", evil_conf)
    assert answer.code == 3
    assert "[/i] red" in answer.err
    assert not set(answer.err) & (CONTROLS | REORDERING)


def test_no_cell_is_a_formula(ask: Ask, evil_conf: str) -> None:
    rows = list(csv.reader(io.StringIO(ask("list", "--csv", "-c", evil_conf).out, newline="")))
    titles = [row[rows[0].index("title")] for row in rows[1:]]
    assert titles[1] == '\'=HYPERLINK("http://example.org","x")'
    assert titles[2] == '\'-2+3 and, "quotes"'
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert json.loads(ask("list", "--json", "-c", evil_conf).out)["sessions"][1]["title"].startswith("=")
