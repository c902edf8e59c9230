"""What has changed in an agenda as JSON, schema 1."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import AgendaChange
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.json_document import head, instant_text


def changes_document(
    agenda: Agenda,
    schedule: PersonalSchedule,
    now: datetime,
    since: datetime | None,
    changes: Iterable[AgendaChange],
) -> dict[str, object]:
    """These changes since an instant, with each field that differs, its value before and now."""
    return head(agenda, now) | {
        "since": None if since is None else instant_text(agenda, since),
        "changes": [_change(agenda, schedule, change) for change in changes],
    }


def _change(agenda: Agenda, schedule: PersonalSchedule, change: AgendaChange) -> dict[str, object]:
    ids = [side and side.id for side in (change.old, change.new)]
    return {
        "id": change.session.id,
        "old_id": ids[0],
        "title": change.session.title,
        "start": instant_text(agenda, change.session.start),
        "kind": change.kind.value,
        "kinds": [kind.value for kind in change.kinds],
        "starred": not schedule.stars.isdisjoint(filter(None, ids)),
        "fields": [
            {"field": _NAMES.get(field.field, field.field), "old": _value(agenda, field.old)}
            | {"new": _value(agenda, field.new)}
            for field in change.fields
        ],
    }


# As the other documents call it.
_NAMES = {"is_cancelled": "cancelled"}


def _value(agenda: Agenda, value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(agenda, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_value(agenda, each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _value(agenda, getattr(value, field.name)) for field in fields(value)}
    return value
