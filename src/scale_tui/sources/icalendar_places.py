"""Where the events of an iCalendar file are: rooms without what all share, and the zone of a place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

_SHARE = 0.9
_FEWEST = 3
_MOST_PARTS = 8
_LONGEST_PLACE = 300
# Also a state of another country.
_STATES = frozenset({"georgia"})
# What people call the countries that the table names otherwise.
_COUNTRIES = {
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "scotland": "GB",
    "south korea": "KR",
    "the netherlands": "NL",
    "uk": "GB",
    "united kingdom": "GB",
    "united states of america": "US",
    "usa": "US",
    "wales": "GB",
}


def shared_place(locations: Sequence[str]) -> str | None:
    """What nearly all locations end in after a room: "Amsterdam, Netherlands"; None where it is nothing."""
    tails = Counter(tail for location in locations for tail in _tails(location))
    shared = [tail for tail, count in tails.items() if count >= len(locations) * _SHARE]
    return max(shared, key=len) if shared and len(locations) >= _FEWEST else None


def _tails(location: str) -> Iterable[str]:
    if len(location) > _LONGEST_PLACE:
        return []
    parts = location.split(", ")
    return [", ".join(parts[first:]) for first in range(max(1, len(parts) - _MOST_PARTS), len(parts))]


def room_in(location: str, place: str | None) -> str | None:
    """The room: the location without the place that all share; None where nothing is left."""
    return (location.removesuffix(f", {place}").strip(" ,") if place else location) or None


def zone_of_place(place: str, instants: Sequence[datetime]) -> ZoneInfo | None:
    """The zone of a place whose last part is a country, where its clocks are sure at these instants.

    They are when the country's clocks all agree, or when a part names the city of one of its zones. From the
    tables of the tz database.
    """
    *parts, country = (part.strip().casefold() for part in place.split(", "))
    names, zones = _tables()
    code = _COUNTRIES.get(country) or names.get(country)
    if not parts or country in _STATES:
        return None
    candidates = zones.get(code or "", [])
    cities = [name for name in candidates if name.rpartition("/")[2].replace("_", " ").casefold() in parts]
    found = [ZoneInfo(name) for name in cities or candidates]
    offsets = {tuple(instant.astimezone(zone).utcoffset() for instant in instants) for zone in found}
    # The table has the most populous first.
    return found[0] if len(offsets) == 1 else None


@cache
def _tables() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The codes of countries by their names, and their zones by these codes."""
    # Late: few calendars need it.
    from importlib.resources import files

    folder = files("tzdata.zoneinfo")
    names: dict[str, str] = {}
    zones: dict[str, list[str]] = {}
    for code, name in _rows(folder.joinpath("iso3166.tab").read_text("utf-8"), 2):
        names[name.casefold()] = code
    for code, _, zone in _rows(folder.joinpath("zone.tab").read_text("utf-8"), 3):
        zones.setdefault(code, []).append(zone)
    return names, zones


def _rows(table: str, columns: int) -> Iterable[list[str]]:
    return (line.split("\t")[:columns] for line in table.splitlines() if line and not line.startswith("#"))
