"""When what is written down last changed, which calendars ask of each event."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from scale_tui.domain.agenda import Session
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """When what is written last changed, so that the same state always makes the same file.

    ``as_of`` is when this version of the agenda came, ``marked_at`` when my marks on a session changed last,
    by its id, and ``moves`` how often a session was put elsewhere since it is known here.
    """

    as_of: datetime
    marked_at: Mapping[str, datetime] = field(default_factory=dict)
    moves: Mapping[str, int] = field(default_factory=dict)

    def changed_at(self, session: Session) -> datetime:
        """When what is written of this session last changed."""
        return max(self.as_of, self.marked_at.get(session.id, self.as_of))
