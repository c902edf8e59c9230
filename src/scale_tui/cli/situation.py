"""What a command answers from, brought together: which agenda, whose schedule, at which instant."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import now_at_conference
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import find_agenda, find_conference
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.timeline import Status, status_at
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.storage.personal import PersonalStore


@dataclass(frozen=True, eq=False)
class Situation:
    """An agenda as one attendee sees it at an instant.

    ``kept_as`` is the name that the conference is kept under, where all is as usual with it and the marks.
    """

    agenda: Agenda
    schedule: PersonalSchedule
    now: datetime
    kept_as: str | None = None

    def is_starred(self, session: Session) -> bool:
        """Whether the attendee keeps the session."""
        return session.id in self.schedule.stars

    def is_running(self, session: Session) -> bool:
        """Whether the session is on."""
        return status_at(session, self.now) is Status.RUNNING

    @cached_property
    def stars(self) -> tuple[Session, ...]:
        """The sessions that the attendee keeps, in time order."""
        return self.schedule.starred(self.agenda.sessions)

    @cached_property
    def busy(self) -> tuple[Session, ...]:
        """What takes the attendee's time: stars and their own entries, in time order."""
        return self.schedule.busy(self.agenda.sessions)


def situation(arguments: Arguments) -> Situation:
    """What the arguments and this process's environment ask about.

    Raises ScaleTuiError where the conference, its agenda, the time or the attendee's marks cannot be had.
    """
    found = find_conference(arguments.conference)
    agenda, now = found.agenda, now_at_conference(arguments.at, os.environ, found.agenda.zone)
    with personal_store(now) as store:
        kept_as = None if store.notice else found.kept_as
        return Situation(agenda, store.load(agenda.name), now, kept_as)


def agenda_and_now(arguments: Arguments) -> tuple[Agenda, datetime]:
    """The part of a situation that needs nothing of the attendee's.

    Raises ScaleTuiError where the conference, its agenda or the time cannot be had.
    """
    agenda = find_agenda(arguments.conference)
    return agenda, now_at_conference(arguments.at, os.environ, agenda.zone)


@contextmanager
def personal_store(now: datetime, *, for_marking: bool = False) -> Iterator["PersonalStore"]:
    """The attendee's marks; what is not as usual with them is said on standard error.

    A store that cannot be marked says so again when that is tried: once is enough.
    """
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore

    with PersonalStore.open(schedule_path(), at=now) as store:
        if store.notice and not (for_marking and store.is_read_only):
            complain(store.notice)
        yield store
