"""My schedule: what one attendee keeps of an agenda, and how the kept sessions sit in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, Setting
from scale_tui.domain.timeline import overlap_minutes
from scale_tui.values import dataclass

CHANGE_MINUTES = 5
"""How long changing rooms takes where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class PersonalSchedule:
    """The marks of one attendee on one conference.

    ``stars``, ``backups`` and ``hidden`` are session ids, and no id is in two of them; ``notes`` are texts
    by session id. ``own`` are the attendee's own entries, and ``gone`` the kept sessions that are no longer
    in the agenda, as they last were: both are sessions, in time order. ``filters`` are queries by the names
    that they were saved under; they are the same at every conference.
    """

    stars: frozenset[str] = frozenset()
    backups: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    hidden_rooms: frozenset[str] = frozenset()
    hidden_tracks: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Session, ...] = ()
    gone: tuple[Session, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Iterable[Setting], filters: Mapping[str, str] | None = None) -> "PersonalSchedule":
        """The schedule of these marks; of two on one session that exclude each other the star stays."""
        found: dict[Mark, dict[str, str | Session]] = {mark: {} for mark in Mark}
        for setting in settings:
            if setting.value is not None:
                found[setting.mark][setting.subject] = setting.value
        stars = frozenset(found[Mark.STAR])
        backups = frozenset(found[Mark.BACKUP]) - stars
        return cls(
            stars=stars,
            backups=backups,
            hidden=frozenset(found[Mark.HIDDEN]) - stars - backups,
            hidden_rooms=frozenset(found[Mark.HIDDEN_ROOM]),
            hidden_tracks=frozenset(found[Mark.HIDDEN_TRACK]),
            notes={subject: str(text) for subject, text in found[Mark.NOTE].items()},
            own=_in_time_order(found[Mark.OWN].values()),
            gone=_in_time_order(found[Mark.GONE].values()),
            filters=filters or {},
        )

    def has(self, mark: Mark, subject: str) -> bool:
        """Whether this mark is set on this subject."""
        match mark:
            case Mark.STAR:
                return subject in self.stars
            case Mark.BACKUP:
                return subject in self.backups
            case Mark.HIDDEN:
                return subject in self.hidden
            case Mark.HIDDEN_ROOM:
                return subject in self.hidden_rooms
            case Mark.HIDDEN_TRACK:
                return subject in self.hidden_tracks
            case Mark.NOTE:
                return subject in self.notes
            case Mark.OWN | Mark.GONE:
                sessions = self.own if mark is Mark.OWN else self.gone
                return any(session.id == subject for session in sessions)

    def is_hidden(self, session: Session) -> bool:
        """Whether it shall be out of sight: itself, its room or its track; never what is kept."""
        if session.id in self.stars or session.id in self.backups:
            return False
        return (
            session.id in self.hidden
            or session.room in self.hidden_rooms
            or session.track in self.hidden_tracks
        )

    def starred(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """Those of the sessions that have a star, in the order given."""
        return tuple(session for session in sessions if session.id in self.stars)

    def backed_up(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """Those of the sessions that are kept as second choice, in the order given."""
        return tuple(session for session in sessions if session.id in self.backups)

    def busy(self, sessions: Iterable[Session]) -> tuple[Session, ...]:
        """What takes the attendee's time, in time order: own entries, and stars on what is not cancelled."""
        taking_place = (session for session in self.starred(sessions) if not session.is_cancelled)
        return _in_time_order((*taking_place, *self.own))


def _in_time_order(sessions: Iterable[str | Session]) -> tuple[Session, ...]:
    found = [session for session in sessions if isinstance(session, Session)]
    return tuple(sorted(found, key=lambda session: (session.start, session.end, session.room or "")))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A session that runs at the same time, and for how many minutes."""

    session: Session
    minutes: int


def conflicts_with(session: Session, sessions: Iterable[Session]) -> tuple[Conflict, ...]:
    """Those of the sessions that overlap this one; touching is no conflict, under a minute counts as one."""
    return tuple(
        Conflict(other, minutes)
        for other in sessions
        if other.id != session.id and (minutes := overlap_minutes(session, other)) > 0
    )


def clash_groups(kept: Sequence[Session]) -> tuple[tuple[Session, ...], ...]:
    """The kept sessions (in time order) in groups that overlap, directly or through another of the group.

    A session without any overlap is a group of its own, as is one without length.
    """
    groups: list[list[Session]] = []
    latest: list[Session] = []
    busy_until = datetime.min.replace(tzinfo=UTC)
    for session in kept:
        if session.start == session.end:
            groups.append([session])
            continue
        if session.start < busy_until:
            latest.append(session)
        else:
            latest = [session]
            groups.append(latest)
        busy_until = max(busy_until, session.end)
    return tuple(tuple(group) for group in groups)
