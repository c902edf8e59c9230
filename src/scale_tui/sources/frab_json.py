"""Reads a schedule in JSON as frab, pretalx and others write it.

The keys are those of c3voc's schema, https://c3voc.de/schedule/schema.json: conference, its days, in each the
rooms by name with their events. The draft of its second version has all events in one list.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from scale_tui.sources.frab import Schedule, agenda_of
from scale_tui.sources.frab_event import Fields, text
from scale_tui.sources.frab_times import Day, Filed, day_of
from scale_tui.sources.reading import Notes, Reading, unreadable


def read_frab_tree(
    document: object, *, source: str, title: str | None = None, zone: ZoneInfo | None = None
) -> Reading:
    """The agenda of a schedule.json that ``json_tree`` has read; ``title`` and ``zone`` win over it.

    Raises:
        UnreadableAgenda: not a schedule, or one with faults beyond repair.

    """
    notes = Notes()
    if isinstance(document, list):
        raise unreadable(source, 'is a list; expected an object with a "schedule"')
    schedule = document.get("schedule", document) if isinstance(document, dict) else None
    outer = "" if schedule is document else "schedule."
    if not isinstance(schedule, dict):
        raise unreadable(source, "schedule: an object was expected")
    conference = schedule.get("conference")
    if not isinstance(conference, dict):
        raise unreadable(source, f"{outer}conference: an object was expected")
    path = f"{outer}conference.days"
    days = conference.get("days", schedule.get("days"))
    if not isinstance(days, list):
        raise unreadable(source, f"{path}: a list was expected")
    events = [*_filed(days, path, notes), *_unfiled(schedule, conference)]
    if not events and notes.all():
        raise unreadable(source, notes.all()[0])
    fields = {**{key: value for key, value in schedule.items() if key == "base_url"}, **conference}
    found = Schedule(fields, [_day(day) for day in days if isinstance(day, dict)], events)
    return agenda_of(found, source=source, title=title, zone=zone, notes=notes)


def _day(day: Fields) -> Day:
    start, end = (text(day.get(f"day_{name}")) or text(day.get(name)) for name in ("start", "end"))
    return day_of(text(day.get("date")), start, end)


def _filed(days: list[object], path: str, notes: Notes) -> Iterator[Filed]:
    """The events that the days hold; what has another shape is skipped, and named by its path."""
    for index, day in enumerate(days):
        place = f"{path}[{index}]"
        if not isinstance(day, dict):
            notes.add(f"{place}: an object was expected, so it was skipped")
            continue
        filed_under = _day(day)
        for name, room_place, events in _rooms(day.get("rooms"), f"{place}.rooms", notes):
            yield from _events(events, room_place, filed_under, name, notes)
        if "events" in day:
            yield from _events(day["events"], f"{place}.events", filed_under, "", notes)


def _rooms(rooms: object, place: str, notes: Notes) -> Iterator[tuple[str, str, object]]:
    """The rooms with their events: by name as the schema has it, or a list of rooms that have both."""
    if isinstance(rooms, dict):
        for number, (name, events) in enumerate(rooms.items()):
            yield name, f"{place}[{number}]", events
    elif isinstance(rooms, list):
        for number, room in enumerate(rooms):
            if isinstance(room, dict) and "events" in room:
                yield text(room), f"{place}[{number}].events", room["events"]
            elif room:
                notes.add(f"{place}[{number}]: an object with events was expected, so it was skipped")
    elif rooms is not None:
        notes.add(f"{place}: an object was expected, so it was skipped")


def _events(events: object, place: str, day: Day, room: str, notes: Notes) -> Iterator[Filed]:
    if not isinstance(events, list):
        if events is not None:
            notes.add(f"{place}: a list was expected, so it was skipped")
        return
    for number, event in enumerate(events):
        if isinstance(event, dict):
            yield Filed(event, day, room)
        else:
            notes.add(f"{place}[{number}]: an object was expected, so it was skipped")


def _unfiled(schedule: Fields, conference: Fields) -> Iterator[Filed]:
    """The events of schedule JSON 2, which names tracks by their slug."""
    events = schedule.get("events")
    tracks = conference.get("tracks")
    names = {
        text(track.get("slug")): text(track)
        for track in (tracks if isinstance(tracks, list) else ())
        if isinstance(track, dict)
    }
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict):
            track = text(event.get("track"))
            yield Filed({**event, "track": names.get(track, track)}, Day(None, None))
