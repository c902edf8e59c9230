"""Links and the clipboard in a browser: the browser opens and copies, and this machine starts nothing."""

import asyncio
import importlib
import json
import os
import re
from base64 import b64decode
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from cli.test_links import fake

pytest.importorskip("textual_serve", reason="what serve needs is not installed")
chromium = importlib.import_module("chromium")
serving_tests = importlib.import_module("cli.test_serving")
PATIENCE = chromium.PATIENCE
PAGE = "http://127.0.0.1:9/event/1/?a=b&c=$(touch%20harmed)"
AGENDA = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
DTSTART:20240911T190000Z
DTEND:20240911T200000Z
SUMMARY:A talk with a page
URL:{PAGE}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def conference(tmp_path: Path) -> str:
    path = tmp_path / "conference.ics"
    path.write_text(AGENDA, encoding="utf-8")
    return str(path)


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A desktop on this machine, and what its programs note when they are started."""
    programs = tmp_path / "programs"
    programs.mkdir()
    noted = [fake(programs, name) for name in ("xdg-open", "xclip", "xsel")]
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return noted


async def told(visit: Any) -> tuple[str, Any]:
    """The next thing that the page is told to do, beside drawing."""
    async with asyncio.timeout(PATIENCE):
        while True:
            message = await visit.socket.receive()
            if message.type is serving_tests.aiohttp.WSMsgType.BINARY:
                visit.shown += message.data
            else:
                kind, what = json.loads(message.data)
                if kind != "pong":
                    return kind, what


async def test_the_page_is_told_to_open_the_link_and_gets_what_is_copied(
    home: Path, conference: str, started: list[Path]
) -> None:
    with serving_tests.serving(home, conference) as served:
        async with serving_tests.visiting(served.url) as visit:
            await visit.until("help")
            await visit.type("o")
            assert await told(visit) == ("open_url", {"url": PAGE, "new_tab": True})
            await visit.until("Opening")
            await visit.type("y")
            await visit.until("Sent to the browser")
            copied = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", visit.shown)
            assert [b64decode(each).decode() for each in copied] == [PAGE]
    assert [noted.name for noted in started if noted.exists()] == []


async def test_in_a_kiosk_the_page_is_told_nothing(home: Path, conference: str, started: list[Path]) -> None:
    with serving_tests.serving(home, conference, "--kiosk") as served:
        async with serving_tests.visiting(served.url) as visit:
            await visit.until("help")
            for key in "oyY":
                await visit.type(key)
            await visit.until("This screen is for looking")
            await visit.type("q")
            await visit.until_closed()
            assert b"\x1b]52" not in visit.shown
    assert [noted.name for noted in started if noted.exists()] == []


@pytest.mark.skipif(chromium.BROWSER is None, reason="there is no Chromium here")
async def test_a_real_browser_opens_it_beside_and_copies(home: Path, conference: str, tmp_path: Path) -> None:
    with serving_tests.serving(home, conference) as served:
        async with chromium.page_at(served.url, tmp_path / "browser") as page:
            await page.until("document.activeElement.className === 'xterm-helper-textarea'")
            await page.until_drawn()
            await page.ask(
                "Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"]
            )
            await page.press("y", "KeyY", "y")
            end, copied = monotonic() + PATIENCE, None
            while copied != PAGE:
                assert monotonic() < end, (copied, page.complaints)
                reading = await page.ask(
                    "Runtime.evaluate", expression="navigator.clipboard.readText()", awaitPromise=True
                )
                copied = reading["result"].get("value")
            await page.ask("Target.setDiscoverTargets", discover=True)
            before = page.opened
            await page.press("o", "KeyO", "o")
            end = monotonic() + PATIENCE
            while page.opened == before:
                assert monotonic() < end, page.complaints
                await page.ask("Runtime.evaluate", expression="0")
            # What was opened cannot reach this page, and nothing is opened but pages and mail.
            before = page.opened
            for address in ("javascript:document.title=1", "data:text/html,x", PAGE):
                expression = f"window.open({json.dumps(address)}, '_blank') === null"
                opened = await page.ask("Runtime.evaluate", expression=expression, userGesture=True)
                assert opened["result"]["value"]
            while page.opened == before:
                assert monotonic() < end + PATIENCE, page.complaints
                await page.ask("Runtime.evaluate", expression="0")
            assert page.opened == before + 1
