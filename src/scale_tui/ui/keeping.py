"""Keeping my marks on the disk, in a thread of its own, so that no key ever waits for it."""

import queue
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from textual.message import Message

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.marks import Change, Setting
from scale_tui.domain.reminders import Memory
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.filter_messages import FiltersKept
from scale_tui.ui.messages import MarkNotSaved, MarkSaved, ScheduleRead
from scale_tui.values import dataclass

SOONEST, LATEST = 0.5, 10.0
"""Seconds between two looks for what other instances and the command line have marked.

The soonest while somebody is there; then twice as long each time, so that a program that is left alone wakes
once in ten seconds.
"""


class MarkStore(Memory, Protocol):
    """Where marks are kept. It is opened and used in one thread."""

    def load(self, conference: str) -> PersonalSchedule:
        """All marks on this conference."""
        ...

    def keep(self, conference: str, settings: Iterable[Setting], *, at: datetime) -> None:
        """Set and take off marks; durable on return. Raises ScaleTuiError when it cannot be."""
        ...

    def undo(self, conference: str, *, at: datetime) -> Change | None:
        """Take the latest change back; what that set, or None. Raises ScaleTuiError."""
        ...

    def redo(self, conference: str, *, at: datetime) -> Change | None:
        """Make the change undone last again; what that set, or None. Raises ScaleTuiError."""
        ...

    def keep_filters(self, entries: Mapping[str, str | None], *, at: datetime) -> None:
        """Save queries by name, remove those that are None; durable. Raises ScaleTuiError."""
        ...

    def has_changed(self) -> bool:
        """Whether somebody else has written since the last time this was asked."""
        ...


StoreOpener = Callable[[], AbstractContextManager[MarkStore]]
Wish = Callable[[PersonalSchedule], Iterable[Setting]]
"""What a key asks for, by what is marked when its turn comes: pressed twice, a star is set and taken off."""
FilterWish = Callable[[PersonalSchedule], Mapping[str, str | None]]
"""The queries to save, by name, and None for those to remove, by what is saved when its turn comes."""


@dataclass(frozen=True, slots=True)
class _Task:
    conference: str
    do: Callable[[MarkStore, str], Message]


class _Signal(Enum):
    LOOK = auto()
    STOP = auto()


class Keeper:
    """Writes what it is asked to, one after another, and tells what came of each.

    ``run`` is the thread; everything else may be called from any other. ``tell`` must be thread-safe.
    """

    def __init__(
        self,
        conference: str,
        open_store: StoreOpener,
        clock: Callable[[], datetime],
        tell: Callable[[Message], object],
    ) -> None:
        self._conference = conference
        self._open_store = open_store
        self._clock = clock
        self._tell = tell
        self._tasks: queue.SimpleQueue[_Task | _Signal] = queue.SimpleQueue()
        self._guest: Callable[[MarkStore], object] | None = None
        self._patience = SOONEST

    def keep(self, wish: Wish) -> None:
        """Have marks written, of the conference that is looked at now."""

        def do(store: MarkStore, conference: str) -> Message:
            store.keep(conference, wish(store.load(conference)), at=self._clock())
            return MarkSaved(conference, store.load(conference))

        self._tasks.put(_Task(self._conference, do))

    def keep_filters(self, wish: FilterWish, told: str = "") -> None:
        """Have filters saved or removed, and say so."""

        def do(store: MarkStore, conference: str) -> Message:
            store.keep_filters(wish(store.load(conference)), at=self._clock())
            return FiltersKept(conference, store.load(conference), told)

        self._tasks.put(_Task(self._conference, do))

    def undo(self) -> None:
        """Have the latest change taken back."""
        self._tasks.put(_Task(self._conference, self._undo))

    def redo(self) -> None:
        """Have the change undone last made again."""
        self._tasks.put(_Task(self._conference, self._redo))

    def turn_to(self, conference: str) -> None:
        """Look at the marks of another conference from now on."""
        self._conference = conference

    def let_look(self, guest: Callable[[MarkStore], object]) -> None:
        """Have somebody else look too, in the thread, as often as it does itself. Before it runs."""
        self._guest = guest

    def attend(self) -> None:
        """Somebody is there: look often from now on, and at once if the last look may be long ago."""
        was_alone = self._patience > SOONEST
        self._patience = SOONEST
        if was_alone:
            self._tasks.put(_Signal.LOOK)

    def stop(self) -> None:
        """End the thread once everything given before is written."""
        self._tasks.put(_Signal.STOP)

    def run(self) -> None:
        """Write and look until told to stop."""
        with self._open_store() as store:
            while True:
                if self._guest is not None:
                    self._guest(store)
                task = self._next_task()
                if task is _Signal.STOP:
                    return
                if task is _Signal.LOOK:
                    self._look(store, self._conference)
                else:
                    self._carry_out(store, task)

    def _next_task(self) -> _Task | _Signal:
        try:
            return self._tasks.get(timeout=self._patience)
        except queue.Empty:
            self._patience = min(2 * self._patience, LATEST)
            return _Signal.LOOK

    def _look(self, store: MarkStore, conference: str) -> None:
        try:
            if store.has_changed():
                self._tell(ScheduleRead(conference, store.load(conference)))
        except ScaleTuiError:
            # Nothing was lost: it is looked at again at the next turn, and a write will say what is wrong.
            return

    def _carry_out(self, store: MarkStore, task: _Task) -> None:
        try:
            answer = task.do(store, task.conference)
        except ScaleTuiError as error:
            answer = MarkNotSaved(str(error))
        self._tell(answer)

    def _undo(self, store: MarkStore, conference: str) -> Message:
        change = store.undo(conference, at=self._clock())
        return MarkSaved(conference, store.load(conference), "Undone", change or Change(()))

    def _redo(self, store: MarkStore, conference: str) -> Message:
        change = store.redo(conference, at=self._clock())
        return MarkSaved(conference, store.load(conference), "Redone", change or Change(()))
