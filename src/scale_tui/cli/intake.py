"""Bringing conferences in, and up to date."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from scale_tui.cli.bundled import BUNDLED
from scale_tui.cli.conferences import listed, read_again
from scale_tui.cli.obtaining import STANDARD_INPUT, Obtained, Progress, obtain, obtain_newer
from scale_tui.cli.zones import time_zone
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import AgendaChange, changes_between, count_moves
from scale_tui.domain.conference import Conference
from scale_tui.domain.errors import CannotRead, NotFound, Unreachable, UnreadableAgenda, UsageError
from scale_tui.domain.following import marks_following
from scale_tui.domain.marks import Setting
from scale_tui.storage.library import Library
from scale_tui.storage.library_entry import Entry, is_safe_name
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.sources.reading import Reading
    from scale_tui.storage.personal import PersonalStore


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """A conference that was added, or replaced by adding it again; ``notes`` are the reader's."""

    conference: Conference
    agenda: Agenda
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Refreshed:
    """What a refresh came to. ``agenda`` is None where there was nothing newer.

    ``changes`` are those since the copy before.
    """

    conference: Conference
    agenda: Agenda | None = None
    changes: tuple[AgendaChange, ...] = ()


class Intake:
    """What brings schedules in, for commands and screens alike.

    It waits for the disk and the network, so a screen calls it from a thread; it keeps no state, so that any
    thread may. ``progress`` is called in that thread at least ten times a second while something is fetched,
    with the bytes so far and their number where it is known; whatever it raises ends the fetching, and
    nothing has changed. ``clock`` tells the real time, which a copy is dated with; ``open_marks`` opens the
    attendee's marks, which follow a session to its new id.
    """

    def __init__(
        self,
        library: Library,
        clock: Callable[[], datetime],
        open_marks: Callable[[], AbstractContextManager["PersonalStore"]],
    ) -> None:
        self._library = library
        self._clock = clock
        self._open_marks = open_marks

    def add(
        self,
        source: str,
        *,
        name: str | None = None,
        year: int | None = None,
        zone: str | None = None,
        progress: Progress | None = None,
        may_be_private: bool = False,
    ) -> Added:
        """Keep the schedule that a file, ``-`` or an address has; one that is kept already is replaced.

        Raises UsageError for a name that cannot be had or a zone that there is not, CannotRead, Unreachable
        and UnreadableAgenda where there is no schedule, OnPrivateNetwork for an address of this machine or of
        a private network unless it ``may_be_private``, CannotSave.
        """
        if name is not None:
            _check_name(name)
        obtained = obtain(source, progress, may_be_private=may_be_private)
        reading = _read(obtained, year, zone)
        chosen = self._name_for(reading.agenda, obtained.source, name)
        entry, agenda, _ = self._save(chosen, obtained, reading, year, zone)
        return Added(listed(entry), agenda, reading.notes)

    def refresh(self, name: str, progress: Progress | None = None) -> Refreshed:
        """Ask the source of a conference for what is new. Whatever fails, the last good copy stays.

        Raises UsageError for one that has no source to ask, NotFound, CannotRead, Unreachable,
        UnreadableAgenda, CannotSave.
        """
        if name == BUNDLED:
            told = f"{name} comes with the program, there is nothing newer of it"
            raise UsageError(f"{told}; 'scale-tui add SOURCE' keeps another")
        entry = self._library.entry(name)
        if entry.source == STANDARD_INPUT:
            raise UsageError(f"{name} came from standard input; 'scale-tui add - --name {name}' replaces it")
        obtained = self._newer(entry, progress)
        if obtained is None or _is_same(obtained.data, entry.digest):
            marks = (None, None) if obtained is None else (obtained.etag, obtained.last_modified)
            kept = self._library.keep_checked(name, self._clock(), etag=marks[0], last_modified=marks[1])
            return Refreshed(listed(kept))
        reading = _read(obtained, entry.year, entry.zone)
        kept, agenda, changes = self._save(name, obtained, reading, entry.year, entry.zone)
        return Refreshed(listed(kept), agenda, changes)

    def _newer(self, entry: Entry, progress: Progress | None) -> Obtained | None:
        """What its address has; where that fails, what the page it was found from leads to now."""
        address = entry.address or entry.source
        try:
            found = obtain_newer(
                address, entry.etag, entry.last_modified, progress, may_be_private=entry.is_private
            )
        except (Unreachable, UnreadableAgenda):
            if address == entry.source:
                raise
            with suppress(Unreachable, UnreadableAgenda):
                return obtain(entry.source, progress, may_be_private=entry.is_private)
            raise
        return found and replace(found, source=entry.source)

    def _name_for(self, agenda: Agenda, source: str, given: str | None) -> str:
        """What to call it: as asked for, as it was called when it was added before, else after its title."""
        from scale_tui.sources.identity import conference_name

        known: dict[str, Entry | None] = {}
        for name in self._library.names():
            known[name] = None
            with suppress(NotFound, CannotRead):
                known[name] = self._library.entry(name)
        if given is not None:
            there = known.get(given)
            if given in known and (there is None or there.source != source):
                raise UsageError(
                    f"--name: {given} is there already; 'scale-tui remove {given}' takes it away"
                )
            return given
        base = agenda.name if is_safe_name(agenda.name) else f"{agenda.name}-conference"
        for name, entry in known.items():
            if entry and entry.source == source and conference_name(entry.title) == agenda.name:
                return name
        number, name = 1, base
        while name in known or name == BUNDLED:
            number += 1
            name = f"{base}-{number}"
        return name

    def _save(
        self, name: str, obtained: Obtained, reading: "Reading", year: int | None, zone: str | None
    ) -> tuple[Entry, Agenda, tuple[AgendaChange, ...]]:
        now = self._clock()
        agenda = replace(reading.agenda, name=name)
        entry = Entry(
            name=name,
            title=agenda.title,
            start=None,
            end=None,
            sessions=0,
            source=obtained.source,
            fetched_at=now,
            checked_at=now,
            digest="",
            address=obtained.address,
            year=year,
            zone=zone,
            etag=obtained.etag,
            last_modified=obtained.last_modified,
            is_private=obtained.is_private,
        )
        before = self._before(name)
        if before is None:
            return self._library.save(entry, obtained.data, agenda), agenda, ()
        if before.sessions and not agenda.sessions:
            raise UnreadableAgenda(obtained.shown, "has no sessions any more, so the last copy is kept")
        # The new ids are marked before the new version is there, and the old ones let go after: whenever this
        # is cut off, each mark is on a session of the version that is current then.
        following = self._following(name, before, agenda)
        self._mark(name, [setting for setting in following if setting.is_on])
        entry = replace(entry, moves=count_moves(self._library.entry(name).moves, before, agenda))
        entry = self._library.save(entry, obtained.data, agenda)
        self._mark(name, [setting for setting in following if not setting.is_on])
        return entry, agenda, changes_between(before, agenda)

    def _before(self, name: str) -> Agenda | None:
        with suppress(NotFound, CannotRead, UnreadableAgenda):
            return self._library.agenda(name, read_again)
        return None

    def _following(self, name: str, before: Agenda, agenda: Agenda) -> tuple[Setting, ...]:
        """What lets the attendee's marks follow from one version of the agenda to the next."""
        with self._open_marks() as store:
            return marks_following(store.load(name), before, agenda)

    def _mark(self, name: str, settings: Iterable[Setting]) -> None:
        wanted = tuple(settings)
        if wanted:
            with self._open_marks() as store:
                store.keep(name, wanted, at=self._clock(), is_undoable=False)


def _check_name(name: str) -> None:
    if name == BUNDLED:
        raise UsageError(f"--name: {name} is the conference that comes with the program")
    if not is_safe_name(name):
        from scale_tui.sources.identity import conference_name

        raise UsageError(f"--name: {name!r} is no name; give one like {conference_name(name)}")


def _read(obtained: Obtained, year: int | None, zone: str | None) -> "Reading":
    from scale_tui.sources.detect import read_agenda

    return read_agenda(obtained.data, obtained.shown, year=year, zone=time_zone(zone))


def _is_same(data: bytes, digest: str) -> bool:
    """Whether this is the version there is: the ETags of some servers never match."""
    # Late: it loads OpenSSL, which takes as long as reading an agenda.
    from hashlib import sha256

    return sha256(data).hexdigest() == digest
