"""Dates, times and lengths as an iCalendar file writes them."""

import re
from datetime import date, datetime, time, timedelta

from icalendar.prop import vDDDTypes, vDuration

from scale_tui.sources.icalendar_lines import Property
from scale_tui.sources.moments import YEARS
from scale_tui.values import dataclass

UTC_ID = "UTC"
_LONGEST = timedelta(days=366)
_LEAP_SECOND = re.compile(r"(T\d{4})60", re.ASCII)
# The longest value that means something is a PERIOD; numbers of any length would be turned into integers.
_LONGEST_VALUE = 50


@dataclass(frozen=True, slots=True)
class Moment:
    """A DATE or a DATE-TIME: what a clock shows, and which clock; ``tzid`` None is the conference's."""

    local: datetime
    tzid: str | None = None
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes: so many days of the calendar, and then so long by the watch.

    RFC 5545, 3.3.6: a day is as long as its date says, 23 hours where the clocks go forward.
    """

    days: timedelta = timedelta()
    exact: timedelta = timedelta()


def moment_of(found: Property) -> Moment | None:
    """The moment that a property gives; None for what is none, and for years of no conference."""
    value = _value(found.value)
    if isinstance(value, tuple):
        value = value[0]
    if not isinstance(value, date) or value.year not in YEARS:
        return None
    if not isinstance(value, datetime):
        return Moment(datetime.combine(value, time()), is_date=True)
    tzid = UTC_ID if value.tzinfo else found.parameters.get("TZID")
    return Moment(value.replace(tzinfo=None), tzid)


def moments_of(found: Property, most: int) -> list[Moment]:
    """The moments of a list, as RDATE and EXDATE have; what is none is left out."""
    texts = found.value.split(",", most)[:most]
    moments = (moment_of(Property(text, found.parameters)) for text in texts)
    return [moment for moment in moments if moment]


def local_time(text: str) -> datetime | None:
    """A DATE-TIME of any year without its zone; None for what is none."""
    value = _value(text)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else None


def length_of(text: str) -> Length | None:
    """The length that a DURATION gives; None for what is none, runs backwards or lasts longer than a year."""
    text = text.strip().upper().removeprefix("+")
    if text.startswith("-"):
        return None
    days, _, clock = text.partition("T")
    try:
        length = Length(_duration(days), _duration(f"PT{clock}") if clock else timedelta())
    except (ValueError, OverflowError):
        return None
    return length if timedelta() <= length.days + length.exact <= _LONGEST else None


def between(start: Moment, end: Moment, exact: timedelta) -> Length | None:
    """The length from start to end, which are so far apart; None as for ``length_of``."""
    length = Length(exact=exact)
    if start.is_date and end.is_date:
        length = Length(days=end.local - start.local)
    return length if timedelta() <= length.days + length.exact <= _LONGEST else None


def _value(text: str) -> object:
    """The date, time, length or period that a value means (RFC 5545, 3.3); None where it means none.

    A leap second is the second before, as 3.3.12 says for those who know none.
    """
    text = text.strip().upper()
    if len(text) > _LONGEST_VALUE or not text.isascii():
        return None
    try:
        found: object = vDDDTypes.from_ical(_LEAP_SECOND.sub(r"\g<1>59", text))  # type: ignore[no-untyped-call]
    # OverflowError: a length beyond what Python counts.
    except (ValueError, OverflowError):
        return None
    return found


def _duration(text: str) -> timedelta:
    if len(text) > _LONGEST_VALUE:
        raise ValueError("too long")
    found: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
    return found
