"""The content lines and components of an iCalendar file: bytes unfolded, decoded and taken apart.

The library reads what stands in a line, but the file is walked here: the library gives up a whole file for
one bad line, looks for any TZID on the disk, keeps the time zones of one file for the next one, and expands
them without end where they say so.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from icalendar.parser import Contentline, split_on_unescaped_comma, unescape_backslash

from scale_tui.sources.byte_order_marks import BYTE_ORDER_MARKS
from scale_tui.sources.clean import clean_line
from scale_tui.sources.reading import Notes, unreadable
from scale_tui.values import dataclass

_MOST_LINES = 1_000_000
_MOST_EVENTS = 100_000
# The library walks through parameters and lists character by character.
_LONGEST_PARAMETERS = 4_000
_LONGEST_LIST = 4_000
_MARKS = (
    *BYTE_ORDER_MARKS,
    # Without a mark: how BEGIN starts.
    (b"B\0", "utf-16-le"),
    (b"\0B", "utf-16-be"),
)
_LINE_END = re.compile(rb"\r*\n")
# RFC 5545, 3.1: a name, parameters whose values may be quoted, a colon.
_HEAD = re.compile(r'\s*([A-Za-z0-9-]++)\s*((?:;(?:[^":]++|"[^"]*+")*+)?):')
_PARTS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_PROPERTIES = frozenset(
    [
        "METHOD",
        "NAME",
        "PRODID",
        "SOURCE",
        "URL",
        "X-WR-CALNAME",
        "X-WR-TIMEZONE",
        "ATTACH",
        "ATTENDEE",
        "CATEGORIES",
        "CONFERENCE",
        "DESCRIPTION",
        "DTEND",
        "DTSTART",
        "DURATION",
        "EXDATE",
        "LOCATION",
        "ORGANIZER",
        "RDATE",
        "RECURRENCE-ID",
        "RRULE",
        "STATUS",
        "SUMMARY",
        "UID",
        "X-ALT-DESC",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "X-LIC-LOCATION",
        "X-SCALE-TUI-MARK",
        "X-SCALE-TUI-NOTE",
    ]
)


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: its parameters by upper-case name, and its value as it was written."""

    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        r"""The value as TEXT, where ``\\n`` is a line break and ``\\,`` a comma (RFC 5545, 3.3.11)."""
        return str(unescape_backslash(self.value))

    @property
    def texts(self) -> list[str]:
        """The values of a list of TEXT: commas part them unless escaped."""
        return split_on_unescaped_comma(self.value[:_LONGEST_LIST])


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END; ``line`` is where it begins."""

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The properties of this name, in the file's order."""
        return self.properties.get(name, [])

    def first(self, name: str) -> Property | None:
        """The first property of this name that has a value."""
        return next((found for found in self.all(name) if found.value.strip()), None)

    def line_of(self, name: str) -> str:
        """The text of a property on one clean line; empty where there is none."""
        found = self.first(name)
        return clean_line(found.text) if found else ""


def read_calendars(data: bytes, source: str, notes: Notes) -> list[Component]:
    """The VCALENDARs of a file, which may be several (RFC 5545, 3.4).

    Raises:
        UnreadableAgenda: there is none, one has no end, or there are too many lines or events.

    """
    data = _in_utf8(data)
    if max(data.count(b"\n"), data.count(b"\r")) > _MOST_LINES:
        raise unreadable(source, f"expected at most {_MOST_LINES:,} lines", _MOST_LINES + 1)
    tree = _Tree(source, notes)
    text = _Decoder()
    for number, raw in _unfolded(data):
        tree.take(number, text.decoded(number, raw))
    if text.first_foreign:
        notes.add("not UTF-8, so this and other such lines were read as Windows-1252", text.first_foreign)
    return tree.finished()


def _in_utf8(data: bytes) -> bytes:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff").encode()
    return data


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each logical line with the number of its first physical one (RFC 5545, 3.1).

    Unfolded before decoding, for some programs fold inside a character.
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    parts: list[bytes] = []
    first = 1
    for number, line in enumerate(_LINE_END.sub(b"\n", data).split(b"\n"), 1):
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
        elif line:
            if parts:
                yield first, b"".join(parts)
            parts, first = [line], number
    if parts:
        yield first, b"".join(parts)


@dataclass(slots=True)
class _Decoder:
    """Decodes line by line, so that one foreign character does not spoil the other lines."""

    first_foreign: int | None = None

    def decoded(self, number: int, raw: bytes) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.first_foreign = self.first_foreign or number
            return raw.decode("cp1252", "replace")


class _Tree:
    """Puts lines into components (RFC 5545, 3.6), without recursion: some nest as deep as they are long."""

    def __init__(self, source: str, notes: Notes) -> None:
        self._source = source
        self._notes = notes
        self._open: list[Component] = []
        self._open_names = Counter[str]()
        self._calendars: list[Component] = []
        self._events = 0

    def take(self, number: int, line: str) -> None:
        head = _HEAD.match(line)
        if head is None:
            if self._open:
                self._notes.add("expected NAME:value, skipped", number)
            return
        name, value = head[1].upper(), line[head.end() :]
        if name == "BEGIN":
            self._begin(value.strip().upper(), number)
        elif name == "END":
            self._end(value.strip().upper(), number)
        elif name in _PROPERTIES and self._open and self._open[-1].name in _PARTS:
            self._add(name, head[2], value, number)

    def _add(self, name: str, parameters: str, value: str, number: int) -> None:
        found = _parameters(parameters) if parameters else {}
        if found is None:
            self._notes.add(f"what stands between {name} and its value cannot be read, left out", number)
        self._open[-1].properties.setdefault(name, []).append(Property(value, found or {}))

    def _begin(self, name: str, number: int) -> None:
        if name == "VCALENDAR":
            while self._open:
                self._close()
        elif name == "VEVENT":
            if self._open and self._open[-1].name == "VEVENT":
                self._notes.add("expected END:VEVENT before the next event", number)
                self._close()
            self._events += 1
            if self._events > _MOST_EVENTS:
                raise unreadable(self._source, f"expected at most {_MOST_EVENTS:,} events", number)
        self._open.append(Component(name, number))
        self._open_names[name] += 1

    def _end(self, name: str, number: int) -> None:
        if not self._open_names[name]:
            if self._open:
                self._notes.add("END without its BEGIN, skipped", number)
            return
        while self._close().name != name:
            pass

    def _close(self) -> Component:
        done = self._open.pop()
        self._open_names[done.name] -= 1
        if done.name == "VCALENDAR":
            self._calendars.append(done)
        elif done.name in _PARTS and self._open:
            self._open[-1].children.append(done)
        return done

    def finished(self) -> list[Component]:
        if self._open_names["VCALENDAR"]:
            raise unreadable(self._source, "has no END:VCALENDAR, so the end is missing; fetch it again")
        if not self._calendars:
            raise unreadable(self._source, "is no iCalendar file; expected one that has BEGIN:VCALENDAR")
        return self._calendars


def _parameters(text: str) -> dict[str, str] | None:
    """The parameters of a line (RFC 5545, 3.2 and RFC 6868); None where they are none.

    Cleaned before and not after: the library takes no control characters.
    """
    if len(text) > _LONGEST_PARAMETERS:
        return None
    try:
        _, found, _ = Contentline(f"X{clean_line(text)}:").parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return {
        str(name).upper(): ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in found.items()
    }
