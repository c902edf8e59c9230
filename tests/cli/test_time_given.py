"""What counts as now: ``--at``, SCALE_TUI_NOW, the real time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

Ask = Callable[..., Any]


def now_of(ask: Ask, *options: str) -> str:
    now: str = json.loads(ask("list", "--json", *options).out)["now"]
    return now


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("2024-09-11T12:20", "2024-09-11T12:20:00-07:00"),
        ("2024-09-11 12:20:30", "2024-09-11T12:20:30-07:00"),
        ("2024-09-11T19:20Z", "2024-09-11T12:20:00-07:00"),
        ("2024-09-11T21:20+02:00", "2024-09-11T12:20:00-07:00"),
        ("2024-09-11", "2024-09-11T00:00:00-07:00"),
        ("2024-12-01T12:00", "2024-12-01T12:00:00-08:00"),
    ],
)
def test_without_an_offset_it_is_conference_time(ask: Ask, text: str, now: str) -> None:
    assert now_of(ask, "--at", text) == now


@pytest.mark.parametrize(
    "text", ["", "noon", "12:20", "2024-13-01", "0001-01-01T00:00Z", "9999-12-31T23:59-12:00"]
)
def test_what_is_no_instant_is_a_usage_error(ask: Ask, text: str) -> None:
    answer = ask("now", "--at", text)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("scale-tui: --at: ")
    assert answer.err.count("\n") == 1


def test_the_environment_says_what_time_it_is(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_NOW", "2024-09-11T12:20")
    assert now_of(ask) == "2024-09-11T12:20:00-07:00"
    assert now_of(ask, "--at", "2024-09-11T13:00") == "2024-09-11T13:00:00-07:00"


def test_a_wrong_time_in_the_environment_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_NOW", "soon")
    answer = ask("now")
    assert answer.code == 2
    assert "SCALE_TUI_NOW" in answer.err


def test_otherwise_it_is_the_real_time(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_NOW", "")
    before = datetime.now(UTC)
    now = datetime.fromisoformat(now_of(ask))
    assert before - timedelta(seconds=1) <= now <= datetime.now(UTC)
