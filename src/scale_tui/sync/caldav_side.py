"""The calendar as a side of a merging: what of one conference lies in it, by the ids of its sessions."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import OWN_PREFIX, Mark
from scale_tui.sync.caldav import ChangedMeanwhile, EventCalendar, UidTaken
from scale_tui.sync.caldav_event import (
    LONG_AGO,
    CalendarEvent,
    Wanted,
    is_mark_there_later,
    new_text,
    read_event,
    session_of,
    updated_text,
)
from scale_tui.sync.caldav_server import Resource
from scale_tui.sync.merging import NotAccepted
from scale_tui.values import dataclass

_ATTEMPTS = 5


class Names:
    """What the events of a conference are called; ``uid_of`` makes the UID of a session's id."""

    def __init__(self, uid_of: Callable[[str], str], ids: Iterable[str]) -> None:
        self._uid_of = uid_of
        self._ending = uid_of("x").partition("@")[2]
        self._ids = {uid_of(session_id): session_id for session_id in ids}

    def file(self, session_id: str) -> str:
        """The name of a session's file, the same on every machine, so that none is put there twice."""
        return f"{self._uid_of(session_id).replace('@', '.')}.ics"

    def uid(self, session_id: str) -> str:
        """The UID of a session."""
        return self._uid_of(session_id)

    def is_file(self, name: str) -> bool:
        """Whether a file of this name has an event of the conference."""
        return name.endswith(f".{self._ending}.ics")

    def id_of(self, uid: str) -> str | None:
        """The id of the session; None for one that is not known here."""
        known = self._ids.get(uid)
        if known is not None or not uid.startswith(OWN_PREFIX):
            return known
        session_id = uid.partition("@")[0]
        return session_id if self._uid_of(session_id) == uid else None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What lies in the calendar for a session; an event that cannot be read is left alone."""

    resource: Resource
    event: CalendarEvent | None


class CalendarSide:
    """The events of one conference; ``wanted`` says how a session is to be written. Raises Unreachable."""

    def __init__(self, calendar: EventCalendar | None, names: Names, wanted: Callable[[str], Wanted]) -> None:
        self._calendar = calendar
        self._names = names
        self._wanted = wanted
        self._found: dict[str, _Found] = {}
        self.added: set[str] = set()
        """The sessions that an event was put there for, since it was looked at."""
        self.unknown = 0
        """How many events of the conference are there for sessions that are not known here."""

    def load(self, expected: AbstractSet[str]) -> None:
        """Look at what is there; ``expected`` are the sessions that were there.

        What was there and is not listed is asked for once more: a list that is not complete, or of other
        names, must not look as if somebody had taken everything away.
        """
        if self._calendar is None:
            return
        calendar, names = self._calendar, self._names
        for resource in calendar.texts(calendar.paths(names.is_file)):
            event = read_event(resource.text)
            session_id = None if event is None else names.id_of(event.uid)
            if session_id is None:
                self.unknown += event is not None
            else:
                self._found[session_id] = _Found(resource, event)
        for session_id in expected - self._found.keys():
            self._look(session_id, self._path(session_id))

    def ids(self) -> frozenset[str]:
        """The sessions that are there."""
        return frozenset(self._found)

    def add(self, key: str) -> None:
        """Have an event for the session; one that somebody else has put there meanwhile is left as it is."""
        if key in self._found or self._calendar is None:
            return
        try:
            self._calendar.add(self._path(key), new_text(self._wanted(key)))
        except ChangedMeanwhile:
            self._look(key, self._path(key))
        except UidTaken as refusal:
            self._adopt(key, refusal)
        else:
            self.added.add(key)

    def remove(self, key: str) -> None:
        """Have no event for the session any more, whatever somebody else has made of it."""
        for _ in range(_ATTEMPTS):
            found = self._found.get(key)
            if found is None or self._calendar is None:
                return
            try:
                self._calendar.remove(found.resource)
            except ChangedMeanwhile:
                self._look(key, found.resource.path)
            else:
                del self._found[key]
        if key in self._found:
            raise NotAccepted("is changed in the calendar all the time")

    def is_updated(self, key: str, *, is_adopted: bool, is_dry_run: bool = False) -> bool:
        """Bring what the conference has changed into the calendar; whether there was anything to bring."""
        for _ in range(_ATTEMPTS):
            found = self._found.get(key)
            if found is None or found.event is None or self._calendar is None:
                return False
            text = updated_text(found.event, self._wanted(key), is_adopted=is_adopted)
            if text is None:
                return False
            try:
                if not is_dry_run:
                    self._calendar.replace(found.resource, text)
            except ChangedMeanwhile:
                self._look(key, found.resource.path)
            else:
                self._found[key] = replace(found, event=read_event(text))
                return True
        raise NotAccepted("is changed in the calendar all the time")

    def mark(self, key: str) -> Mark:
        """How the session is kept, as far as the calendar says; a star where it does not."""
        found = self._found.get(key)
        said = found.event.record.mark if found is not None and found.event is not None else None
        return said or Mark.STAR

    def marked_at(self, key: str) -> datetime | None:
        """Since when the session is kept so, or an entry of my own as it is; None where that is not said."""
        found = self._found.get(key)
        if found is None or found.event is None:
            return None
        record = found.event.record
        said = record.as_of if record.mark is Mark.OWN else record.marked_at
        return None if said == LONG_AGO else said

    def is_unmarked(self, key: str) -> bool:
        """Whether it is not this program that put the event there."""
        found = self._found.get(key)
        return found is not None and found.event is not None and found.event.record.mark is None

    def later_mark(self, key: str) -> Mark | None:
        """How the session is kept, where the calendar says otherwise than here, and later."""
        found = self._found.get(key)
        if found is None or found.event is None or not is_mark_there_later(found.event, self._wanted(key)):
            return None
        return found.event.record.mark

    def session(self, key: str, zone: ZoneInfo, before: Session | None = None) -> Session | None:
        """The event as a session, or ``before`` with what the event says; None where it cannot be one."""
        found = self._found.get(key)
        return None if found is None or found.event is None else session_of(found.event, key, zone, before)

    def _path(self, key: str) -> str:
        name = self._names.file(key)
        return name if self._calendar is None else self._calendar.path(name)

    def _look(self, key: str, path: str) -> None:
        resource = None if self._calendar is None else self._calendar.read(path)
        self._found.pop(key, None)
        if resource is not None:
            event = read_event(resource.text)
            is_other = event is not None and event.uid != self._names.uid(key)
            self._found[key] = _Found(resource, None if is_other else event)

    def _adopt(self, key: str, refusal: UidTaken) -> None:
        """Take over an event that somebody imported from a file of this program: give it its usual place."""
        uid = self._names.uid(key)
        for resource in () if self._calendar is None else self._calendar.with_uid(uid):
            event = read_event(resource.text)
            is_this = event is not None and event.uid == uid
            if is_this and self._calendar is not None and self._calendar.has_moved(resource, self._path(key)):
                self._look(key, self._path(key))
                return
        raise NotAccepted(f"the calendar {refusal}")
