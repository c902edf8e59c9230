"""What single lines of an event page say: a time, a day, a person, a link, a heading."""

import re
from datetime import date

from scale_tui.domain.agenda import Link, Role
from scale_tui.values import dataclass

# No line that means something is longer, and none of the expressions below meets a longer one.
LONGEST_LINE = 300
_LONGEST_HEADING = 80
MINUTES_A_DAY = 24 * 60

ZONES = {
    **dict.fromkeys(("PT", "PST", "PDT", "PACIFIC"), "America/Los_Angeles"),
    **dict.fromkeys(("MT", "MDT", "MOUNTAIN"), "America/Denver"),
    **dict.fromkeys(("CT", "CDT", "CENTRAL"), "America/Chicago"),
    **dict.fromkeys(("ET", "EST", "EDT", "EASTERN"), "America/New_York"),
    **dict.fromkeys(("UTC", "GMT"), "UTC"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Berlin"),
    "BST": "Europe/London",
    "JST": "Asia/Tokyo",
    "SGT": "Asia/Singapore",
}
ROLES = {
    **dict.fromkeys(("speaker", "keynote speaker", "presenter", "panelist", "panellist"), Role.SPEAKER),
    **dict.fromkeys(("moderator", "co-moderator", "chair", "session chair", "facilitator"), Role.MODERATOR),
    **dict.fromkeys(("host", "co-host", "emcee", "mc"), Role.HOST),
}

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Which words are months is looked up, for compiling twelve alternatives in five expressions takes longer than
# reading a page.
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?P<weekday>[a-z]{3,9})\.?"
_DAY_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH_FIRST = rf"{_MONTH}\s+{_DAY_OF_MONTH}(?:,?\s+(?P<year>\d{{4}}))?"
_LEAD = rf"(?:(?:day|week)\s+\w+\s*[-–—:,|]\s*)?(?:{_WEEKDAY},?\s+)?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_LEAD}{_MONTH_FIRST}:?",
        rf"{_LEAD}{_DAY_OF_MONTH}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?:?",
        rf"{_MONTH_FIRST}\s*[,(]\s*{_WEEKDAY}\)?",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    )
)
_HEADER_DATE = re.compile(rf"{_LEAD}{_MONTH_FIRST}\s*@.*", re.IGNORECASE)

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?\s?m\b\.?)?|(noon|midnight)"
_TIME_RANGE = re.compile(
    rf"(?:{_CLOCK})\s*(?:[-‐‑‒–—―−~]|to|until)\s*(?:{_CLOCK})(?:\s*\(?(?P<zone>[A-Z]{{2,4}})\)?)?",
    re.IGNORECASE,
)
_LONE_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap]\.?\s?m\b\.?)|(\d{1,2}):(\d{2})", re.IGNORECASE)

