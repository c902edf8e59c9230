"""The one place where the time of day enters, real or given."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scale_tui.domain.errors import UsageError

VARIABLE = "SCALE_TUI_NOW"


def now_at_conference(option: str | None, environ: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """What counts as now, in UTC: the option ``--at``, else the environment's, else the real time.

    Raises UsageError where the one given is no instant.
    """
    given = (option, "--at") if option is not None else (environ.get(VARIABLE), VARIABLE)
    text, name = given
    if text is None or (option is None and not text):
        return datetime.now(UTC)
    instant = read_instant(text, zone)
    if instant is None:
        raise UsageError(f"{name}: {text!r} is no time; give one like 2024-09-11T12:20, or with an offset")
    return instant


def real_time() -> datetime:
    """The present instant in UTC, whatever counts as now: copies are dated with it."""
    return datetime.now(UTC)


def clock_from(start: datetime, started: datetime) -> Callable[[], datetime]:
    """A clock that showed ``start`` when the real time was ``started``, and has run on since."""
    offset = start - started
    return lambda: datetime.now(UTC) + offset


def read_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """An ISO 8601 instant in UTC, None for anything else.

    Without an offset it is on the clock of the zone; a date alone is the midnight it begins with.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=zone)
        instant = instant.astimezone(UTC)
        # In the first and last hours of the calendar the conference's own clock would be outside it.
        instant.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return instant
