"""What a session is called in a calendar: the same on every machine, and fit for every program."""

import re
from hashlib import sha256

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80


def calendar_uid(conference: str, session_id: str) -> str:
    """The UID (RFC 5545, 3.8.4.7) of a session of the conference called so.

    Servers make file names and addresses of it, so it has plain letters, digits, points and hyphens. Where
    something had to be left out for that, a digest keeps it apart from all others.
    """
    return f"{_safe(session_id)}@{_safe(conference)}.scale-tui"


def _safe(name: str) -> str:
    safe = _UNSAFE.sub("-", name)[:_LONGEST].strip("-.")
    if safe == name:
        return name
    digest = sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{safe}-{digest}" if safe else digest
