"""Reads back the JSON that this program writes: ``list --json`` and ``export FILE.json``, schema 1.

A document may hold some of an agenda's sessions only. What it says of an attendee's marks, of now and of
clashes is theirs who wrote it, and not read. pydantic says of each value whether it has its form.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from scale_tui.domain.agenda import Agenda, Link, Session, Speaker, session_ids
from scale_tui.sources.addresses import address
from scale_tui.sources.clean import clean_line
from scale_tui.sources.frab_zone import named_zone
from scale_tui.sources.identity import conference_name, session_key
from scale_tui.sources.kinds import is_cancelled
from scale_tui.sources.native_forms import Container, Entry, complaint
from scale_tui.sources.prose import in_clean_lines
from scale_tui.sources.reading import Notes, Reading, unreadable

_SCHEMA = 1
_MOST_SESSIONS = 50_000
_LONGEST_ID = 120

_container_form = TypeAdapter(Container)
_entry_form = TypeAdapter(Entry)


def read_native(
    document: Mapping[str, object],
    *,
    source: str = "the agenda",
    title: str | None = None,
    zone: ZoneInfo | None = None,
) -> Reading:
    """The agenda that a document of this program holds; ``title`` and ``zone`` win over what it says.

    Raises:
        UnreadableAgenda: another schema, no conference or sessions, none of its sessions as they have to be,
            or more than 50,000.

    """
    container = _checked(document, source)
    conference = container.conference
    found_zone = zone or named_zone(conference.timezone)
    if found_zone is None:
        raise unreadable(
            source,
            "conference.timezone: the name of a time zone was expected; give 'add' or 'check' one: --tz",
        )
    notes = Notes()
    entries = list(_entries(container.sessions, notes))
    if container.sessions and not entries:
        raise unreadable(source, notes.all()[0])
    entries = _of_all(entries, notes)
    if not entries:
        notes.add("the schedule has no sessions")
    shown = clean_line(title or conference.title) or "Schedule"
    agenda = Agenda(
        name=conference_name(title or conference.name or shown),
        title=shown,
        zone=found_zone,
        sessions=_sessions(entries, found_zone, notes),
        venue=_line(conference.venue),
    )
    return Reading(agenda, notes.all())


def _checked(document: Mapping[str, object], source: str) -> Container:
    schema = document.get("schema")
    if isinstance(schema, int) and schema > _SCHEMA:
        raise unreadable(
            source, f"is of a newer scale-tui: its schema is above {_SCHEMA}; update this one to read it"
        )
    if schema != _SCHEMA or isinstance(schema, bool):
        raise unreadable(source, f"schema: {_SCHEMA} was expected")
    try:
        container = _container_form.validate_python(document)
    except ValidationError as error:
        raise unreadable(source, complaint(error)) from None
    if len(container.sessions) > _MOST_SESSIONS:
        raise unreadable(source, f"expected at most {_MOST_SESSIONS:,} sessions")
    return container


def _entries(found: Sequence[object], notes: Notes) -> Iterator[Entry]:
    for number, one in enumerate(found):
        try:
            yield _entry_form.validate_python(one)
        except ValidationError as error:
            notes.add(f"{complaint(error, f'sessions[{number}]')}, so it was skipped")


def _of_all(entries: Sequence[Entry], notes: Notes) -> list[Entry]:
    """Without what one attendee put among the sessions for themselves."""
    kept = [entry for entry in entries if not entry.own]
    if len(kept) < len(entries):
        notes.add(f"{len(entries) - len(kept)} of its sessions are somebody's own, and were left out")
    return kept


def _sessions(entries: Sequence[Entry], zone: ZoneInfo, notes: Notes) -> tuple[Session, ...]:
    ids = session_ids(_key(entry, zone) for entry in entries)
    return tuple(_session(entry, id_, zone, notes) for entry, id_ in zip(entries, ids, strict=True))


def _key(entry: Entry, zone: ZoneInfo) -> str:
    """The id as it is, so that stars stay, unless a command line could not name it."""
    is_usable = "".join(clean_line(entry.id).split()) == entry.id and not entry.id.startswith("-")
    if entry.id and is_usable and len(entry.id) <= _LONGEST_ID:
        return entry.id
    return session_key(start=entry.start.astimezone(zone), title=clean_line(entry.title), guid=entry.id)


def _day(entry: Entry, zone: ZoneInfo, notes: Notes) -> date:
    """The conference day: that of its start or one beside it, as a night belongs to the evening before."""
    start = entry.start.astimezone(zone).date()
    if abs(entry.day - start) <= timedelta(days=1):
        return entry.day
    notes.add(f"“{clean_line(entry.title)[:60]}” is not on the day that it is listed under, but on {start}")
    return start


def _session(entry: Entry, id_: str, zone: ZoneInfo, notes: Notes) -> Session:
    title = clean_line(entry.title)
    links = tuple(Link(url, _line(link.title)) for link in entry.links if (url := address(link.url)))
    url = address(entry.url or "")
    dropped = len(entry.links) - len(links) + (bool(entry.url) and url is None)
    if dropped:
        notes.add(f"“{title[:60]}” has {dropped} of its addresses left out, no address of the web or of mail")
    return Session(
        id=id_,
        title=title,
        start=entry.start,
        end=entry.end,
        day=_day(entry, zone, notes),
        kind=entry.kind,
        speakers=tuple(
            Speaker(name, _line(speaker.affiliation), speaker.role)
            for speaker in entry.speakers
            if (name := clean_line(speaker.name))
        ),
        abstract=_line(entry.abstract, in_clean_lines),
        subtitle=_line(entry.subtitle),
        room=_line(entry.room),
        track=_line(entry.track),
        language=_line(entry.language),
        url=url,
        links=links,
        guid=_line(entry.guid),
        is_cancelled=is_cancelled(title) if entry.cancelled is None else entry.cancelled,
    )


def _line(text: str | None, clean: Callable[[str], str] = clean_line) -> str | None:
    return (text and clean(text)) or None
