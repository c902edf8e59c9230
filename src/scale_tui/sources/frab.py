"""From a schedule's conference and events, in XML or in JSON, to an Agenda: the same rules for both.

The format grew from pentabarf over frab to pretalx and many others; c3voc keeps its schemas. Few real files
are valid by them, so nothing here depends on that.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Session, session_ids
from scale_tui.sources import frab_event
from scale_tui.sources.addresses import web_address
from scale_tui.sources.frab_event import Fields, label, line, text
from scale_tui.sources.frab_times import (
    Day,
    Filed,
    Slot,
    Stated,
    day_change,
    has_wrong_offsets,
    slots,
    stated,
)
from scale_tui.sources.frab_zone import zone_for
from scale_tui.sources.identity import conference_name, given_key, session_key
from scale_tui.sources.kinds import is_cancelled
from scale_tui.sources.reading import Notes, Reading, unreadable
from scale_tui.values import dataclass

MOST_EVENTS = 50_000
_LONGEST_SLUG = 60
_UNTITLED = "Untitled session"
_NO_ADDRESS = "left out, no address of the web or of mail"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a schedule holds: its conference's fields, its days, and its events as filed."""

    conference: Fields
    days: Sequence[Day]
    events: Sequence[Filed]


def agenda_of(
    schedule: Schedule, *, source: str, title: str | None, zone: ZoneInfo | None, notes: Notes
) -> Reading:
    """The agenda that a schedule is; ``title`` and ``zone`` win over what it says.

    Raises:
        UnreadableAgenda: it has events, but none of them has a date and a time, or more than 50,000.

    """
    if len(schedule.events) > MOST_EVENTS:
        raise unreadable(source, f"expected at most {MOST_EVENTS:,} sessions")
    conference = schedule.conference
    change = day_change(text(conference.get("day_change")), schedule.days)
    events = list(_placed(schedule, change, notes))
    if schedule.events and not events:
        raise unreadable(
            source, f"none of its {len(schedule.events):,} sessions has a date and a time of day"
        )
    if not events:
        notes.add("the schedule has no sessions yet")
    zone_name = text(conference.get("time_zone_name"))
    found_zone = zone_for(
        zone_name,
        text(conference.get("city")),
        [said.moment for _, said in events],
        explicit=zone,
        notes=notes,
    )
    is_wrong = zone is not None and not zone_name.strip() and has_wrong_offsets(events, zone)
    if is_wrong:
        notes.add(f"its dates say UTC but have the times of {found_zone.key}, and are read as these")
    times = list(slots(events, found_zone, change, ignores_offsets=is_wrong))
    base = web_address(text(conference.get("base_url")))
    ids = _ids([filed.event for filed, _ in events], times, found_zone)
    sessions = tuple(
        _session(filed, slot, id_, base, notes)
        for (filed, _), slot, id_ in zip(events, times, ids, strict=True)
    )
    return Reading(_agenda(conference, title, found_zone, sessions, notes), notes.all())


def _placed(schedule: Schedule, change: timedelta, notes: Notes) -> Iterator[tuple[Filed, Stated]]:
    for filed in schedule.events:
        said = stated(filed, change)
        if said is None:
            notes.add(
                f"{label(filed.event)} has no date or no time of day that can be read, so it was skipped"
            )
            continue
        if said.length is None:
            notes.add(f"{label(filed.event)} has no duration that can be read, so it ends when it starts")
        yield filed, said


def _agenda(
    conference: Fields, title: str | None, zone: ZoneInfo, sessions: tuple[Session, ...], notes: Notes
) -> Agenda:
    acronym = line(conference.get("acronym"))
    given = line(conference.get("title")) or acronym
    name = conference_name(title or acronym or given)
    shown = title or given
    if not shown:
        day = min((session.day for session in sessions), default=None)
        shown = f"Schedule of {day}" if day else "Schedule"
        name = conference_name(shown)
        notes.add(f"no title found, so it is called “{shown}”")
    places = dict.fromkeys(line(conference.get(key)) for key in ("venue", "city"))
    addresses = (web_address(text(conference.get(key))) for key in ("base_url", "url"))
    return Agenda(
        name=name,
        title=shown,
        zone=zone,
        sessions=sessions,
        acronym=acronym or None,
        venue=", ".join(place for place in places if place) or None,
        url=next((found for found in addresses if found), None),
    )


def _ids(events: Sequence[Fields], times: Sequence[Slot], zone: ZoneInfo) -> list[str]:
    """An id for each event; those that would share one are numbered in time order, not the file's."""
    keys = [_key(event, slot, zone) for event, slot in zip(events, times, strict=True)]
    if len(set(keys)) == len(keys):
        return keys
    order = sorted(
        range(len(keys)),
        key=lambda at: (keys[at], times[at].start, times[at].end, text(events[at].get("title"))),
    )
    given = dict(zip(order, session_ids(keys[at] for at in order), strict=True))
    return [given[at] for at in range(len(keys))]


def _key(event: Fields, slot: Slot, zone: ZoneInfo) -> str:
    event_id = text(event.get("id"))
    code = text(event.get("code")) or _slug(event, event_id)
    return given_key(text(event.get("guid")), code, event_id) or session_key(
        start=slot.start.astimezone(zone), title=line(event.get("title"))
    )


def _slug(event: Fields, event_id: str) -> str:
    """The slug, unless it is put together from the id and from what may change, as frab's are."""
    slug = text(event.get("slug"))
    return "" if len(slug) > _LONGEST_SLUG or (event_id and event_id in slug) else slug


def _session(filed: Filed, slot: Slot, id_: str, base: str | None, notes: Notes) -> Session:
    event = filed.event
    title = line(event.get("title"))
    if not title:
        notes.add(f"{label(event)} has no title, so it is called “{_UNTITLED}”")
    people = frab_event.speakers(event)
    abstract = frab_event.abstract(event)
    links, dropped = frab_event.links(event, base)
    if dropped:
        notes.add(f"{dropped} of the links of {label(event)} {'is' if dropped == 1 else 'are'} {_NO_ADDRESS}")
    url, is_dropped = frab_event.url(event, base)
    if is_dropped:
        notes.add(f"the address of {label(event)} is {_NO_ADDRESS}")
    return Session(
        id=id_,
        title=title or _UNTITLED,
        start=slot.start,
        end=slot.end,
        day=slot.day,
        kind=frab_event.kind(event, title, has_speakers=bool(people), has_abstract=abstract is not None),
        speakers=people,
        abstract=abstract,
        subtitle=line(event.get("subtitle")) or None,
        room=line(event.get("room")) or line(filed.room) or None,
        track=line(event.get("track")) or None,
        language=line(event.get("language")) or None,
        url=url,
        links=links,
        guid=line(event.get("guid")) or None,
        is_cancelled=is_cancelled(title) or is_cancelled(text(event.get("status"))),
    )
