"""What sessions and conferences are called: ids that survive a refresh, the same rule for every format."""

import re
from datetime import datetime
from unicodedata import category, normalize

from scale_tui.sources.clean import clean_line

_LONGEST_KEY = 40
_LONGEST_GIVEN = 100
_LONGEST_NAME = 60
# More than enough for any slug, and a bound on the work for a title of megabytes.
_LONGEST_READ = 400
# "Q&A", "R&D": one word.
_INITIALS = re.compile(r"\b(\w)&(\w)\b")
# Most ids, with nothing to be made of them.
_SAFE = re.compile(r"(?!-)[A-Za-z0-9_.:@+-]{1,100}(?<!-)")
_UNSAFE = re.compile(r"[^\w.:@+-]+")
_APOSTROPHES = "'’`ʼ"
# Letters with a stroke or joined have no decomposition.
_FOLDED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})


def session_key(
    *,
    start: datetime,
    title: str,
    guid: str | None = None,
    code: str | None = None,
    event_id: str | None = None,
) -> str:
    """What to call a session: its guid, else its code, else its event id, else a slug of start and title.

    ``start`` is on the conference's clock. Neither the abstract nor the people nor other sessions matter, so
    that edits of them leave stars where they are. Keys may repeat: see ``session_ids``.
    """
    return given_key(guid, code, event_id) or slug(title, _LONGEST_KEY, prefix=f"{start:%Y%m%d-%H%M}")


def given_key(*given: str | None) -> str:
    """The first of these ids that can be a key, made one; nothing where there is none."""
    for one in given:
        if one and _SAFE.fullmatch(one):
            return one
        safe = _UNSAFE.sub("-", clean_line(one or "")).strip("-")[:_LONGEST_GIVEN]
        if safe:
            return safe
    return ""


def conference_name(title: str) -> str:
    """What commands and files call a conference: ``networking-scale-2024``."""
    return slug(title, _LONGEST_NAME) or "conference"


def slug(text: str, limit: int, prefix: str = "") -> str:
    """The words of the text after the prefix: folded to plain letters where they fold, hyphens between.

    At most ``limit`` characters, cut between words; a word that is too long by itself is cut.
    """
    found = prefix
    for word in _fold(text).split():
        longer = f"{found}-{word}" if found else word
        if len(longer) > limit:
            return found if found != prefix else longer[:limit]
        found = longer
    return found


def _fold(text: str) -> str:
    """Lower case without accents, everything but letters and digits a space; 日本語 and the like stay."""
    kept: list[str] = []
    for character in (
        normalize("NFC", _INITIALS.sub(r"\1\2", clean_line(text[:_LONGEST_READ])))
        .casefold()
        .translate(_FOLDED)
    ):
        plain = normalize("NFKD", character)
        if plain[0].isascii():
            kept.append(
                "".join(part for part in plain if part.isalnum() and part.isascii()) or _gap(character)
            )
        elif character.isalnum() or (category(character)[0] == "M" and kept and not kept[-1].isascii()):
            kept.append(character)
        elif category(character)[0] != "M":
            kept.append(_gap(character))
    return "".join(kept)


def _gap(character: str) -> str:
    return "" if character in _APOSTROPHES else " "
