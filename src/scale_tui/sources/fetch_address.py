"""Addresses that schedules are fetched from: which are allowed, what is sent there, what of them is shown."""

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from scale_tui.domain.errors import Unreachable
from scale_tui.sources.clean import clean_line
from scale_tui.values import dataclass

_SCHEME = re.compile(r"(https?|webcals?)://", re.IGNORECASE)
# Calendars are subscribed to by addresses that are secrets themselves.
_SECRET_PART = re.compile(r"(?<=/)((?:private|secret|token)[-_])[^/]+", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"]")
_LONGEST = 2000
_LONGEST_SHOWN = 120


def is_address(text: str) -> bool:
    """Whether this is meant as an address of the web, and not as a file."""
    return bool(_SCHEME.match(text.strip()))


def shown_address(address: str) -> str:
    """The address for a line of text: without name and password, without the values of its query."""
    text = clean_line(address)
    scheme, separator, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    host = re.split(r"[?#]", host.rpartition("@")[2])[0]
    path, question, _ = re.split("#", path)[0].partition("?")
    shown = f"{scheme}{separator}{host}{slash}{path}" if separator else text
    shown = clean_line(_SECRET_PART.sub(r"\1…", shown) + ("?…" if question else ""))
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address without name, password and fragment, which stand beside it."""

    url: str
    login: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether what is sent and received is encrypted."""
        return self.url.startswith("https:")

    @property
    def origin(self) -> str:
        """Scheme, host and port: who a password was meant for."""
        return self.url.split("/", 3)[0] + "//" + urlsplit(self.url).netloc

    @property
    def whole(self) -> str:
        """The address with the login in it: to be kept, and never to be shown."""
        if self.login is None:
            return self.url
        name, _, password = self.login.partition(":")
        return self.url.replace("://", f"://{quote(name, safe='')}:{quote(password, safe='')}@", 1)

    def follow(self, target: str, asked: str) -> "Address":
        """Where this address sends us: the login goes along to the same host only.

        Raises Unreachable where it must not be gone to: no http or https, or one that is not encrypted from
        one that is. ``asked`` is the address as it is named to the attendee.
        """
        try:
            joined = urljoin(self.url, _UNSAFE.sub(_escaped, target))
        except ValueError as error:
            raise Unreachable(f"{asked}: sends on to something that is no address") from error
        scheme = joined.partition(":")[0].lower()
        if scheme not in {"http", "https"}:
            raise Unreachable(f"{asked}: sends on to {scheme or 'nothing'}:, which is not followed")
        if self.is_secure and scheme == "http":
            raise Unreachable(f"{asked}: sends on from https to http, which is not followed")
        found = read_address(joined)
        is_same = found.origin == self.origin
        return Address(found.url, self.login if is_same else None)


def read_address(text: str) -> Address:
    """The address that was given. Raises Unreachable where it is none that can be asked."""
    shown = shown_address(text)
    match = _SCHEME.match(text.strip())
    if match is None or len(text) > _LONGEST:
        raise Unreachable(f"{shown}: no address of the web")
    scheme = match[1].lower().replace("webcals", "https").replace("webcal", "https")
    try:
        parts = urlsplit(f"{scheme}://{_UNSAFE.sub(_escaped, text.strip()[match.end() :])}")
        host = (parts.hostname or "").encode("idna" if not (parts.hostname or "").isascii() else "ascii")
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError as error:
        raise Unreachable(f"{shown}: no address of the web") from error
    if not host:
        raise Unreachable(f"{shown}: no address of the web, it names no host")
    name = host.decode("ascii")
    netloc = f"[{name}]{port}" if ":" in name else f"{name}{port}"
    login = None
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return Address(urlunsplit((scheme, netloc, parts.path or "/", parts.query, "")), login)


def _escaped(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
