"""The marks that were asked for: what is on its way to the disk, and what can be undone."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from scale_tui.domain.schedule import Change, History, Mark, PersonalSchedule


@dataclass(frozen=True, slots=True)
class _Pending:
    """A change on its way to the disk, and how the history forgets it if it does not get there."""

    change: Change
    forget: Callable[[History, Change], History]


class Marking:
    """Turns keys into changes. They are written in the order asked for, so the first that waits is next."""

    def __init__(self) -> None:
        self._history = History()
        self._pending: deque[_Pending] = deque()

    @property
    def unsaved(self) -> frozenset[str]:
        """The ids of the sessions whose mark is not on the disk yet."""
        return frozenset(pending.change.session_id for pending in self._pending)

    def toggle_star(self, session_id: str, schedule: PersonalSchedule) -> Change:
        """Star a session, or take its star off, by what was asked for last, which may not be saved yet."""
        is_on = session_id in schedule.stars
        for pending in self._pending:
            if pending.change.session_id == session_id:
                is_on = pending.change.is_on
        change = Change(session_id, Mark.STAR, is_on=not is_on)
        self._history = self._history.record(change)
        return self._await(change, History.without)

    def undo(self) -> Change | None:
        """What takes the last change back; None when there is none."""
        step = self._history.undo()
        if step is None:
            return None
        self._history, change = step
        return self._await(change, History.without_undo)

    def redo(self) -> Change | None:
        """What sets again the change undone last; None when there is none."""
        step = self._history.redo()
        if step is None:
            return None
        self._history, change = step
        return self._await(change, History.without_redo)

    def _await(self, change: Change, forget: Callable[[History, Change], History]) -> Change:
        self._pending.append(_Pending(change, forget))
        return change

    def succeed(self) -> None:
        """The next change that waits was written."""
        self._pending.popleft()

    def fail(self) -> None:
        """The next change that waits could not be written: it was never asked for."""
        pending = self._pending.popleft()
        self._history = pending.forget(self._history, pending.change)

    def forget_history(self) -> None:
        """Another conference is looked at: what was marked in this one is not undone from there."""
        self._history = History()
