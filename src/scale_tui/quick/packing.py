"""Books and marks as bytes, for ``book`` to open."""

import sys
from collections.abc import Iterable, Mapping, Sequence

from scale_tui.quick.book import ENTRY, FIELD, NUMBER_BYTES, PART, UNIT, checksum_of, first_line

_PARTING = str.maketrans(dict.fromkeys((FIELD, ENTRY, PART, UNIT), "\ufffd"))


def packed(head: Mapping[str, str], columns: Sequence[Sequence[int]] = (), texts: bytes = b"") -> bytes:
    """A file with this head, these columns and these texts. Raises UnicodeEncodeError, OverflowError."""
    joined = ENTRY.join(f"{name}{FIELD}{value}" for name, value in head.items()).encode()
    numbers = (
        number.to_bytes(NUMBER_BYTES, sys.byteorder, signed=True) for each in columns for number in each
    )
    body = b"".join([joined, *numbers, texts])
    count = len(columns[0]) if columns else 0
    return first_line(checksum_of(len(joined), count, body), len(joined), count) + body


def record(fields: Iterable[str]) -> bytes:
    """The texts of one session. Raises UnicodeEncodeError for half a character."""
    return FIELD.join(map(plain, fields)).encode()


def plain(text: str) -> str:
    """The text without what parts texts; no reader of schedules lets that pass, but it must shift nothing."""
    return text.translate(_PARTING)
