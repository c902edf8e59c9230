"""What an event of an iCalendar file says of a session."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Kind, Link, Role, Session, Speaker, session_ids
from scale_tui.sources.addresses import address
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar_events import Event
from scale_tui.sources.icalendar_lines import Component
from scale_tui.sources.icalendar_people import attendees, billing, form_of, host_of_all, organizer
from scale_tui.sources.icalendar_places import room_in
from scale_tui.sources.icalendar_series import Occurrence
from scale_tui.sources.identity import session_key
from scale_tui.sources.kinds import is_cancelled, kind_of
from scale_tui.sources.prose import readable, unescaped
from scale_tui.sources.reading import Notes
from scale_tui.values import dataclass

_UNTITLED = "Untitled session"
_MOST_LINKS = 50
# session_key cuts at a hundred, and the time that tells the sessions of a series apart comes last.
_LONGEST_UID = 80


@dataclass(frozen=True, slots=True)
class _Description:
    """A session without its time and its id."""

    title: str
    speakers: tuple[Speaker, ...]
    kind: Kind
    abstract: str | None
    room: str | None
    track: str | None
    url: str | None
    links: tuple[Link, ...]
    is_cancelled: bool


def location_of(component: Component) -> str:
    """The LOCATION on one line."""
    found = component.first("LOCATION")
    return clean_line(unescaped(found.text)) if found else ""


def sessions_of(
    events: Sequence[Event],
    occurrences: Sequence[Occurrence],
    *,
    place: str | None,
    zone: ZoneInfo,
    notes: Notes,
) -> list[Session]:
    """The sessions, on days of the zone; ``place`` is what their rooms are without."""
    teller = _Teller(events, place, notes)
    uids = Counter(event.uid for event in events)
    keys = [_key(occurrence, uids, zone, teller) for occurrence in occurrences]
    sessions: list[Session] = []
    for occurrence, given in zip(occurrences, _distinct(keys, occurrences), strict=True):
        told = teller.described(occurrence.event)
        sessions.append(
            Session(
                id=given,
                title=told.title,
                start=occurrence.start,
                end=occurrence.end,
                day=occurrence.start.astimezone(zone).date(),
                kind=told.kind,
                speakers=told.speakers,
                abstract=told.abstract,
                room=told.room,
                track=told.track,
                url=told.url,
                links=told.links,
                guid=_guid(occurrence, uids),
                is_cancelled=told.is_cancelled,
            )
        )
    return sessions


def _guid(occurrence: Occurrence, uids: Counter[str]) -> str | None:
    """The UID, where it is that of one session alone."""
    uid = occurrence.event.uid
    return uid if uid and uids[uid] == 1 and occurrence.series_time is None else None


def _key(occurrence: Occurrence, uids: Counter[str], zone: ZoneInfo, teller: "_Teller") -> str:
    """A session of a series is known by its UID and the time its series has for it (RFC 5545, 3.8.4.4)."""
    uid, at = occurrence.event.uid, occurrence.series_time
    return session_key(
        start=occurrence.start.astimezone(zone),
        title=teller.described(occurrence.event).title,
        guid=_guid(occurrence, uids),
        event_id=f"{uid[:_LONGEST_UID]}-{at:%Y%m%dT%H%M}" if uid and at else None,
    )


def _distinct(keys: Sequence[str], occurrences: Sequence[Occurrence]) -> Iterator[str]:
    """The keys as ids: equal ones are told apart by their times, wherever they stand in the file."""
    order = sorted(
        range(len(keys)), key=lambda index: (keys[index], occurrences[index].start, occurrences[index].end)
    )
    seen = Counter[str]()
    numbered: list[str] = []
    for index in order:
        key = keys[index]
        seen[key] += 1
        numbered.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    ids = dict(zip(order, session_ids(numbered), strict=True))
    return (ids[index] for index in range(len(keys)))


class _Teller:
    """Describes the events of a file, each once, by what all of them have in common."""

    def __init__(self, events: Sequence[Event], place: str | None, notes: Notes) -> None:
        self._place = place
        self._notes = notes
        titles = [title for event in events if (title := _title(event.component))]
        producers = {event.calendar.line_of("PRODID") for event in events}
        self._form = form_of(titles, " ".join(sorted(producers)))
        self._host = host_of_all(event.component for event in events)
        self._described: dict[int, _Description] = {}

    def described(self, event: Event) -> _Description:
        found = self._described.get(id(event))
        if found is None:
            found = self._described[id(event)] = self._describe(event)
        return found

    def _describe(self, event: Event) -> _Description:
        component = event.component
        summary = _title(component)
        if not summary:
            self._notes.add(f"no title, so it is called “{_UNTITLED}”", component.line)
        billed = billing(summary or _UNTITLED, self._form)
        speakers = self._speakers(component, billed.speakers)
        abstract = _abstract(component)
        has_speakers = any(speaker.role is Role.SPEAKER for speaker in speakers)
        kind = kind_of(billed.title, has_speakers=has_speakers, has_abstract=abstract is not None)
        # RFC 5545, 3.8.1.11; a calendar whose METHOD is CANCEL calls off all that it has (RFC 5546, 3.2.5).
        states = (component.line_of("STATUS").upper(), event.calendar.line_of("METHOD").upper())
        return _Description(
            billed.title,
            speakers,
            kind,
            abstract,
            room_in(location_of(component), self._place),
            _track(component),
            self._url(component),
            tuple(_links(component)),
            states[0] == "CANCELLED" or states[1] == "CANCEL" or is_cancelled(summary),
        )

    def _speakers(self, component: Component, billed: Iterable[Speaker]) -> tuple[Speaker, ...]:
        people = [*attendees(component), *billed]
        host = organizer(component)
        if host and host != self._host:
            people.append(Speaker(host))
        return tuple({person.name.casefold(): person for person in reversed(people)}.values())[::-1]

    def _url(self, component: Component) -> str | None:
        found = component.first("URL")
        safe = address(found.value) if found else None
        if found and not safe:
            self._notes.add("an address that is not http, https or mailto was left out", component.line)
        return safe


def _title(component: Component) -> str:
    found = component.first("SUMMARY")
    return clean_line(unescaped(found.text)) if found else ""


def _abstract(component: Component) -> str | None:
    """The DESCRIPTION, else what Outlook adds to it as HTML."""
    found = component.first("DESCRIPTION") or component.first("X-ALT-DESC")
    return readable(found.text) or None if found else None


def _track(component: Component) -> str | None:
    """The first of the CATEGORIES: an agenda has one track for a session."""
    found = component.first("CATEGORIES")
    texts = (clean_line(unescaped(text)) for text in found.texts) if found else iter(())
    return next((text for text in texts if text), None)


def _links(component: Component) -> Iterator[Link]:
    """What is attached, and where it is shown (RFC 7986, 5.11)."""
    for found in [*component.all("CONFERENCE"), *component.all("ATTACH")][:_MOST_LINKS]:
        safe = address(found.value) if found.parameters.get("VALUE", "URI").upper() == "URI" else None
        if safe:
            title = found.parameters.get("LABEL") or found.parameters.get("FILENAME") or ""
            yield Link(safe, clean_line(title) or None)
