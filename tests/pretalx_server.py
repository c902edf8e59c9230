"""A pretalx on this machine that follows pretalx's documentation of favourites and nothing else.

https://docs.pretalx.org/api/: the codes of the favourites as a list, ``{}`` for a change, errors as an object
with ``detail``. A change may be repeated. Who has no valid token gets 403, as pretalx asks for a session
first, and so never for a password.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EVENT = "democon"
TOKEN = "e1l6gq2ye72thbwkacj7jbri7a7tvxe614ojv8ybureain92ocub46t5gab5966k"
A_HANG = 60

_FAVOURITES = re.compile(r"/api/events/([\w.-]+)/submissions/favourites/")
_FAVOURITE = re.compile(r"/api/events/([\w.-]+)/submissions/(\w+)/favourite/")
_SUBMISSION = re.compile(r"/api/events/([\w.-]+)/submissions/(\w+)/")
_SCHEDULE = f"/{EVENT}/schedule/export/schedule.json"


@dataclass
class Asked:
    """One request: how, what, and with which headers."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)


class Pretalx:
    """One event, with talks (title by code) and the favourites of each token's owner.

    ``throttled`` is what each of the next requests is told to wait, ``refusal`` the status of a token that is
    not accepted, ``redirect`` where everything is sent on to, ``broken`` what is said in place of JSON.
    ``lost`` are the numbers of the changes, from 1, that never arrive, ``unheard`` of those that are made but
    whose answer is lost. ``slots`` is how often a talk is given, where that is not once.
    """

    def __init__(self, talks: dict[str, str]) -> None:
        self.talks = dict(talks)
        self.favourites: dict[str, set[str]] = {TOKEN: set()}
        self.asked: list[Asked] = []
        self.is_public = True
        self.is_for_favourites_alone = False
        self.refusal = 403
        self.detail = "Invalid token."
        self.throttled: list[str] = []
        self.lost: set[int] = set()
        self.unheard: set[int] = set()
        self.redirect: str | None = None
        self.broken: bytes | None = None
        self.changes = 0
        self.slots: dict[str, int] = {}
        pretalx = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = A_HANG

            def answer_all(self) -> None:
                pretalx.asked.append(Asked(self.command, self.path, dict(self.headers)))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                pretalx.answer(self)

            do_GET = do_POST = do_DELETE = answer_all  # noqa: N815

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def schedule(self) -> str:
        return f"{self.site}{_SCHEDULE}"

    @property
    def mine(self) -> set[str]:
        return self.favourites[TOKEN]

    @property
    def api(self) -> list[str]:
        """What was asked of the programming interface: ``POST AAAAAA/favourite/``."""
        before = f"/api/events/{EVENT}/submissions/"
        asked = [each for each in self.asked if each.path.startswith(before)]
        return [f"{each.method} {each.path.removeprefix(before)}" for each in asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.path == _SCHEDULE:
            tell(handler, 200, self.document())
        elif self.redirect is not None:
            tell(handler, 302, None, {"Location": self.redirect})
        elif self.throttled:
            wait = self.throttled.pop(0)
            detail = f"Request was throttled. Expected available in {wait} seconds."
            tell(handler, 429, {"detail": detail}, {"Retry-After": wait} if wait else {})
        elif self.broken is not None:
            tell(handler, 200, self.broken)
        else:
            self.answer_api(handler)

    def answer_api(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        found = _FAVOURITES.fullmatch(path) or _FAVOURITE.fullmatch(path) or _SUBMISSION.fullmatch(path)
        if found is None or found[1] != EVENT or not self.is_public:
            tell(handler, 404, {"detail": "Not found."})
            return
        scheme, _, token = handler.headers.get("Authorization", "").partition(" ")
        if scheme != "Token" or token not in self.favourites:
            detail = self.detail if token else "Authentication credentials were not provided."
            tell(handler, self.refusal, {"detail": detail})
        elif _FAVOURITES.fullmatch(path):
            self.only(handler, "GET") and tell(handler, 200, sorted(self.favourites[token]))
        elif found := _FAVOURITE.fullmatch(path):
            self.only(handler, "POST", "DELETE") and self.change(handler, token, found[2].upper())
        elif found := _SUBMISSION.fullmatch(path):
            code = found[2].upper()
            if self.is_for_favourites_alone:
                detail = "You do not have permission to perform this action."
                tell(handler, 403, {"detail": detail})
                return
            is_there = code in self.talks
            tell(handler, 200 if is_there else 404, {"code": code} if is_there else {"detail": "Not found."})

    def only(self, handler: BaseHTTPRequestHandler, *methods: str) -> bool:
        if handler.command in methods:
            return True
        tell(handler, 405, {"detail": f'Method "{handler.command}" not allowed.'})
        return False

    def change(self, handler: BaseHTTPRequestHandler, token: str, code: str) -> None:
        self.changes += 1
        if self.changes in self.lost:
            handler.close_connection = True
            return
        if code not in self.talks:
            tell(handler, 404, {"detail": "Not found."})
            return
        change = self.favourites[token].add if handler.command == "POST" else self.favourites[token].discard
        change(code)
        if self.changes in self.unheard:
            handler.close_connection = True
            return
        tell(handler, 200, {})

    def document(self) -> dict[str, Any]:
        """The schedule as pretalx exports it: a talk an hour, in all of its slots."""
        slots = [(code, slot) for code in self.talks for slot in range(self.slots.get(code, 1))]
        events = [
            {
                "id": number,
                "guid": f"00000000-0000-4000-8000-{code}{slot:06}",
                "date": f"2026-11-23T{9 + number:02}:00:00+01:00",
                "start": f"{9 + number:02}:00",
                "duration": "01:00",
                "room": "Hall",
                "title": self.talks[code],
                "type": "Talk",
                "persons": [],
                "url": f"{self.site}/{EVENT}/talk/{code}/",
            }
            for number, (code, slot) in enumerate(slots)
        ]
        days = [{"index": 1, "date": "2026-11-23", "rooms": {"Hall": events}}]
        conference = {"acronym": EVENT, "title": "DemoCon", "time_zone_name": "Europe/Berlin", "days": days}
        return {"schedule": {"version": "1.0", "conference": conference}}


def tell(
    handler: BaseHTTPRequestHandler, status: int, said: object, headers: dict[str, str] | None = None
) -> None:
    data = said if isinstance(said, bytes) else b"" if said is None else json.dumps(said).encode()
    handler.send_response(status)
    sent = {"Content-Type": "application/json", "Content-Length": str(len(data))} | (headers or {})
    for name, value in sent.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


@contextmanager
def serving_pretalx(talks: dict[str, str]) -> Iterator[Pretalx]:
    pretalx = Pretalx(talks)
    thread = threading.Thread(target=pretalx.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield pretalx
    finally:
        pretalx.server.shutdown()
        pretalx.server.server_close()
        thread.join()
