"""The app asks for a newer agenda by itself where its copy is old, and nobody where that is switched off."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import stage
from pseudo_terminal import Playing
from scale_tui.cli import main
from schedules import event, in_xml
from web_server import WebServer, answer, serving, silence

Play = Callable[..., Playing]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[WebServer]:
    """A server that was asked once, for a conference whose copy has become old since."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path))
    with serving() as web:
        assert main(["add", "--yes", "--name", "old", web.at("/a.xml", answer(in_xml(event())))]) == 0
        entry = tmp_path / "conferences" / "old" / "conference.json"
        known = json.loads(entry.read_text("utf-8"))
        entry.write_text(json.dumps(known | {"checked_at": "2026-01-01T10:00:00+00:00"}))
        assert len(web.asked) == 1
        yield web


def test_where_the_copy_is_old_it_asks_by_itself(play: Play, web: WebServer) -> None:
    app = play(env={"no_proxy": "*"}).drawn()
    app.until(lambda: len(web.asked) == 2, "a question nobody told it to ask")
    app.type("q")
    assert app.ended() == 0


def test_where_that_is_off_it_asks_when_it_is_told_to_and_not_before(
    play: Play, web: WebServer, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[schedule]\nrefresh = false\n")
    app = play(env={"no_proxy": "*"}).drawn()
    app.read_the_rest()
    assert len(web.asked) == 1
    app.type("r")
    app.until(lambda: "Nothing new" in "".join(app.picture(120, 35)), "what came of it")
    assert len(web.asked) == 2
    app.type("q")
    assert app.ended() == 0
    assert main(["refresh"]) == 0
    assert len(web.asked) == 3


def test_while_a_server_is_silent_marks_are_kept_and_q_leaves(
    play: Play, web: WebServer, tmp_path: Path
) -> None:
    web.at("/a.xml", silence(web))
    app = play(env={"no_proxy": "*"}).drawn()
    app.until(lambda: len(web.asked) == 2, "a question nobody told it to ask")
    app.type(" ")
    app.until(lambda: "★" in "".join(app.picture(120, 35)), "a star")
    app.type("r")
    app.until(lambda: len(web.asked) == 3, "a question it was told to ask")
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()
    assert not web.is_over.is_set()
    with stage.opened(tmp_path / "schedule.sqlite3") as store:
        assert len(store.load("old").stars) == 1
