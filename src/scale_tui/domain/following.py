"""How an attendee's marks follow the agenda from one version to the next."""

from collections.abc import Iterator

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import followed_ids
from scale_tui.domain.marks import Mark, Setting
from scale_tui.domain.schedule import PersonalSchedule

_ON_SESSIONS = (Mark.STAR, Mark.BACKUP, Mark.HIDDEN, Mark.NOTE)


def marks_following(schedule: PersonalSchedule, old: Agenda, new: Agenda) -> tuple[Setting, ...]:
    """What has to be set and taken off when the new version takes the place of the old one.

    A mark moves with a session that has another id now. A kept session that is in the new version no more is
    remembered as it last was, until the attendee takes notice; one that comes back is forgotten as gone.
    """
    if old.by_id.keys() == new.by_id.keys() and not schedule.gone:
        return ()
    followed = followed_ids(old, new)
    found: list[Setting] = []
    for before, now in followed.items():
        found.extend(_moving(schedule, before, now))
    kept = schedule.stars | schedule.backups
    lost = [id_ for id_ in kept if id_ in old.by_id and id_ not in new.by_id and id_ not in followed]
    found.extend(Setting(id_, Mark.GONE, old.by_id[id_]) for id_ in sorted(lost))
    found.extend(Setting(s.id, Mark.GONE, None) for s in schedule.gone if s.id in new.by_id)
    return tuple(found)


def _moving(schedule: PersonalSchedule, before: str, now: str) -> Iterator[Setting]:
    for mark in _ON_SESSIONS:
        if schedule.has(mark, before):
            yield Setting(now, mark, schedule.notes[before] if mark is Mark.NOTE else "")
            yield Setting(before, mark, None)
