"""When each event is, and on which day of the conference.

The rules are those of pentabarf, frab and the c3voc schedule schema, in this order: an event's own
``<date>`` is an instant where it has an offset, and the clock at the venue where it has none; without one the
event is on the day it is filed under, at its ``<start>``, and on the morning after where that is before
``<day_change>``.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scale_tui.sources.durations import duration
from scale_tui.sources.frab_event import Fields, text
from scale_tui.sources.moments import leading_date, moment, time_of_day
from scale_tui.values import dataclass

_A_DAY = timedelta(days=1)
_NOON = timedelta(hours=12)
# pentabarf, frab and pretalx all begin a conference's day at four unless told otherwise.
_DAY_CHANGE = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a schedule heads it: its date, and when it ends where that is given."""

    date: date | None
    end: datetime | None


class Filed(NamedTuple):
    """An event, and the day and the room that it is filed under."""

    event: Fields
    day: Day
    room: str = ""


class Stated(NamedTuple):
    """What an event says of its time: ``moment`` has an offset or is on the venue's clock."""

    moment: datetime
    length: timedelta | None


class Slot(NamedTuple):
    """Where an event is in time: ``start`` and ``end`` in UTC, ``day`` of the conference."""

    start: datetime
    end: datetime
    day: date


def day_of(day_date: str, start: str, end: str) -> Day:
    """A day from its attributes; its date is that of its start where it has none of its own."""
    ends = moment(end)
    own = moment(day_date) or moment(start) or leading_date(day_date)
    if isinstance(own, datetime):
        own = own.date()
    return Day(own, ends if isinstance(ends, datetime) else None)


def day_change(declared: str, days: Sequence[Day]) -> timedelta:
    """The time of day until which a night belongs to the day before.

    The ``day_change`` of pentabarf; else when the days end in the morning after, as frab and pretalx put it;
    else four o'clock.
    """
    given = time_of_day(declared)
    if given is not None and given <= _NOON:
        return given
    ends = [_clock(day.end) for day in days if day.date and day.end and day.end.date() == day.date + _A_DAY]
    return max((end for end in ends if end <= _NOON), default=_DAY_CHANGE)


def stated(filed: Filed, change: timedelta) -> Stated | None:
    """What an event says of its time; None where no date or no time of day can be made out."""
    event = filed.event
    length = duration(text(event.get("duration")))
    clock_text = text(event.get("start"))
    own = moment(text(event.get("date"))) or moment(clock_text)
    if isinstance(own, datetime):
        return Stated(own, _length(event, own, length))
    clock = time_of_day(clock_text)
    if clock is None:
        return None
    if own is not None:
        begin = datetime.combine(own, time()) + clock
    else:
        day = filed.day.date or leading_date(text(event.get("date")))
        if day is None:
            return None
        begin = datetime.combine(day, time()) + clock + (_A_DAY if clock < change else timedelta())
    return Stated(begin, _length(event, begin, length))


def _length(event: Fields, begin: datetime, length: timedelta | None) -> timedelta | None:
    """The duration; else what ``end`` says, a moment in schedule JSON 2 and a time of day in pentabarf."""
    if length is not None:
        return length
    end_text = text(event.get("end"))
    end = moment(end_text)
    if not isinstance(end, datetime):
        clock = time_of_day(end_text)
        if clock is None:
            return None
        end = datetime.combine(begin.date(), time(), begin.tzinfo) + clock
        end += _A_DAY if end < begin else timedelta()
    if (end.tzinfo is None) != (begin.tzinfo is None):
        end = end.replace(tzinfo=begin.tzinfo)
    return end - begin if timedelta() <= end - begin <= timedelta(days=31) else None


def has_wrong_offsets(events: Sequence[tuple[Filed, Stated]], zone: ZoneInfo) -> bool:
    """Whether the dates have the venue's clock time but call it UTC, as wafer's did until 2018.

    So it is, with the zone known otherwise and none named, where every date says UTC, every ``start`` has its
    time of day, and the zone is never at UTC. https://github.com/CTPUG/wafer/issues/437
    """
    return bool(events) and all(
        said.moment.utcoffset() == timedelta()
        and said.moment.astimezone(zone).utcoffset()
        and time_of_day(text(filed.event.get("start"))) == _clock(said.moment)
        for filed, said in events
    )


def slots(
    events: Sequence[tuple[Filed, Stated]], zone: ZoneInfo, change: timedelta, *, ignores_offsets: bool
) -> Iterator[Slot]:
    """Where each event is in time, in the order of the events."""
    for filed, said in events:
        local = said.moment.replace(tzinfo=None) if ignores_offsets else said.moment
        start = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
        day = filed.day.date
        # The clock of its own, which need not be worked out, tells for nearly all.
        if day is None or not _is_on(local, day):
            day = _conference_day(day, start.astimezone(zone), change)
        yield Slot(start, start + (said.length or timedelta()), day)


def _conference_day(filed: date | None, venue: datetime, change: timedelta) -> date:
    """The day an event is filed under, unless it is neither on it nor in the night or morning after.

    A merged schedule may have events of another zone, so either clock may fit the day: the one at the venue
    is asked here.
    """
    if filed is not None and _is_on(venue, filed):
        return filed
    return (venue.replace(tzinfo=None) - change).date()


def _is_on(clock: datetime, day: date) -> bool:
    return (found := clock.date()) == day or (found == day + _A_DAY and clock.hour < 12)


def _clock(instant: datetime) -> timedelta:
    return timedelta(hours=instant.hour, minutes=instant.minute, seconds=instant.second)
