"""What is known of one saved conference beside its agenda: a small JSON file that names the others."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from scale_tui.values import dataclass

_LAYOUT = 1
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LONGEST_BYTES = 200
_DAMAGED = "is damaged, remove it and add it again"


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved conference.

    ``source`` is what the attendee gave: a path, ``-``, or an address, which may hold a password and is not
    to be shown as it is. ``address`` is what to ask for the schedule, which a page led to; None for a file.
    ``year`` and ``zone`` are what the attendee said of a schedule that does not say.
    ``fetched_at`` is when this version came, ``checked_at`` when its source last answered, ``replaced_at``
    when the version kept for comparison stopped being the current one.
    ``moves`` is how often each session was put elsewhere since the conference is kept, by its id.
    ``is_private`` says that its address is of a private network, which the attendee agreed to ask.
    ``etag``, ``last_modified`` and ``digest`` (SHA-256 of what came) tell whether there is anything newer.
    """

    name: str
    title: str
    start: date | None
    end: date | None
    sessions: int
    source: str
    fetched_at: datetime
    checked_at: datetime
    digest: str
    address: str | None = None
    year: int | None = None
    zone: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    replaced_at: datetime | None = None
    moves: Mapping[str, int] = field(default_factory=dict)
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The names of the files beside the entry: the agenda, the source as it came, the version before."""

    agenda: str
    source: str
    previous: str | None = None

    def all(self) -> frozenset[str]:
        """Those that there are."""
        return frozenset(name for name in (self.agenda, self.source, self.previous) if name)


class NoEntry(ValueError):
    """Bytes that are no entry, a damaged one, or one that a newer program wrote."""


_DATES = ("start", "end")
_INSTANTS = ("fetched_at", "checked_at", "replaced_at")


def entry_bytes(entry: Entry, files: Files) -> bytes:
    """The entry for the disk."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in Entry.__slots__}
    for name in (*_DATES, *_INSTANTS):
        fields[name] = fields[name] and fields[name].isoformat()
    names = {name: getattr(files, name) for name in Files.__slots__}
    document = {"layout": _LAYOUT, **fields, "files": names}
    return json.dumps(document, indent=2).encode() + b"\n"


def read_entry(data: bytes) -> tuple[Entry, Files]:
    """The entry from the disk, and the files it names. Raises NoEntry."""
    try:
        document = json.loads(data)
        if document["layout"] > _LAYOUT:
            raise NoEntry("was written by a newer scale-tui, update this one")
        return _entry(document), _files(document["files"])
    except NoEntry:
        raise
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise NoEntry(_DAMAGED) from error


def _entry(document: Mapping[str, Any]) -> Entry:
    # The first versions did not count.
    fields: dict[str, Any] = {"moves": {}, "is_private": False} | {
        name: document[name] for name in Entry.__slots__ if name in document
    }
    needed = ("name", "title", "source", "digest", "fetched_at", "checked_at")
    texts = (*needed, *_DATES, "replaced_at", "address", "zone", "etag", "last_modified")
    if any(not isinstance(fields[name], str if name in needed else str | None) for name in texts):
        raise NoEntry(_DAMAGED)
    if not (isinstance(fields["sessions"], int) and isinstance(fields["year"], int | None)):
        raise NoEntry(_DAMAGED)
    if not isinstance(fields["is_private"], bool):
        raise NoEntry(_DAMAGED)
    if not isinstance(fields["moves"], dict) or any(type(n) is not int for n in fields["moves"].values()):
        raise NoEntry(_DAMAGED)
    for name in _DATES:
        fields[name] = fields[name] and date.fromisoformat(fields[name])
    for name in _INSTANTS:
        fields[name] = fields[name] and datetime.fromisoformat(fields[name])
        if fields[name] and fields[name].tzinfo is None:
            raise NoEntry(_DAMAGED)
    return Entry(**fields)


def _files(names: Mapping[str, Any]) -> Files:
    files = Files(**{name: names[name] for name in Files.__slots__})
    if not all(isinstance(name, str) and is_plain_name(name) for name in files.all()):
        raise NoEntry(_DAMAGED)
    return files


def is_plain_name(name: str) -> bool:
    """Whether it names a file in a folder and never anything outside of it."""
    return bool(name) and name[0] != "." and all(letter.isalnum() or letter in "-_." for letter in name)


def is_safe_name(name: str) -> bool:
    """Whether a conference may be called so, and have a folder of that name on every system."""
    letters = name.replace("-", "")
    is_word = bool(letters) and all(
        letter.isalnum() or unicodedata.category(letter)[0] == "M" for letter in letters
    )
    return (
        is_word
        and name == unicodedata.normalize("NFC", name.casefold())
        and name[0] != "-"
        and name not in _RESERVED
        and len(name.encode()) <= _LONGEST_BYTES
    )
