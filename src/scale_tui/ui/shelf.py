"""The conferences to choose from, as the app is handed them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from scale_tui.domain.agenda import Agenda
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

    def add(self, source: str, progress: Progress) -> Agenda:
        """Read and save the schedule at an address or in a file, and open it."""
        ...

    def refresh(self, name: str, progress: Progress) -> Agenda | None:
        """Ask the source for a newer agenda; None when there is none."""
        ...

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        """The same, but only where this copy is old: an hour while the event runs, else a day."""
        ...
