"""An assistant at the real command, over the pipes it would use, with the client of the official SDK."""

import importlib
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from scale_tui.export.json_document import SCHEMA
from scale_tui.sources.bundled import bundled_agenda
from storage.test_looking_store import snapshot

pytest.importorskip("mcp", reason="what mcp needs is not installed")
mcp = importlib.import_module("mcp")
types = importlib.import_module("mcp_types")

SOURCE = Path(__file__).parents[2] / "src"
Ask = Callable[..., Any]
HPN = next(s.id for s in bundled_agenda().sessions if s.title.startswith("Alibaba HPN"))
# As old clients begin, and as new ones do.
MODES = ("legacy", "auto")


@asynccontextmanager
async def assistant(home: Path, *typed: str, mode: str = "auto", answer: Any = None) -> AsyncIterator[Any]:
    """A client; ``answer`` is what the attendee answers to a question, without which it puts none."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home)}
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "scale_tui", "mcp", *typed],
        env=env | {"SCALE_TUI_NOW": "2024-09-11T12:20"},
    )
    asked: list[str] = []

    async def put(_: Any, question: Any) -> Any:
        asked.append(question.message)
        return answer

    async with mcp.Client(server, mode=mode, elicitation_callback=put if answer else None) as client:
        client.asked = asked
        yield client


async def told(client: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return dict(result.structured_content)


async def refusal(client: Any, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return str(result.content[0].text)


@pytest.mark.parametrize("mode", MODES)
async def test_it_is_told_which_tools_there_are_and_that_texts_are_data(home: Path, mode: str) -> None:
    async with assistant(home, mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert "strangers" in client.instructions
    assert set(tools) == {"now", "search", "show", "mine", "star"}
    for name, tool in tools.items():
        assert tool.description
        assert tool.annotations.read_only_hint is (name != "star")
        assert tool.annotations.open_world_hint is False
    assert tools["star"].annotations.destructive_hint is False
    assert set(tools["star"].input_schema["properties"]) == {"sessions", "conference", "confirm"}


async def test_answers_are_the_documents_that_scripts_get(home: Path, ask: Ask) -> None:
    ask("star", "hpn")
    before = snapshot(home)
    async with assistant(home) as client:
        now = await told(client, "now")
        assert now["schema"] == SCHEMA
        assert [session["id"] for session in now["running"]] == [HPN]
        assert now == json.loads(ask("now", "--json", "--at", "2024-09-11T12:20").out)
        later = await told(client, "now", at="2024-09-11T14:30")
        assert later["running"][0]["title"].startswith("Scheduler")
        shown = await told(client, "show", sessions=["hpn"])
        assert shown == json.loads(ask("show", "hpn", "--json", "--at", "2024-09-11T12:20").out)
        mine = await told(client, "mine")
        assert mine == json.loads(ask("mine", "--json", "--at", "2024-09-11T12:20").out)
        found = await told(client, "search", query="jithin", most=1)
        assert (found["found"] >= 1, len(found["sessions"])) == (True, 1)
    assert snapshot(home) == before


async def test_a_query_that_asks_for_nothing_is_not_answered_with_all(home: Path) -> None:
    async with assistant(home) as client:
        assert "behind is: stands one of star" in await refusal(client, "search", query="is:stars")


async def test_a_saved_filter_is_searched_for_by_its_name(ask: Ask, home: Path) -> None:
    ask("filters", "save", "Mine", "jithin")
    async with assistant(home) as client:
        found = await told(client, "search", query="filter:mine")
        assert found["found"] == (await told(client, "search", query="jithin"))["found"] > 0


async def test_what_cannot_be_answered_is_said_in_a_line(home: Path, tmp_path: Path, clash_conf: str) -> None:
    async with assistant(home) as client:
        assert "no session 'nothing'" in await refusal(client, "show", sessions=["nothing"])
        assert "fits" in await refusal(client, "show", sessions=["live"])
        # No file, no address, and least of all what the assistant speaks through.
        for choice in (clash_conf, "-", "/etc/passwd", "http://127.0.0.1:9/x"):
            assert "no conference called" in await refusal(client, "mine", conference=choice)
        assert (await told(client, "mine"))["sessions"] == []
    assert not home.exists()


@pytest.mark.parametrize("mode", MODES)
async def test_a_star_is_put_when_the_attendee_is_asked_and_says_yes(home: Path, ask: Ask, mode: str) -> None:
    yes = types.ElicitResult(action="accept", content={"star": True})
    async with assistant(home, mode=mode, answer=yes) as client:
        done = await told(client, "star", sessions=["hpn"])
        assert (done["done"], done["sessions"][0]["starred"]) == (True, True)
        title = bundled_agenda().by_id[HPN].title
        assert client.asked == [f"Star this at Networking @Scale 2024?\nWed 11 12:15 {title}"]
    assert "Alibaba HPN" in ask("list", "--starred").out


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "no",
    [
        types.ElicitResult(action="decline"),
        types.ElicitResult(action="cancel"),
        types.ElicitResult(action="accept", content={"star": False}),
    ],
)
async def test_without_a_yes_nothing_is_starred(home: Path, mode: str, no: Any) -> None:
    async with assistant(home, mode=mode, answer=no) as client:
        answer = await told(client, "star", sessions=["hpn"], confirm="yes")
        assert (answer["done"], answer["sessions"][0]["starred"]) == (False, False)
        assert "did not agree" in answer["why"]
    assert not home.exists()


@pytest.mark.parametrize("mode", MODES)
async def test_a_client_that_cannot_ask_needs_a_second_step(home: Path, ask: Ask, mode: str) -> None:
    async with assistant(home, mode=mode) as client:
        offer = await told(client, "star", sessions=["hpn"])
        assert (offer["done"], offer["sessions"][0]["starred"]) == (False, False)
        assert "Ask the user: Star this at" in offer["why"]
        assert re.fullmatch("[0-9a-f]{8}", offer["confirm"])
        # It is for this and no other, and once.
        for wrong in (
            {"sessions": ["hpn"], "confirm": "yes"},
            {"sessions": ["backbone"], "confirm": offer["confirm"]},
        ):
            assert (await told(client, "star", **wrong))["done"] is False
        assert (await told(client, "star", sessions=["hpn"], confirm=offer["confirm"]))["done"] is False
        assert not home.exists()
        offer = await told(client, "star", sessions=["hpn"])
        assert (await told(client, "star", sessions=[HPN], confirm=offer["confirm"]))["done"] is True
        assert len((await told(client, "mine"))["sessions"]) == 1
    assert "Alibaba HPN" in ask("list", "--starred").out


async def test_the_conference_can_be_chosen(home: Path, ask: Ask, clash_conf: str) -> None:
    ask("add", clash_conf, "--name", "clash")
    async with assistant(home, "-c", "clash") as client:
        assert (await told(client, "search", query="first"))["conference"]["name"] == "clash"
        bundled = await told(client, "search", query="hpn", conference="networking-scale-2024")
        assert bundled["conference"]["name"] == "networking-scale-2024"


def test_without_the_library_it_says_what_to_install(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.delitem(sys.modules, "scale_tui.cli.assistant_server", raising=False)
    answer = ask("mcp")
    assert (answer.code, answer.err) == (69, "scale-tui: mcp needs more: pip install 'scale-tui[mcp]'\n")
