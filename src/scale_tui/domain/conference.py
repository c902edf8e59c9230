"""A conference as one of several to choose from, and how old the copy of its agenda may get."""

from datetime import date, datetime, timedelta

from scale_tui.domain.wording import length
from scale_tui.values import dataclass

RUNNING_FOR = timedelta(hours=1)
OTHERWISE_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Conference:
    """What a list of conferences tells of one.

    ``source`` is where its agenda came from, fit to be shown; None for the one that comes with the program.
    ``checked_at`` is when that was last asked, successfully, whether or not anything had changed.
    """

    name: str
    title: str
    start: date | None
    end: date | None
    sessions: int
    source: str | None = None
    checked_at: datetime | None = None


def is_refresh_due(checked_at: datetime, now: datetime, start: datetime | None, end: datetime | None) -> bool:
    """Whether the copy is too old: an hour while the event runs, else a day.

    ``start`` and ``end`` are those of the agenda's sessions. A copy from the future, as after a clock was
    put right, is too old as well.
    """
    is_running = start is not None and end is not None and start <= now <= end
    return not timedelta(0) <= now - checked_at < (RUNNING_FOR if is_running else OTHERWISE_FOR)


def checked_words(checked_at: datetime, now: datetime) -> str:
    """How old a copy is: ``checked 2 h ago``."""
    minutes = int((now - checked_at).total_seconds() // 60)
    return f"checked {length(minutes)} ago" if minutes > 0 else "checked just now"
