"""People as one line names them, and one spelling for each organisation."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scale_tui.domain.agenda import Session, Speaker

_CREDENTIAL = re.compile(
    r"(?:ph\.?\s?d|m\.?d|m\.?b\.?a|m\.?sc|b\.?sc|m\.?s|d\.?phil|j\.?d|p\.?e|p\.?eng|cissp|esq|jr|sr|ii|iii|iv)\.?",
    re.IGNORECASE,
)
_TIGHT_COMMA = re.compile(r",(?=\S)")
_COMMA = re.compile(r",\s*")


def name_and_affiliation(text: str) -> tuple[str, str | None]:
    """The two halves of ``Jane Doe,Acme``.

    The event pages put no space after the comma between the two, and people put one after commas of their
    own, so ``Jane Doe, PhD,Acme, Inc.`` has one place to part. Where no comma is tight, the first that is not
    followed by a title of the person parts; "Jane Doe, PhD" has no affiliation.
    """
    text = text.strip(" ,")
    commas = list(_TIGHT_COMMA.finditer(text)) or list(_COMMA.finditer(text))
    for comma in commas:
        following = text[comma.end() :].split(",", 1)[0]
        if not _CREDENTIAL.fullmatch(following.strip()):
            return _spaced(text[: comma.start()]), text[comma.end() :].strip() or None
    return _spaced(text), None


def _spaced(name: str) -> str:
    return _COMMA.sub(", ", name).strip(" ,")


def with_one_spelling(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions with organisations whose names differ only in case as one: the most frequent spelling."""
    spellings = _spellings(speaker for session in sessions for speaker in session.speakers)
    return tuple(
        replace(session, speakers=tuple(_spelled(speaker, spellings) for speaker in session.speakers))
        for session in sessions
    )


def _spellings(speakers: Iterable[Speaker]) -> dict[str, str]:
    counts = Counter(speaker.affiliation for speaker in speakers if speaker.affiliation)
    found: dict[str, str] = {}
    for spelling, _ in counts.most_common():
        found.setdefault(spelling.casefold(), spelling)
    return found


def _spelled(speaker: Speaker, spellings: dict[str, str]) -> Speaker:
    if not speaker.affiliation:
        return speaker
    spelling = spellings[speaker.affiliation.casefold()]
    return speaker if spelling == speaker.affiliation else replace(speaker, affiliation=spelling)
