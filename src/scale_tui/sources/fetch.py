"""Fetching a schedule from the web: bounded in time, in size and in where it may lead."""

import queue
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scale_tui import __version__
from scale_tui.domain.errors import Unreachable
from scale_tui.sources.detect import LARGEST
from scale_tui.sources.fetch_address import Address, read_address, shown_address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

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
    """What an address gave. ``address`` is where it came from in the end, with the login if one was given."""

    address: str
    data: bytes = field(repr=False)
    validators: Validators = NOTHING_KNOWN


def fetch(
    address: str,
    *,
    known: Validators = NOTHING_KNOWN,
    limits: Limits = USUAL_LIMITS,
    progress: Progress | None = None,
) -> Fetched | None:
    """What the address gives; None where that is the version that is ``known``.

    ``progress`` is called in this thread, at least ten times a second; what it raises ends the fetching, as
    does Ctrl+C. Raises Unreachable, never later than the limits say.
    """
    target = read_address(address)
    # A thread of its own, as nothing else ends the search for a name, or an answer that drips in.
    errand = _Errand(target, shown_address(address), known, limits)
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
        errand.is_unwanted.set()
    raise Unreachable(f"{errand.shown}: not complete after {limits.total:g} seconds, so it was given up")


class _Errand:
    """One fetch, as a thread sees it."""

    def __init__(self, target: Address, shown: str, known: Validators, limits: Limits) -> None:
        self.shown = shown
        self.answer: queue.SimpleQueue[Fetched | Unreachable | None] = queue.SimpleQueue()
        self.is_unwanted = threading.Event()
        self.so_far: tuple[int, int | None] = (0, None)
        self._target = target
        self._known = known
        self._limits = limits

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
        from scale_tui.sources.fetch_failures import refused

        target = self._target
        for _ in range(self._limits.most_redirects + 1):
            with _pool(target, self._limits) as pool:
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
        raise Unreachable(f"{self.shown}: sends on more than {self._limits.most_redirects} times")

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
                if self.is_unwanted.is_set():
                    raise Unreachable(f"{self.shown}: nobody waits for it any more")
            data = body.whole()
        except TooLarge as error:
            raise Unreachable(most) from error
        except Broken as error:
            raise Unreachable(f"{self.shown}: the answer is damaged, or its end is missing") from error
        if not data:
            raise Unreachable(f"{self.shown}: answers with nothing")
        return Fetched(target.whole, data, _validators(response))


def _validators(response: "BaseHTTPResponse") -> Validators:
    """What the server says of the version, where that may be sent back as it is."""
    named = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    kept = [text if text and text.isascii() and text.isprintable() else None for text in named]
    return Validators(*kept)


def _pool(target: Address, limits: Limits) -> "PoolManager":
    """Connections to this address, through the proxy that the environment or the system names for it."""
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    from urllib3 import PoolManager, ProxyManager, Timeout, make_headers

    timeout = Timeout(connect=limits.connect, read=limits.silence)
    scheme, netloc = urlsplit(target.url)[:2]
    proxy = getproxies().get(scheme)
    if not proxy or proxy_bypass(netloc):
        return PoolManager(timeout=timeout, retries=False)
    via = read_address(proxy if "://" in proxy else f"http://{proxy}")
    headers = make_headers(proxy_basic_auth=via.login) if via.login else None
    return ProxyManager(via.url, timeout=timeout, retries=False, proxy_headers=headers)
