"""When something that repeats takes place (RFC 5545, 3.3.10), with bounds on the work.

Not by dateutil's rules, which the library brings: those look for the next time without end where there is
none, as for every 30 February.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from icalendar.prop import vRecur

from scale_tui.sources.moments import YEARS
from scale_tui.values import dataclass

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
)
_LONGEST_RULE = 500
_LONGEST_INTERVAL = 100_000
# In the time that one day takes to look at.
_A_TURN = 4


class UnusableRule(Exception):
    """A rule that is none, or that repeats in a way no agenda does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule; ``by_day`` has pairs of an ordinal, 0 for every, and a weekday from Monday, 0."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[tuple[int, int], ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0


class Effort:
    """How many steps of work are left, for all rules of a file together: they take about a second."""

    allowed = 2_000_000

    def __init__(self) -> None:
        self._left = self.allowed

    @property
    def is_spent(self) -> bool:
        """Whether more was asked of it than was allowed."""
        return self._left < 0

    def takes(self, steps: int) -> bool:
        """Whether there is effort left for so many steps, which are then gone."""
        self._left -= steps
        return not self.is_spent


def rule_of(text: str) -> Rule:
    """The rule that an RRULE gives.

    Raises:
        UnusableRule: it is none, it repeats within a day, or it counts weeks or days of a year.

    """
    text = text.strip().upper()
    try:
        parts: dict[str, list[object]] = dict(vRecur.from_ical(text)) if len(text) <= _LONGEST_RULE else {}
    except (ValueError, OverflowError):
        parts = {}
    frequency = str(parts.get("FREQ", [""])[0])
    if frequency not in _FREQUENCIES or not _KNOWN.issuperset(parts):
        raise UnusableRule
    until = parts.get("UNTIL", [None])[0]
    if not (until is None or isinstance(until, date)):
        raise UnusableRule
    interval = _numbers(parts, "INTERVAL") or (1,)
    count = _numbers(parts, "COUNT") or (None,)
    if not 1 <= interval[0] <= _LONGEST_INTERVAL or (count[0] is not None and count[0] < 1):
        raise UnusableRule
    return Rule(
        frequency,
        interval[0],
        count[0],
        until,
        _numbers(parts, "BYMONTH"),
        _numbers(parts, "BYMONTHDAY"),
        tuple(_weekday(str(day), frequency) for day in parts.get("BYDAY", [])),
        _numbers(parts, "BYSETPOS"),
        _weekday(str(parts.get("WKST", ["MO"])[0]), "WEEKLY")[1],
    )


def _numbers(parts: dict[str, list[object]], name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in parts.get(name, []) if isinstance(number, int))


def _weekday(text: str, frequency: str) -> tuple[int, int]:
    """A weekday such as ``MO`` or ``-1SU``; only in months and years is there a first one or a last."""
    ordinal = int(text[:-2] or "0") if frequency in ("MONTHLY", "YEARLY") else 0
    return ordinal, _WEEKDAYS[text[-2:]]


def starts_of(
    rule: Rule,
    first: datetime,
    *,
    begin: date,
    end: date,
    is_past: Callable[[datetime], bool],
    effort: Effort,
) -> Iterator[datetime]:
    """When it starts from the day ``begin`` to the day ``end``, in order.

    ``first`` is always the first time (3.8.5.3); ``is_past`` says whether a time is later than UNTIL.
    """
    if begin <= first.date() <= end:
        yield first
    rule = _completed(rule, first.date())
    count = 1
    # Whoever counts cannot leap ahead.
    index = _leap(rule, first.date(), begin) if rule.count is None else 0
    turn, day_of_turn = _A_TURN + len(rule.by_set_pos), 1 + len(rule.by_day) + len(rule.by_month_day) // 8
    while (days := _period(rule, first.date(), index)) and days[0] <= end:
        if not effort.takes(turn + len(days) * day_of_turn):
            return
        for day in _chosen(rule, days):
            at = datetime.combine(day, first.time())
            if at <= first:
                continue
            count += 1
            if (rule.count and count > rule.count) or day > end or is_past(at):
                return
            if day >= begin:
                yield at
        index += 1


def _completed(rule: Rule, first: date) -> Rule:
    """The rule with what it leaves to the first time: the weekday, the day of the month, the month."""
    if rule.frequency == "DAILY" or rule.by_day:
        return rule
    if rule.frequency == "WEEKLY":
        return replace(rule, by_day=((0, first.weekday()),))
    if rule.by_month_day:
        return rule
    if rule.frequency == "MONTHLY":
        return replace(rule, by_month_day=(first.day,))
    return replace(rule, by_month=rule.by_month or (first.month,), by_month_day=(first.day,))


def _leap(rule: Rule, first: date, begin: date) -> int:
    """The number of the last period that begins before a day, or of the one before that."""
    length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[rule.frequency]
    return max(0, (begin - first).days // (length * rule.interval) - 1)


def _period(rule: Rule, first: date, index: int) -> Sequence[date]:
    """The days that the rule chooses from at its index-th turn; none past the last year."""
    steps = index * rule.interval
    year, month = first.year, first.month
    if rule.frequency == "MONTHLY":
        year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
        month += 1
    elif rule.frequency == "YEARLY":
        year += steps
    if year > YEARS[-1]:
        return ()
    if rule.frequency == "DAILY":
        return (first + timedelta(days=steps),)
    if rule.frequency == "WEEKLY":
        week = first - timedelta(days=(first.weekday() - rule.week_start) % 7) + timedelta(weeks=steps)
        return _days_from(week, 7)
    if rule.frequency == "MONTHLY":
        return _days_from(date(year, month, 1), monthrange(year, month)[1])
    months = sorted({month for month in rule.by_month if 1 <= month <= 12}) or range(1, 13)
    return [day for month in months for day in _days_from(date(year, month, 1), monthrange(year, month)[1])]


def _days_from(first: date, count: int) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _chosen(rule: Rule, days: Sequence[date]) -> Sequence[date]:
    chosen = [day for day in days if _fits(rule, day)]
    if not rule.by_set_pos:
        return chosen
    places = {place - 1 if place > 0 else len(chosen) + place for place in rule.by_set_pos if place}
    return [chosen[place] for place in sorted(places) if 0 <= place < len(chosen)]


def _fits(rule: Rule, day: date) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day:
        from_end = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in rule.by_month_day and from_end not in rule.by_month_day:
            return False
    return not rule.by_day or any(_is_weekday(rule, day, *wanted) for wanted in rule.by_day)


def _is_weekday(rule: Rule, day: date, ordinal: int, weekday: int) -> bool:
    if day.weekday() != weekday or not ordinal:
        return day.weekday() == weekday
    if rule.frequency == "YEARLY" and not rule.by_month:
        place, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
    else:
        place, length = day.day, monthrange(day.year, day.month)[1]
    return ordinal == ((place - 1) // 7 + 1 if ordinal > 0 else -((length - place) // 7 + 1))
