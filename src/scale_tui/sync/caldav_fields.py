"""The fields of a calendar's event: what each says, however a program spells it."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

TIMES = ("DTSTART", "DTEND")
FIELDS = ("SUMMARY", *TIMES, "LOCATION", "DESCRIPTION", "URL", "CATEGORIES", "STATUS", "TRANSP")
"""Those that this program writes."""

# What a value of somebody else's may make the library raise, and a time that Python cannot count.
UNUSABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def digest_of(event: Event, name: str) -> str:
    """A field's value in short, however it is spelled; empty for one without."""
    value = _value(event, name)
    return sha256(value.encode("utf-8", "replace")).hexdigest()[:10] if value else ""


def _value(event: Event, name: str) -> str:
    if name in TIMES:
        moment = _moment(event, name)
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
        return moment.isoformat() if moment is not None else ""
    if name == "CATEGORIES":
        return "\n".join(sorted(_categories(event)))
    words = " ".join(text_of(event, name).split())
    # Left out, it means the same.
    return words.upper().replace("OPAQUE", "") if name == "TRANSP" else words


def _categories(event: Event) -> list[str]:
    try:
        # The library would add an empty one where there is none.
        return [str(each) for each in event.categories] if "CATEGORIES" in event else []
    except UNUSABLE:
        return []


def text_of(event: Event, name: str) -> str:
    """A field as it is written, the first where there are several; empty where there is none."""
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _moment(event: Event, name: str) -> date | None:
    """A moment as it is given, which may be a day; the end also where a length stands in its place."""
    try:
        if name == "DTEND" and "DTEND" not in event and "DURATION" in event:
            started, length = _dt(event, "DTSTART"), _dt(event, "DURATION")
            moment = started + length
        else:
            moment = _dt(event, name) if name in event else None
    except UNUSABLE:
        return None
    return moment if isinstance(moment, date) else None


def _dt(event: Event, name: str) -> Any:
    value: Any = event[name]
    return value.dt


def instant_of(event: Event, name: str, zone: ZoneInfo) -> datetime | None:
    """A time in UTC; one without a zone, and the beginning of a day, is on the clock of this one."""
    moment = _moment(event, name)
    try:
        if isinstance(moment, datetime):
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        if moment is not None:
            return datetime.combine(moment, time(), zone).astimezone(UTC)
    except UNUSABLE:
        return None
    return None
