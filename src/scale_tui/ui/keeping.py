"""Keeping my marks on the disk, in a thread of its own, so that no key ever waits for it."""

import queue
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from textual.message import Message

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.schedule import Change, Mark, PersonalSchedule
from scale_tui.ui.messages import MarkNotSaved, MarkSaved, ScheduleRead

LOOK_EVERY = 0.5
"""Seconds between two looks for what other instances and the command line have marked."""


class MarkStore(Protocol):
    """Where marks are kept. It is opened and used in one thread."""

    def load(self, conference: str) -> PersonalSchedule:
        """All marks on this conference."""
        ...

    def set_mark(
        self, conference: str, session_ids: tuple[str, ...], mark: Mark, *, is_on: bool, at: datetime
    ) -> None:
        """Set or take off a mark; durable on return. Raises ScaleTuiError when it cannot be."""
        ...

    def has_changed(self) -> bool:
        """Whether somebody else has written since the last time this was asked."""
        ...


StoreOpener = Callable[[], AbstractContextManager[MarkStore]]


class Keeper:
    """Writes the changes it is given, one after another, and tells what came of each.

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
        self._changes: queue.SimpleQueue[tuple[str, Change] | None] = queue.SimpleQueue()

    def keep(self, change: Change) -> None:
        """Have a change written, of the conference that is looked at now."""
        self._changes.put((self._conference, change))

    def turn_to(self, conference: str) -> None:
        """Look at the marks of another conference from now on."""
        self._conference = conference

    def stop(self) -> None:
        """End the thread once everything given before is written."""
        self._changes.put(None)

    def run(self) -> None:
        """Write and look until told to stop."""
        with self._open_store() as store:
            while True:
                try:
                    asked = self._changes.get(timeout=LOOK_EVERY)
                except queue.Empty:
                    self._look(store, self._conference)
                    continue
                if asked is None:
                    return
                self._write(store, *asked)

    def _look(self, store: MarkStore, conference: str) -> None:
        try:
            if store.has_changed():
                self._tell(ScheduleRead(conference, store.load(conference)))
        except ScaleTuiError:
            # Nothing was lost: it is looked at again at the next turn, and a write will say what is wrong.
            return

    def _write(self, store: MarkStore, conference: str, change: Change) -> None:
        try:
            store.set_mark(
                conference, (change.session_id,), change.mark, is_on=change.is_on, at=self._clock()
            )
            schedule = store.load(conference)
        except ScaleTuiError as error:
            self._tell(MarkNotSaved(str(error)))
        else:
            self._tell(MarkSaved(conference, schedule))
