"""A CalDAV server (RFC 4791), as the caldav library speaks to it, over connections of this program's own.

The library builds what is asked and reads what is answered. What is asked travels by ``Site``, which alone
knows the password: the library's own connections would follow an answer to any other site, look for
passwords in files, and put what they do into its log.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from scale_tui.domain.errors import MissingProgram, Unreachable
from scale_tui.sync.caldav_login import Digest, Login, digest_challenge
from scale_tui.sync.web import Answer, Site
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from caldav.davclient import DAVClient

_KEPT_IN_ADDRESSES = "/:@!$&'()*+,;=~-._"
_REFUSALS = {
    HTTPStatus.UNAUTHORIZED: "refuses the name or the password (401)",
    HTTPStatus.FORBIDDEN: "does not let you do this (403)",
    HTTPStatus.INSUFFICIENT_STORAGE: "has no room left (507)",
}
_FIRST_SERVER_FAULT = 500
Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """One event's file on the server: where it is, which version of it, and its text."""

    path: str
    etag: str | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Carried:
    """An answer as the library takes it; what is not for it to read is left out."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    reason: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class _Carrier:
    """Stands in the place of the library's own connections."""

    def __init__(self, ask: Callable[..., Answer]) -> None:
        self._ask = ask

    def request(
        self, method: str, url: str, *, data: bytes, headers: Mapping[str, str], **_: object
    ) -> _Carried:
        answer = self._ask(method, url, body=data or None, headers=dict(headers))
        if answer.status != HTTPStatus.MULTI_STATUS:
            return _Carried(answer.status, {}, b"")
        return _Carried(answer.status, {"Content-Type": "text/xml"}, answer.data)


class Server:
    """What may be asked of the server at an address. All of it waits for the network; raises Unreachable.

    ``login`` is who asks, for servers that do not take what the site is given. Making one raises
    MissingProgram where the library is not installed.
    """

    def __init__(self, site: Site, address: str, login: Login | None = None) -> None:
        self.site = site
        self.address = address
        self._login = login
        self._digest: Digest | None = None
        self._library = _library(address, _Carrier(self.ask))

    def ask(
        self,
        method: str,
        address: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accepted: frozenset[int] = frozenset(),
    ) -> Answer:
        """What the server says, where it takes the password and has no fault, or what is ``accepted``."""
        answer = self._asked(method, address, body, headers)
        challenge = digest_challenge(answer.headers.get("www-authenticate", ""))
        if answer.status == HTTPStatus.UNAUTHORIZED and challenge is not None and self._login is not None:
            self._digest = Digest(self._login, challenge)
            answer = self._asked(method, address, body, headers)
        if answer.status in accepted:
            return answer
        words = _REFUSALS.get(HTTPStatus(answer.status)) if answer.status in set(HTTPStatus) else None
        if words is None and answer.status >= _FIRST_SERVER_FAULT:
            words = f"the server has a fault ({answer.status})"
        if words is not None:
            raise self.complaint(words)
        return answer

    def _asked(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str] | None
    ) -> Answer:
        secret = None
        if self._digest is not None:
            target = urlsplit(urljoin(self.address, address))
            path = f"{target.path or '/'}?{target.query}" if target.query else target.path or "/"
            secret = self._digest.authorization(method, path)
        return self.site.ask(method, address, body=body, headers=headers, authorization=secret)

    def complaint(self, words: str) -> Unreachable:
        """The error that says this of the server."""
        return Unreachable(f"{self.site.host}: {words}")

    def properties(self, address: str, names: Iterable[str], depth: int = 0) -> dict[str, Properties] | None:
        """What is said of an address, with depth 1 also of what is in it, by path; None for no such place."""
        response = self._read(lambda: self._library.propfind(address, list(names), depth))
        if response.status != HTTPStatus.MULTI_STATUS:
            return None
        return {found.href: found.properties for found in response.results or ()}

    def report(self, address: str, query: Any, depth: int | None) -> list[Resource]:
        """The events that a query of a calendar finds."""
        response = self._read(lambda: self._library.report(address, str(query), depth))
        if response.status != HTTPStatus.MULTI_STATUS:
            raise self.complaint(f"does not give the events ({response.status})")
        found = self._read(response.parse_calendar_query)
        return [Resource(each.href, each.etag, each.calendar_data) for each in found if each.calendar_data]

    def make_calendar(self, address: str, title: str) -> None:
        """Make a calendar for events; where there is one already it stays as it is."""
        from caldav.elements import cdav, dav

        events = cdav.SupportedCalendarComponentSet() + cdav.Comp("VEVENT")
        wish = cdav.Mkcalendar() + (dav.Set() + (dav.Prop() + dav.DisplayName(title) + events))
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        there_already = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN})
        self.ask("MKCALENDAR", address, body=str(wish).encode(), headers=headers, accepted=there_already)

    def _read(self, ask: Callable[[], Any]) -> Any:
        """What the library makes of an answer."""
        from caldav.lib.error import DAVError

        try:
            return ask()
        # It reads XML with lxml, whose fault is a SyntaxError.
        except (DAVError, SyntaxError, AttributeError, LookupError, TypeError, ValueError):
            raise self.complaint("what it answers is not CalDAV") from None


def _library(address: str, carrier: _Carrier) -> "DAVClient":
    """The library, with nothing of its own to connect with, and without a word in any log."""
    try:
        # Late: it takes most of a second to import.
        from caldav.davclient import DAVClient
    except ImportError:
        raise MissingProgram("sync caldav needs more: pip install 'scale-tui[caldav]'") from None
    log = logging.getLogger("caldav")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    client = DAVClient(url=address, enable_rfc6764=False)
    client.session.close()
    standing_in: Any = carrier
    client.session = standing_in
    return client


def quoted(path: str) -> str:
    """A path as it stands in an address; the library reads it as text."""
    return quote(path, safe=_KEPT_IN_ADDRESSES)


def path_of(address: str) -> str:
    """The path of an address."""
    return urlsplit(address).path
