"""Addresses of sessions, written so that nothing in them can be taken for anything else."""

import re
from urllib.parse import quote

_SCHEMES = ("http://", "https://", "mailto:")
# What RFC 3986 allows in an address; the rest is percent-encoded.
_ALLOWED = "!#$%&'()*+,/:;=?@[]~"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def written_address(url: str | None) -> str | None:
    """The address in ASCII, without spaces or controls; None where it is not http, https or mailto."""
    if url is None or not url.lower().startswith(_SCHEMES):
        return None
    return quote(_CONTROLS.sub("", url), safe=_ALLOWED, errors="replace")
