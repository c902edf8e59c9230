"""``add`` of an address on a private network: asked first, refused where nobody can be asked."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from web_server import WebServer, answer, serving, versioned

Ask = Callable[..., Any]
CALENDAR = b"""BEGIN:VCALENDAR
X-WR-CALNAME:Home Days
BEGIN:VEVENT
DTSTART:20261123T100000Z
DURATION:PT1H
SUMMARY:%s
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as web:
        yield web


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sit at a terminal and type this."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    return type_in


def names(ask: Ask) -> list[str]:
    return [each["name"] for each in json.loads(ask("conferences", "--json").out)][1:]


def test_it_is_refused_where_nobody_can_be_asked(ask: Ask, web: WebServer) -> None:
    address = web.at("/a.ics", answer(CALENDAR % b"A"))
    answered = ask("add", address)
    assert answered.code == 69
    told = f"{address}: is on this machine or a private network (127.0.0.1); --yes fetches it from there"
    assert answered.err == f"scale-tui: {told}\n"
    assert (web.asked, names(ask)) == ([], [])
    assert ask("add", "--yes", address).code == 0
    assert names(ask) == ["home-days"]


@pytest.mark.parametrize("typed", ["", "\n", "n\n", "no\n", "what?\n"])
def test_anything_but_yes_is_no(ask: Ask, web: WebServer, type_in: Callable[[str], None], typed: str) -> None:
    type_in(typed)
    answered = ask("add", web.at("/a.ics", answer(CALENDAR % b"A")))
    assert answered.code == 69
    assert "Fetch the schedule from there? [y/N] " in answered.err
    assert (web.asked, names(ask)) == ([], [])


@pytest.mark.parametrize("typed", ["y\n", "Yes\n"])
def test_yes_adds_it(ask: Ask, web: WebServer, type_in: Callable[[str], None], typed: str) -> None:
    type_in(typed)
    answered = ask("add", web.at("/a.ics", answer(CALENDAR % b"A")))
    assert answered.code == 0
    assert answered.out.startswith("added home-days")


def test_a_refresh_asks_nobody_again(ask: Ask, web: WebServer) -> None:
    address = web.at("/a.ics", versioned(CALENDAR % b"A", '"1"'))
    assert ask("add", "--yes", address).code == 0
    web.at("/a.ics", versioned(CALENDAR % b"B", '"2"', "Mon, 23 Nov 2026 11:00:00 GMT"))
    assert ask("refresh").code == 0
    assert "B" in ask("list").out


def test_a_refresh_is_not_led_to_where_nobody_agreed_to(
    ask: Ask, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outside:
        outside.setattr("scale_tui.sources.fetch_private._PRIVATE", ())
        assert ask("add", web.at("/a.ics", answer(CALENDAR % b"A"))).code == 0
    before = len(web.asked)
    answered = ask("refresh")
    assert answered.code == 69
    assert "private network" in answered.err
    assert len(web.asked) == before
    assert "A" in ask("list").out


def test_looking_without_keeping_asks_nobody(ask: Ask, web: WebServer) -> None:
    assert ask("check", web.at("/a.ics", answer(CALENDAR % b"A"))).code == 0
