"""What leaves the app as files, as the app is handed the way to write them."""

from typing import TYPE_CHECKING, Protocol

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule

if TYPE_CHECKING:
    from scale_tui.export.forms import Form


class Outbox(Protocol):
    """Writes files. Everything may take long: it is asked in a thread."""

    def suggest(self, name: str) -> str:
        """Where a file of this name would go: its whole path, to show and to change."""
        ...

    def send(
        self,
        agenda: Agenda,
        schedule: PersonalSchedule,
        form: "Form",
        path: str,
        *,
        is_all: bool,
        may_replace: bool,
    ) -> tuple[str, int]:
        """Write my schedule, or all of the agenda; where the file lies then, and how many sessions it has.

        Raises AlreadyThere where there is one that may not be replaced, else ScaleTuiError with a line to
        show; nothing has changed then.
        """
        ...
