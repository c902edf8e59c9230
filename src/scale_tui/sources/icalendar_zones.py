"""The clocks of an iCalendar file: what its TZIDs mean, and which clock the conference goes by."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from scale_tui.sources.icalendar_lines import Component
from scale_tui.sources.icalendar_recurrence import Effort, Rule, UnusableRule, rule_of, starts_of
from scale_tui.sources.icalendar_values import local_time
from scale_tui.sources.moments import YEARS
from scale_tui.values import dataclass

_LONGEST_NAME = 100
_ZONE_NAME = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
# A zone that changed its rules every year since 1970 has twice as many.
_MOST_OBSERVANCES = 200
_LONGEST_OFFSET = timedelta(hours=24)


@dataclass(frozen=True, slots=True, eq=False)
class Observances:
    """A clock that only the file knows: from each local time on, how far it is ahead of UTC."""

    onsets: tuple[datetime, ...]
    offsets: tuple[timedelta, ...]
    first: timedelta

    def instant(self, local: datetime) -> datetime:
        """When the clock shows this; the first time where it does twice (RFC 5545, 3.3.5)."""
        place = bisect_right(self.onsets, local)
        offset = self.offsets[place - 1] if place else self.first
        return (local - offset).replace(tzinfo=UTC)


Clock = ZoneInfo | Observances


def instant_of(local: datetime, clock: Clock) -> datetime:
    """The instant in UTC at which the clock shows a local time."""
    if isinstance(clock, Observances):
        return clock.instant(local)
    return local.replace(tzinfo=clock).astimezone(UTC)


def zone_named(name: str) -> ZoneInfo | None:
    """The zone for a TZID: an IANA name, one with a vendor's prefix, or one of Windows (RFC 5545, 3.2.19)."""
    name = name.strip(' "/')
    if len(name) > _LONGEST_NAME:
        return None
    name = WINDOWS_TO_OLSON.get(name, name)
    parts = name.replace(" ", "_").split("/")
    for first in range(len(parts)):
        zone = _iana("/".join(parts[first:]))
        # "UTC" at the end of a path is no city.
        if zone and (first == 0 or "/" in zone.key):
            return zone
    return None


def _iana(name: str) -> ZoneInfo | None:
    if not _ZONE_NAME.fullmatch(name) or name in ("localtime", "Factory"):
        return None
    try:
        return ZoneInfo(name)
    # A name that is a folder of the zone data, or a file there that is no zone.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class Clocks:
    """What the TZIDs of one calendar mean."""

    def __init__(self, calendar: Component, effort: Effort) -> None:
        self._own = {zone.line_of("TZID"): zone for zone in calendar.children if zone.name == "VTIMEZONE"}
        self._found: dict[str, Clock | None] = {}
        self._effort = effort

    def named(self, tzid: str) -> Clock | None:
        """The clock for a TZID; None for one that neither the world nor the file knows."""
        if tzid not in self._found:
            self._found[tzid] = zone_named(tzid) or self._of_the_file(tzid)
        return self._found[tzid]

    def _of_the_file(self, tzid: str) -> Clock | None:
        component = self._own.get(tzid)
        if component is None or self._effort.is_spent:
            return None
        described = zone_named(component.line_of("X-LIC-LOCATION")) or _observances(component, self._effort)
        return None if self._effort.is_spent else described

    def only_zone(self) -> ZoneInfo | None:
        """The zone that the file describes, if it describes one that is known."""
        zones = {clock.key: clock for tzid in self._own if isinstance(clock := self.named(tzid), ZoneInfo)}
        return next(iter(zones.values())) if len(zones) == 1 else None


def _observances(component: Component, effort: Effort) -> Observances | None:
    """The clock that a VTIMEZONE describes (RFC 5545, 3.6.5)."""
    parts = [part for part in component.children if part.name in ("STANDARD", "DAYLIGHT")]
    if not parts or len(parts) > _MOST_OBSERVANCES:
        return None
    changes: dict[datetime, timedelta] = {}
    firsts: list[tuple[datetime, timedelta]] = []
    for part in parts:
        before, after = _offset(part.line_of("TZOFFSETFROM")), _offset(part.line_of("TZOFFSETTO"))
        onsets = _onsets(part, effort)
        if after is None or not onsets:
            return None
        before = after if before is None else before
        firsts.append((onsets[0], before))
        # Times that the clock skips are told by the offset before.
        skipped = max(timedelta(), after - before)
        changes.update((onset + skipped, after) for onset in onsets)
    return Observances(tuple(sorted(changes)), tuple(changes[at] for at in sorted(changes)), min(firsts)[1])


def _offset(text: str) -> timedelta | None:
    """A UTC-OFFSET such as +0930 (RFC 5545, 3.3.14)."""
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= _LONGEST_OFFSET:
        return None
    return -size if found[1] == "-" else size


def _onsets(part: Component, effort: Effort) -> list[datetime]:
    """When an observance begins, on the clock before it; none where a rule or a time cannot be read."""
    start = part.first("DTSTART")
    first = local_time(start.value) if start else None
    if first is None:
        return []
    found = {first}
    for dates in part.all("RDATE")[:_MOST_OBSERVANCES]:
        texts = dates.value.split(",", _MOST_OBSERVANCES)[:_MOST_OBSERVANCES]
        found.update(at for text in texts if (at := local_time(text)))
    rule = part.first("RRULE")
    if rule:
        try:
            found.update(_yearly(rule_of(rule.value), first, effort))
        except UnusableRule:
            return []
    return sorted(found)


def _yearly(rule: Rule, first: datetime, effort: Effort) -> Iterator[datetime]:
    if rule.frequency != "YEARLY":
        raise UnusableRule
    until = rule.until
    if isinstance(until, datetime):
        # In UTC, and the change itself at night: the day is near enough.
        until = until.date() + timedelta(days=1)
    return starts_of(
        rule,
        first,
        begin=date(YEARS[0] - 1, 1, 1),
        end=date(YEARS[-1], 12, 31),
        is_past=lambda at: until is not None and at.date() > until,
        effort=effort,
    )
