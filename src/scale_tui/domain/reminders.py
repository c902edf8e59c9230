"""Reminders: which of my sessions are to be told of now, and what keeps each from being told twice.

A session is told of some minutes before its start, each of these a *lead*. Nothing here waits: whoever asks
often enough misses nothing, and after a sleep or a jump of the clock is told what has become due since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Protocol

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.wording import capitalised, clock, length, speakers_line, time_to
from scale_tui.values import dataclass

DEFAULT_LEADS = (10, 2)
"""Minutes before the start."""

LONGEST_LEAD = 24 * 60
_TOPIC = "reminded"
_MINUTE = timedelta(minutes=1)
_NEVER: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reminder:
    """A session that starts soon, or that began while nobody looked.

    ``lead`` is the one it stands for, ``now`` the instant it is told at, which may be a good deal later.
    """

    session: Session
    lead: int
    now: datetime

    @property
    def key(self) -> str:
        """What is told once: this lead of this session, for as long as it starts then."""
        return f"{self.session.id} {self.session.start.isoformat()} {self.lead}"

    @property
    def when(self) -> str:
        """When it starts, by what the clock really says: ``in 4 min``, ``now``, ``began 3 min ago``."""
        passed = self.now.astimezone(UTC) - self.session.start
        if passed < timedelta(0):
            return time_to(self.session.start, self.now)
        return "now" if passed < _MINUTE else f"began {length(passed // _MINUTE)} ago"

    @property
    def title(self) -> str:
        """In a line: ``In 10 min: HPN``. It begins with a letter whatever the talk is called."""
        return f"{capitalised(self.when)}: {self.session.title}"

    def place(self, zone: tzinfo) -> str:
        """At what time of day it starts, on the clock of the zone, where, and who is on stage."""
        session = self.session
        facts = (clock(session.start.astimezone(zone)), session.room, speakers_line(session.speakers))
        return " · ".join(fact for fact in facts if fact)


def due(
    kept: Iterable[Session],
    now: datetime,
    leads: Iterable[int],
    told: frozenset[str] = frozenset(),
    kept_since: Mapping[str, datetime] = _NEVER,
) -> tuple[Reminder, ...]:
    """What is to be told of the kept sessions now, in the order given; ``told`` are keys of reminders.

    Of several leads that have come only the shortest counts, so that a sleep over all of them makes one
    reminder, with the time that is left or has passed. What is over or cancelled is not told. A lead that
    came before the session was kept is not owed: who keeps a talk that starts in three minutes knows it.
    """
    ascending = sorted(leads)
    now = now.astimezone(UTC)
    horizon = now + max(ascending, default=0) * _MINUTE
    # Most are over or far off: that much is asked of each, twice a second.
    near = (session for session in kept if session.start <= horizon and now < session.end)
    found = (_reminder(session, now, ascending, kept_since.get(session.id)) for session in near)
    return tuple(each for each in found if each is not None and each.key not in told)


def _reminder(
    session: Session, now: datetime, ascending: list[int], kept_since: datetime | None
) -> Reminder | None:
    to_go = session.start - now
    lead = next((lead for lead in ascending if to_go <= lead * _MINUTE), None)
    if lead is None or session.is_cancelled:
        return None
    # What was kept later than now was kept by another clock: in a rehearsal, or before this one was right.
    if kept_since is not None and session.start - lead * _MINUTE < kept_since <= now:
        return None
    return Reminder(session, lead, now)


class Logged(Protocol):
    """A mark, and since when it is as it is."""

    @property
    def subject(self) -> str:
        """What it is set on."""
        ...

    @property
    def mark(self) -> Mark:
        """Which mark it is."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When it was set or taken off."""
        ...


class Memory(Protocol):
    """What all programs of an attendee remember together. Its methods raise ScaleTuiError."""

    def remembered(self, conference: str, topic: str) -> Mapping[str, str]:
        """What is remembered of a topic."""
        ...

    def remember_once(self, conference: str, topic: str, key: str, value: str, *, at: datetime) -> bool:
        """Remember something; true for the first that asks, and for nobody after."""
        ...

    def log(self, conference: str) -> Iterable[Logged]:
        """Every mark that was ever set."""
        ...


class Unshared:
    """A memory that no other program looks into, and that keeps nothing: what is told is known to the watch.

    For a rehearsal, whose reminders must not be missing on the day, and for where nothing can be saved.
    ``marks`` is where the marks are; None where these cannot be read either.
    """

    def __init__(self, marks: Memory | None = None) -> None:
        self._marks = marks

    def remembered(self, conference: str, topic: str) -> Mapping[str, str]:  # noqa: ARG002
        """Nothing."""
        return {}

    def remember_once(self, conference: str, topic: str, key: str, value: str, *, at: datetime) -> bool:  # noqa: ARG002
        """Whoever asks is the first."""
        return True

    def log(self, conference: str) -> Iterable[Logged]:
        """Every mark that was ever set, as far as that can be read."""
        return () if self._marks is None else self._marks.log(conference)


@dataclass(frozen=True, slots=True)
class Watch:
    """What one program tells of a conference: at which leads, and the keys of what was told already."""

    leads: tuple[int, ...]
    told: frozenset[str] = frozenset()

    def look(
        self, memory: Memory, conference: str, kept: Iterable[Session], now: datetime
    ) -> tuple["Watch", tuple[Reminder, ...]]:
        """What this program is to tell now, and the watch from then on.

        What another program has told, or tells at this very moment, is left to it. The memory is asked only
        when something is due. Raises ScaleTuiError where it fails.
        """
        candidates = due(kept, now, self.leads, self.told)
        if not candidates:
            return self, ()
        told = self.told | memory.remembered(conference, _TOPIC).keys()
        since = {each.subject: each.changed_at for each in memory.log(conference) if each.mark in _KEEPING}
        found = due((each.session for each in candidates), now, self.leads, told, since)
        stamp = now.isoformat()
        mine = tuple(
            each for each in found if memory.remember_once(conference, _TOPIC, each.key, stamp, at=now)
        )
        return replace(self, told=told | {each.key for each in found}), mine


_KEEPING = (Mark.STAR, Mark.OWN)


def read_leads(text: str) -> tuple[int, ...] | None:
    """Minutes as they are typed, ``10,2``, the longest first; None where that is no list of minutes."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and int(part) <= LONGEST_LEAD for part in parts):
        return None
    return tuple(sorted({int(part) for part in parts}, reverse=True))
