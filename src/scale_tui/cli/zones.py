"""Time zones as they are typed, and that of this machine."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scale_tui.domain.errors import UsageError

CONFERENCE = "conf"
MACHINE = "local"


def time_zone(name: str | None) -> ZoneInfo | None:
    """The zone of this name, None for none. Raises UsageError where there is no such zone."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    # A name that leads out of the zone folder, into a folder of it, or to a file that is no zone.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"--tz: {name!r} is no time zone; give one like Europe/Oslo") from error


class MyClock(NamedTuple):
    """The attendee's time zone, and whether times are shown in it rather than the conference's."""

    zone: tzinfo
    is_shown: bool


def my_clock(option: str | None) -> MyClock:
    """What ``--tz`` asks the app for. Raises UsageError where there is no such zone."""
    if option in (None, CONFERENCE, MACHINE):
        return MyClock(MachineZone(), option == MACHINE)
    zone = time_zone(option)
    return MyClock(zone or MachineZone(), is_shown=True)


class MachineZone(tzinfo):
    """The zone that this machine is set to, with its past and future changes, as the system's library has it.

    ``datetime.astimezone()`` alone gives an offset that is right for one instant only. The variable ``TZ``
    may hold more than the name of a zone, and not every system has such names, so the system is asked.
    """

    def fromutc(self, dt: datetime) -> datetime:
        """The local time at an instant."""
        local = dt.replace(tzinfo=UTC).astimezone()
        wall = local.replace(tzinfo=None, fold=0)
        # Of the two times in the night the clocks go back, the second is marked.
        is_second = wall.astimezone().utcoffset() != local.utcoffset()
        return local.replace(tzinfo=self, fold=int(is_second))

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far the local clock is ahead then."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> None:  # noqa: ARG002
        """The library does not say how much of it is summer time."""
        return

    def tzname(self, dt: datetime | None) -> str | None:
        """What the zone is called then; its offset where the system spells it out: ``+01:00``."""
        if dt is None:
            return None
        name = dt.replace(tzinfo=None).astimezone().tzname()
        if name and " " not in name:
            return name
        return f"{dt.replace(tzinfo=None).astimezone():%z}"
