"""Dates and times of day as schedules write them."""

import re
from datetime import date, datetime, timedelta

YEARS = range(1970, 2200)
# Python's own reader takes any character between day and time, and so "2017-08-17:00:00+00:00" for midnight.
_FORM = re.compile(r"\d{4}-?\d\d-?\d\d(?P<time>[Tt ].+)?")
_LONGEST = 40
_GAP = re.compile(r"\s+(?=[+-]\d)")
_NAMED_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_SHORT_OFFSET = re.compile(r"([+-])(\d:\d\d)$")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?|\d{4}",
    re.IGNORECASE,
)


def moment(text: str) -> datetime | date | None:
    """The date, or the date with its time, that is all of a text; None for any other text.

    The offset is as given, ``+01:00``, ``+0100``, ``+1:00`` (which the c3voc schema allows), ``Z`` or none;
    Ruby's own form, with a space before it, is read as well.
    """
    text = text.strip()
    if len(text) > _LONGEST or not (form := _FORM.fullmatch(text)):
        return None
    try:
        if not form["time"]:
            found: datetime | date = date.fromisoformat(text)
        else:
            found = _parsed(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        closed = _NAMED_UTC.sub("+00:00", _GAP.sub("", text))
        return datetime.fromisoformat(_SHORT_OFFSET.sub(r"\g<1>0\2", closed))


def leading_date(text: str) -> date | None:
    """The date that a text begins with, whatever follows."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return found if found.year in YEARS else None


def time_of_day(text: str) -> timedelta | None:
    """The time since midnight that is all of a text: "9:15", "09:15:00", "9.15", "14h30", "0930", "9:15 PM".

    Hours may pass 24, up to the end of the following day, as night programmes print them.
    """
    text = text.strip()
    found = _CLOCK.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    if found["hour"] is None:
        hour, minute, second = int(text[:2]), int(text[2:]), 0
    elif found["minute"] is None and not found["half"]:
        return None
    else:
        hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour > 47 or minute > 59 or second > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)
