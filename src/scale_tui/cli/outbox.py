"""Where the app's files go: to the attendee's downloads, unless they say otherwise."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotSave
from scale_tui.domain.schedule import PersonalSchedule

if TYPE_CHECKING:
    from scale_tui.export.forms import Form
    from scale_tui.storage.personal import PersonalStore


class KeptOutbox:
    """Writes the files that the app is asked for. It waits for the disk, so the app does it in a thread.

    ``open_store`` opens the attendee's marks in that thread.
    """

    def __init__(self, open_store: Callable[[], AbstractContextManager["PersonalStore"]]) -> None:
        self._open_store = open_store

    def suggest(self, name: str) -> str:
        """Where a file of this name goes unless another place is chosen: my downloads, else my home."""
        from platformdirs import user_downloads_path

        try:
            folder = user_downloads_path()
            return str((folder if folder.is_dir() else Path.home()) / name)
        except RuntimeError:  # neither HOME nor an entry in the user database
            return name

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
        """Write the file; where it lies then, and how many sessions are in it.

        Raises AlreadyThere where there is one that may not be replaced, CannotSave, CannotRead.
        """
        # Late: few who open the app write a file.
        from scale_tui.cli.exporting import edition_of
        from scale_tui.export.forms import written
        from scale_tui.storage.exported import write_exported

        try:
            place = Path(path).expanduser().absolute()
        except RuntimeError as error:
            raise CannotSave(f"{path}: not written, there is no such home folder") from error
        with self._open_store() as store:
            edition = edition_of(agenda, store)
        found = written(form, agenda, schedule, edition, is_all=is_all)
        write_exported(place, found.data, may_replace=may_replace)
        return str(place), found.sessions
