"""The conferences there are: the one that comes with the program, and those that were added."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scale_tui.cli.bundled import BUNDLED, bundled_agenda
from scale_tui.cli.obtaining import is_address, shown_source
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.conference import Conference
from scale_tui.domain.errors import Ambiguous, CannotRead, CannotSave, NotFound, UsageError
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.domain.changes import AgendaChange, Changes
    from scale_tui.storage.library import Library
    from scale_tui.storage.library_entry import Entry

_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The changes of an agenda since an instant; None where it was never replaced, or all were seen."""

    agenda: Agenda
    since: datetime | None
    changes: tuple["AgendaChange", ...]


class Conferences:
    """What may be asked of the conferences, by commands and screens alike.

    Everything here may touch the disk, nothing the network. It keeps no state, so any thread may ask.
    """

    def __init__(self, library: "Library") -> None:
        self._library = library

    def all(self, complain: Callable[[str], object] | None = None) -> tuple[Conference, ...]:
        """Every conference, the bundled one first; what of the others cannot be read is complained of."""
        found = [_bundled()]
        for name in self._library.names():
            try:
                found.append(listed(self._library.entry(name)))
            except CannotRead as error:
                if complain is not None:
                    complain(str(error))
            except NotFound:
                continue  # another process has just removed it
        return tuple(found)

    def conference(self, name: str) -> Conference:
        """The conference with exactly this name. Raises NotFound, CannotRead."""
        return _bundled() if name == BUNDLED else listed(self._library.entry(name))

    def addresses(self, name: str) -> tuple[str, ...]:
        """Where it was added from and where that led to, none for a file; they may hold a password.

        Raises NotFound, CannotRead.
        """
        if name == BUNDLED:
            return ()
        entry = self._library.entry(name)
        return tuple(each for each in (entry.source, entry.address) if each and is_address(each))

    def agenda(self, name: str) -> Agenda:
        """Its agenda. Raises NotFound, CannotRead, UnreadableAgenda."""
        if name == BUNDLED:
            return bundled_agenda()
        return self._library.agenda(name, read_again)

    def name_of(self, choice: str) -> str | None:
        """The name of the conference with this name, title or address; None where there is none."""
        if is_address(choice):
            return self._name_from(choice.strip())
        needle = choice.casefold()
        if needle == BUNDLED or needle in self._library.names():
            return needle
        titled = (each.name for each in self.all() if each.title.casefold() == needle)
        return next(titled, None)

    def name_like(self, choice: str) -> str | None:
        """The one conference with this at the start of its name or of a word in it; None where there is none.

        Raises Ambiguous where there are several.
        """
        needle = choice.casefold()
        if len(needle) < _SHORTEST_PART:
            return None
        found = [name for name in (BUNDLED, *self._library.names()) if f"-{needle}" in f"-{name}"]
        if len(found) > 1:
            raise Ambiguous(f"{choice!r} fits several conferences: {', '.join(found)}", tuple(found))
        return found[0] if found else None

    def last_used(self) -> str:
        """The name of the conference used last, the bundled one where there is none any more."""
        name = self._library.last_used()
        return name if name is not None and name in self._library.names() else BUNDLED

    def use(self, name: str) -> None:
        """Remember that this one is used. Where that cannot be written nothing is lost but the memory."""
        with suppress(CannotSave):
            self._library.use(name)

    def changes(self, name: str) -> Comparison:
        """What has changed since the first refresh of a day that brought something new.

        Raises NotFound, CannotRead, UnreadableAgenda.
        """
        agenda = self.agenda(name)
        found = self.changes_to(agenda)
        return Comparison(agenda, found.since, found.all)

    def changes_to(self, agenda: Agenda) -> "Changes":
        """The same for an agenda that has been read already. Raises NotFound, CannotRead."""
        from scale_tui.domain.changes import UNCHANGED, Changes, changes_between

        previous = None if agenda.name == BUNDLED else self._library.previous(agenda.name)
        if previous is None:
            return UNCHANGED
        since = self._library.entry(agenda.name).replaced_at
        return Changes(since, changes_between(previous, agenda))

    def acknowledge(self, name: str) -> None:
        """Count its changes as seen. Raises NotFound, CannotRead, CannotSave."""
        if name != BUNDLED:
            self._library.acknowledge(name)

    def remove(self, name: str) -> None:
        """Take a conference away; marks on its sessions stay, should it be added again.

        Raises UsageError for the bundled one, NotFound, CannotSave.
        """
        if name == BUNDLED:
            raise UsageError(f"{name} comes with the program and cannot be removed")
        self._library.remove(name)

    def _name_from(self, source: str) -> str | None:
        for name in self._library.names():
            with suppress(NotFound, CannotRead):
                entry = self._library.entry(name)
                if source in {entry.source, entry.address}:
                    return name
        return None


def listed(entry: "Entry") -> Conference:
    """What a list tells of a saved conference."""
    return Conference(
        name=entry.name,
        title=entry.title,
        start=entry.start,
        end=entry.end,
        sessions=entry.sessions,
        source=shown_source(entry.source),
        checked_at=entry.checked_at,
    )


def _bundled() -> Conference:
    agenda = bundled_agenda()
    return Conference(agenda.name, agenda.title, agenda.days[0], agenda.days[-1], len(agenda.sessions))


def read_again(data: bytes, entry: "Entry") -> Agenda:
    """The agenda of a saved conference from its source as it came. Raises UnreadableAgenda."""
    from scale_tui.sources.detect import read_agenda

    zone = None if entry.zone is None else ZoneInfo(entry.zone)
    return read_agenda(data, shown_source(entry.source), year=entry.year, zone=zone).agenda
