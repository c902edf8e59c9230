"""Reads marks from the JSON that this program writes, schema 1: what was exported, or listed with ``--json``.

What was exported has all that was marked under ``marks``; a list says of each of its sessions what it is
marked with, and nothing of the others. A mere list of codes is taken too: pretalx keeps favourites so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from pydantic import StrictBool, TypeAdapter, ValidationError

from scale_tui.domain.agenda import Session
from scale_tui.domain.bringing_in import Brought, BroughtMarks
from scale_tui.domain.marks import OWN_PREFIX, Mark
from scale_tui.domain.note_text import LONGEST_NOTE
from scale_tui.domain.recognising import Clues
from scale_tui.sources.clean import clean_line
from scale_tui.sources.json_tree import json_tree
from scale_tui.sources.marks_list import LONGEST_SHOWN, MOST_MARKS, marks_of_lines
from scale_tui.sources.native import read_native
from scale_tui.sources.native_forms import Entry, complaint
from scale_tui.sources.prose import in_clean_lines
from scale_tui.sources.reading import shortened, unreadable
from scale_tui.values import dataclass

_LONGEST_NAME = 200
_MOST_SESSIONS = 50_000


@dataclass(frozen=True, slots=True)
class _MarkedEntry(Entry):
    """An entry of ``sessions`` with what it is marked with."""

    starred: StrictBool = False
    backup: StrictBool = False
    hidden: StrictBool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Marks:
    """What an exported document has under ``marks``: ids, or names of rooms and tracks; texts by id."""

    stars: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    hidden_rooms: list[str] = field(default_factory=list)
    hidden_tracks: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


_entry_form = TypeAdapter(_MarkedEntry)
_marks_form = TypeAdapter(_Marks)


def read_marks_json(data: bytes, source: str) -> BroughtMarks:
    """What a document of this program marks, or a list of codes.

    Raises:
        UnreadableAgenda: it is another document, or has marks of another form or too many.

    """
    document = json_tree(data, source)
    if isinstance(document, list) and all(isinstance(each, str) for each in document):
        return marks_of_lines(document, source)
    if not isinstance(document, dict) or "sessions" not in document:
        raise unreadable(source, "nothing is marked in it; expected what 'scale-tui export mine.json' writes")
    # It looks at the schema and the conference too.
    own = _own_entries(document, source)
    entries = {entry.id: entry for entry in _entries(document, source)}
    if document.get("marks") is None:
        marked = [_brought_from(entry) for entry in entries.values() if not entry.own]
        return BroughtMarks(tuple(each for each in marked if each.mark or each.note), own)
    try:
        marks = _marks_form.validate_python(document["marks"])
    except ValidationError as error:
        raise unreadable(source, complaint(error, "marks")) from None
    if sum(map(len, (marks.stars, marks.backups, marks.hidden, marks.notes))) > MOST_MARKS:
        raise unreadable(source, f"marks: expected at most {MOST_MARKS:,}")
    return BroughtMarks(
        tuple(_listed(marks, entries)), own, _lines(marks.hidden_rooms), _lines(marks.hidden_tracks)
    )


def _own_entries(document: Mapping[str, object], source: str) -> tuple[Session, ...]:
    """The entries of their own, in every detail. Raises UnreadableAgenda for what is no such document."""
    sessions = document["sessions"]
    if not isinstance(sessions, list) or len(sessions) > _MOST_SESSIONS:
        raise unreadable(source, f"sessions: a list of at most {_MOST_SESSIONS:,} was expected")
    raw = [each | {"own": False} for each in sessions if isinstance(each, dict) and each.get("own") is True]
    # Those that are not as they have to be are left out, but where there is none as it has to be, it is said.
    found = read_native({**document, "sessions": raw}, source=source).agenda.sessions
    return tuple(
        session if _is_own(session) else replace(session, id=OWN_PREFIX + session.id) for session in found
    )


def _is_own(session: Session) -> bool:
    return session.id.startswith(OWN_PREFIX)


def _entries(document: Mapping[str, Any], source: str) -> Iterator[_MarkedEntry]:
    """The sessions that are as they have to be, also those that their agenda has no longer."""
    gone = document.get("gone")
    sessions = [*document["sessions"], *(gone[:_MOST_SESSIONS] if isinstance(gone, list) else ())]
    first = None
    is_any = False
    for number, each in enumerate(sessions):
        try:
            yield _entry_form.validate_python(each)
            is_any = True
        except ValidationError as error:
            first = first or complaint(error, f"sessions[{number}]")
    if first and not is_any:
        raise unreadable(source, first)


def _brought_from(entry: _MarkedEntry) -> Brought:
    marks = {Mark.STAR: entry.starred, Mark.BACKUP: entry.backup, Mark.HIDDEN: entry.hidden}
    mark = next((mark for mark, is_set in marks.items() if is_set), None)
    return Brought(_clues(entry.id, entry), mark, _note(entry.note or ""))


def _listed(marks: _Marks, entries: Mapping[str, _MarkedEntry]) -> Iterator[Brought]:
    """What is under ``marks``, each with what its session says of it where that is there."""
    for mark, ids in ((Mark.STAR, marks.stars), (Mark.BACKUP, marks.backups), (Mark.HIDDEN, marks.hidden)):
        for id_ in ids:
            yield Brought(_clues(id_, entries.get(id_)), mark)
    for id_, text in marks.notes.items():
        yield Brought(_clues(id_, entries.get(id_)), note=_note(text))


def _clues(id_: str, entry: _MarkedEntry | None) -> Clues:
    name = clean_line(id_[:_LONGEST_NAME])
    if entry is None:
        return Clues(shortened(name, LONGEST_SHOWN), names=(name,))
    title = clean_line(entry.title)
    return Clues(
        shortened(title, LONGEST_SHOWN),
        names=tuple(filter(None, (name, clean_line((entry.guid or "")[:_LONGEST_NAME])))),
        url=entry.url,
        titles=(title,),
        start=entry.start,
        room=entry.room and clean_line(entry.room),
        speakers=tuple(clean_line(speaker.name) for speaker in entry.speakers),
    )


def _note(text: str) -> str:
    return in_clean_lines(text[:LONGEST_NOTE])


def _lines(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (clean_line(name[:_LONGEST_NAME]) for name in names)))[:MOST_MARKS]
