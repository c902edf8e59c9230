"""A real Radicale on this machine, in a folder of the test's own, and what can be done to the way there.

Its own program is started for what only that can show; everywhere else its application answers in this
process, which is the same code behind a socket of ours, so that a connection can break off at any point.
"""

import base64
import io
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from radicale import Application, config

USER, PASSWORD = "ann", "correct horse"
CALENDAR = "/ann/conferences/"
A_HANG = 60
MAKE_CALENDAR = b"""<?xml version="1.0"?>
<C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<displayname>Conferences</displayname>
<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
</prop></set></C:mkcalendar>"""


@dataclass(frozen=True)
class Asked:
    """One request: how, what, and with which headers."""

    method: str
    path: str
    headers: dict[str, str]


class Radicale:
    """The server, as a person sees it who also writes to the calendar.

    ``asked`` are the requests so far. ``breaks_at`` is the number, from 1 and counted from when it is set, of
    a request that gets no answer: it never arrives, or is carried out first where ``is_heard``.
    ``meanwhile`` is done once, before the next request that writes.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []
        self.meanwhile: Callable[[], object] | None = None
        self.writes = 0
        self.broken: tuple[int, bool] | None = None

    @property
    def calendar(self) -> str:
        return f"{self.url}{CALENDAR}"

    def break_at(self, number: int, *, is_heard: bool) -> None:
        """Give no answer to the request of this number from now on."""
        self.broken = (len(self.asked) + number, is_heard)

    def mend(self) -> None:
        self.broken = None

    def person(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """What another program of the same person asks, and is told."""
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        sent = {"Authorization": f"Basic {login}", "X-Person": "yes"} | (headers or {})
        request = Request(f"{self.url}{path}", data=body, headers=sent, method=method)
        try:
            with urlopen(request, timeout=A_HANG) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()

    def make_calendar(self, path: str = CALENDAR) -> None:
        assert self.person("MKCALENDAR", path, MAKE_CALENDAR)[0] == 201

    def events(self, path: str = CALENDAR) -> dict[str, str]:
        """The events that are there, each as its text, by the names of their files."""
        status, found = self.person("PROPFIND", path, None, {"Depth": "1"})
        assert status == 207
        names = [part.split("<")[0].rpartition("/")[2] for part in found.decode().split("href>")]
        files = sorted({name for name in names if name.endswith(".ics")})
        return {name: self.person("GET", f"{path}{name}")[1].decode() for name in files}

    def put(self, name: str, text: str, path: str = CALENDAR) -> None:
        """As a phone does it: over whatever is there."""
        status, said = self.person("PUT", f"{path}{name}", text.encode(), {"Content-Type": "text/calendar"})
        assert status in {201, 204}, said

    def delete(self, name: str, path: str = CALENDAR) -> None:
        assert self.person("DELETE", f"{path}{name}")[0] == 200


class _Broken(Exception):
    """A connection that ends without an answer."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


class _Handler(WSGIRequestHandler):
    timeout = A_HANG
    disable_nagle_algorithm = True

    def get_environ(self) -> Any:
        return super().get_environ() | {"test.connection": self.connection}

    def log_message(self, *_: Any) -> None:
        return

    def get_stderr(self) -> Any:
        return io.StringIO()


@contextmanager
def serving_radicale(folder: Path, *, with_password: bool = True) -> Iterator[Radicale]:
    """A Radicale with the calendar of ``USER`` in it."""
    application = Application(_configuration(folder, with_password=with_password))
    logging.getLogger("radicale").setLevel(logging.CRITICAL + 1)
    server = _Server(("127.0.0.1", 0), _Handler)
    radicale = Radicale(f"http://127.0.0.1:{server.server_address[1]}")
    server.set_app(_on_the_way(application, radicale))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield radicale
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _configuration(folder: Path, *, with_password: bool) -> Any:
    users = folder / "users"
    folder.mkdir(parents=True, exist_ok=True)
    users.write_text(f"{USER}:{PASSWORD}\n")
    found = config.load()
    auth = {"type": "htpasswd", "htpasswd_filename": str(users), "htpasswd_encryption": "plain", "delay": "0"}
    said = {
        "auth": auth if with_password else {"type": "none"},
        "storage": {"filesystem_folder": str(folder / "collections"), "_filesystem_fsync": "False"},
        "logging": {"level": "critical"},
    }
    found.update(said, "test", privileged=True)
    return found


def _on_the_way(application: Application, radicale: Radicale) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "HTTP_X_PERSON" in environ:
            return application(environ, start_response)
        names = {
            name[5:].replace("_", "-").lower(): value
            for name, value in environ.items()
            if name[:5] == "HTTP_"
        }
        radicale.asked.append(Asked(environ["REQUEST_METHOD"], environ["PATH_INFO"], names))
        is_broken, is_heard = False, False
        if radicale.broken is not None:
            number, is_heard = radicale.broken
            is_broken = len(radicale.asked) == number
        if environ["REQUEST_METHOD"] in {"PUT", "DELETE"} and radicale.meanwhile is not None:
            todo, radicale.meanwhile = radicale.meanwhile, None
            todo()
        if is_broken and not is_heard:
            _break_off(environ)
        said = application(environ, start_response)
        if is_broken:
            _break_off(environ)
        return said

    return answer


def _break_off(environ: dict[str, Any]) -> None:
    with suppress(OSError):
        environ["test.connection"].shutdown(socket.SHUT_RDWR)
    raise _Broken


@contextmanager
def running_radicale(folder: Path) -> Iterator[Radicale]:
    """Radicale's own program, as somebody would start it."""
    folder.mkdir(parents=True, exist_ok=True)
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "--config": "",
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "htpasswd",
        "--auth-htpasswd-filename": str(users),
        "--auth-htpasswd-encryption": "plain",
        "--auth-delay": "0",
        "--storage-filesystem-folder": str(folder / "collections"),
        "--logging-level": "critical",
    }
    command = [sys.executable, "-m", "radicale", *(part for option in options.items() for part in option)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield Radicale(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + A_HANG
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "Radicale did not start"
        assert time.monotonic() < deadline, "Radicale does not listen"
