"""Fetching a schedule from the web: bounded in time, in size and in where it may lead."""

import queue
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING

from scale_tui import __version__
from scale_tui.domain.errors import OnPrivateNetwork, Unreachable
from scale_tui.sources.detect import LARGEST
from scale_tui.sources.fetch_address import Address, read_address, shown_address
from scale_tui.sources.fetch_private import private_address, private_host
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

Progress = Callable[[int, int | None], object]
"""Told of the bytes that have come and of how many it will be, where that is known."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK, _NOT_MODIFIED = 200, 304
_PIECE = 64 * 1024
_HEARTBEAT = 0.1
_LONGEST_NUMBER = 15
_HEADERS = {
    "User-Agent": f"scale-tui/{__version__}",
    "Accept": "application/xml, application/json, text/calendar, text/html;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is waited, in seconds, and how much is taken."""

    connect: float = 10.0
    silence: float = 20.0
    total: float = 90.0
    most_bytes: int = LARGEST
    most_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells a server which version is known already."""

    etag: str | None = None
    last_modified: str | None = None


USUAL_LIMITS = Limits()
NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. ``address`` is where it came from in the end, with the login if one was given.

    ``is_private`` says whether that is this machine or one on a private network.
    """

    address: str
    data: bytes = field(repr=False)
    validators: Validators = NOTHING_KNOWN
    is_private: bool = False


def fetch(
    address: str,
    *,
    known: Validators = NOTHING_KNOWN,
    limits: Limits = USUAL_LIMITS,
    progress: Progress | None = None,
    may_be_private: bool = False,
) -> Fetched | None:
    """What the address gives; None where that is the version that is ``known``.

    ``progress`` is called in this thread, at least ten times a second; what it raises ends the fetching, as
    does Ctrl+C. ``may_be_private`` says that somebody agreed to ask this machine or one on a private network;
    nobody is sent on to one from elsewhere.

    Raises Unreachable, never later than the limits say; OnPrivateNetwork where nobody agreed to that.
    """
    target = read_address(address)
    # A thread of its own, as nothing else ends the search for a name, or an answer that drips in.
    errand = _Errand(target, shown_address(address), known, limits, may_be_private=may_be_private)
    thread = threading.Thread(target=errand.run, name="fetching", daemon=True)
    deadline = time.monotonic() + limits.total
    thread.start()
    try:
        while time.monotonic() < deadline:
            if progress is not None:
                progress(*errand.so_far)
            try:
                answer = errand.answer.get(timeout=_HEARTBEAT)
            except queue.Empty:
                continue
            if isinstance(answer, Unreachable):
                raise answer
            return answer
    finally:
        errand.give_up()
    raise Unreachable(f"{errand.shown}: not complete after {limits.total:g} seconds, so it was given up")


