"""Laws of ``sync pretalx``, with two machines, one event, and a network that breaks off at any request."""

import os
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pretalx_server import TOKEN, Pretalx, serving_pretalx
from scale_tui.cli import main

TALKS = {"AAAAAA": "ann", "BBBBBB": "bo"}
MACHINES = ("laptop", "phone")
CHANGES = st.tuples(st.just("change"), st.sampled_from((*MACHINES, "event")), st.sampled_from(sorted(TALKS)))
SYNCS = st.tuples(st.just("sync"), st.sampled_from(MACHINES))
BROKEN = st.tuples(st.just("sync"), st.sampled_from(MACHINES), st.integers(1, 3), st.booleans())


class World:
    """Two machines with a home each, and the event."""

    def __init__(self, pretalx: Pretalx, template: Path, home: Path) -> None:
        self.pretalx, self.home = pretalx, home
        pretalx.mine.clear()
        self.stars: dict[str, set[str]] = {}
        for machine in MACHINES:
            shutil.copytree(template, home / machine)

    def ask(self, machine: str, *typed: str) -> str:
        os.environ["SCALE_TUI_HOME"] = str(self.home / machine)
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            main(typed)
        assert TOKEN not in said.getvalue()
        assert "Traceback" not in said.getvalue()
        return said.getvalue()

    def has(self, party: str) -> set[str]:
        if party == "event":
            return set(self.pretalx.mine)
        said = self.ask(party, "mine", "--plain")
        return {code for code, title in TALKS.items() if f"Title: {title}\n" in said}

    def change(self, party: str, code: str) -> None:
        if party == "event":
            self.pretalx.mine.symmetric_difference_update({code})
        else:
            self.ask(party, "unstar" if code in self.has(party) else "star", TALKS[code])

    def sync(self, machine: str, number: int = 0, has_arrived: bool = False) -> None:
        broken = self.pretalx.unheard if has_arrived else self.pretalx.lost
        if number:
            broken.add(self.pretalx.changes + number)
        self.ask(machine, "sync", "pretalx")
        broken.clear()

    def settle(self) -> set[str]:
        for machine in (*MACHINES, MACHINES[0]):
            self.sync(machine)
        assert self.has("laptop") == self.has("phone") == self.pretalx.mine
        return set(self.pretalx.mine)


@pytest.fixture
def pretalx(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pretalx]:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    with serving_pretalx(TALKS) as pretalx:
        yield pretalx


@pytest.fixture
def template(pretalx: Pretalx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home to which the event was added."""
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path / "template"))
    with redirect_stdout(StringIO()):
        assert main(["add", "--yes", pretalx.schedule]) == 0
    return tmp_path / "template"


homes = count()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(CHANGES | SYNCS | BROKEN, max_size=9))
def test_in_any_order_and_broken_off_at_any_request_all_end_alike(
    pretalx: Pretalx, template: Path, tmp_path: Path, events: list[tuple[Any, ...]]
) -> None:
    world = World(pretalx, template, tmp_path / f"world-{next(homes)}")
    touched: dict[str, set[str]] = {code: set() for code in TALKS}
    left = dict.fromkeys(TALKS, False)
    for kind, party, *rest in events:
        if kind == "sync":
            world.sync(party, *rest)
        else:
            world.change(party, *rest)
            touched[rest[0]].add(party)
            left[rest[0]] = rest[0] in world.has(party)
    end = world.settle()
    for code, by in touched.items():
        if len(by) <= 1:
            assert (code in end) == left[code], "what one party alone has changed ends as that party left it"
    assert world.settle() == end
