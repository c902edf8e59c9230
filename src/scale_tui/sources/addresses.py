"""Which addresses a session may point to: only those that are safe to open."""

import re

from scale_tui.sources.clean import clean_line

_LONGEST = 2000
_WEB = re.compile(r"https?://[^\s/?#<>\"\\]++[^\s<>\"\\]*+", re.IGNORECASE)
# Most addresses: of the web, in ASCII, and as they should be.
_PLAIN = re.compile(r"https?://[^\s/?#<>\"\\\x00-\x1f\x7f-\U0010ffff]++[^\s<>\"\\\x00-\x1f\x7f-\U0010ffff]*+")
_MAIL = re.compile(r"mailto:[^\s<>\"\\@]+@[^\s<>\"\\]+", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Of each character it is clear which part it belongs to: a text of dots takes no longer than any other.
_PATH = re.compile(r"/?[\w%.~-][\w%~-]*+[/.][\w%./~-]*+(?:[?#][^\s<>\"]*+)?")


def address(text: str, base: str | None = None) -> str | None:
    """The http, https or mailto address that a text is, in ASCII; None where it is no such address.

    A path is taken as below ``base``, which the c3voc schedule schema has for that; "www." needs no scheme.
    """
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        return text
    text = clean_line(text[: _LONGEST + 1]).replace(" ", "%20")
    if text.startswith("//"):
        text = f"https:{text}"
    elif text[:4].lower() == "www.":
        text = f"https://{text}"
    elif base and not _SCHEME.match(text) and _PATH.fullmatch(text):
        text = _below(base, text)
    if len(text) > _LONGEST or not (_WEB.fullmatch(text) or _MAIL.fullmatch(text)):
        return None
    return text if text.isascii() else _in_ascii(text)


def web_address(text: str) -> str | None:
    """As ``address``, but no mailto: where a conference is."""
    found = address(text)
    return found if found and _WEB.fullmatch(found) else None


def _below(base: str, path: str) -> str:
    from urllib.parse import urljoin

    try:
        return urljoin(base, path)
    except ValueError:
        return ""


def _in_ascii(text: str) -> str | None:
    """The address with its host in Punycode and the rest percent-encoded: it cannot look like another."""
    from urllib.parse import quote, urlsplit, urlunsplit

    safe = "%/:=&?~#+!$,;'@()*[]"
    try:
        parts = urlsplit(text)
        host = parts.netloc.encode("idna").decode("ascii") if parts.netloc else ""
    except ValueError:
        return None
    rest = (quote(part, safe=safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, *rest))
