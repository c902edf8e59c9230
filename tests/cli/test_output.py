"""Terminals, pipes and encodings."""

import io
import json
import os
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from scale_tui.cli.output import Cell, Ink, Output, legible, standard_output

Ask = Callable[..., Any]


class Terminal(io.TextIOWrapper):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> Terminal:
    """Put a terminal in place of standard output; not in a fixture, where pytest would put its own back."""
    terminal = Terminal(encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    return terminal


NOON = ("--at", "2024-09-11T12:20")


def test_a_terminal_has_colour_and_a_width(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    assert ask("list", *NOON).code == 0
    lines = terminal.shown.splitlines()
    assert "\x1b[1mAlibaba HPN: A Data Center N" in terminal.shown
    assert all(line.count("\x1b") % 2 == 0 for line in lines)
    plain = [line.replace("\x1b", "") for line in lines]
    assert any(line.rstrip("[0m").endswith("…") for line in plain)


@pytest.mark.parametrize("command", ["list", "now", "show hpn", "people", "mine", "mine --check", "star hpn"])
def test_no_line_is_wider_than_the_terminal(ask: Ask, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    terminal = on_a_terminal(monkeypatch)
    ask(*command.split(), *NOON)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal.shown).splitlines()
    assert lines
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize(("columns", "widest"), [(30, 30), (80, 80), (200, 80)])
def test_an_abstract_is_wrapped_whole_at_80_cells_or_less(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, columns: int, widest: int
) -> None:
    whole = ask("show", "hpn").lines[5]
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    ask("show", "hpn")
    shown = terminal.shown.splitlines()
    assert widest - 10 < max(map(len, shown[4:-2])) <= widest
    assert whole in " ".join(shown)


@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str]) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setenv(*setting)
    ask("now", *NOON)
    assert "Alibaba" in terminal.shown
    assert "\x1b" not in terminal.shown


def test_an_empty_no_color_refuses_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "")
    ask("now", *NOON)
    assert "\x1b[" in terminal.shown


def test_plain_on_a_terminal_has_neither_colour_nor_cuts(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    ask("list", "--plain", *NOON)
    assert "\x1b" not in terminal.shown
    assert "Title: Alibaba HPN: A Data Center Network for Large Language Model Training" in terminal.shown


def test_a_star_is_ascii_where_the_encoding_has_no_other(
    ask: Ask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("star", "hpn")
    terminal = on_a_terminal(monkeypatch, "ascii")
    monkeypatch.setenv("TERM", "dumb")
    assert ask("list").code == 0
    line = next(line for line in terminal.shown.splitlines() if "Alibaba" in line)
    assert line.startswith("*  12:15-12:35  20 min  Alibaba HPN")
    assert line.endswith("~")
    assert len(line) <= 60


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Ødegård ★", "utf-8", "Ødegård ★"),
        ("Ødegård ★", "latin-1", "Ødegård *"),
        ("Ødegård Ł", "ascii", "Odegard L"),
        ("“Meta’s” – it…", "ascii", '"Meta\'s" - it~'),
        ("漢字", "ascii", "????"),
        ("e\u0301", "ascii", "e"),
        ("\ufb01 ½", "ascii", "? ?"),
    ],
)
def test_what_an_encoding_lacks_is_replaced_by_something_as_wide(
    text: str, encoding: str, shown: str
) -> None:
    assert legible(text, encoding) == shown


def test_json_is_escaped_where_utf8_cannot_be_written(
    ask: Ask, clash_conf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for encoding, is_escaped in (("latin-1", True), ("ascii", True), ("UTF_8", False)):
        stream = Terminal(encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        assert ask("people", "odegard", "--json", "-c", clash_conf).code == 0
        assert json.loads(stream.shown)["people"][0]["name"] == "Jürgen Ødegård"
        assert stream.shown.isascii() is is_escaped


def test_csv_is_utf8_whatever_the_encoding(
    ask: Ask, clash_conf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert ask("list", "--csv", "-c", clash_conf).code == 0
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    assert "Jürgen Ødegård" in buffer.getvalue().decode("utf-8")


def test_a_full_disk_is_exit_code_74(
    ask: Ask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(sys, "stdout", Full())
    answer = ask("list")
    assert answer.code == 74
    assert answer.err == f"scale-tui: the output cannot be written: {os.strerror(28)}\n"


def test_without_a_standard_output_the_exit_code_still_answers(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert ask("list").code == 0
    assert ask("list", "--csv").code == 0
    assert ask("list", "qqqqq").code == 1


def test_columns_without_anything_in_them_take_no_place() -> None:
    out = Output(io.StringIO(), width=20)
    assert out.aligned([[Cell("a"), Cell(""), Cell("b")], [Cell("ccc"), Cell(""), Cell("")]], {}) == [
        "a    b",
        "ccc",
    ]
    assert out.aligned([], {1: 5}) == []


def test_wide_characters_keep_columns_aligned() -> None:
    out = Output(io.StringIO())
    assert out.aligned([[Cell("漢字"), Cell("x")], [Cell("abc"), Cell("y")]], {}) == ["漢字  x", "abc   y"]


def test_ink_is_laid_on_after_cutting() -> None:
    stream = io.StringIO()
    Output(stream, width=4, has_colour=True).line("abcdef", Ink.BOLD)
    assert stream.getvalue() == "\x1b[1mabc…\x1b[0m\n"


def test_a_width_that_is_asked_for_wins_over_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)
    assert standard_output({}).width == 60
    assert standard_output({}, width=7).width == 7
    assert standard_output({}, is_plain=True).width is None
