"""Time zones as they are typed."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scale_tui.domain.errors import UsageError


def time_zone(name: str | None) -> ZoneInfo | None:
    """The zone of this name, None for none. Raises UsageError where there is no such zone."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    # A name that leads out of the zone folder, into a folder of it, or to a file that is no zone.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"--tz: {name!r} is no time zone; give one like Europe/Oslo") from error
