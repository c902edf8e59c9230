"""The conferences as the app is handed them: what is kept here, and the way to more."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from scale_tui.cli.bundled import BUNDLED
from scale_tui.cli.conferences import Conferences
from scale_tui.cli.intake import Intake
from scale_tui.cli.obtaining import Progress
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import UNCHANGED, Changes
from scale_tui.domain.conference import Conference, is_refresh_due
from scale_tui.domain.errors import NotFound, UsageError


class KeptShelf:
    """Asks the disk and the network, so the app does it in a thread. All raise ScaleTuiError.

    ``unkept`` is the name of the agenda that was opened from a file without being added: it has no source
    to ask, even where a conference of that name is kept. Unless ``is_refreshing``, nobody is asked but where
    the attendee says so.
    """

    def __init__(
        self,
        conferences: Conferences,
        intake: Intake,
        real_time: Callable[[], datetime],
        unkept: str | None = None,
        *,
        is_refreshing: bool = True,
    ) -> None:
        self._conferences = conferences
        self._intake = intake
        self._real_time = real_time
        self._unkept = unkept
        self._is_refreshing = is_refreshing

    def all(self) -> tuple[Conference, ...]:
        """Every conference, the bundled one first."""
        return self._conferences.all()

    def open(self, name: str) -> Agenda:
        """The agenda of a conference, which is the one used last from now on."""
        agenda = self._conferences.agenda(name)
        self._use(name)
        return agenda

    def add(self, source: str, progress: Progress, *, is_agreed: bool) -> Agenda:
        """Keep the schedule of an address or a file, and use it from now on."""
        added = self._intake.add(source, progress=progress, may_be_private=is_agreed)
        self._use(added.conference.name)
        return added.agenda

    def refresh(self, name: str, progress: Progress) -> Agenda | None:
        """Ask the source for a newer agenda; None where there is none."""
        if name == self._unkept:
            raise UsageError("this agenda was opened from a file; 'scale-tui add FILE' keeps it up to date")
        return self._intake.refresh(name, progress).agenda

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        """The same for the agenda that is open, but only where it is old and there is somebody to ask."""
        checked_at = self._checked_at(agenda) if self._is_refreshing else None
        if checked_at is None or not is_refresh_due(checked_at, self._real_time(), agenda.start, agenda.end):
            return None
        return self._intake.refresh(agenda.name, progress).agenda

    def changes(self, agenda: Agenda) -> Changes:
        """What differs from the copy kept for comparison."""
        if agenda.name == self._unkept:
            return UNCHANGED
        with suppress(NotFound):
            return self._conferences.changes_to(agenda)
        return UNCHANGED

    def acknowledge(self, name: str) -> None:
        """Let go of the copy kept for comparison."""
        if name != self._unkept:
            self._conferences.acknowledge(name)

    def age(self, agenda: Agenda) -> timedelta | None:
        """How long ago the source answered, in real time, whatever time the app is rehearsed at."""
        checked_at = self._checked_at(agenda)
        return None if checked_at is None else self._real_time() - checked_at

    def _checked_at(self, agenda: Agenda) -> datetime | None:
        """When the source last answered; None where there is none to ask."""
        if agenda.name in (BUNDLED, self._unkept):
            return None
        with suppress(NotFound):
            return self._conferences.conference(agenda.name).checked_at
        return None

    def _use(self, name: str) -> None:
        self._unkept = None
        self._conferences.use(name)
