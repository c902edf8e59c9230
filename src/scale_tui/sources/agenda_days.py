"""Which day each session of an event page is on, in which year, and in which time zone.

A page with several days may show them as tabs, which copies as all days first and then all sessions; there a
new day begins where the times leap back the most.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scale_tui.sources.agenda_lines import LONGEST_LINE, ZONES, DayOfYear
from scale_tui.sources.agenda_page import Heading, Line, Page, Slot
from scale_tui.sources.reading import Notes, unreadable
from scale_tui.values import dataclass

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHOWN_IN = re.compile(
    r"(?i:(?:(?:all|event|session|agenda|the)\s+)*times\b)[\w ]{0,40}?\b(?i:in|are)\s+"
    r"(?P<zone>(?!IN\b)[A-Z]{2,4}|(?i:pacific|eastern|central|mountain)|[A-Z]\w+(?:/\w+)+)\b"
)
_TIME_AND_ZONE = re.compile(r"\d\s*(?:[ap]\.?m\.?)?\s*\(?(?P<zone>[A-Z]{2,4})\)?$", re.IGNORECASE)
_YEARS = range(1970, 2200)
_EVENING = 18 * 60
NIGHT_ENDS = 5 * 60
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Day:
    """A conference day: its date, what its page calls it, and its slots in the page's order."""

    date: date
    theme: Heading
    slots: tuple[Slot, ...]


def is_after_midnight(slot: Slot, earlier: Slot) -> bool:
    """Whether a slot goes on with the night that the earlier one on its day began."""
    runs_late = earlier.time.start >= _EVENING or (
        earlier.time.end is not None and earlier.time.end < earlier.time.start
    )
    return slot.time.start < NIGHT_ENDS and runs_late


def days_of(page: Page, *, source: str, year: int | None, title: str, notes: Notes) -> tuple[Day, ...]:
    """The days that have sessions.

    Raises:
        UnreadableAgenda: a time without a day above it, a day without a year, a date that is none.

    """
    found: list[tuple[DayOfYear, Heading, tuple[Slot, ...]]] = []
    for stretch in page.stretches:
        slots = stretch.slots
        days = stretch.days or [(day, Heading()) for day in _distinct(page.head_days)]
        if not slots:
            continue
        if not days:
            expected = "expected a day such as September 11 above the first time"
            raise unreadable(source, expected, slots[0].line.number)
        runs = _runs(slots, len(days))
        if len(runs) < len(days):
            notes.add(
                f"{len(days)} days are named, the sessions below are taken for the first",
                slots[0].line.number,
            )
        found.extend((day, theme, run) for (day, theme), run in zip(days, runs, strict=False))
    dates = _dates([day for day, _, _ in found], page.head_days, source=source, year=year, title=title)
    for (day, _, _), when in zip(found, dates, strict=True):
        if day.weekday is not None and day.weekday != when.weekday():
            notes.add(f"{when:%Y-%m-%d} is a {when:%A}, the page says “{day.text}”", day.line)
    return tuple(Day(when, theme, slots) for when, (_, theme, slots) in zip(dates, found, strict=True))


def _distinct(days: Iterable[DayOfYear]) -> list[DayOfYear]:
    return list({(day.year, day.month, day.day): day for day in days}.values())


def _runs(slots: list[Slot], count: int) -> list[tuple[Slot, ...]]:
    """The slots in at most so many runs, parted where the start leaps back the most."""
    leaps: list[tuple[int, int]] = []
    for index in range(1, len(slots)):
        before, after = slots[index - 1].time, slots[index].time
        if after.start <= before.start and not is_after_midnight(slots[index], slots[index - 1]):
            leaps.append((after.start - before.start, index))
    cuts = sorted(index for _, index in sorted(leaps)[: count - 1])
    return [tuple(slots[first:last]) for first, last in zip([0, *cuts], [*cuts, len(slots)], strict=True)]


def _dates(
    days: Sequence[DayOfYear], head: Sequence[DayOfYear], *, source: str, year: int | None, title: str
) -> list[date]:
    found: list[date] = []
    stated = {(day.month, day.day): day.year for day in reversed(head) if day.year}
    general = next((day.year for day in head if day.year), None) or _year_in(title)
    for day in days:
        own = None if year else day.year or stated.get((day.month, day.day))
        if own is None and found:
            guess: int | None = _not_before(day, found[-1])
        else:
            guess = own or year or general
        if guess is None:
            raise unreadable(
                source, f"“{day.text}” has no year; give it to 'add' or 'check' with --year", day.line
            )
        if guess not in _YEARS:
            raise unreadable(
                source, f"expected a year from {_YEARS[0]} to {_YEARS[-1]}, not {guess}", day.line
            )
        try:
            found.append(date(guess, day.month, day.day))
        except ValueError:
            raise unreadable(source, f"“{day.text}” is no day of {guess}", day.line) from None
    return found


def _not_before(day: DayOfYear, previous: date) -> int:
    """The previous day's year, or the next over New Year."""
    leap = (day.month - previous.month) * 30 + day.day - previous.day
    return previous.year + (1 if leap < -_HALF_A_YEAR else 0)


def _year_in(title: str) -> int | None:
    found = _YEAR.search(title)
    return int(found[0]) if found else None


def zone_of(page: Page, *, source: str) -> ZoneInfo:
    """The zone that the page's words give.

    Raises:
        UnreadableAgenda: it names none, or one that means several.

    """
    unclear: tuple[int, str] | None = None
    for number, word in (*_shown_in(page.lines), *_beside_times(page)):
        name = ZONES.get(word.upper()) or (word if "/" in word else None)
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
        unclear = unclear or (number, word)
    if unclear:
        number, word = unclear
        raise unreadable(
            source, f"“{word}” is not one time zone; give 'add' or 'check' one: --tz Europe/London", number
        )
    raise unreadable(source, "expected a time zone such as PT; give 'add' or 'check' one: --tz Europe/London")


def shown_zone(text: str) -> str | None:
    """The zone of a line such as "Event times below are displayed in PT."."""
    found = _SHOWN_IN.match(text)
    return found["zone"] if found else None


def _shown_in(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    for line in lines:
        if word := shown_zone(line.text):
            yield line.number, word


def _beside_times(page: Page) -> Iterator[tuple[int, str]]:
    for line in page.head:
        found = _TIME_AND_ZONE.search(line.text) if len(line.text) <= LONGEST_LINE else None
        if found and found["zone"].upper() not in ("AM", "PM"):
            yield line.number, found["zone"]
    for stretch in page.stretches:
        for slot in stretch.slots:
            if slot.time.zone:
                yield slot.line.number, slot.time.zone
