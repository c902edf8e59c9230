"""The app in a browser: the real server, a plain client, and a real browser where there is one."""

import asyncio
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

import builders
from scale_tui.cli.arguments import read_arguments
from scale_tui.cli.conference import Found
from scale_tui.cli.serving import command_line, is_loopback
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage.personal import PersonalStore
from storage.test_looking_store import snapshot

pytest.importorskip("textual_serve", reason="what serve needs is not installed")
aiohttp = importlib.import_module("aiohttp")
serving_page = importlib.import_module("scale_tui.cli.serving_page")
chromium = importlib.import_module("chromium")
PATIENCE = chromium.PATIENCE
SOURCE = Path(__file__).parents[2] / "src"
BUNDLED = "networking-scale-2024"
NOON = "2024-09-11T12:20"
Ask = Callable[..., Any]


@contextmanager
def serving(home: Path, *typed: str) -> Iterator[SimpleNamespace]:
    """The server as a process of its own, and the address that it tells."""
    given = {"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "SCALE_TUI_NOW": NOON, "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "scale_tui", "serve", "--port", "0", *typed],
        env={"PATH": os.environ["PATH"]} | given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield SimpleNamespace(process=process, line=line, url=line.partition(" is at ")[2].split()[0])
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


class Visit:
    """What a browser does, without one."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.shown = b""

    async def until(self, text: str, since: int = 0) -> None:
        # Of the whole: the pings of the server would begin a time for each message anew.
        async with asyncio.timeout(PATIENCE):
            while text.encode() not in self.shown[since:]:
                message = await self.socket.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, (message, self.shown[-300:])
                self.shown += message.data

    async def until_closed(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while (message := await self.socket.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING)

    async def type(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])


@asynccontextmanager
async def visiting(url: str, **headers: str) -> AsyncIterator[Visit]:
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{url}ws?width=100&height=30", headers=headers) as socket,
    ):
        yield Visit(socket)


def stars(home: Path) -> frozenset[str]:
    with PersonalStore.open(home / "schedule.sqlite3", at=builders.at("12:20")) as store:
        return store.load(BUNDLED).stars


async def starred(home: Path) -> frozenset[str]:
    """The stars on the disk, once there is one."""
    end = monotonic() + PATIENCE
    while not (found := stars(home)):
        assert monotonic() < end
        await asyncio.sleep(0.02)
    return found


def hpn() -> str:
    return next(s.id for s in bundled_agenda().sessions if s.title.startswith("Alibaba HPN"))


async def test_a_star_set_in_the_browser_is_in_the_terminals_database(home: Path) -> None:
    with serving(home) as served:
        assert served.line.startswith("Networking @Scale 2024 is at http://127.0.0.1:")
        async with visiting(served.url, Origin=served.url.rstrip("/")) as visit:
            await visit.until("Alibaba HPN")
            await visit.until("help")
            await visit.type(" ")
            assert await starred(home) == {hpn()}
            await visit.type("E")
            await visit.until("Not in a browser")


async def test_a_browser_is_like_the_terminal_was_left_and_leaves_that_as_it_is(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "habits").write_text("theme\tnord\t\n")
    with serving(home, "--at", "2024-09-01T12:00") as served:
        async with visiting(served.url) as visit:
            await visit.until("help")
            await visit.until("48;2;46;52;64")
            await visit.type("jj")
            await visit.type("q")
            await visit.until_closed()
    assert (home / "habits").read_text() == "theme\tnord\t\n"


async def test_two_visitors_and_the_terminal_have_one_schedule(
    home: Path, process: Callable[..., Any]
) -> None:
    with serving(home) as served:
        async with visiting(served.url) as one, visiting(served.url) as other:
            await one.until("help")
            await other.until("help")
            await one.type(" ")
            await starred(home)
            await other.type("3")
            await other.until("1 talk")
            assert b"Alibaba HPN" in process("list", "--starred").stdout


async def test_a_kiosk_writes_nothing(home: Path, ask: Ask) -> None:
    ask("star", "hpn")
    before = snapshot(home)
    with serving(home, "--kiosk") as served:
        async with visiting(served.url) as visit:
            await visit.until("help")
            await visit.type(" ")
            await visit.until("This screen is for looking")
            await visit.type("q")
            await visit.until_closed()
    assert snapshot(home) == before


@pytest.mark.parametrize("is_kiosk", [False, True])
async def test_the_page_names_nothing_elsewhere(home: Path, is_kiosk: bool) -> None:
    with serving(home, *(["--kiosk"] if is_kiosk else [])) as served:
        async with aiohttp.ClientSession() as client, client.get(served.url) as answer:
            page = await answer.text()
            policy = answer.headers["Content-Security-Policy"]
        own = served.url.removeprefix("http:").rstrip("/")
        assert page.replace(own, "").count("//") == 0
        assert "<title>Networking @Scale 2024</title>" in page
        assert {part.split()[0]: part.split()[1:] for part in policy.split("; ")} == {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["data:"],
            "connect-src": ["'self'", f"ws:{own}"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": ["'none'"],
        } | ({"sandbox": ["allow-scripts", "allow-same-origin"]} if is_kiosk else {})


async def test_who_comes_from_another_page_or_calls_it_by_another_name_is_refused(home: Path) -> None:
    with serving(home) as served:
        port = served.url.rstrip("/").rpartition(":")[2]
        for headers in (
            {"Origin": "https://example.org"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
            {"Host": f"example.org:{port}", "Origin": f"http://example.org:{port}"},
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with visiting(served.url, **headers):
                    pass
            assert refused.value.status == 403
        async with aiohttp.ClientSession() as client:
            async with client.get(served.url, headers={"Host": f"example.org:{port}"}) as answer:
                assert answer.status == 403
            async with client.get(f"{served.url}download/x") as answer:
                assert answer.status == 404
            async with client.get(served.url, headers={"Host": "localhost:9999"}) as answer:
                assert "ws://localhost:9999/ws" in await answer.text()
    assert not home.exists()


async def test_too_many_at_once_are_told_to_wait(home: Path) -> None:
    with serving(home, "--kiosk") as served:
        async with aiohttp.ClientSession() as client:
            visits = [await client.ws_connect(f"{served.url}ws") for _ in range(serving_page.MOST_VISITORS)]
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await client.ws_connect(f"{served.url}ws")
            assert refused.value.status == 503
            for visit in visits:
                await visit.close()


async def test_ctrl_c_ends_it_and_who_is_there(home: Path) -> None:
    with serving(home) as served:
        async with visiting(served.url) as visit:
            await visit.until("help")
            served.process.send_signal(signal.SIGINT)
            await visit.until_closed()
            assert await asyncio.to_thread(served.process.wait, PATIENCE) == 0


# Names of files that a shell would carry out.
HOSTILE = [
    "$(touch harmed).txt",
    "`touch harmed`.txt",
    "a; touch harmed; b.txt",
    "'\"& touch harmed #.txt",
    "-c x.txt",
]


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_is_no_command(home: Path, tmp_path: Path, clash_conf: str, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).write_bytes(Path(clash_conf).read_bytes())
    with serving(home, "-c", str(folder / name)) as served:
        assert served.line.startswith("Clash Conf @Scale 2024")
        async with visiting(served.url) as visit:
            await visit.until("Clash Conf")
            await visit.until("help")
    assert [path.name for path in (*folder.iterdir(), *Path().glob("harmed*"))] == [name]


@pytest.mark.skipif(os.name == "nt", reason="another shell")
def test_what_is_passed_on_is_words_and_nothing_else(tmp_path: Path) -> None:
    said = "$(x) `y` 'z' \"w\" ; & | \n \\ -c"
    arguments = read_arguments(["serve", "--at", said, "--tz", said, "--theme", said, "--kiosk"])
    command = command_line(Found(bundled_agenda(), None), said, arguments)
    show = "import json, sys; print(json.dumps(sys.argv))"
    shown = command.replace(" -P -m scale_tui ", f' -c "{show}" ', 1)
    words = json.loads(
        subprocess.run(shown, shell=True, check=True, capture_output=True, cwd=tmp_path).stdout
    )
    asked = [f"--conference={Path(said).absolute()}", "--glyphs=unicode", f"--at={said}", f"--tz={said}"]
    assert words == ["-c", "open", *asked, f"--theme={said}", "--kiosk"]


def test_what_cannot_be_served_says_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = ask("serve", "--port", str(port))
        assert (answer.code, answer.out) == (69, "")
        assert answer.err.startswith(f"scale-tui: port {port} is taken")
    assert ask("serve", "--host", "203.0.113.1", "--port", "0").err == (
        "scale-tui: 203.0.113.1 is no address of this machine\n"
    )
    assert ask("serve", "--port", "70000").code == 2
    assert ask("serve", "-c", "nowhere").code == 3
    assert ask("serve", "-").code == 2
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "scale_tui.cli.serving_page", raising=False)
    answer = ask("serve")
    assert (answer.code, answer.err) == (69, "scale-tui: serve needs more: pip install 'scale-tui[web]'\n")


def test_who_listens_to_others_is_warned(home: Path, process: Callable[..., Any]) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = str(taken.getsockname()[1])
        # It ends at once, as the port is taken.
        assert b"see" not in process("serve", "--host", "0.0.0.0", "--port", port).stderr
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.0.2.1")
    assert not is_loopback("example.org")
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")


@pytest.mark.parametrize(
    ("asked", "is_own"),
    [
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("localhost", True),
        ("192.0.2.7:8000", True),
        (f"{socket.gethostname()}:8000", True),
        ("example.org:8000", False),
        ("127.0.0.1.example.org", False),
        ("localhost.example.org", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_by_which_names_it_goes(asked: str, is_own: bool) -> None:
    assert serving_page.is_own_name(asked, "127.0.0.1") is is_own


@pytest.mark.skipif(chromium.BROWSER is None, reason="there is no Chromium here")
async def test_in_a_real_browser_it_loads_stars_and_asks_nobody_else(home: Path, tmp_path: Path) -> None:
    with serving(home) as served:
        async with chromium.page_at(served.url, tmp_path / "browser") as page:
            await page.until("document.activeElement.className === 'xterm-helper-textarea'")
            await page.until_drawn()
            await page.press(" ", "Space", " ")
            assert await starred(home) == {hpn()}
            if folder := os.environ.get("SCALE_TUI_PICTURES"):
                (Path(folder) / "browser.png").write_bytes(await page.picture())
            await page.press("q", "KeyQ", "q")
            await page.until("document.body.classList.contains('-closed')")
        own = served.url.removeprefix("http:")
        assert len(page.requested) >= 4
        assert [url for url in page.requested if own not in url and not url.startswith("data:")] == []
        assert page.complaints == []
