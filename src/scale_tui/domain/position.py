"""Where an attendee was in an agenda when they left it."""

from collections.abc import Sequence
from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """On the session with this id, which started at this instant then."""

    session_id: str
    start: datetime

    @classmethod
    def on(cls, session: Session) -> "Position":
        """Where who has selected this session is."""
        return cls(session.id, session.start)

    def found_in(self, agenda: Agenda) -> Session | None:
        """The session, or where there is none of this id the nearest in time; None in an empty agenda."""
        return agenda.by_id.get(self.session_id) or _nearest(agenda.sessions, self.start)


def _nearest(sessions: Sequence[Session], instant: datetime) -> Session | None:
    return min(sessions, key=lambda session: abs(session.start - instant), default=None)
