"""Asking a site with a secret: encrypted, never sent on to another, bounded in time and size."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from scale_tui import __version__
from scale_tui.domain.errors import Unreachable, UsageError
from scale_tui.sync.credentials import Secret
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

Failure = Callable[[str, Exception], Unreachable]
"""Says in words why a connection to the address of that name failed."""
Pause = Callable[[float], object]
"""Waits for so many seconds."""


class Connect(Protocol):
    """Makes connections to an address."""

    def __call__(self, url: str, *, connect: float, silence: float, is_direct: bool) -> "PoolManager":
        """Connections that check certificates; how many seconds to wait, and whether past any proxy."""


_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEPING_THE_METHOD = frozenset({307, 308})
_ASKING = frozenset({"GET", "PROPFIND", "REPORT"})
_TOO_MANY = 429
_MOST_REDIRECTS = 3
_MOST_ATTEMPTS = 4
_LONGEST_PAUSE = 90
_MOST_BYTES = 8 * 1024 * 1024
_PIECE = 64 * 1024
_CONNECT, _SILENCE, _TOTAL = 10.0, 20.0, 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site said; ``headers`` are by their names in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Whether it did what it was asked for."""
        return 200 <= self.status < 300

    def json(self) -> object:
        """What the answer says in JSON; None for anything else."""
        try:
            found: object = json.loads(self.data)
        except (ValueError, RecursionError):
            return None
        return found


def check_address(address: str, *, what: str) -> SplitResult:
    """The parts of an address that a secret may be sent to: https, or http on this machine.

    Raises UsageError, before anything is sent, for any other, and for one with a name or a password in it.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"{what}: no address of the web") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise UsageError(f"{what}: no address of the web, expected https://…")
    if parts.scheme == "http" and not is_loopback(host):
        raise UsageError(f"{what}: http://{host} is not encrypted, so no secret is sent there; use https")
    if "@" in parts.netloc:
        raise UsageError(f"{what}: a name or a password does not belong into an address")
    return parts


def is_loopback(host: str) -> bool:
    """Whether the host is this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def origin(parts: SplitResult) -> tuple[str, str, int]:
    """Scheme, host and port: who a secret is for."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, (parts.hostname or "").lower(), port


class Site:
    """One site, with the secret that only it is sent. ``authorization`` is that header's whole value.

    ``connect`` makes the connections, ``failure`` puts a failed one into words, ``pause`` waits where the
    site asks for patience. Not to be shared between threads.
    """

    def __init__(
        self,
        address: str,
        authorization: Secret,
        *,
        failure: Failure,
        pause: Pause,
        connect: Connect,
        what: str = "the address",
    ) -> None:
        self._parts = check_address(address, what=what)
        self._authorization = authorization
        self._failure = failure
        self._pause = pause
        self._connect = connect
        self._pool: PoolManager | None = None

    @property
    def host(self) -> str:
        """The host, and its port where it is an unusual one, for a line of text."""
        return self._parts.netloc

    def close(self) -> None:
        """Let go of the connections."""
        if self._pool is not None:
            self._pool.clear()

    def ask(
        self,
        method: str,
        address: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        authorization: Secret | None = None,
    ) -> Answer:
        """What the site answers; ``address`` is absolute, or as a link on the site's own.

        ``authorization`` stands in place of the site's for this request alone.
        It is asked again where it says that it was asked too often and when to come back. Raises Unreachable
        where it cannot be reached, leads elsewhere, or wants more patience than there is.
        """
        target = urljoin(self._parts.geturl(), address)
        for _ in range(_MOST_ATTEMPTS):
            answer = self._led(method, target, body, headers or {}, authorization or self._authorization)
            if answer.status != _TOO_MANY:
                return answer
            self._pause(self._asked_for(answer))
        raise Unreachable(f"{self.host}: is asked too often, try again later (429)")

    def _asked_for(self, answer: Answer) -> float:
        wait = answer.headers.get("retry-after", "").strip()
        if not (wait.isascii() and wait.isdecimal() and len(wait) < len(str(_LONGEST_PAUSE)) + 1):
            raise Unreachable(f"{self.host}: is asked too often, try again later (429)")
        if int(wait) > _LONGEST_PAUSE:
            raise Unreachable(f"{self.host}: is asked too often, try again in {wait} seconds (429)")
        return float(wait)

    def _led(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str], secret: Secret
    ) -> Answer:
        """The answer of where the address leads, within the site."""
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_same(target)
            answer = self._asked_once(method, target, body, headers, secret)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            if method not in _ASKING and answer.status not in _KEEPING_THE_METHOD:
                raise Unreachable(f"{self.host}: sends on what is to be changed there, which is not followed")
            try:
                target = urljoin(target, location)
            except ValueError:
                raise Unreachable(f"{self.host}: sends on to something that is no address") from None
        raise Unreachable(f"{self.host}: sends on more than {_MOST_REDIRECTS} times")

    def _check_same(self, target: str) -> None:
        try:
            is_same = origin(urlsplit(target)) == origin(self._parts)
        except ValueError:
            is_same = False
        if not is_same:
            raise Unreachable(f"{self.host}: sends on to another site, where what is secret is not sent")

    def _asked_once(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str], secret: Secret
    ) -> Answer:
        # Late: it takes 70 ms to import, and most starts ask nobody.
        from urllib3.exceptions import HTTPError

        sent = {
            "User-Agent": f"scale-tui/{__version__}",
            **headers,
            "Authorization": secret.reveal(),
        }
        try:
            response = self._connections().request(
                method, target, body=body, headers=sent, redirect=False, preload_content=False
            )
            try:
                data = self._read(response)
            finally:
                response.release_conn()
        except (HTTPError, OSError, UnicodeError) as error:
            raise self._failure(self.host, error) from None
        said = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, said, data)

    def _read(self, response: "BaseHTTPResponse") -> bytes:
        pieces: list[bytes] = []
        size, deadline = 0, time.monotonic() + _TOTAL
        while piece := response.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_BYTES or time.monotonic() > deadline:
                response.close()
                raise Unreachable(f"{self.host}: the answer has no end, so it was given up")
        return b"".join(pieces)

    def _connections(self) -> "PoolManager":
        """Connections that check certificates, through the proxy that the environment or system names."""
        if self._pool is None:
            # A proxy would see what is sent in the clear, and what is on this machine needs none.
            is_clear = self._parts.scheme == "http"
            self._pool = self._connect(
                self._parts.geturl(), connect=_CONNECT, silence=_SILENCE, is_direct=is_clear
            )
        return self._pool
