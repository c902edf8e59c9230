"""An agenda ready to use, as bytes: opening one reads no schedule format and checks nothing twice.

The layout, after a line that says what this is: JSON with the facts of the whole and the length of each
column; the columns, of 64-bit numbers; the texts, once each, with NUL between them; the abstracts, one after
another. What a column has is the number of a text (0 is None), an instant in microseconds since 1970, the
ordinal of a day, or the number of a cast or of a bunch of links.
"""

import gc
import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, chain, pairwise
from operator import lt
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Kind, Link, Role, Session, Speaker

LAYOUT = 1
"""To be raised when the layout changes, or when what the readers make of a schedule does."""

_FIRST_LINE = b"scale-tui agenda %d"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TEXTS = ("id", "title", "subtitle", "room", "track", "language", "url", "guid")
_ABOUT = ("name", "title", "acronym", "venue", "url")
_ENCODING = ("utf-8", "surrogatepass")
_NUMBER_BYTES = 8
_Made = TypeVar("_Made")


class NotCompiled(ValueError):
    """Bytes that are no agenda of this layout, or a damaged one."""


def compile_agenda(agenda: Agenda) -> bytes:
    """The agenda as bytes that ``load_agenda`` makes the same agenda of."""
    texts, abstracts = _Numbers(None), _Numbers(None)
    casts, bunches = _Numbers(), _Numbers()
    columns = _session_columns(agenda.sessions, texts, abstracts, casts, bunches)
    columns |= _group_columns(casts, bunches, texts)
    encoded = [text.encode(*_ENCODING) for text in abstracts if text is not None]
    columns["abstract.sizes"] = [len(text) for text in encoded]
    # No reader lets a NUL pass; one that got in all the same must not shift all texts behind it.
    joined = "\0".join(text.replace("\0", "\ufffd") for text in texts if text is not None).encode(*_ENCODING)
    head = {name: getattr(agenda, name) for name in _ABOUT} | {
        "zone": agenda.zone.key,
        "columns": {name: len(column) for name, column in columns.items()},
        "texts": len(joined),
    }
    parts = [*(_packed(column) for column in columns.values()), joined, *encoded]
    return _framed(json.dumps(head).encode(), b"".join(parts))


def _session_columns(
    sessions: Sequence[Session],
    texts: "_Numbers",
    abstracts: "_Numbers",
    casts: "_Numbers",
    bunches: "_Numbers",
) -> dict[str, list[int]]:
    columns = {name: [texts[getattr(session, name)] for session in sessions] for name in _TEXTS}
    return columns | {
        "abstract": [abstracts[session.abstract] for session in sessions],
        "start": [_microseconds(session.start) for session in sessions],
        "end": [_microseconds(session.end) for session in sessions],
        "day": [session.day.toordinal() for session in sessions],
        "kind": [texts[session.kind] for session in sessions],
        "is_cancelled": [int(session.is_cancelled) for session in sessions],
        "speakers": [casts[session.speakers] for session in sessions],
        "links": [bunches[session.links] for session in sessions],
    }


def _group_columns(casts: "_Numbers", bunches: "_Numbers", texts: "_Numbers") -> dict[str, list[int]]:
    people, addresses = _Numbers(), _Numbers()
    return {
        "cast.sizes": [len(cast) for cast in casts],
        "cast.people": [people[person] for person in chain(*casts)],
        "bunch.sizes": [len(bunch) for bunch in bunches],
        "bunch.links": [addresses[link] for link in chain(*bunches)],
        "person.name": [texts[person.name] for person in people],
        "person.affiliation": [texts[person.affiliation] for person in people],
        "person.role": [texts[person.role] for person in people],
        "link.url": [texts[link.url] for link in addresses],
        "link.title": [texts[link.title] for link in addresses],
    }


