"""Which conference is meant, and where its agenda comes from."""

from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.conferences import Conferences
from scale_tui.cli.obtaining import STANDARD_INPUT, is_address, read_file, shown_source
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import NotFound
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.cli.intake import Intake
    from scale_tui.storage.library import Library


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An agenda, and under which name it is kept; None for that of a file that was not added."""

    agenda: Agenda
    kept_as: str | None


def find_agenda(choice: str | None) -> Agenda:
    """The agenda of the conference that is meant; of the one used last when none is chosen.

    Raises as ``find_conference``.
    """
    return find_conference(choice).agenda


def find_conference(choice: str | None, *, may_write: bool = True) -> Found:
    """The conference of this name, title or address, or the file there, or the only one called nearly so.

    ``-`` is the one that standard input has, which can be read once. Unless one ``may_write``, what is kept
    of it stays as it is, where it should be brought up to date too.

    Raises NotFound where there is none, Ambiguous where there are several, CannotRead or UnreadableAgenda
    where there is no agenda in it.
    """
    if choice == STANDARD_INPUT:
        return _read(choice)
    known = conferences(may_write=may_write)
    name = known.last_used() if choice is None else known.name_of(choice)
    if name is None and choice is not None:
        if is_address(choice):
            raise NotFound(f"{shown_source(choice)} is not kept here; 'scale-tui add' keeps it")
        if _is_there(choice):
            return _read(choice)
        name = known.name_like(choice)
    if name is None:
        there = ", ".join(each.name for each in known.all())
        raise NotFound(f"no conference and no file called {choice!r}; there is {there}")
    return Found(known.agenda(name), name)


def _read(source: str) -> Found:
    from scale_tui.sources.detect import read_agenda

    return Found(read_agenda(read_file(source), shown_source(source)).agenda, None)


def _is_there(name: str) -> bool:
    """Whether there is a file, or a pipe, to read; a name that no file can have is none."""
    try:
        return Path(name).exists() and not Path(name).is_dir()
    except (OSError, ValueError):
        return False


def conferences(*, may_write: bool = True) -> Conferences:
    """The conferences of whoever runs this process."""
    return Conferences(_library(may_write=may_write))


def intake() -> "Intake":
    """What brings in the conferences of whoever runs this process."""
    from scale_tui.cli.clock import real_time
    from scale_tui.cli.intake import Intake
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore

    return Intake(_library(), real_time, lambda: PersonalStore.open(schedule_path(), at=real_time()))


def _library(*, may_write: bool = True) -> "Library":
    from scale_tui.storage.library import Library
    from scale_tui.storage.paths import library_path

    return Library(library_path(), may_write=may_write)
