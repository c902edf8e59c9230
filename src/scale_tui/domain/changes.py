"""What differs between two versions of one agenda, session by session and field by field."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.values import dataclass

_PLACE_AND_TIME = ("start", "end", "day", "room")
_NAMES = ("title", "subtitle")
# Not the id and the guid: an attendee sees neither, and a session that only has another id is the same.
_COMPARED = (
    *_PLACE_AND_TIME,
    *_NAMES,
    "is_cancelled",
    "speakers",
    "track",
    "kind",
    "language",
    "abstract",
    "url",
    "links",
)


class ChangeKind(StrEnum):
    """What became of a session, the weightiest first."""

    GONE = "gone"
    CANCELLED = "cancelled"
    NEW = "new"
    RESTORED = "restored"
    """It was cancelled, and takes place after all."""
    MOVED = "moved"
    """To another time, day or room."""
    RENAMED = "renamed"
    EDITED = "edited"
    """Anything else: its speakers, abstract, track, language, links."""


_RESCHEDULING = frozenset({ChangeKind.GONE, ChangeKind.CANCELLED, ChangeKind.RESTORED, ChangeKind.MOVED})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a session, named as in ``Session``, with its value before and now."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class AgendaChange:
    """What became of one session: ``old`` is None for one that is new, ``new`` for one that is gone.

    ``fields`` are those that differ, empty where there is only one side. The ids may differ too: see
    ``followed_ids``.
    """

    old: Session | None
    new: Session | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def session(self) -> Session:
        """The session as it is now, or as it was for one that is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change is of a session")
        return found

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """All that became of it, the weightiest first; never empty."""
        if self.new is None:
            return (ChangeKind.GONE,)
        if self.old is None:
            return (ChangeKind.NEW,)
        found = {_kind_of(change) for change in self.fields}
        return tuple(kind for kind in ChangeKind if kind in found)

    @property
    def kind(self) -> ChangeKind:
        """The weightiest of what became of it."""
        return self.kinds[0]


@dataclass(frozen=True, eq=False)
class Changes:
    """All that changed in an agenda since an instant, in the time order of the sessions.

    ``since`` is None where nothing took the place of the first version yet, or all was seen.
    """

    since: datetime | None = None
    all: tuple[AgendaChange, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, AgendaChange]:
        """Each by the id of the session as it is now, or as it was for one that is gone."""
        return MappingProxyType({change.session.id: change for change in self.all})

    def on(self, ids: AbstractSet[str]) -> tuple[AgendaChange, ...]:
        """Those of the sessions with these ids."""
        return tuple(change for change in self.all if change.session.id in ids)


UNCHANGED = Changes()
"""Nothing changed."""


def changes_between(old: Agenda, new: Agenda) -> tuple[AgendaChange, ...]:
    """All that changed from the old version to the new one, in the time order of the sessions.

    A session is the same where it has the same id, or is followed to another (see ``followed_ids``); one
    with nothing but another id is no change. Between versions that say the same nothing changed.
    """
    before = dict(old.by_id)
    names_before = {new_id: old_id for old_id, new_id in followed_ids(old, new).items()}
    found: list[AgendaChange] = []
    for session in new.sessions:
        was = before.pop(names_before.get(session.id, session.id), None)
        fields = () if was is None else tuple(_differences(was, session))
        if was is None or fields:
            found.append(AgendaChange(was, session, fields))
    found.extend(AgendaChange(session, None) for session in before.values())
    return tuple(sorted(found, key=lambda change: (change.session.start, change.session.end)))


def count_moves(counts: Mapping[str, int], old: Agenda, new: Agenda) -> dict[str, int]:
    """How often each session was put elsewhere, by its id, with these counts before the new version.

    Called off, taken out of the agenda and put back count too: it is for calendars, which take in a change of
    a session's time, place or state only when its number has risen (RFC 5546, 2.1.4). Those that never moved
    are left out.
    """
    names = followed_ids(old, new)
    found = {names.get(session_id, session_id): count for session_id, count in counts.items()}
    for change in changes_between(old, new):
        session_id = change.session.id
        came_back = change.kind is ChangeKind.NEW and session_id in found
        if came_back or not _RESCHEDULING.isdisjoint(change.kinds):
            found[session_id] = found.get(session_id, 0) + 1
    return found


def followed_ids(old: Agenda, new: Agenda) -> MappingProxyType[str, str]:
    """Where sessions whose id is gone are to be found now: old id to new id, so that marks can follow.

    A session is the same with another id where the title and the people are the same; and where it starts at
    the same time in the same room with the same people under another title. Where several would do, as with
    a coffee break of each day, the one that is nearest in time and place is taken, and none in doubt.
    """
    lost = [session for session in old.sessions if session.id not in new.by_id]
    found = [session for session in new.sessions if session.id not in old.by_id]
    pairs: dict[str, str] = {}
    for key in _LIKENESSES:
        if not lost or not found:
            break
        for was, now in _pairs_alone(lost, found, key):
            pairs[was.id] = now.id
        taken = set(pairs.values())
        lost = [session for session in lost if session.id not in pairs]
        found = [session for session in found if session.id not in taken]
    return MappingProxyType(pairs)


_Key = Callable[[Session], Hashable]


def _pairs_alone(
    lost: Iterable[Session], found: Iterable[Session], key: _Key
) -> Iterator[tuple[Session, Session]]:
    """The pairs that are alike by this key, and that nothing else on either side is like."""
    gone, come = _by_key(lost, key), _by_key(found, key)
    for alike, sessions in gone.items():
        others = come.get(alike, [])
        if alike is not None and len(sessions) == len(others) == 1:
            yield sessions[0], others[0]


def _by_key(sessions: Iterable[Session], key: _Key) -> dict[Hashable, list[Session]]:
    grouped: dict[Hashable, list[Session]] = {}
    for session in sessions:
        grouped.setdefault(key(session), []).append(session)
    return grouped


def _talk(session: Session) -> tuple[str, frozenset[str]]:
    """What makes it this talk: title and people, upper and lower case and spaces aside."""
    return " ".join(session.title.casefold().split()), _people(session)


def _people(session: Session) -> frozenset[str]:
    return frozenset(speaker.name.casefold() for speaker in session.speakers)


def _slot_and_people(session: Session) -> Hashable:
    return (session.start, session.room, _people(session)) if session.speakers else None


# From the surest to the least; None is alike to nothing.
_LIKENESSES: tuple[_Key, ...] = (
    lambda session: (_talk(session), session.start, session.room),
    lambda session: (_talk(session), session.start),
    lambda session: (_talk(session), session.day, session.room),
    lambda session: (_talk(session), session.day),
    _talk,
    _slot_and_people,
)


def _differences(old: Session, new: Session) -> Iterator[FieldChange]:
    if old == new:
        return
    for name in _COMPARED:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield FieldChange(name, was, now)


def _kind_of(change: FieldChange) -> ChangeKind:
    if change.field == "is_cancelled":
        return ChangeKind.CANCELLED if change.new else ChangeKind.RESTORED
    if change.field in _PLACE_AND_TIME:
        return ChangeKind.MOVED
    return ChangeKind.RENAMED if change.field in _NAMES else ChangeKind.EDITED
