"""How long a session takes, in each of the spellings that schedules have.

``H:MM`` is what frab and the c3voc schedule schema write, and it may pass a day ("55:23"). pretalx puts whole
days in front once there are any ("2:06:00" is two days and six hours); pentabarf's databases print seconds
behind ("01:00:00" is an hour).
"""

import re
from datetime import timedelta
from functools import lru_cache

_LONGEST = timedelta(days=31)
_LONG = 20
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2})")
_THREE_PARTS = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?")
_ISO = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(\d{1,5})(?:\.0+)?(?:\s*min(?:ute[ns]?|s)?\.?)?", re.IGNORECASE)


def duration(text: str) -> timedelta | None:
    """The length that a text gives, 0:00 among them; None where it gives none, or more than 31 days."""
    text = text.strip()
    return _usual(text) if len(text) < _LONG else _duration(text)


# A schedule has a few lengths, again and again.
@lru_cache(maxsize=256)
def _usual(text: str) -> timedelta | None:
    return _duration(text)


def _duration(text: str) -> timedelta | None:
    found = (read(text) for read in (_clock, _three_parts, _iso, _minutes))
    length = next((one for one in found if one is not None), None)
    return length if length is not None and length <= _LONGEST else None


def _clock(text: str) -> timedelta | None:
    found = _CLOCK.fullmatch(text)
    return timedelta(hours=int(found[1]), minutes=int(found[2])) if found else None


def _three_parts(text: str) -> timedelta | None:
    """``D:HH:MM`` as pretalx writes it, else ``HH:MM:SS``.

    pretalx pads the hours but not the days, and writes neither for none; so what begins with two digits or a
    zero, or has no hour of a day in its middle, is hours, minutes and seconds.
    """
    found = _THREE_PARTS.fullmatch(text)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 1 and first and second < 24:
        return timedelta(days=first, hours=second, minutes=third)
    return timedelta(hours=first, minutes=second, seconds=third)


def _iso(text: str) -> timedelta | None:
    """``PT1H30M``: ISO 8601, as the draft of schedule JSON 2 allows."""
    found = _ISO.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _minutes(text: str) -> timedelta | None:
    found = _MINUTES.fullmatch(text)
    return timedelta(minutes=int(found[1])) if found else None
