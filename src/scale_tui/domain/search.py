"""Finding sessions: an Index finds those in which all of a Query holds.

Words match anywhere in title, subtitle, speakers, affiliations, track, room and abstract, in any order, and
all of them must. Text and words are folded first, so that ``odegard`` finds Ødegård.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import IntEnum
from functools import cached_property

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Group, Query, names_text
from scale_tui.domain.schedule import PersonalSchedule, conflicts_with

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


FILTER_GROUPS = (Group.KIND, Group.LANGUAGE, Group.TRACK, Group.ROOM)
"""The groups of which a session has one name at most."""


def name_in(session: Session, group: Group) -> str | None:
    """What a session's track, room, language or kind is called."""
    match group:
        case Group.TRACK:
            return session.track
        case Group.ROOM:
            return session.room
        case Group.LANGUAGE:
            return session.language
        case _:
            return session.kind.value


class Rank(IntEnum):
    """Where a word was found, the best place first."""

    TITLE_WORD = 0
    TITLE = 1
    SPEAKER = 2
    PLACE = 3
    ABSTRACT = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One session, folded once so that a search only compares."""

    session: Session
    title: str
    names: Mapping[Group, str]
    affiliations: str
    abstract: str

    def rank(self, word: str) -> Rank | None:
        """The best place where the word stands; None where it does not."""
        at = self.title.find(word)
        if at >= 0:
            starts_word = at == 0 or any(
                not self.title[index - 1].isalnum() for index in _occurrences(self.title, word)
            )
            return Rank.TITLE_WORD if starts_word else Rank.TITLE
        if word in self.names[Group.SPEAKER] or word in self.affiliations:
            return Rank.SPEAKER
        if word in self.names[Group.TRACK] or word in self.names[Group.ROOM]:
            return Rank.PLACE
        return Rank.ABSTRACT if word in self.abstract else None


def _occurrences(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@dataclass(frozen=True, eq=False)
class Index:
    """An agenda made ready to be searched."""

    agenda: Agenda
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, agenda: Agenda) -> "Index":
        """The index of this agenda; folds every text of it once."""
        return cls(agenda, tuple(_entry(session) for session in agenda.sessions))

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {entry.session.id: position for position, entry in enumerate(self.entries)}

    def matching(
        self,
        query: Query,
        schedule: PersonalSchedule,
        now: datetime,
        zone: tzinfo | None = None,
        *,
        among: Iterable[Session] | None = None,
    ) -> tuple[Session, ...]:
        """The sessions that the query finds, the best match first and equals in time order.

        ``zone`` is that of the clock which is shown, the conference's unless given. ``among`` are the
        sessions to look at, where the rest is known not to match (see ``Query.narrows``).
        """
        found: list[tuple[int, int]] = []
        entries = self.entries
        positions = (
            range(len(entries)) if among is None else (self._positions[session.id] for session in among)
        )
        for position in positions:
            entry = entries[position]
            rank = _rank(entry, query)
            if rank is not None and self._holds(entry.session, query, schedule, now):
                found.append((rank, position))
        found.sort()
        sessions = tuple(entries[position].session for _, position in found)
        if query.after is None:
            return sessions
        clock = zone or self.agenda.zone
        return tuple(session for session in sessions if _starts_after(session, query.after, clock))

    def _holds(self, session: Session, query: Query, schedule: PersonalSchedule, now: datetime) -> bool:
        if not _is_marked(session, query, schedule):
            return False
        if query.is_now and not session.start <= now < session.end:
            return False
        if query.is_clash and not _clashes(session, schedule, self.agenda):
            return False
        return query.day is None or _is_on_day(session, query.day)


def _is_marked(session: Session, query: Query, schedule: PersonalSchedule) -> bool:
    """Whether it has the marks that are asked for, and a note with all the words."""
    if query.is_star and session.id not in schedule.stars:
        return False
    if query.is_backup and session.id not in schedule.backups:
        return False
    if not (query.is_note or query.notes):
        return True
    note = schedule.notes.get(session.id)
    return note is not None and all(term in fold(note) for term in query.notes)


def _starts_after(session: Session, clock: time, zone: tzinfo) -> bool:
    """Whether it starts then or later on its conference day, which the night after belongs to."""
    start = session.start.astimezone(zone)
    return (start.date(), start.time()) >= (session.day, clock)


def _entry(session: Session) -> Entry:
    affiliations = (speaker.affiliation for speaker in session.speakers if speaker.affiliation)
    return Entry(
        session=session,
        title=fold(f"{session.title}\n{session.subtitle or ''}"),
        names={
            Group.SPEAKER: names_text(*(speaker.name for speaker in session.speakers)),
            **{group: names_text(name_in(session, group) or "") for group in FILTER_GROUPS},
        },
        affiliations=fold("\n".join(affiliations)),
        abstract=fold(session.abstract or ""),
    )


def _rank(entry: Entry, query: Query) -> int | None:
    parts = ((Group.SPEAKER, query.speakers), (Group.TRACK, query.tracks), (Group.ROOM, query.rooms))
    for group, terms in parts:
        if not all(term in entry.names[group] for term in terms):
            return None
    if not all(choice.holds(entry.names[choice.group]) for choice in query.choices):
        return None
    total = 0
    for word in query.words:
        rank = entry.rank(word)
        if rank is None:
            return None
        total += rank
    return total


def _clashes(session: Session, schedule: PersonalSchedule, agenda: Agenda) -> bool:
    return session.id in schedule.stars and bool(conflicts_with(session, schedule.busy(agenda.sessions)))


def _is_on_day(session: Session, day: str) -> bool:
    if day.isdecimal() and len(day) <= 2:
        return int(day) == session.day.day
    return session.day.isoformat().startswith(day) or _WEEKDAYS[session.day.weekday()].startswith(day)
