"""My schedule of one conference as a side of a merging with a calendar: what is kept, and its events."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import Mark, Setting, own_entry, put, take_off
from scale_tui.export.calendar_file import calendar_file
from scale_tui.export.edition import Edition
from scale_tui.storage.personal import PersonalStore
from scale_tui.sync.caldav_event import Wanted
from scale_tui.sync.merging import Known

_KEPT = (Mark.STAR, Mark.BACKUP, Mark.OWN)


class ScheduleSide:
    """What is kept, by the ids of sessions and own entries; ``topic`` is what is remembered with it."""

    def __init__(
        self, store: PersonalStore, agenda: Agenda, edition: Edition, topic: str, now: datetime
    ) -> None:
        self.agenda = agenda
        self._edition = edition
        self._store = store
        self._topic = topic
        self._now = now
        self._reload()

    def _reload(self) -> None:
        self.schedule = self._store.load(self.agenda.name)
        kept_so = [each for each in self._store.log(self.agenda.name) if each.mark in _KEPT]
        self._marked_at = {(each.subject, each.mark): each.changed_at for each in kept_so}
        mine = (*self.schedule.gone, *self.schedule.own)
        self.sessions: dict[str, Session] = {session.id: session for session in mine} | dict(
            self.agenda.by_id
        )

    def ids(self) -> frozenset[str]:
        """Whatever is kept, and of which it is known when it is."""
        marked = self.schedule.stars | self.schedule.backups | {session.id for session in self.schedule.own}
        return marked & self.sessions.keys()

    @property
    def lost(self) -> frozenset[str]:
        """What is kept, though nobody knows any more when it is."""
        return (self.schedule.stars | self.schedule.backups) - self.sessions.keys()

    def mark(self, key: str) -> Mark:
        """How it is kept."""
        return next((mark for mark in _KEPT if self.schedule.has(mark, key)), Mark.STAR)

    def wanted(self, key: str) -> Wanted:
        """The event that it is to have. Notes stay here: many let others look into their calendar."""
        session, mark = self.sessions[key], self.mark(key)
        marked_at = self._marked_at.get((key, mark), self._now)
        without_notes = replace(self.schedule, notes={})
        text = calendar_file(self.agenda, without_notes, self._edition, (session,))
        return Wanted(text, mark, marked_at, marked_at if mark is Mark.OWN else self._edition.as_of)

    def keep(self, key: str, mark: Mark, since: datetime | None) -> None:
        """Keep a session so, as the attendee does elsewhere ``since`` then; None where that is not known.

        From now on, a mark of theirs that this machine has not heard of yet would be older, and lost.
        """
        self._keep(put(mark, key), since)

    def keep_own(self, session: Session, since: datetime | None) -> None:
        """Have this entry of my own, as the attendee has it elsewhere ``since`` then."""
        self._keep(own_entry(session), since)

    def remove(self, key: str) -> None:
        """Keep it no more."""
        self._keep([setting for mark in (*_KEPT, Mark.GONE) for setting in take_off(mark, key)], self._now)

    def _keep(self, settings: Iterable[Setting], since: datetime | None) -> None:
        since = min(since or self._now, self._now)  # No machine's clock may say that it is kept from then on.
        self._store.keep(self.agenda.name, settings, at=self._now, since=since, is_undoable=False)
        self._reload()

    def known(self) -> dict[str, Known]:
        """What is remembered of the last time with this calendar."""
        words = {word.value: word for word in Known}
        remembered = self._store.remembered(self.agenda.name, self._topic)
        return {key: words[said] for key, said in remembered.items() if said in words}

    def remember(self, key: str, known: Known | None) -> None:
        """Remember this of a session, or nothing any more."""
        value = None if known is None else known.value
        self._store.remember(self.agenda.name, self._topic, {key: value}, at=self._now)
