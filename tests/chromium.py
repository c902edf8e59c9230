"""A browser without a window, driven over its own protocol: https://chromedevtools.github.io/devtools-protocol/."""

import asyncio
import base64
import os
import shutil
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp

PATIENCE = 20.0
_OF_A_LINE = 30_000
"""Bytes: a picture of a line has a third, one of the app twice as many."""
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=1100,700",
)


class Page:
    """A tab: what it asked for, and what it complained of."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._count = 0
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self.opened = 0

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command, and wait for what it answers."""
        self._count += 1
        number = self._count
        await self._socket.send_json(
            {"id": number, "method": method, "params": parameters, "sessionId": self._session}
        )
        while True:
            message = await self._socket.receive_json(timeout=PATIENCE)
            if message.get("id") == number and message.get("sessionId") == self._session:
                assert "error" not in message, message
                return dict(message["result"])
            self._hear(message)

    def _hear(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requested.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.requested.append(told["url"])
            case "Log.entryAdded":
                self.complaints.append(told["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(told["exceptionDetails"]))
            case "Target.targetCreated" if told["targetInfo"]["type"] == "page":
                self.opened += 1

    async def until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        end = monotonic() + PATIENCE
        while not (await self.ask("Runtime.evaluate", expression=expression))["result"].get("value"):
            assert monotonic() < end, (expression, self.complaints)
            await asyncio.sleep(0.02)

    async def press(self, key: str, code: str, text: str = "") -> None:
        """Press a key and let it go."""
        number = {"Space": 32}.get(code, ord(key[0].upper()))
        for kind in ("keyDown", "keyUp"):
            said = {"text": text} if text and kind == "keyDown" else {}
            await self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=number, **said
            )

    async def picture(self) -> bytes:
        """What the window shows, as PNG."""
        shot = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    async def until_drawn(self) -> None:
        """Wait until there is more than a line of text: a terminal cannot be read, it is drawn."""
        end = monotonic() + PATIENCE
        while len(await self.picture()) < _OF_A_LINE:
            assert monotonic() < end, self.complaints


@asynccontextmanager
async def page_at(url: str, folder: Path) -> AsyncIterator[Page]:
    """Open the address in a browser of its own, whose things are in this folder."""
    assert BROWSER is not None
    process = await asyncio.create_subprocess_exec(
        BROWSER,
        *_FLAGS,
        f"--user-data-dir={folder}",
        "about:blank",
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
        env=dict(os.environ) | {"HOME": str(folder)},
    )
    try:
        port_file, end = folder / "DevToolsActivePort", monotonic() + PATIENCE
        while not (port_file.exists() and port_file.read_text().count("\n")):
            assert monotonic() < end, "the browser did not start"
            assert process.returncode is None
            await asyncio.sleep(0.05)
        port, path = port_file.read_text().split()
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            yield await _page(socket, url)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _page(socket: aiohttp.ClientWebSocketResponse, url: str) -> Page:
    async def answer(number: int, method: str, **parameters: Any) -> dict[str, Any]:
        await socket.send_json({"id": number, "method": method, "params": parameters})
        while (message := await socket.receive_json(timeout=PATIENCE)).get("id") != number:
            continue
        return dict(message["result"])

    target = (await answer(-1, "Target.createTarget", url="about:blank"))["targetId"]
    session = (await answer(-2, "Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
    page = Page(socket, session)
    for domain in ("Network", "Page", "Log", "Runtime"):
        await page.ask(f"{domain}.enable")
    await page.ask("Page.navigate", url=url)
    return page
