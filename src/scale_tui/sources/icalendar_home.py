"""Which clock a conference that publishes iCalendar goes by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from scale_tui.sources.frab_zone import zone_for
from scale_tui.sources.icalendar_events import Event
from scale_tui.sources.icalendar_places import zone_of_place
from scale_tui.sources.icalendar_values import UTC_ID
from scale_tui.sources.icalendar_zones import Clock, instant_of, zone_named
from scale_tui.sources.reading import Notes

_UTC = ZoneInfo("UTC")
_UTC_NAMES = frozenset(
    {"UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich", "Etc/UTC", "Etc/GMT", "Etc/UCT"}
)


def home_of(events: Sequence[Event], place: str | None, notes: Notes) -> ZoneInfo:
    """The calendar's own zone, else that of most events, else the one it describes, else that of its place.

    UTC is where programs store times, so it is taken for nobody's home.
    """
    named = (zone_named(event.calendar.line_of("X-WR-TIMEZONE")) for event in events)
    own = next((zone for zone in named if zone and not _is_utc(zone)), None)
    counts = Counter(_clocks(events))
    if own or counts:
        return own or _zone_like(counts.most_common(1)[0][0], events, notes)
    described = (zone for event in events if (zone := event.clocks.only_zone()))
    return next((zone for zone in described if not _is_utc(zone)), None) or _zone_of(place, events, notes)


def _clocks(events: Sequence[Event]) -> Iterator[Clock]:
    """The clock of each event that names one."""
    for event in events:
        tzid = event.start.tzid
        clock = event.clocks.named(tzid) if tzid and tzid != UTC_ID else None
        if clock and not (isinstance(clock, ZoneInfo) and _is_utc(clock)):
            yield clock


def _is_utc(zone: ZoneInfo) -> bool:
    return zone.key in _UTC_NAMES


def _zone_like(clock: Clock, events: Sequence[Event], notes: Notes) -> ZoneInfo:
    """The zone itself, or for a clock that only the file knows one that shows the same times."""
    if isinstance(clock, ZoneInfo):
        return clock
    shown = [
        event.start for event in events if event.start.tzid and event.clocks.named(event.start.tzid) is clock
    ]
    moments: list[datetime] = []
    for moment in shown:
        instant = instant_of(moment.local, clock)
        ahead = moment.local - instant.replace(tzinfo=None)
        moments.append(instant.astimezone(timezone(ahead)))
    return zone_for(shown[0].tzid or "", "", moments, explicit=None, notes=notes)


def _zone_of(place: str | None, events: Sequence[Event], notes: Notes) -> ZoneInfo:
    instants = [instant_of(event.start.local, _UTC) for event in events]
    guessed = zone_of_place(place, [min(instants), max(instants)]) if place and instants else None
    if guessed:
        notes.add(
            f"no time zone is named, shown in {guessed.key} for {place}; if that is wrong, give it with --tz"
        )
        return guessed
    if events:
        notes.add(
            "no time zone is named, so its times are shown in UTC; give it with --tz, as --tz Europe/London"
        )
    return _UTC
