"""The conferences to choose from, as the app is handed them."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import Changes
from scale_tui.domain.conference import Conference

Progress = Callable[[int, int | None], object]
"""Is told how many bytes have come, and of how many where that is known; what it raises ends the fetching."""


class Shelf(Protocol):
    """What is on this machine, and the way to more. Everything may take long: it is asked in a thread.

    All raise ScaleTuiError with a line to show.
    """

    def all(self) -> Sequence[Conference]:
        """Every conference, the bundled one too."""
        ...

    def open(self, name: str) -> Agenda:
        """The agenda of the conference called so, which is then the one used last."""
        ...

    def add(self, source: str, progress: Progress, *, is_agreed: bool) -> Agenda:
        """Read and save the schedule at an address or in a file, and open it.

        Raises OnPrivateNetwork for an address of this machine or of a private network unless that is agreed.
        """
        ...

    def refresh(self, name: str, progress: Progress) -> Agenda | None:
        """Ask the source for a newer agenda; None when there is none."""
        ...

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        """The same, but only where this copy is old: an hour while the event runs, else a day."""
        ...

    def changes(self, agenda: Agenda) -> Changes:
        """What has changed in this agenda and was not acknowledged; nothing in one that came once only."""
        ...

    def acknowledge(self, name: str) -> None:
        """Count the changes of the conference called so as seen."""
        ...

    def age(self, agenda: Agenda) -> timedelta | None:
        """How long ago the source of this agenda last answered; None where there is no source to ask."""
        ...
