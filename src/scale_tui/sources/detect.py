"""Which format some bytes are, and so which reader they need."""

import codecs
import re
from zoneinfo import ZoneInfo

from scale_tui.sources.reading import Reading, unreadable

LARGEST = 32 * 1024 * 1024

# The UTF-32 marks begin with the UTF-16 ones.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = ((b"\x1f\x8b", "a gzip file"), (b"PK\x03\x04", "a zip file"), (b"%PDF", "a PDF file"))
_HTML = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b|<div\b|<p>", re.IGNORECASE)
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\"\[{\]\d]")
_PEEK = 2000


def read_agenda(
    data: bytes,
    source: str,
    *,
    title: str | None = None,
    year: int | None = None,
    zone: ZoneInfo | None = None,
) -> Reading:
    """The agenda that the bytes hold, whichever format they are; the rest is as for ``read_agenda_text``.

    Raises:
        UnreadableAgenda: no format that is known, more than 32 MiB, or an agenda with faults beyond repair.

    """
    if len(data) > LARGEST:
        raise unreadable(source, f"expected at most 32 MiB, this is {len(data) / 1024 / 1024:.0f} MiB")
    text, note = _decoded(data, source)
    _refuse_other_formats(text, source)
    # Late: each format brings its own imports.
    from scale_tui.sources.agenda_text import read_agenda_text

    reading = read_agenda_text(text, source=source, title=title, year=year, zone=zone)
    return Reading(reading.agenda, (note, *reading.notes)) if note else reading


def _decoded(data: bytes, source: str) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
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


def _refuse_other_formats(text: str, source: str) -> None:
    start = text[:_PEEK].lstrip("\ufeff \t\r\n\v\f")
    if not start and not text.strip("\ufeff \t\r\n\v\f"):
        raise unreadable(source, "is empty; expected the text of an agenda")
    if start.startswith("<"):
        if _HTML.search(start):
            raise unreadable(
                source, "is an HTML page; expected its text: open it in a browser, copy all, save that"
            )
        raise unreadable(source, "is an XML schedule; this version reads agenda text only")
    if start[:15].upper() == "BEGIN:VCALENDAR":
        raise unreadable(source, "is an iCalendar schedule; this version reads agenda text only")
    if _JSON.match(start):
        raise unreadable(source, "is a JSON schedule; this version reads agenda text only")
