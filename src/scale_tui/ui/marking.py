"""The marks that were asked for and are on their way to the disk."""

from collections import deque
from collections.abc import Iterable


class Marking:
    """They are written in the order asked for, so the first that waits is next."""

    def __init__(self) -> None:
        self._pending: deque[frozenset[str]] = deque()

    @property
    def unsaved(self) -> frozenset[str]:
        """The ids of the sessions whose mark is not on the disk yet."""
        return frozenset().union(*self._pending)

    @property
    def is_waiting(self) -> bool:
        """Whether anything is still on its way."""
        return bool(self._pending)

    def begin(self, subjects: Iterable[str] = ()) -> None:
        """Something was asked for; of an undo it is not known yet whom it will be about."""
        self._pending.append(frozenset(subjects))

    def end(self) -> None:
        """What waited longest was written, or could not be."""
        self._pending.popleft()