_NAME_WORD = r"(?:[^\W\d_a-z][^\s,]*|(?:de|da|di|del|della|la|le|van|von|der|den|bin|ibn|al|el|dos|y|e)\b)"
_ROLE_WORDS = "|".join(sorted(ROLES, key=len, reverse=True))
_KNOWN_ROLE = re.compile(
    rf"(?P<role>{_ROLE_WORDS})(?:s|\(s\))?(?P<colon>\s*:)?\s+(?P<person>\S.*)",
    re.IGNORECASE,
)
_PLAIN_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}(?:,|,\s.*)?")
_UNKNOWN_ROLE = re.compile(
    rf"(?P<role>[A-Z][A-Za-z-]+)\s+(?P<person>{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,5}},\S.*)"
)
_TIGHT_COMMA = re.compile(r"\w\.?,\w")
_BYLINE = re.compile(
    r"(?P<verb>moderated|hosted|chaired|facilitated|presented)\s+by\s*:?\s+(?P<names>\S.*[^.!?])",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\s*(?:,|&|\band\b)\s*")

_FEATURED = re.compile(
    r"featured\s+(?:blog|article|post|video|paper)s?\b(?:\s+post)?[\s:–—-]*(?P<rest>.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_KEYWORD = re.compile(
    r"(?:track|session|part|block|day|week|module|theme|section|stage)\s*#?\w{1,5}\b", re.IGNORECASE
)
_ROOM = re.compile(
    r"\((?P<room>[^()]*\b(?:room|ballroom|hall|theater|theatre|auditorium|floor|stage|lobby|terrace|studio|center"
    r"|centre)\b[^()]*)\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Minutes since midnight; ``end`` None where only a start is given, ``zone`` the letters behind it."""

    start: int
    end: int | None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day as a line names it, with or without a year; ``weekday`` counts from Monday, 0."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    line: int
    text: str

    def matches(self, other: "DayOfYear") -> bool:
        """Whether both are the same day of some year."""
        return (self.month, self.day) == (other.month, other.day)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A line that names somebody: the role in the page's words, and what follows it."""

    role: str
    text: str


def time_range(line: str) -> TimeRange | None:
    """The time that is all of this line.

    Raises:
        ValueError: it has the form of a time, but there is no such time of day.

    """
    if len(line) > LONGEST_LINE:
        return None
    found = _TIME_RANGE.fullmatch(line)
    if found and found.group(2, 3, 4, 6, 7, 8) != (None,) * 6:
        start, end = _both_ends(found)
        return TimeRange(start, end, found["zone"])
    lone = _LONE_TIME.fullmatch(line)
    if lone:
        hour, minute, half = lone[1] or lone[4], lone[2] or lone[5], lone[3]
        return TimeRange(_minutes(hour, minute, _half(half)), None)
    return None


def _both_ends(found: re.Match[str]) -> tuple[int, int]:
    """Start and end; one that lacks am or pm has that of the other, unless it would then be after it."""
    first, last = found.group(1, 2, 3, 4), found.group(5, 6, 7, 8)
    first_half, last_half = _half(first[2]), _half(last[2])
    start = _named(first[3]) if first[3] else _minutes(first[0], first[1], first_half or last_half)
    end = _named(last[3]) if last[3] else _minutes(last[0], last[1], last_half or first_half)
    if first_half and not last_half and not last[3] and end < start:
        end = (end + MINUTES_A_DAY // 2) % MINUTES_A_DAY
    if last_half and not first_half and not first[3] and start > end:
        start = (start + MINUTES_A_DAY // 2) % MINUTES_A_DAY
    return start, end


def _half(text: str | None) -> str | None:
    return text[0].lower() if text else None


def _named(word: str) -> int:
    return MINUTES_A_DAY // 2 if word.lower() == "noon" else 0


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise ValueError(f"{hour}:{minute or '00'} is no time of day")
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    return hours * 60 % MINUTES_A_DAY + minutes


def day_heading(text: str, line: int) -> DayOfYear | None:
    """The day that is all of this line: "September 11", "Tuesday, July 18th", "MARCH 17, 2016"."""
    if len(text) > LONGEST_LINE:
        return None
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(text))), None)
    return _day(found, line) if found else None


def header_date(text: str, line: int) -> DayOfYear | None:
    """The first day of a line such as "SEPTEMBER 09, 2019 @ 8:30 AM PDT - 5:30 PM PDT"."""
    found = _HEADER_DATE.fullmatch(text) if len(text) <= LONGEST_LINE else None
    return _day(found, line) if found else None


def _day(found: re.Match[str], line: int) -> DayOfYear | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts["month"].isdecimal() else _place(parts["month"], _MONTHS)
    weekday = _place(parts["weekday"], _WEEKDAYS) if parts.get("weekday") else 0
    day, year = int(parts["day"]), int(parts["year"]) if parts["year"] else None
    if not month or weekday is None:
        return None
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    weekday = weekday - 1 if weekday else None
    return DayOfYear(month, day, year, weekday, line, found[0].strip(" :"))


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """The place, from 1, of the name that begins with this word."""
    return next((place for place, name in enumerate(names, 1) if name.startswith(word.lower())), None)


def named_person(line: str, *, in_title_place: bool = False) -> NamedPerson | None:
    """Somebody with a role.

    In the place of a title it takes an affiliation as well: "Speaker Recognition" is a talk.
    """
    if len(line) > LONGEST_LINE:
        return None
    found = _KNOWN_ROLE.fullmatch(line)
    if found and found["role"][0].isupper():
        person = found["person"]
        has_affiliation = _TIGHT_COMMA.search(person) and not line.endswith(("?", "!"))
        is_name = not in_title_place and (found["colon"] or _PLAIN_NAME.fullmatch(person))
        if has_affiliation or is_name:
            return NamedPerson(found["role"], person)
        return None
    found = (
        _UNKNOWN_ROLE.fullmatch(line) if not in_title_place and not line.endswith((".", ":", "?")) else None
    )
    return NamedPerson(found["role"], found["person"]) if found else None


def byline(line: str) -> tuple[str, tuple[str, ...]] | None:
    """The verb and the names of "Moderated by Jane Doe"; None for longer prose."""
    found = _BYLINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if not found:
        return None
    names = tuple(name for name in _NAMES.split(found["names"]) if name)
    if not all(_PLAIN_NAME.fullmatch(name) for name in names):
        return None
    return found["verb"].lower(), names


def featured(line: str) -> str | None:
    """What follows "Featured Blog" on a line that begins with it."""
    found = _FEATURED.fullmatch(line)
    return found["rest"] if found else None


def link_in(text: str) -> Link | None:
    """The first http or https address, titled by the words around it."""
    found = _ADDRESS.search(text)
    if not found:
        return None
    address = found[0].rstrip(".,;:!?)]'")
    words = f"{text[: found.start()]} {text[found.end() :]}".strip(" :-–—()")
    return Link(address, " ".join(words.split()) or "Featured Blog")


def is_heading(line: str) -> bool:
    """Whether a line reads like the heading of a section, not like a sentence."""
    if len(line) > _LONGEST_HEADING or line.endswith((".", "!", "?", ";", ",", ":")) or "://" in line:
        return False
    if _KEYWORD.match(line) or "@Scale" in line or "@ Scale" in line:
        return True
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    return (
        bool(words)
        and len(words) <= 10
        and all(word[0].isupper() or len(word) <= 3 for word in words)
        and (line[0].isupper() or line[0].isdigit())
    )


def is_room(line: str) -> bool:
    """Whether a line is nothing but a room in brackets."""
    return len(line) <= _LONGEST_HEADING and line.startswith("(") and line.endswith(")")


def heading_and_room(line: str) -> tuple[str | None, str | None]:
    """A heading without the room that it may have in brackets at its end, and that room."""
    found = _ROOM.search(line)
    if found and found.end() == len(line):
        return line[: found.start()].strip(" -–—:") or None, found["room"].strip()
    if is_room(line):
        return None, line[1:-1].strip() or None
    return line, None
