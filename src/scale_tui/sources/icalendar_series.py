"""Each time that the events of an iCalendar file take place: series (RFC 5545, 3.8.5) within bounds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from itertools import islice

from scale_tui.sources.icalendar_events import Event, Reckoning
from scale_tui.sources.icalendar_recurrence import Effort, Rule, UnusableRule, rule_of, starts_of
from scale_tui.sources.icalendar_values import Length, Moment, moments_of
from scale_tui.sources.icalendar_zones import Clock, instant_of
from scale_tui.sources.reading import Notes
from scale_tui.values import dataclass

_MOST_TIMES = 1_000
_MOST_TIMES_IN_ALL = 100_000
_A_YEAR = timedelta(days=366)
_LONGEST_SPAN = timedelta(days=1_100)


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """One time that an event takes place, in UTC; ``series_time`` is when its series says it starts."""

    event: Event
    start: datetime
    end: datetime
    series_time: datetime | None


@dataclass(slots=True)
class _Times:
    """Times to leave out: instants in UTC, and whole days on the event's clock."""

    instants: set[datetime] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, moment: Moment, event: Event, reckoning: Reckoning) -> None:
        if moment.is_date:
            self.days.add(moment.local.date())
        else:
            self.instants.add(reckoning.instant(moment, event))


@dataclass(frozen=True, slots=True, eq=False)
class _Series:
    """An event with what is said of its other times; ``added`` are starts on its own clock."""

    event: Event
    clock: Clock
    length: Length
    rule: Rule | None
    added: tuple[datetime, ...]
    left_out: tuple[_Times, ...]

    @property
    def first(self) -> datetime:
        return self.event.start.local

    @property
    def repeats(self) -> bool:
        return self.rule is not None or bool(self.added)

    def starts(self, begin: date, end: date, effort: Effort) -> list[datetime]:
        """All starts: what the rule gives from one day to another, and those added."""
        if self.rule is None:
            found = [self.first]
        else:
            turns = starts_of(
                self.rule, self.first, begin=begin, end=end, is_past=self._is_past, effort=effort
            )
            found = list(islice(turns, _MOST_TIMES))
        return [start for start in sorted({*found, *self.added}) if not self.is_left_out(start)]

    def is_endless(self, effort: Effort) -> bool:
        """Whether it lasts longer than a year, so that it does not say when the conference is."""
        if self.rule is None:
            return False
        last = self.first + _A_YEAR
        if self.rule.count is None:
            return not self._is_past(last)
        turns = starts_of(
            self.rule,
            self.first,
            begin=self.first.date(),
            end=last.date(),
            is_past=self._is_past,
            effort=effort,
        )
        return not self._is_past(last) and sum(1 for _ in turns) < self.rule.count

    def _is_past(self, local: datetime) -> bool:
        """Whether a time is later than UNTIL, which is on the event's clock or in UTC (3.3.10)."""
        until = self.rule.until if self.rule else None
        if not isinstance(until, datetime):
            return until is not None and local.date() > until
        if until.tzinfo is None:
            return local > until
        return instant_of(local, self.clock) > until

    def is_left_out(self, local: datetime) -> bool:
        """Whether a start is excluded, or another event takes its place."""
        return any(
            local.date() in times.days or (times.instants and instant_of(local, self.clock) in times.instants)
            for times in self.left_out
        )


def occurrences_of(events: Sequence[Event], reckoning: Reckoning, notes: Notes) -> Iterator[Occurrence]:
    """All times of all events.

    A series without an end goes on from the first to the last day of the others; where all are without one,
    each goes on for a year.
    """
    effort = Effort()
    endless: list[_Series] = []
    days: set[date] = set()
    left = _MOST_TIMES_IN_ALL
    for series in _all_series(events, reckoning):
        if series.is_endless(effort):
            endless.append(series)
            continue
        begin = series.first.date()
        for start in series.starts(begin, begin + _A_YEAR, effort)[: max(left, 0)]:
            left -= 1
            days.add(start.date())
            yield _occurrence(series, start)
    for series in endless:
        for start in _starts_among(series, days, effort, reckoning)[: max(left, 0)]:
            left -= 1
            yield _occurrence(series, start)
    if left <= 0:
        notes.add(f"shows the first {_MOST_TIMES_IN_ALL:,} sessions, all others were left out")
    if effort.is_spent:
        notes.add("too much repeats for too long, some of these times were left out")


def _starts_among(series: _Series, days: set[date], effort: Effort, reckoning: Reckoning) -> list[datetime]:
    """The starts of an endless series during the days of the other events, or its first."""
    begin = min(days, default=series.first.date())
    end = min(max(days, default=begin + _A_YEAR), begin + _LONGEST_SPAN)
    starts = series.starts(begin, end, effort)
    if starts:
        reckoning.add_note(series.event, f"repeats on and on, shown until {end:%Y-%m-%d}")
        return starts
    reckoning.add_note(series.event, "repeats on other days than the rest, only its first time is shown")
    return [] if series.is_left_out(series.first) else [series.first]


def _all_series(events: Sequence[Event], reckoning: Reckoning) -> Iterator[_Series]:
    # What replaces one time of a series has its UID and that time (3.8.4.4).
    replaced: dict[str, _Times] = defaultdict(_Times)
    for event in events:
        if event.replaces and event.uid:
            replaced[event.uid].add(event.replaces, event, reckoning)
    for event in events:
        yield _series(event, replaced[event.uid], reckoning)


def _series(event: Event, replaced: _Times, reckoning: Reckoning) -> _Series:
    clock, length = reckoning.clock(event.start, event), reckoning.length(event)
    if event.replaces:
        return _Series(event, clock, length, None, (), ())
    excluded = _Times()
    for moment in _moments(event, "EXDATE"):
        excluded.add(moment, event, reckoning)
    added = tuple(_on_its_clock(moment, event, reckoning) for moment in _moments(event, "RDATE"))
    return _Series(event, clock, length, _rule(event, reckoning), added, (replaced, excluded))


def _moments(event: Event, name: str) -> list[Moment]:
    dates = event.component.all(name)[:_MOST_TIMES]
    return [moment for found in dates for moment in moments_of(found, _MOST_TIMES)][:_MOST_TIMES]


def _on_its_clock(moment: Moment, event: Event, reckoning: Reckoning) -> datetime:
    if moment.tzid == event.start.tzid:
        return moment.local
    instant, clock = reckoning.instant(moment, event), reckoning.clock(event.start, event)
    local = instant.replace(tzinfo=None)
    # Twice, for the clocks may change between the first guess and the time itself.
    for _ in range(2):
        local += instant - instant_of(local, clock)
    return local


def _rule(event: Event, reckoning: Reckoning) -> Rule | None:
    found = event.component.first("RRULE")
    if found is None:
        return None
    try:
        return rule_of(found.value)
    except UnusableRule:
        reckoning.add_note(event, "repeats by a rule that is not read here, only its first time is shown")
        return None


def _occurrence(series: _Series, local: datetime) -> Occurrence:
    event, length = series.event, series.length
    start = instant_of(local, series.clock)
    end = max(start, instant_of(local + length.days, series.clock) + length.exact)
    series_time = local if series.repeats else None
    return Occurrence(event, start, end, event.replaces.local if event.replaces else series_time)
