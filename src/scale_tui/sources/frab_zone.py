"""Which time zone a conference is in: named, or found out from what its schedule says for certain."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scale_tui.sources.clean import clean_line
from scale_tui.sources.reading import Notes, shortened

_ADVICE = "give it with --tz, as --tz Europe/London"
_KEY = re.compile(r"[A-Z][A-Za-z0-9_+-]{0,40}(?:/[A-Z][A-Za-z0-9_+-]{0,40}){0,2}")
# The zone database has files beside the zones; these look like names of zones.
_NO_ZONES = frozenset({"Factory", "ROC", "Etc"})
_REGIONS = ("Europe", "America", "Asia", "Australia", "Africa", "Pacific", "Atlantic")
# The clocks of these do not change; Etc has the whole hours.
_HALF_HOURS = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}
# For a conference during which the clocks change, one zone for each way in which they do.
_CHANGING = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Halifax",
    "America/St_Johns",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Asia/Jerusalem",
)


def named_zone(name: str) -> ZoneInfo | None:
    """The zone that a name is: of the zone database, or its city alone, as frab wrote it until 2020."""
    key = clean_line(name[:100]).replace(" ", "_")
    found = _zone(key)
    return found or (_zone_of_city(key) if "/" not in key else None)


def zone_for(
    name: str, city: str, moments: Sequence[datetime], *, explicit: ZoneInfo | None, notes: Notes
) -> ZoneInfo:
    """The conference's zone: ``explicit``, else the named one, else one that fits what there is.

    ``moments`` are the starts of its sessions, some of them perhaps without an offset.
    """
    if explicit is not None:
        return explicit
    name = clean_line(name[:100])
    found = named_zone(name) if name else None
    if found:
        return found
    problem = f"“{shortened(name, 40)}” is no time zone known here" if name else "no time zone is named"
    stated = [moment for moment in moments if moment.tzinfo is not None]
    found = _zone_of_city(clean_line(city[:100]).replace(" ", "_"))
    if found and moments and _fits(found, stated):
        notes.add(f"{problem}, taken as {found.key} for its city; if that is wrong, {_ADVICE}")
        return found
    if stated:
        return _fitting(stated, problem, notes)
    if moments:
        notes.add(f"{problem}, so its times are taken as UTC; {_ADVICE}")
    elif name:
        notes.add(f"{problem}, so UTC is taken; {_ADVICE}")
    return ZoneInfo("UTC")


def _fitting(stated: Sequence[datetime], problem: str, notes: Notes) -> ZoneInfo:
    """A zone with the offsets that the times have; with several at once, that of most."""
    offsets = Counter(offset for moment in stated if (offset := moment.utcoffset()) is not None)
    found = next((zone for zone in _candidates(offsets) if _fits(zone, stated)), None)
    if found:
        notes.add(f"{problem}, taken as {found.key}, which fits its times ({_listed(offsets)}); {_ADVICE}")
        return found
    common = offsets.most_common(1)[0][0]
    found = next(_steady(common), ZoneInfo("UTC"))
    notes.add(
        f"{problem}, its times have several offsets ({_listed(offsets)}), shown in {found.key}; {_ADVICE}"
    )
    return found


def _candidates(offsets: Counter[timedelta]) -> Iterator[ZoneInfo]:
    if len(offsets) == 1:
        yield from _steady(next(iter(offsets)))
    yield from map(ZoneInfo, _CHANGING)


def _steady(offset: timedelta) -> Iterator[ZoneInfo]:
    """The zone that is always so far from UTC; there is none for every quarter of an hour."""
    minutes = offset // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if not minutes:
        yield ZoneInfo("UTC")
    elif not rest and -12 <= hours <= 14:
        # The names under Etc count westward.
        yield ZoneInfo(f"Etc/GMT{-hours:+d}")
    elif minutes in _HALF_HOURS:
        yield ZoneInfo(_HALF_HOURS[minutes])


def _listed(offsets: Counter[timedelta]) -> str:
    shown = [_shown(offset) for offset, _ in offsets.most_common(3)]
    return ", ".join(shown) + (", …" if len(offsets) > len(shown) else "")


def _shown(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _fits(zone: ZoneInfo, stated: Sequence[datetime]) -> bool:
    return all(moment.utcoffset() == moment.astimezone(zone).utcoffset() for moment in stated)


def _zone_of_city(city: str) -> ZoneInfo | None:
    """The zone of a city that the zone database has one for."""
    return next((found for region in _REGIONS if (found := _zone(f"{region}/{city}"))), None)


def _zone(key: str) -> ZoneInfo | None:
    if key in _NO_ZONES or not _KEY.fullmatch(key):
        return None
    try:
        return ZoneInfo(key)
    # A folder of the zone database, a file there that is no zone, a name too long for a file.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
