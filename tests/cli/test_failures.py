"""What goes wrong is one line on standard error and an exit code, never a traceback."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import scale_tui.domain.errors
from scale_tui.cli import complaints, people
from scale_tui.cli.exit_codes import ExitCode, exit_code
from scale_tui.domain.errors import (
    Ambiguous,
    CannotRead,
    CannotSave,
    NotFound,
    ScaleTuiError,
    Unreachable,
    UnreadableAgenda,
    UsageError,
)

Ask = Callable[..., Any]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError(""), 2),
        (NotFound(""), 3),
        (Ambiguous("", ()), 3),
        (UnreadableAgenda("", ""), 65),
        (CannotRead(""), 65),
        (Unreachable(""), 69),
        (CannotSave(""), 73),
    ],
)
def test_each_error_has_its_exit_code(error: ScaleTuiError, code: int) -> None:
    assert exit_code(error) == code


def kinds(of: type[ScaleTuiError]) -> Iterator[type[ScaleTuiError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_error_of_the_domain_is_left_without_an_exit_code() -> None:
    for kind in kinds(ScaleTuiError):
        if kind.__module__ == scale_tui.domain.errors.__name__:
            assert exit_code(kind.__new__(kind)) is not ExitCode.NOTHING, kind


@pytest.mark.parametrize(
    "typed", [["now", "-c", "nowhere"], ["list", "-c", "."], ["nowhere"], ["show", "x", "-c", "\0"]]
)
def test_no_such_conference_is_exit_code_3_and_names_what_is_there(ask: Ask, typed: list[str]) -> None:
    answer = ask(*typed)
    assert (answer.code, answer.out) == (3, "")
    assert "there is networking-scale-2024" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("name", ["networking-scale-2024", "Networking-Scale-2024", "Networking @Scale 2024"])
def test_the_bundled_conference_can_be_named(ask: Ask, name: str) -> None:
    assert len(ask("list", "-c", name).lines) == 18


def test_a_misspelt_command_leads_to_the_help(ask: Ask) -> None:
    assert "'scale-tui --help' lists the commands" in ask("lsit").err


def test_a_conference_is_named_once(ask: Ask, clash_conf: str) -> None:
    answer = ask(clash_conf, "-c", clash_conf)
    assert answer.code == 2
    assert "once" in answer.err


def test_an_agenda_that_cannot_be_read_is_exit_code_65(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "prose.txt"
    path.write_text("Nothing like an agenda.", encoding="utf-8")
    for typed in (["list", "-c", str(path)], ["star", "x", "-c", str(path)], [str(path)]):
        answer = ask(*typed)
        assert (answer.code, answer.out) == (65, "")
        assert answer.err.count("\n") == 1


def test_the_app_needs_a_terminal(ask: Ask) -> None:
    answer = ask()
    assert answer.code == 2
    assert "needs a terminal" in answer.err


def test_ctrl_c_is_exit_code_130(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(people, "run_people", interrupted)
    answer = ask("people")
    assert (answer.code, answer.out, answer.err) == (130, "", "")


def test_what_is_typed_cannot_reach_the_terminal_as_a_command(ask: Ask) -> None:
    for typed in (
        ["show", "\x1b[31mred\u202e\x9b1m"],
        ["now", "--\x1b]0;pwned\x07"],
        ["now", "-c", "\x1b[31m\nsecond line"],
    ):
        answer = ask(*typed)
        assert answer.code in {2, 3}
        assert answer.err.count("\n") == 1
        assert not set(answer.err) & set("\x1b\x9b\x07\u202e")


def test_a_long_complaint_is_cut(ask: Ask) -> None:
    answer = ask("show", "x" * 1000)
    assert len(answer.err) <= 241
    assert answer.err.endswith("…\n")


def test_without_any_standard_error_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    complaints.complain("nobody listens")


def test_a_standard_error_that_is_full_is_no_second_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(sys, "stderr", Full())
    complaints.complain("nobody listens")
