"""What is fuzzed, and what must hold of whatever bytes each is given.

A target returns where all is well, and raises otherwise: AssertionError where something came out that must
not, anything else where something was raised that must not.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from scale_tui.cli.clock import read_instant
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.bringing_in import recognise, settings_to_join
from scale_tui.domain.errors import Unreachable, UnreadableAgenda
from scale_tui.domain.query import parse_query
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from scale_tui.export.edition import Edition
from scale_tui.export.forms import Form, written
from scale_tui.sources.addresses import address
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.sources.clean import clean_line, clean_text
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.discover import is_page, schedule_links
from scale_tui.sources.durations import duration
from scale_tui.sources.fetch_address import read_address, shown_address
from scale_tui.sources.fetch_body import Body, Broken, TooLarge
from scale_tui.sources.html import readable_html
from scale_tui.sources.marks_file import read_marks
from scale_tui.sources.moments import leading_date, moment, time_of_day
from scale_tui.sources.reading import Reading

NOW = datetime(2026, 9, 1, 8, 20, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Oslo")
LONGEST_LINE = 240
CANARY = "KVITTERFUGL"
"""Put into what is read: no error may repeat it."""
# What a terminal could obey, or what reorders a line: an abstract may have line breaks beside it.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def read_any(data: bytes) -> None:
    """An agenda, which can be shown and written; or one clear line."""
    try:
        reading = read_agenda(data, "given.file")
    except UnreadableAgenda as error:
        check_complaint(str(error), data)
        return
    check_reading(reading)


def check_complaint(text: str, data: bytes) -> None:
    assert len(text) <= LONGEST_LINE, text
    assert text == clean_line(text)
    assert text.startswith("given.file")
    assert CANARY not in text, text


def check_reading(reading: Reading) -> None:
    agenda = reading.agenda
    assert len(reading.notes) <= 201
    for note in reading.notes:
        assert len(note) <= LONGEST_LINE
        assert note == clean_line(note)
    assert len({session.id for session in agenda.sessions}) == len(agenda.sessions)
    for text in _texts(agenda):
        assert not _FORBIDDEN.search(text), text
    for session in agenda.sessions:
        assert session.title
        assert session.start <= session.end
        assert abs(session.day - agenda.local(session.start).date()) <= timedelta(days=2)
    for form in Form:
        assert written(form, agenda, PersonalSchedule(), Edition(NOW), is_all=True).data


def _texts(agenda: Agenda) -> list[str]:
    found = [agenda.name, agenda.title, agenda.venue, *(person.name for person in agenda.people)]
    for session in agenda.sessions:
        lines = (session.title, session.subtitle, session.room, session.track, session.language, session.url)
        assert all("\n" not in (line or "") for line in lines)
        found += [session.id, session.abstract, session.guid, *lines]
        found += [link.url for link in session.links] + [link.title for link in session.links]
    return [text for text in found if text]


@cache
def _here() -> tuple[Agenda, Index]:
    return bundled_agenda(), Index.of(bundled_agenda())


def read_marks_any(data: bytes) -> None:
    """Marks that can be joined to mine; or one clear line."""
    try:
        brought = read_marks(data, "given.file")
    except UnreadableAgenda as error:
        check_complaint(str(error), data)
        return
    agenda, _ = _here()
    found = recognise(agenda, brought, {})
    settings_to_join(PersonalSchedule(), found.schedule)
    for shown in (*found.missing, *(shown for shown, _ in found.unsure)):
        assert shown == clean_line(shown)


def read_html(data: bytes) -> None:
    """Lines of text, clean."""
    for line in readable_html(_text(data)).split("\n"):
        assert not _FORBIDDEN.search(line)


def clean(data: bytes) -> None:
    """Nothing that a terminal could obey, and nothing more to clean."""
    text = _text(data)
    line, paragraphs = clean_line(text), clean_text(text)
    assert not _FORBIDDEN.search(line + paragraphs)
    assert "\n" not in line
    assert clean_line(line) == line
    assert clean_text(paragraphs) == paragraphs


def search(data: bytes) -> None:
    """Anything can be typed into the search."""
    agenda, index = _here()
    query = parse_query(_text(data))
    found = index.matching(query, PersonalSchedule(), NOW)
    assert set(found) <= set(agenda.sessions)
    for person in agenda.people:
        assert isinstance(query.is_for(person.name), bool)


def tell_time(data: bytes) -> None:
    """A time, or none."""
    text = _text(data)
    assert isinstance(moment(text), datetime | date | None)
    assert isinstance(leading_date(text), date | None)
    assert isinstance(read_instant(text, ZONE), datetime | None)
    for found in (time_of_day(text), duration(text)):
        assert found is None or timedelta() <= found <= timedelta(days=400)


def follow_links(data: bytes) -> None:
    """Addresses of the web alone, of which no password is shown."""
    text = _text(data)
    for found in (address(text), address(text, "https://example.org/")):
        assert found is None or (found.isascii() and found.isprintable())
        assert found is None or re.match("(https?://|mailto:)", found, re.IGNORECASE), found
    for found in _followed(text):
        assert re.match("https?://", found), found
        assert not re.search("[\x00-\x20\x7f]", found), found
    shown = shown_address(text)
    assert len(shown) <= 120
    assert shown == clean_line(shown)
    is_page(data)
    body = Body(4096, is_packed=bool(data[:1] > b"\x40"))
    with suppress(TooLarge, Broken):
        body.take(b"\x1f\x8b\x08" + data)
        assert len(body.whole()) <= 4096


def _followed(text: str) -> list[str]:
    found = list(schedule_links(text, "https://example.org/conf/"))
    with suppress(Unreachable):
        asked = read_address(text)
        found.append(asked.url)
        found.append(asked.follow(text[::-1], "the page").url)
    return found


def _text(data: bytes) -> str:
    """The bytes as text, which may have halves of characters in it, as JSON may."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": read_any,
    "xml": read_any,
    "json": read_any,
    "calendar": read_any,
    "own": read_any,
    "marks": read_marks_any,
    "html": read_html,
    "text": clean,
    "query": search,
    "times": tell_time,
    "link": follow_links,
}
