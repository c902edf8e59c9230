"""A fault of the program on the command line: one line, a report without anything private, exit code 70."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli import main
from scale_tui.cli.crash_report import crash_text
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.domain.wording import counted

Ask = Callable[..., Any]
SECRET = "Dinner with Zed at https://me:hunter2@example.org"


def failing(error: Exception) -> Callable[..., None]:
    def fails(*_: object, **__: object) -> None:
        note = SECRET
        raise error from ValueError(note)

    return fails


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scale_tui.cli.people.run_people", failing(KeyError(SECRET)))


@pytest.mark.usefixtures("faulty")
def test_a_fault_is_one_line_and_a_report_of_nobody_elses_business(ask: Ask, home: Path) -> None:
    answer = ask("people", "--at", "2024-09-11T12:20")
    (report,) = home.glob("crash-*.txt")
    assert (answer.code, answer.out) == (ExitCode.CRASHED, "")
    assert answer.err.count("\n") == 1
    assert str(report) in answer.err
    text = report.read_text(encoding="utf-8")
    for private in ("Zed", "hunter2", "2024-09-11"):
        assert private not in text + answer.err
    assert "KeyError" in text
    assert "ValueError" in text
    assert "code = _command(arguments.command)(arguments, out)" in text
    assert ", people, " in text
    # Of what is not this program's own, no line of code: here the test.
    assert "note = SECRET" not in text
    assert os.name == "nt" or stat.S_IMODE(report.stat().st_mode) == 0o600


@pytest.mark.usefixtures("faulty")
def test_the_same_fault_leaves_one_report(ask: Ask, home: Path) -> None:
    for _ in range(3):
        ask("people")
    assert len(list(home.glob("crash-*.txt"))) == 1


@pytest.mark.usefixtures("faulty")
def test_without_a_place_for_it_the_report_is_told(ask: Ask, home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("no folder")
    answer = ask("people")
    assert answer.code == ExitCode.CRASHED
    assert "KeyError" in answer.err
    assert "scale_tui/cli/run.py" in answer.err
    assert "Zed" not in answer.err


def test_what_python_says_of_names_is_told() -> None:
    try:
        counted(3, None)  # type: ignore[arg-type]
        "".nothing  # type: ignore[attr-defined]  # noqa: B018
    except (AttributeError, TypeError) as error:
        from builders import at

        text = crash_text(error, "now", {"TERM": "xterm", "NOTE": "Zed"}, at("12:20"))
        assert "Error" in text
        assert "TERM=xterm" in text
        assert "Zed" not in text


def test_an_interruption_is_no_fault(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scale_tui.cli.people.run_people", interrupted)
    assert main(["people"]) == ExitCode.INTERRUPTED
    assert list(home.glob("crash-*")) == []
