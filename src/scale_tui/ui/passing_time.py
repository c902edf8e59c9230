"""What a minute that passes leaves as it is: nothing of that is laid out or painted anew."""

from dataclasses import fields
from operator import attrgetter, is_

from scale_tui.domain.timeline import Status, status_at
from scale_tui.ui.rows import Row, SessionRow
from scale_tui.ui.scene import Scene

_all_but_the_time = attrgetter(*(each.name for each in fields(Scene) if each.name != "now"))


def is_only_later(scene: Scene, than: Scene) -> bool:
    """Whether it is the same scene at another instant."""
    return all(map(is_, _all_but_the_time(scene), _all_but_the_time(than)))


def looks_as(scene: Scene, before: Scene) -> bool:
    """Whether it is the same at another instant, at neither of which the event runs.

    Only the bars tell the time then, and the view of what is on now.
    """
    return is_only_later(scene, before) and not scene.is_live and not before.is_live


def tells_the_same(row: Row, scene: Scene, before: Scene) -> bool:
    """Whether a row looks as it did, of scenes that differ in the time alone: what is on counts minutes."""
    if not isinstance(row, SessionRow) or scene.is_live is not before.is_live:
        return False
    was, now = (status_at(row.session, each.now) for each in (before, scene))
    return was is now is not Status.RUNNING
