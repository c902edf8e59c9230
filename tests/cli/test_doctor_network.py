"""``doctor`` names whom the program would ask over the network, and asks nobody itself."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Ask
from web_server import WebServer, answer, serving

SECRETS = ("hunter2", "swordfish", "private-key", "token=")
CALENDAR = b"""\
BEGIN:VCALENDAR
X-WR-CALNAME:Oslo Days
BEGIN:VEVENT
UID:1
DTSTART:20261123T100000Z
SUMMARY:Ann on Rust
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https", "all"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme.upper()}_PROXY", raising=False)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as web:
        yield web


def network(ask: Ask) -> list[str]:
    facts = json.loads(ask("doctor", "--json").out)["facts"]
    assert all(fact["advice"] is None for fact in facts if fact["subject"] == "Network")
    told = [fact["text"] for fact in facts if fact["subject"] == "Network"]
    assert all(f"Network: {each}" in ask("doctor").lines for each in told)
    return told


def test_where_nothing_was_added_nobody_would_be_asked(ask: Ask, clash_conf: str) -> None:
    assert network(ask) == ["nobody would be asked"]
    ask("add", clash_conf)
    assert network(ask) == ["nobody would be asked"]


def test_the_hosts_of_a_conference_are_named_and_whether_it_asks_them_by_itself(
    ask: Ask, web: WebServer, home: Path
) -> None:
    with serving() as other:
        other.at("/private-key/a.ics", answer(CALENDAR))
        page = f'<html><a href="{other.url("/private-key/a.ics")}">schedule.ics</a></html>'
        web.at("/page?token=1", answer(page.encode(), {"Content-Type": "text/html"}))
        assert ask("add", "--yes", web.url("/page?token=1", "ann:hunter2@")).code == 0
        asked = len(web.asked), len(other.asked)
        hosts = f"127.0.0.1:{other.port} and 127.0.0.1:{web.port}"
        by_itself = "by itself where the copy is old, and at r and 'scale-tui refresh'"
        assert network(ask) == [f"{hosts} for oslo-days, {by_itself}"]
        (home / "config.toml").write_text("[schedule]\nrefresh = false\n")
        when_told = "only at r and 'scale-tui refresh', as refresh is false in config.toml"
        assert network(ask) == [f"{hosts} for oslo-days, {when_told}"]
        assert (len(web.asked), len(other.asked)) == asked
    for secret in SECRETS:
        assert secret not in ask("doctor").out


def test_calendars_pretalx_and_proxies_are_named_without_what_is_secret(
    ask: Ask, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(
        '[sync.caldav]\nurl = "https://ann:hunter2@dav.example:8443/private-key/"\n'
        '[sync.pretalx]\nurl = "https://pretalx.example/democon/?token=1"\n'
    )
    monkeypatch.setenv("https_proxy", "ann:swordfish@proxy.example:3128")
    assert network(ask) == [
        "dav.example:8443 at 'scale-tui sync caldav'",
        "pretalx.example at 'scale-tui sync pretalx'",
        "https goes through the proxy proxy.example:3128",
    ]
    monkeypatch.setenv("https_proxy", "http://ann:swordfish@proxy.example:port")
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", "https://other.example/")
    monkeypatch.setenv("SCALE_TUI_PRETALX_URL", "https://[broken")
    assert network(ask) == [
        "other.example at 'scale-tui sync caldav'",
        "https://[broken at 'scale-tui sync pretalx'",
        "https goes through the proxy http://proxy.example:port",
    ]
    for secret in SECRETS:
        assert secret not in ask("doctor").out


def test_a_conference_that_cannot_be_read_hides_no_other(ask: Ask, web: WebServer, home: Path) -> None:
    for name in ("one", "two"):
        assert ask("add", "--yes", web.at(f"/{name}.ics", answer(CALENDAR)), "--name", name).code == 0
    (home / "conferences" / "one" / "conference.json").write_text("{")
    told = ask("doctor").out
    assert f"Network: 127.0.0.1:{web.port} for two, " in told
    assert "for one, " not in told
