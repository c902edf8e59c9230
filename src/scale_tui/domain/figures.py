"""Lengths, counts, days and times from plain numbers, in words. English, and independent of the locale.

It imports nothing, so that an answer which needs no more can be had at once: ``wording`` gives the same words
to the values of the domain. An instant here is microseconds since 1970 in UTC, a day is counted from then.
"""

MICROSECONDS = 1_000_000
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTES_A_DAY = 24 * 60
_LONGEST_IN_MINUTES = 99
MINUTE = 60 * MICROSECONDS
_DAY = _MINUTES_A_DAY * MINUTE
_FIRST_WEEKDAY = 3
_DAYS_OF_400_YEARS = 146_097
_DAYS_TO_MARCH_OF_YEAR_0 = 719_468


def clock_words(hour: int, minute: int) -> str:
    """A time of day: ``09:05``."""
    return f"{hour:02}:{minute:02}"


def zone_words(name: str | None) -> str:
    """A time zone by what it is called at an instant: ``PDT``, or ``UTC+03`` where it has no letters."""
    name = name or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def day_words(weekday: int, day: int, month: int) -> str:
    """A day of the conference, of a week that begins with 0, Monday: ``Wed 11 Sep``."""
    return f"{_WEEKDAYS[weekday]} {day} {_MONTHS[month - 1]}"


def short_day_words(weekday: int, day: int) -> str:
    """A day among others of one conference: ``Wed 11``."""
    return f"{_WEEKDAYS[weekday]} {day}"


def month_words(day: int, month: int) -> str:
    """A day of a year that need not be said: ``31 Jan``."""
    return f"{day} {_MONTHS[month - 1]}"


def length(minutes: int) -> str:
    """How long something takes: ``20 min``, ``1 h``, ``1 h 30``, ``2 days``, ``1 day 3 h``."""
    if minutes >= _MINUTES_A_DAY:
        days, rest = divmod(minutes, _MINUTES_A_DAY)
        hours = rest // 60
        return ("1 day" if days == 1 else f"{days} days") + (f" {hours} h" if hours else "")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def short_length(minutes: int) -> str:
    """The same in a narrow column: ``20m``, ``90m``, ``2h05``, ``2d``."""
    if minutes <= _LONGEST_IN_MINUTES:
        return f"{minutes}m"
    if minutes >= _MINUTES_A_DAY:
        return f"{minutes // _MINUTES_A_DAY}d"
    return f"{minutes // 60}h{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}h"


def ahead_words(minutes: int) -> str:
    """How far ahead something is: ``in 25 min``."""
    return f"in {length(minutes)}"


def left_words(minutes: int) -> str:
    """What remains of something: ``15 min left``."""
    return f"{length(minutes)} left"


def before_words(days: int, minutes: int, clock: str) -> str:
    """When an event starts, so many midnights or minutes from now, at that time: ``starts in 12 days``."""
    if days > 1:
        return f"starts in {days} days"
    return f"starts tomorrow at {clock}" if days == 1 else f"starts {ahead_words(minutes)}"


def capitalised(text: str) -> str:
    """A phrase as the start of a line: its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 talk``, ``2 talks``, ``2 clashes``, ``2 entries``."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("try"):
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}{'es' if noun.endswith('sh') else 's'}"


def minutes_between(now: int, instant: int) -> int:
    """Whole minutes from now until an instant, rounded up; 0 when it has passed."""
    return max(0, -((now - instant) // MINUTE))


def day_and_minute(local: int) -> tuple[int, int]:
    """The day, and the minute of it, of an instant that is already on the clock which shall be shown."""
    day, rest = divmod(local, _DAY)
    return day, rest // MINUTE


def weekday_of(day: int) -> int:
    """The weekday of a day, 0 for a Monday."""
    return (day + _FIRST_WEEKDAY) % 7


def date_of(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day, in the Gregorian calendar.

    The months are counted from March, so that a leap day is the last of its year:
    https://howardhinnant.github.io/date_algorithms.html
    """
    era, of_era = divmod(day + _DAYS_TO_MARCH_OF_YEAR_0, _DAYS_OF_400_YEARS)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // (_DAYS_OF_400_YEARS - 1)) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    from_march = (5 * of_year + 2) // 153
    month = from_march + 3 if from_march < 10 else from_march - 9
    return era * 400 + year + (month <= 2), month, of_year - (153 * from_march + 2) // 5 + 1


def day_of(year: int, month: int, day: int) -> int:
    """The day of a date, the other way round."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return (
        era * _DAYS_OF_400_YEARS
        + of_era * 365
        + of_era // 4
        - of_era // 100
        + of_year
        - _DAYS_TO_MARCH_OF_YEAR_0
    )
