"""The server of ``serve``: one page that fetches nothing from elsewhere, and an app a visitor."""

import asyncio
import logging
import socket
from collections.abc import Callable
from html import escape
from ipaddress import ip_address
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

MOST_VISITORS = 16
"""Each has a process of their own, of some 80 MB."""
_PAGE, _SCRIPT = (Path(__file__).with_name(f"served_page.{kind}") for kind in ("html", "js"))
_SMALLEST, _USUAL, _LARGEST = 6, 16, 60
"""Pixels of a letter."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Without the right to open windows an address on the screen leads nowhere.
_LOCKED_UP = "; sandbox allow-scripts allow-same-origin"


class PageServer(Server):
    """Serves the app that ``command`` starts on each visit, to visitors of this page alone.

    A browser lets any page connect to any server, so who comes from another page is refused; and as another
    name may be made to lead to this machine, so is who calls it by a name that is not its own.
    """

    def __init__(self, command: str, *, host: str, port: int, title: str, is_kiosk: bool) -> None:
        super().__init__(command, host=host, port=port, title=title)
        self._is_kiosk = is_kiosk
        self._visits: set[asyncio.Task[Any]] = set()

    def listen(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        """Serve until a signal asks for the end; ``ready`` is called when visitors may come."""
        self.initialize_logging()
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.get("/page.js", self.handle_script),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        web.run_app(app, sock=listener, print=lambda *_: ready(), access_log=None, shutdown_timeout=5)

    def initialize_logging(self) -> None:
        """Say nothing of what goes wrong with a visit: the textual-serve way tells variables, with notes."""
        for name in ("textual-serve", "aiohttp", "asyncio"):
            logger = logging.getLogger(name)
            logger.addHandler(logging.NullHandler())
            logger.propagate = False

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002
        """End all visits, which else were waited for."""
        for visit in self._visits:
            visit.cancel()

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        self._check_name(request)
        size = request.query.get("fontsize", "")
        font = int(size) if size.isascii() and size.isdecimal() and len(size) < 4 else _USUAL
        secure = "s" if request.secure else ""
        address = f"ws{secure}://{request.host}"
        page = Template(_PAGE.read_text("utf-8")).substitute(
            title=escape(self.title),
            socket=escape(f"{address}/ws"),
            font=min(max(font, _SMALLEST), _LARGEST),
        )
        policy = _POLICY.format(socket=address) + (_LOCKED_UP if self._is_kiosk else "")
        headers = {
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def handle_script(self, _: web.Request) -> web.FileResponse:
        """What the page does itself."""
        return web.FileResponse(_SCRIPT, headers={"X-Content-Type-Options": "nosniff"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visit: the app until it ends, or the page is closed."""
        self._check_name(request)
        origin = request.headers.get("Origin")
        # Browsers always say where they come from; what is none can say what it likes.
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="Only the page of this server may connect.")
        if len(self._visits) >= MOST_VISITORS:
            raise web.HTTPServiceUnavailable(text="Too many visitors at once.")
        visit = asyncio.current_task()
        assert visit is not None  # noqa: S101
        self._visits.add(visit)
        try:
            return await super().handle_websocket(request)
        finally:
            self._visits.discard(visit)

    def _check_name(self, request: web.Request) -> None:
        if not is_own_name(request.host, self.host):
            raise web.HTTPForbidden(text="This server goes by its address, or as localhost.")


def is_own_name(asked: str, host: str) -> bool:
    """Whether a browser that asks for this host (with a port) may mean the server that listens at ``host``.

    A number cannot be made to lead elsewhere, a name can.
    """
    try:
        name = (urlsplit(f"//{asked}").hostname or "").lower()
    except ValueError:
        return False
    try:
        ip_address(name)
    except ValueError:
        mine = socket.gethostname().lower()
        return name in {"localhost", host.lower(), mine, f"{mine}.local"}
    return True