class _Numbers(dict[Any, int]):
    """Numbers values in the order they are first asked for."""

    def __init__(self, *first: object) -> None:
        super().__init__((value, number) for number, value in enumerate(first))

    def __missing__(self, value: object) -> int:
        self[value] = len(self)
        return self[value]


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _packed(numbers: Iterable[int]) -> bytes:
    packed = array("q", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _framed(head: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(body, zlib.crc32(head))
    return _FIRST_LINE % LAYOUT + b" %d %d\n" % (checksum, len(head)) + head + body


def load_agenda(data: bytes) -> Agenda:
    """The agenda that was compiled to these bytes. Raises NotCompiled.

    Measured, 10,000 sessions of 10 MB in new processes on a slow, busy machine, in milliseconds: dataclasses
    made one by one from JSON 135 to 215, this 66 to 117; 1,351 sessions of a congress 18, their JSON schedule
    460. Pickle is no faster and runs whatever code a file holds, marshal crashes on a damaged one: neither is
    for a file that somebody else may have written. SQLite took longer to hand out the rows alone.
    """
    line, separator, _ = data[:100].partition(b"\n")
    words = line.split(b" ")
    if not separator or b" ".join(words[:-2]) != _FIRST_LINE % LAYOUT:
        raise NotCompiled("another layout")
    body = memoryview(data)[len(line) + 1 :]
    if words[-2] != b"%d" % zlib.crc32(body):
        raise NotCompiled("a wrong checksum")
    try:
        with _without_collecting():
            length = int(words[-1])
            return _agenda(json.loads(bytes(body[:length])), body[length:])
    except (AttributeError, LookupError, OSError, OverflowError, RecursionError, TypeError) as error:
        raise NotCompiled("a value out of place") from error
    except ValueError as error:
        raise NotCompiled("a value out of place") from error


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for garbage among values that are all new: it takes as long as making them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _agenda(head: Mapping[str, Any], body: memoryview) -> Agenda:
    columns, rest = _columns(head["columns"], body)
    length = head["texts"]
    texts = [None, *str(rest[:length], *_ENCODING).split("\0")]
    abstracts = [None, *_sliced(rest[length:], columns["abstract.sizes"])]
    about = {name: head[name] for name in _ABOUT}
    if any(not isinstance(value, str | None) for value in about.values()):
        raise NotCompiled("a value out of place")
    if about["name"] is None or about["title"] is None:
        raise NotCompiled("a name that is missing")
    sessions = tuple(_sessions(columns, texts, abstracts))
    return Agenda(**about, zone=ZoneInfo(head["zone"]), sessions=sessions)


def _columns(lengths: Mapping[str, int], body: memoryview) -> tuple[dict[str, list[int]], memoryview]:
    columns: dict[str, list[int]] = {}
    for name, length in lengths.items():
        column = array("q", bytes(body[: length * _NUMBER_BYTES]))
        if len(column) != length:
            raise NotCompiled("too short")
        if sys.byteorder == "big":
            column.byteswap()
        columns[name] = column.tolist()
        body = body[length * _NUMBER_BYTES :]
    return columns, body


def _sliced(text: memoryview, sizes: Sequence[int]) -> list[str]:
    return [str(text[begin:end], *_ENCODING) for begin, end in pairwise(accumulate(sizes, initial=0))]


def _sessions(
    columns: Mapping[str, Sequence[int]], texts: Sequence[str | None], abstracts: Sequence[str | None]
) -> list[Session]:
    if any(map(lt, columns["end"], columns["start"])):
        raise NotCompiled("an end before a start")
    people = _made(
        Speaker,
        {
            "name": _named(texts, columns["person.name"]),
            "affiliation": map(texts.__getitem__, columns["person.affiliation"]),
            "role": _each(lambda number: Role(str(texts[number])), columns["person.role"]),
        },
        len(columns["person.name"]),
    )
    links = _made(
        Link,
        {
            "url": _named(texts, columns["link.url"]),
            "title": map(texts.__getitem__, columns["link.title"]),
        },
        len(columns["link.url"]),
    )
    casts = _grouped(people, columns["cast.people"], columns["cast.sizes"])
    bunches = _grouped(links, columns["bunch.links"], columns["bunch.sizes"])
    fields: dict[str, Iterable[object]] = {name: map(texts.__getitem__, columns[name]) for name in _TEXTS}
    fields |= {
        "id": _named(texts, columns["id"]),
        "title": _named(texts, columns["title"]),
        "abstract": map(abstracts.__getitem__, columns["abstract"]),
        "start": _each(_instant, columns["start"]),
        "end": _each(_instant, columns["end"]),
        "day": _each(date.fromordinal, columns["day"]),
        "kind": _each(lambda number: Kind(str(texts[number])), columns["kind"]),
        "is_cancelled": map(bool, columns["is_cancelled"]),
        "speakers": map(casts.__getitem__, columns["speakers"]),
        "links": map(bunches.__getitem__, columns["links"]),
    }
    return _made(Session, fields, len(columns["id"]))


def _instant(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND


def _named(texts: Sequence[str | None], numbers: Sequence[int]) -> Iterable[str | None]:
    if 0 in numbers:
        raise NotCompiled("a name that is missing")
    return map(texts.__getitem__, numbers)


def _each(value: Callable[[int], object], numbers: Sequence[int]) -> Iterable[object]:
    """The value of each number; most numbers come many times, and are worked out once."""
    known = {number: value(number) for number in set(numbers)}
    return map(known.__getitem__, numbers)


def _grouped(
    values: Sequence[_Made], numbers: Sequence[int], sizes: Sequence[int]
) -> list[tuple[_Made, ...]]:
    row = tuple(map(values.__getitem__, numbers))
    return [row[begin:end] for begin, end in pairwise(accumulate(sizes, initial=0))]


def _made(kind: type[_Made], fields: Mapping[str, Iterable[object]], count: int) -> list[_Made]:
    """Values of a dataclass, a field at a time.

    Not by its ``__init__``, which takes twice as long for a frozen one; what that would check is checked
    for whole columns.
    """
    made = [object.__new__(kind) for _ in range(count)]
    for name, values in fields.items():
        if len(list(map(getattr(kind, name).__set__, made, values))) != count:
            raise NotCompiled("columns of unequal length")
    return made
