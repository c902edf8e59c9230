"""Which format some bytes are, and so which reader they need."""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from scale_tui.domain.collecting import without_collecting
from scale_tui.sources.byte_order_marks import BYTE_ORDER_MARKS
from scale_tui.sources.reading import Reading, unreadable

LARGEST = 32 * 1024 * 1024

_BINARY = ((b"\x1f\x8b", "a gzip file"), (b"PK\x03\x04", "a zip file"), (b"%PDF", "a PDF file"))
_HTML_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|div|meta|p|title)\b", re.IGNORECASE)
# What may stand before the first element of a document; sought in its beginning only.
_PROLOGUE = re.compile(
    r"(?:\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE\s+(?!html\b)[^>\[]*(?:\[[^\]]*\]\s*)?>)*+",
    re.DOTALL | re.IGNORECASE,
)
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\"\[{\]\d]")
# How UTF-16 without a mark begins where it is XML, a calendar or JSON, whose readers can tell it too.
_UNMARKED = (b"<\0", b"\0<", b"B\0", b"\0B", b"{\0", b"\0{")
_BLANKS = "\ufeff \t\r\n\v\f"
_PEEK = 4000


def read_agenda(
    data: bytes,
    source: str,
    *,
    title: str | None = None,
    year: int | None = None,
    zone: ZoneInfo | None = None,
) -> Reading:
    """The agenda that the bytes hold, whichever format they are; the rest is as for ``read_agenda_text``.

    ``year`` is for agenda text alone: the other formats have their dates in full.

    Raises:
        UnreadableAgenda: no format that is known, more than 32 MiB, or an agenda with faults beyond repair.

    """
    if len(data) > LARGEST:
        raise unreadable(source, f"expected at most 32 MiB, this is {len(data) / 1024 / 1024:.0f} MiB")
    with without_collecting():
        return _read(data, source, title=title, year=year, zone=zone)


def _read(data: bytes, source: str, *, title: str | None, year: int | None, zone: ZoneInfo | None) -> Reading:
    start = start_of(data)
    # Late: each format brings its own imports.
    if start.startswith("<"):
        if _HTML_PAGE.match(start, _beginning(start)):
            raise unreadable(
                source, "is an HTML page; expected its text: open it in a browser, copy all, save that"
            )
        from scale_tui.sources.frab_xml import read_frab_xml

        return read_frab_xml(data, source=source, title=title, zone=zone)
    if start[:15].upper() == "BEGIN:VCALENDAR":
        from scale_tui.sources.icalendar import read_icalendar

        return read_icalendar(data, source=source, title=title, zone=zone)
    if is_json(start):
        return _json(data, source, title=title, zone=zone)
    return _agenda_text(data, source, title=title, year=year, zone=zone)


def _json(data: bytes, source: str, *, title: str | None, zone: ZoneInfo | None) -> Reading:
    from scale_tui.sources.json_tree import json_tree

    document = json_tree(data, source)
    if isinstance(document, dict) and _is_native(document):
        from scale_tui.sources.native import read_native

        return read_native(document, source=source, title=title, zone=zone)
    from scale_tui.sources.frab_json import read_frab_tree

    return read_frab_tree(document, source=source, title=title, zone=zone)


def _is_native(document: Mapping[str, object]) -> bool:
    """Whether a JSON document is one that this program wrote: these alone number their schema."""
    return isinstance(document.get("schema"), int) and "schedule" not in document


def _agenda_text(
    data: bytes, source: str, *, title: str | None, year: int | None, zone: ZoneInfo | None
) -> Reading:
    from scale_tui.sources.agenda_text import read_agenda_text

    text, note = decoded(data, source)
    if not text.strip(_BLANKS):
        raise unreadable(source, "is empty; expected the text of an agenda")
    reading = read_agenda_text(text, source=source, title=title, year=year, zone=zone)
    return Reading(reading.agenda, (note, *reading.notes)) if note else reading


def is_json(start: str) -> bool:
    """Whether what begins so is JSON, and not agenda text that begins with a bracket."""
    return _JSON.match(start) is not None


def start_of(data: bytes) -> str:
    """The first characters that are no blanks, as far as they can be told without knowing the encoding."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            start = data[len(mark) : len(mark) + 4 * _PEEK].decode(encoding, "replace")
            return start.lstrip(_BLANKS)[:_PEEK]
    if data.startswith(_UNMARKED):
        return data[: 2 * _PEEK].replace(b"\0", b"").decode("latin-1")
    return data.lstrip(b" \t\r\n\v\f")[:_PEEK].decode("latin-1")


def _beginning(start: str) -> int:
    """Where the first element of a document begins."""
    found = _PROLOGUE.match(start)
    return found.end() if found else 0


def decoded(data: bytes, source: str) -> tuple[str, str | None]:
    """The bytes as text, and a note where they had to be read as something else than UTF-8.

    Raises UnreadableAgenda for what is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), None
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise unreadable(source, f"is {name}; expected the agenda itself, as text")
    if b"\0" in data:
        raise unreadable(source, "is binary data; expected the agenda as text")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        note = f"line {line}: not UTF-8, so the text was read as Windows-1252"
        return data.decode("cp1252", "replace"), note
