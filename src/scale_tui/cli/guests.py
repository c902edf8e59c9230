"""What the app is handed where it is shown to others: on a public screen or over SSH, and in a browser."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

from scale_tui.cli.conferences import Conferences
from scale_tui.cli.links import BrowserLinks
from scale_tui.cli.shelf import KeptShelf
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import UNCHANGED, Changes, changes_between
from scale_tui.domain.errors import CannotSave, UsageError
from scale_tui.storage.looking_store import LookingStore
from scale_tui.storage.paths import schedule_path
from scale_tui.ui.links import NoLinks
from scale_tui.ui.surroundings import Surroundings
from scale_tui.ui.switched_off import IN_BROWSER, KIOSK

if TYPE_CHECKING:
    from scale_tui.cli.obtaining import Progress
    from scale_tui.domain.conference import Conference


def looking_store() -> LookingStore:
    """The attendee's marks, to be looked at."""
    return LookingStore(schedule_path(), KIOSK.why)


def for_onlookers(mine: Surroundings, known: Conferences, kept_as: str | None) -> Surroundings:
    """What stays of these where anybody may press keys: nothing that writes, asks or starts anything.

    What is not named here is left out, so that whatever the app is handed one day is not had by a kiosk
    before somebody has thought of it.
    """
    return Surroundings(
        clock=mine.clock,
        open_store=looking_store,
        shelf=LookingShelf(known, kept_as),
        outbox=NoOutbox(KIOSK.why),
        editor=_no_editor,
        my_zone=mine.my_zone,
        change_minutes=mine.change_minutes,
        terminal=mine.terminal,
        switched_off=KIOSK,
        keys=mine.keys,
        links=NoLinks("This screen opens no links: take the address along."),
    )


def for_a_browser(mine: Surroundings, shelf: KeptShelf) -> Surroundings:
    """What stays of these where the attendee is in a browser, and perhaps not alone there.

    Marks are set as in the terminal. A path to write to or to read from is not taken from there, nor an
    address to fetch from: whoever reached the page could have this machine do it. Links are opened and texts
    copied by the browser, never by a program of this machine.
    """
    return replace(
        mine,
        shelf=BrowserShelf(shelf),
        outbox=NoOutbox(IN_BROWSER.why),
        editor=_no_editor,
        switched_off=IN_BROWSER,
        links=BrowserLinks(),
    )


class LookingShelf:
    """One conference, as it is on the disk; what a ``refresh`` elsewhere brings there is shown."""

    def __init__(self, known: Conferences, kept_as: str | None) -> None:
        self._known = known
        self._kept_as = kept_as

    def all(self) -> "tuple[Conference, ...]":
        """Every conference, the bundled one first."""
        return self._known.all()

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refuse. Raises CannotSave."""
        raise CannotSave(KIOSK.why)

    open = refresh = acknowledge = add

    def refresh_if_due(self, agenda: Agenda, progress: "Progress") -> Agenda | None:  # noqa: ARG002
        """The agenda on the disk where it is another one than this. Raises ScaleTuiError."""
        if agenda.name != self._kept_as:
            return None
        newer = self._known.agenda(agenda.name)
        return newer if changes_between(agenda, newer) else None

    def changes(self, agenda: Agenda) -> Changes:
        """What differs from the copy kept for comparison. Raises ScaleTuiError."""
        return self._known.changes_to(agenda) if agenda.name == self._kept_as else UNCHANGED

    def age(self, agenda: Agenda) -> timedelta | None:  # noqa: ARG002
        """Nothing: who looks on cannot ask for a newer one."""
        return None


class BrowserShelf:
    """The attendee's shelf, which takes nothing in."""

    def __init__(self, shelf: KeptShelf) -> None:
        self.all = shelf.all
        self.open = shelf.open
        self.refresh = shelf.refresh
        self.refresh_if_due = shelf.refresh_if_due
        self.changes = shelf.changes
        self.acknowledge = shelf.acknowledge
        self.age = shelf.age

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refuse. Raises UsageError."""
        raise UsageError("Not in a browser: 'scale-tui add' in a terminal keeps it, then it is listed here.")


class NoOutbox:
    """Writes nothing."""

    def __init__(self, why: str) -> None:
        self._why = why

    def suggest(self, name: str) -> str:
        """The name alone: no path of this machine is told."""
        return name

    def send(self, *_: object, **__: object) -> NoReturn:
        """Refuse. Raises CannotSave."""
        raise CannotSave(self._why)


def _no_editor(_: str) -> NoReturn:
    raise UsageError("No editor is started from here.")
