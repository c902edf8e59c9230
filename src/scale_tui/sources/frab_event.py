"""One event of a schedule, from the fields that XML and JSON share to what a session says.

An event is a mapping of the names in the c3voc schedule schema to text, numbers, lists and mappings; whatever
of it has another shape than expected counts as absent.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import isfinite

from scale_tui.domain.agenda import Kind, Link, Role, Speaker
from scale_tui.sources.addresses import address
from scale_tui.sources.clean import clean_line
from scale_tui.sources.kinds import kind_of
from scale_tui.sources.prose import readable, unescaped

Fields = dict[str, object]

# Of a value that is itself a mapping, such as the room of schedule JSON 2 or a translated title of pretalx.
_NAMING = ("name", "title", "en", "slug")
# frab says public_name, its merged exports full_public_name, pretalx and the schema name.
_PERSON_NAMES = ("public_name", "full_public_name", "name", "display_name")
_LONG = 200
_PEOPLE = ("persons", "participants")
_ROLES = {
    "moderator": Role.MODERATOR,
    "chair": Role.MODERATOR,
    "host": Role.HOST,
}
# url is of the schema; wafer has full_conf_url, and conf_url below the conference's own address.
_URLS = ("url", "full_conf_url", "href", "conf_url")
_REFERENCES = ("url", "href", "link")


def text(value: object) -> str:
    """The text of a field; numbers as digits, nothing for null, of a mapping its name or its English."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        named = (value[key] for key in _NAMING if key in value)
        return next((found for found in (*named, *value.values()) if isinstance(found, str) and found), "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return ""
    return str(value)


def line(value: object) -> str:
    """The text of a field as one clean line."""
    found = value if isinstance(value, str) else text(value)
    return _line(found) if len(found) < _LONG else clean_line(unescaped(found))


# Rooms, tracks, types, languages and people are the same in event after event.
@lru_cache(maxsize=4096)
def _line(found: str) -> str:
    return clean_line(unescaped(found))


def label(event: Fields) -> str:
    """What notes call an event: its title, or its id."""
    title = line(event.get("title"))
    return f"“{title[:60]}”" if title else f"event {line(event.get('id'))[:40] or 'without id'}"


def speakers(event: Fields) -> tuple[Speaker, ...]:
    """The people of an event, each once."""
    found: dict[str, Speaker] = {}
    for person in _people(event):
        role = Role.SPEAKER
        if isinstance(person, dict):
            if said := person.get("role"):
                role = _ROLES.get(text(said).casefold(), Role.SPEAKER)
            name = _name(person)
        else:
            name = line(person)
        if name:
            found.setdefault(name, Speaker(name, None, role))
    return tuple(found.values())


def _name(person: Fields) -> str:
    for key in _PERSON_NAMES:
        if (given := person.get(key)) is not None and (name := line(given)):
            return name
    return ""


def _people(event: Fields) -> Iterator[object]:
    for key in _PEOPLE:
        people = event.get(key)
        if isinstance(people, list):
            yield from people
        elif isinstance(people, dict) and not any(name in people for name in _PERSON_NAMES):
            yield from people.values()
        elif people:
            yield people


def abstract(event: Fields) -> str | None:
    """Abstract and description, one after the other, or the one that has all of the other."""
    short, long = readable(text(event.get("abstract"))), readable(text(event.get("description")))
    if not short or not long:
        return short or long or None
    flat_short, flat_long = " ".join(short.split()), " ".join(long.split())
    if flat_long.startswith(flat_short):
        return long
    return short if flat_long in flat_short else f"{short}\n\n{long}"


def url(event: Fields, base: str | None) -> tuple[str | None, bool]:
    """Where the event is described, and whether it gives addresses of which none is safe to open."""
    is_dropped = False
    for key in _URLS:
        if given := text(event.get(key)).strip():
            if safe := address(given, base):
                return safe, False
            is_dropped = True
    return None, is_dropped


def links(event: Fields, base: str | None) -> tuple[tuple[Link, ...], int]:
    """What the event points to and what is attached to it, and how many of these are not safe to open."""
    found: dict[str, Link] = {}
    dropped = 0
    for given, title in _references(event):
        safe = address(given, base)
        if safe:
            found.setdefault(safe, Link(safe, title if title and title not in (given, safe) else None))
        elif given.strip():
            dropped += 1
    return tuple(found.values()), dropped


def _references(event: Fields) -> Iterator[tuple[str, str]]:
    for key in ("links", "attachments"):
        references = event.get(key)
        for reference in references if isinstance(references, list) else ():
            if isinstance(reference, dict):
                title = line(reference.get("title") or reference.get("name"))
                addresses = map(text, map(reference.get, _REFERENCES))
                # A link of XML may have its address as its text.
                yield next(filter(None, addresses), title), title
            else:
                yield text(reference), ""
    video = text(event.get("video_download_url"))
    if video:
        yield video, "Recording"


def kind(event: Fields, title: str, *, has_speakers: bool, has_abstract: bool) -> Kind:
    """The kind of an event: what its title announces, or a pause where its type says so.

    Many schedules give every break the type of a talk, so a type cannot overrule a title.
    """
    found = kind_of(title, has_speakers=has_speakers, has_abstract=has_abstract)
    if found is not Kind.TALK:
        return found
    return _pause_of_type(line(event.get("type"))) or found


@lru_cache(maxsize=256)
def _pause_of_type(announced: str) -> Kind | None:
    found = kind_of(announced.replace("_", " "), has_speakers=False, has_abstract=False)
    return found if found.is_pause else None
