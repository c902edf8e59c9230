"""The app in a real browser, which draws itself: ``tests/chromium.py`` drives it."""

import asyncio
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.command import ROOT
from docs.pictures.playing import NotShown, environment, home_for
from docs.pictures.scenes import BROWSER

_ADDRESS = "http://"


def browser_picture(path: Path) -> bool:
    """Write what the browser shows; False where there is no browser. Raises NotShown."""
    sys.path.insert(0, str(ROOT / "tests"))
    from chromium import BROWSER as CHROMIUM

    if CHROMIUM is None:
        return False
    with home_for(BROWSER) as home, TemporaryDirectory(prefix="chromium-") as folder:
        typed = [sys.executable, "-m", "scale_tui", "serve", "--port", "0", *BROWSER.options]
        env = environment(BROWSER, home) | {"SCALE_TUI_NOW": BROWSER.at}
        with subprocess.Popen(typed, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                line = server.stdout.readline()
                url = next((word for word in line.split() if word.startswith(_ADDRESS)), None)
                if url is None:
                    raise NotShown(f"the server says {line!r}")
                path.write_bytes(asyncio.run(_picture_of(url, Path(folder))))
            finally:
                server.terminate()
    return True


async def _picture_of(url: str, folder: Path) -> bytes:
    from chromium import page_at

    shown = b""
    async with page_at(url, folder) as page:
        await page.until("document.readyState === 'complete'")
        await page.until_drawn()
        before = None
        # Until two in a row are alike: by then all of it is drawn.
        while shown != before:
            before, shown = shown, await page.picture()
            await asyncio.sleep(0.5)
    return shown
