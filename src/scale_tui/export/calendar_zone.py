"""A time zone as iCalendar describes it (RFC 5545, 3.6.5), for who does not know it by its name."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)


def zone_component(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The zone's clock from the beginning of the first instant's year to the day after the last."""
    begin = datetime(first.year, 1, 1, tzinfo=UTC)
    if first - begin < _DAY:
        begin -= _DAY
    component = Timezone()
    component.add("TZID", zone.key)
    component.add_component(_observance(zone, begin, begin))
    for change in _changes(zone, begin, last + _DAY):
        component.add_component(_observance(zone, change, change - timedelta(seconds=1)))
    return component


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants from which the clock goes otherwise than before."""
    at = begin
    while at < end:
        following = at + _DAY
        if _state(zone, following) != _state(zone, at):
            yield _first_otherwise(zone, at, following)
        at = following


def _first_otherwise(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first whole second at which the clock goes as after."""
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _state(zone, middle) == _state(zone, before):
            before = middle
        else:
            after = middle
    return after


def _state(zone: ZoneInfo, instant: datetime) -> tuple[timedelta | None, str | None, bool]:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.tzname(), bool(local.dst())


def _observance(zone: ZoneInfo, onset: datetime, before: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What the clock does from this instant on; its beginning is told on the clock before (3.8.2.4)."""
    old, (offset, name, is_summer) = before.astimezone(zone).utcoffset(), _state(zone, onset)
    component = TimezoneDaylight() if is_summer else TimezoneStandard()
    component.add("DTSTART", (onset + (old or timedelta())).replace(tzinfo=None))
    component.add("TZOFFSETFROM", old)
    component.add("TZOFFSETTO", offset)
    component.add("TZNAME", name or zone.key)
    return component