class _Errand:
    """One fetch, as a thread sees it."""

    def __init__(
        self, target: Address, shown: str, known: Validators, limits: Limits, *, may_be_private: bool
    ) -> None:
        self.shown = shown
        self.answer: queue.SimpleQueue[Fetched | Unreachable | None] = queue.SimpleQueue()
        self._is_unwanted = threading.Event()
        self.so_far: tuple[int, int | None] = (0, None)
        self._target = target
        self._known = known
        self._limits = limits
        self._may_be_private = may_be_private
        self._is_first = True
        self._is_private = False
        self._socket: socket.socket | None = None

    def give_up(self) -> None:
        """Nobody waits for it any more: end the connection, which may drip for as long as it likes."""
        self._is_unwanted.set()
        made = self._socket
        if made is not None:
            with suppress(OSError):
                made.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Fetch it and hand over what came of it."""
        # Late: it takes 70 ms to import, and most starts fetch nothing.
        from urllib3.exceptions import HTTPError

        from scale_tui.sources.fetch_failures import failure

        answer: Fetched | Unreachable | None = Unreachable(f"{self.shown}: could not be fetched")
        try:
            answer = self._fetched()
        except Unreachable as error:
            answer = error
        except (HTTPError, OSError, UnicodeError) as error:
            answer = failure(self.shown, error)
        finally:
            self.answer.put(answer)

    def _fetched(self) -> Fetched | None:
        from scale_tui.sources.fetch_connection import connections
        from scale_tui.sources.fetch_failures import refused

        target, limits = self._target, self._limits
        for _ in range(limits.most_redirects + 1):
            self._look_at(private_host(target.url))
            with connections(
                target, self._look_at_connection, connect=limits.connect, silence=limits.silence
            ) as pool:
                response = pool.request(
                    "GET",
                    target.url,
                    headers=self._headers(target),
                    redirect=False,
                    preload_content=False,
                    decode_content=False,
                )
                try:
                    if response.status == _OK:
                        return self._read(target, response)
                    if response.status == _NOT_MODIFIED and self._known != NOTHING_KNOWN:
                        return None
                    location = response.headers.get("Location")
                    if response.status not in _REDIRECTS or not location:
                        raise refused(self.shown, response.status)
                finally:
                    response.close()
            target = target.follow(location, self.shown)
            # From one private address to another, but never from elsewhere.
            self._is_first, self._may_be_private = False, self._is_private
        raise Unreachable(f"{self.shown}: sends on more than {limits.most_redirects} times")

    def _look_at(self, private: str | None) -> None:
        """Go no further where this is an address of a private network that nobody agreed to ask."""
        self._is_private = private is not None
        if private is None or self._may_be_private:
            return
        if self._is_first:
            raise OnPrivateNetwork(f"{self.shown}: is on this machine or a private network ({private})")
        raise Unreachable(f"{self.shown}: sends on to a private network ({private}), which is not followed")

    def _look_at_connection(self, made: socket.socket, is_proxy: bool) -> None:
        """The same for who has answered in fact: a name can lead anywhere, each time to somebody else."""
        self._socket = made
        if self._is_unwanted.is_set():
            self.give_up()
        if not is_proxy:
            self._look_at(private_address(str(made.getpeername()[0])))

    def _headers(self, target: Address) -> dict[str, str]:
        headers = dict(_HEADERS)
        if target.login is not None:
            headers["Authorization"] = f"Basic {b64encode(target.login.encode()).decode('ascii')}"
        if self._known.etag:
            headers["If-None-Match"] = self._known.etag
        if self._known.last_modified:
            headers["If-Modified-Since"] = self._known.last_modified
        return headers

    def _read(self, target: Address, response: "BaseHTTPResponse") -> Fetched:
        # Late, as much of it is for answers alone.
        from scale_tui.sources.fetch_body import ENCODINGS, Body, Broken, TooLarge

        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in ENCODINGS:
            raise Unreachable(f"{self.shown}: answers in an encoding that was not asked for")
        body = Body(self._limits.most_bytes, is_packed=ENCODINGS[encoding])
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() and len(length) < _LONGEST_NUMBER else None
        most = f"{self.shown}: more than {self._limits.most_bytes // 1024 // 1024} MiB, so no schedule"
        if total is not None and total > self._limits.most_bytes:
            raise Unreachable(most)
        received = 0
        try:
            while piece := response.read1(_PIECE):
                received += len(piece)
                body.take(piece)
                self.so_far = (received, total)
                if self._is_unwanted.is_set():
                    raise Unreachable(f"{self.shown}: nobody waits for it any more")
            data = body.whole()
        except TooLarge as error:
            raise Unreachable(most) from error
        except Broken as error:
            raise Unreachable(f"{self.shown}: the answer is damaged, or its end is missing") from error
        if not data:
            raise Unreachable(f"{self.shown}: answers with nothing")
        return Fetched(target.whole, data, _validators(response), self._is_private)


def _validators(response: "BaseHTTPResponse") -> Validators:
    """What the server says of the version, where that may be sent back as it is."""
    named = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    kept = [text if text and text.isascii() and text.isprintable() else None for text in named]
    return Validators(*kept)
