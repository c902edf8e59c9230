"""Reads a list of sessions, one a line: ids, guids, codes, numbers, titles, or addresses of their pages."""

import re
from collections.abc import Iterable

from scale_tui.domain.bringing_in import Brought, BroughtMarks
from scale_tui.domain.marks import Mark
from scale_tui.domain.recognising import Clues
from scale_tui.sources.addresses import web_address
from scale_tui.sources.clean import clean_line
from scale_tui.sources.reading import shortened, unreadable

MOST_MARKS = 20_000
_MOST_LINES = 100_000
LONGEST_SHOWN = 100
_LONGEST_LINE = 2_000
# A number sign begins a comment where a word could: within an address it is part of it.
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ITEM = re.compile(r"[-*+•]\s+(?:\[[ xX]?\]\s+)?")


def marks_of_lines(lines: Iterable[str], source: str) -> BroughtMarks:
    """A star on each session of the list; what follows a # is a comment.

    Raises:
        UnreadableAgenda: nothing is listed, or more than 20,000.

    """
    found: list[Brought] = []
    for number, line in enumerate(lines, 1):
        if number > _MOST_LINES:
            raise unreadable(source, f"expected at most {_MOST_LINES:,} lines", number)
        words = clean_line(_ITEM.sub("", _COMMENT.sub("", line[:_LONGEST_LINE]).strip(), count=1))
        if words:
            if len(found) >= MOST_MARKS:
                raise unreadable(source, f"expected at most {MOST_MARKS:,} sessions", number)
            found.append(Brought(_clues(words.strip("<>")), Mark.STAR))
    if not found:
        raise unreadable(source, "has nothing in it; expected a session a line: its id, code or address")
    return BroughtMarks(tuple(found))


def _clues(words: str) -> Clues:
    shown = shortened(words, LONGEST_SHOWN)
    url = web_address(words) if "://" in words or words[:4].lower() == "www." else None
    return Clues(shown, url=url) if url else Clues(shown, names=(words,), titles=(words,))
