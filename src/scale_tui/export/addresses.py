"""Addresses of sessions, written so that nothing in them can be taken for anything else."""

import re
from urllib.parse import quote

from scale_tui.domain.agenda import Agenda, Link, Session

_SCHEMES = ("http://", "https://", "mailto:")
# What RFC 3986 allows in an address; the rest is percent-encoded.
_ALLOWED = "!#$%&'()*+,/:;=?@[]~"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# Printable ASCII, without a space and what ends an address or a word elsewhere: " < > and the backslash.
_OPENABLE = re.compile(r"(?:https?://(?![/?#])|mailto:)[!#-;=?-\[\]-~]+", re.IGNORECASE)
_LONGEST = 8_000
"""Characters: no command line of any system is too short for it."""


def written_address(url: str | None) -> str | None:
    """The address in ASCII, without spaces or controls; None where it is not http, https or mailto."""
    if url is None or not url.lower().startswith(_SCHEMES):
        return None
    return quote(_CONTROLS.sub("", url), safe=_ALLOWED, errors="replace")


def is_openable(url: str) -> bool:
    """Whether an address may be handed to a browser, as it is written: of http, https or mailto, in ASCII."""
    return len(url) <= _LONGEST and _OPENABLE.fullmatch(url) is not None


def links_of(session: Session) -> tuple[Link, ...]:
    """Where a session leads that may be opened: its own page first, each address once."""
    page = [Link(session.url)] if session.url else []
    links: dict[str, Link] = {}
    for link in (*page, *session.links):
        known = links.get(link.url)
        if is_openable(link.url) and not (known and known.title):
            links[link.url] = link
    return tuple(links.values())


def page_of(agenda: Agenda) -> Link | None:
    """The page of the conference itself; None where there is none that may be opened."""
    return Link(agenda.url, agenda.title) if agenda.url and is_openable(agenda.url) else None
