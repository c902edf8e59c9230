"""An agenda ready to use, as bytes: opening one reads no schedule format and checks nothing twice.

The layout, after a line that says what this is: JSON with the facts of the whole and the length of each
column; the columns, of 64-bit numbers; the texts, once each, with NUL between them; the abstracts, one after
another. What a column has is the number of a text (0 is None), an instant in microseconds since 1970, the
ordinal of a day, or the number of a cast or of a bunch of links.
"""

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import accumulate, chain, pairwise, repeat
from operator import attrgetter, lt
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Kind, Link, Role, Session, Speaker
from scale_tui.domain.collecting import without_collecting
from scale_tui.storage.checked import Checked, framed
from scale_tui.storage.checked import NotCompiled as NotCompiled

LAYOUT = 1
"""To be raised when the layout changes, or when what the readers make of a schedule does."""

_FIRST_LINE = b"scale-tui agenda %d"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TEXTS = ("id", "title", "subtitle", "room", "track", "language", "url", "guid")
_ABOUT = ("name", "title", "acronym", "venue", "url")
_ENCODING = ("utf-8", "surrogatepass")
_NUMBER_BYTES = 8
_AT_A_TIME = 100
_Made = TypeVar("_Made")


def compile_agenda(agenda: Agenda) -> bytes:
    """The agenda as bytes that ``load_agenda`` makes the same agenda of."""
    with without_collecting():
        return _compiled(agenda)


def _compiled(agenda: Agenda) -> bytes:
    texts, abstracts = _Numbers(None), _Numbers(None)
    casts, bunches = _Numbers(), _Numbers()
    columns = _session_columns(agenda.sessions, texts, abstracts, casts, bunches)
    columns |= _group_columns(casts, bunches, texts)
    encoded = [text.encode(*_ENCODING) for text in abstracts if text is not None]
    columns["abstract.sizes"] = [len(text) for text in encoded]
    joined = _joined([text for text in texts if text is not None]).encode(*_ENCODING)
    head = {name: getattr(agenda, name) for name in _ABOUT} | {
        "zone": agenda.zone.key,
        "columns": {name: len(column) for name, column in columns.items()},
        "texts": len(joined),
    }
    parts = [*(_packed(column) for column in columns.values()), joined, *encoded]
    return framed(_FIRST_LINE % LAYOUT, json.dumps(head).encode(), b"".join(parts))


def _joined(texts: Sequence[str]) -> str:
    joined = "\0".join(texts)
    if joined.count("\0") == max(len(texts) - 1, 0):
        return joined
    # No reader lets a NUL pass; one that got in all the same must not shift all texts behind it.
    return "\0".join(text.replace("\0", "\ufffd") for text in texts)


def _session_columns(
    sessions: Sequence[Session],
    texts: "_Numbers",
    abstracts: "_Numbers",
    casts: "_Numbers",
    bunches: "_Numbers",
) -> dict[str, list[int]]:
    columns = {name: [texts[value] for value in map(attrgetter(name), sessions)] for name in _TEXTS}
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
        number = self[value] = len(self)
        return number


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _packed(numbers: Iterable[int]) -> bytes:
    packed = array("q", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def load_agenda(data: bytes) -> Agenda:
    """The agenda that was compiled to these bytes. Raises NotCompiled."""
    return _loaded(BytesIO(data))


def open_agenda(path: Path) -> Agenda:
    """The agenda in a file of such bytes. Raises NotCompiled, OSError.

    Measured, 10,000 sessions of 17 MB in new processes: 58 ms and 43 MB at most with the whole file in memory
    beside what is made of it, 44 ms and 22 MB with its abstracts read a few at a time; dataclasses made one
    by one from JSON took twice as long. FOSDEM 2025, of 1.3 MB, takes 5 ms.
    Pickle is no faster and runs whatever code a file holds, marshal crashes on a damaged one: neither is
    for a file that somebody else may have written. SQLite took longer to hand out the rows alone.
    """
    with path.open("rb") as file:
        return _loaded(file)


def _loaded(file: BinaryIO) -> Agenda:
    try:
        with without_collecting():
            return _agenda(Checked(file, _FIRST_LINE % LAYOUT))
    except NotCompiled:
        raise
    except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise NotCompiled("a value out of place") from error


def _agenda(file: Checked) -> Agenda:
    head: dict[str, Any] = json.loads(file.read_head())
    columns = {name: _column(file.read(length * _NUMBER_BYTES)) for name, length in head["columns"].items()}
    texts = [None, *str(file.read(head["texts"]), *_ENCODING).split("\0")]
    abstracts = [None, *_abstracts(file, columns["abstract.sizes"])]
    file.finish()
    about = {name: head[name] for name in _ABOUT}
    if any(not isinstance(value, str | None) for value in about.values()):
        raise NotCompiled("a value out of place")
    if about["name"] is None or about["title"] is None:
        raise NotCompiled("a name that is missing")
    sessions = tuple(_sessions(columns, texts, abstracts))
    return Agenda(**about, zone=_zone(head["zone"]), sessions=sessions)


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except OSError as error:  # a folder of the zone database
        raise NotCompiled("no time zone") from error


def _column(packed: bytes) -> "array[int]":
    column = array("q", packed)
    if sys.byteorder == "big":
        column.byteswap()
    return column


def _abstracts(file: Checked, sizes: Sequence[int]) -> Iterator[str]:
    """The abstracts, read a few at a time: what they are decoded from is still in the processor's cache."""
    for at in range(0, len(sizes), _AT_A_TIME):
        some = sizes[at : at + _AT_A_TIME]
        text = memoryview(file.read(sum(some)))
        for begin, end in pairwise(accumulate(some, initial=0)):
            yield str(text[begin:end], *_ENCODING)


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
    made = list(map(object.__new__, repeat(kind, count)))
    for name, values in fields.items():
        if len(list(map(getattr(kind, name).__set__, made, values))) != count:
            raise NotCompiled("columns of unequal length")
    return made
