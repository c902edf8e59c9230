"""JSON, schema 1: two schedules side by side."""

from collections.abc import Sequence
from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.comparing import Comparison
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.json_document import head, instant_text, sessions_document


def comparison_document(
    agenda: Agenda,
    schedule: PersonalSchedule,
    now: datetime,
    comparison: Comparison,
    missing: Sequence[str],
) -> dict[str, object]:
    """What both have, what only one has, and when both are free; ``schedule`` is mine.

    Sessions are as everywhere, with my marks on them; ``talks`` are the ids of what would fit, ``missing``
    what of theirs is not in this agenda.
    """

    def listed(sessions: Sequence[Session]) -> object:
        return sessions_document(agenda, schedule, now, sessions)["sessions"]

    return head(agenda, now) | {
        "both": listed(comparison.both),
        "only_you": listed(comparison.only_mine),
        "only_them": listed(comparison.only_theirs),
        "free_together": [
            {
                "start": instant_text(agenda, free.start),
                "end": instant_text(agenda, free.end),
                "minutes": free.minutes,
                "day": free.day.isoformat(),
                "talks": [talk.id for talk in free.talks],
            }
            for free in comparison.free
        ],
        "missing": list(missing),
    }
