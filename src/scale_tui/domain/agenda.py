"""The conference's agenda as values: what every attendee sees alike."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from zoneinfo import ZoneInfo

from scale_tui.values import dataclass


class Kind(StrEnum):
    """What happens in a session."""

    TALK = "talk"
    QA = "qa"
    REMARKS = "remarks"
    BREAK = "break"
    MEAL = "meal"
    SOCIAL = "social"
    OTHER = "other"

    @property
    def is_pause(self) -> bool:
        """Whether nothing is presented: a break, a meal or a social."""
        return self in _PAUSES


_PAUSES = frozenset({Kind.BREAK, Kind.MEAL, Kind.SOCIAL})


class Role(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as one session announces them."""

    name: str
    affiliation: str | None = None
    role: Role = Role.SPEAKER


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a session points to; ``url`` is http, https or mailto."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Any slot of the agenda, a talk as well as a break.

    ``start`` and ``end`` are instants in UTC (any other zone given is converted): Python compares and
    subtracts two times of one summer-time zone by their wall clock, which is wrong by an hour in the night
    the clocks change. ``day`` is the conference day in the conference's zone: a talk at 00:30 belongs to the
    evening before where the agenda says so.
    """

    id: str
    title: str
    start: datetime
    end: datetime
    day: date
    kind: Kind = Kind.TALK
    speakers: tuple[Speaker, ...] = ()
    abstract: str | None = None
    subtitle: str | None = None
    room: str | None = None
    track: str | None = None
    language: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    guid: str | None = None
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            instant: datetime = getattr(self, name)
            if instant.tzinfo is UTC:
                continue
            if instant.tzinfo is None:
                raise ValueError(f"Session.{name} needs a time zone")
            object.__setattr__(self, name, instant.astimezone(UTC))
        if self.end < self.start:
            raise ValueError("a session cannot end before it starts")

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def is_talk(self) -> bool:
        """Whether it is a talk, what people come for."""
        return self.kind is Kind.TALK


@dataclass(frozen=True, slots=True)
class Appearance:
    """One session of a person, and what they do in it."""

    session: Session
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on stage, with all of their sessions in time order."""

    name: str
    affiliation: str | None
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The people of one organisation; ``name`` is None for those without any."""

    name: str | None
    people: tuple[Person, ...]


@dataclass(frozen=True, eq=False)
class Agenda:
    """All sessions of one conference, in time order, and what is said of it as a whole.

    ``name`` is what commands and files call it: lower case, digits and hyphens. Two agendas are equal only
    when they are the same object, so that handing one around costs no comparison of its sessions.
    """

    name: str
    title: str
    zone: ZoneInfo
    sessions: tuple[Session, ...]
    acronym: str | None = None
    venue: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        ordered = sorted(self.sessions, key=lambda session: (session.start, session.end, session.room or ""))
        object.__setattr__(self, "sessions", tuple(ordered))

    @cached_property
    def by_id(self) -> MappingProxyType[str, Session]:
        """Every session under its id."""
        return MappingProxyType({session.id: session for session in self.sessions})

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The conference days that have sessions, in order."""
        return tuple(sorted(self._by_day))

    @cached_property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that sessions are in, in order of first use."""
        return tuple(dict.fromkeys(session.room for session in self.sessions if session.room))

    @cached_property
    def start(self) -> datetime | None:
        """When the first session starts; None for an agenda without sessions."""
        return self.sessions[0].start if self.sessions else None

    @cached_property
    def end(self) -> datetime | None:
        """When the last session ends; None for an agenda without sessions."""
        return max((session.end for session in self.sessions), default=None)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody on stage, by name. One name is one person, with the first affiliation given for it."""
        names: dict[str, str] = {}
        affiliations: dict[str, str] = {}
        appearances: dict[str, list[Appearance]] = {}
        for session in self.sessions:
            for speaker in session.speakers:
                key = speaker.name.casefold()
                names.setdefault(key, speaker.name)
                if speaker.affiliation:
                    affiliations.setdefault(key, speaker.affiliation)
                appearances.setdefault(key, []).append(Appearance(session, speaker.role))
        return tuple(
            Person(names[key], affiliations.get(key), tuple(appearances[key])) for key in sorted(appearances)
        )

    @cached_property
    def affiliations(self) -> tuple[Affiliation, ...]:
        """The people by organisation: the largest first, those without one last."""
        groups: dict[str | None, list[Person]] = {}
        for person in self.people:
            groups.setdefault(person.affiliation, []).append(person)
        found = [Affiliation(name, tuple(people)) for name, people in groups.items()]
        return tuple(sorted(found, key=_largest_first))

    def local(self, instant: datetime) -> datetime:
        """The instant on the conference's own clock."""
        return instant.astimezone(self.zone)

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The sessions of one conference day, in time order."""
        return self._by_day.get(day, ())

    def during(self, start: datetime, end: datetime) -> tuple[Session, ...]:
        """The sessions that run at some time between two instants, in time order.

        Looks only at those that can: a question of any cursor move, it must not take longer the more
        sessions there are.
        """
        first = bisect_right(self._latest_ends, start)
        last = bisect_left(self.sessions, end, key=lambda session: session.start)
        return tuple(session for session in self.sessions[first:last] if session.end > start)

    @cached_property
    def _by_day(self) -> dict[date, tuple[Session, ...]]:
        days: dict[date, list[Session]] = {}
        for session in self.sessions:
            days.setdefault(session.day, []).append(session)
        return {day: tuple(sessions) for day, sessions in days.items()}

    @cached_property
    def _latest_ends(self) -> list[datetime]:
        """For each session the latest end of it and all before it, so never falling."""
        return list(accumulate((session.end for session in self.sessions), max))


def _largest_first(affiliation: Affiliation) -> tuple[bool, int, str]:
    return (affiliation.name is None, -len(affiliation.people), (affiliation.name or "").casefold())


def session_ids(keys: Iterable[str]) -> tuple[str, ...]:
    """Ids for the sessions with these keys, unique where a source repeats one: ``x``, ``x-2``, ``x-3``."""
    counts: dict[str, int] = {}
    ids: dict[str, None] = {}
    for key in keys:
        candidate = key
        while candidate in ids:
            counts[key] = counts.get(key, 1) + 1
            candidate = f"{key}-{counts[key]}"
        ids[candidate] = None
    return tuple(ids)
