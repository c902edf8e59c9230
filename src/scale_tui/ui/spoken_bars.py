"""The lines above the list, in words. They change when something begins or ends, and with the clock."""

from collections.abc import Iterator

from rich.cells import cell_len

from scale_tui.domain.agenda import Session
from scale_tui.domain.glance import glance_at
from scale_tui.domain.wording import capitalised, counted, day_name, event_state, zone_name
from scale_tui.ui.line import cut
from scale_tui.ui.outlook import Outlook
from scale_tui.ui.scene import Scene
from scale_tui.ui.spoken import marks_in_words, sentence
from scale_tui.ui.views import View

_BOTH_FROM = 70


def title_in_words(scene: Scene, outlook: Outlook, width: int) -> str:
    """Where we are, and what time it is, which is all that changes by itself; in little room, less of it."""
    told = list(_titles(scene, outlook))
    return next(
        (text for text in told if cell_len(text) <= width), cut(told[-1], width, scene.glyphs.ellipsis)
    )


def _titles(scene: Scene, outlook: Outlook) -> Iterator[str]:
    day = outlook.day if outlook.day and outlook.view in (View.AGENDA, View.ROOMS) else None
    days = scene.agenda.days
    which = f", day {days.index(day) + 1} of {len(days)}" if day in days and len(days) > 1 and day else ""
    clock = f"{scene.clock(scene.now)} {zone_name(scene.local(scene.now))}"
    today = scene.local(scene.now).date()
    at = clock if today == day else f"{day_name(today)} {clock}"
    view, shown = outlook.view.value, day_name(day) if day else ""
    title, acronym = scene.agenda.title, scene.agenda.acronym or scene.agenda.title
    for name in (title, acronym):
        yield f"{sentence(view, shown + which)}. It is {at}. {name}."
    yield f"{sentence(view, shown)}. It is {clock}. {acronym}."
    yield f"{sentence(view, shown)}. It is {clock}."
    yield f"{view}. It is {clock}."


def now_in_words(scene: Scene, width: int) -> str:
    """What I am in and where I have to be next, without minutes: those would be read out one by one.

    Where there is little room both are cut, and say their times first.
    """
    agenda = scene.agenda
    if not scene.is_live:
        stars = counted(len(scene.starred), "star") if scene.schedule.stars else ""
        state = capitalised(event_state(agenda, scene.now, scene.zone))
        told = sentence(state, counted(len(agenda.sessions), "session"), stars, scene.age, agenda.venue)
        return cut(f"{told}.", width, scene.glyphs.ellipsis)
    glance = glance_at(agenda, scene.schedule, scene.now)
    on, coming = "Nothing is on now.", ""
    if glance.current:
        on = f"On now until {scene.clock(glance.current.end)}: {_named(scene, glance.current)}."
    elif glance.running_count:
        on = f"{glance.running_count} sessions are on now."
    if glance.coming is not None:
        start, is_mine = scene.clock(glance.coming.start), any(marks_in_words(scene, glance.coming))
        coming = f"Next at {start}: {_named(scene, glance.coming)}."
        if glance.coming_count > 1 and not is_mine:
            coming = f"Next at {start}: {glance.coming_count} sessions."
    if width < _BOTH_FROM and glance.current:
        coming = ""
    space = width - 1
    first = cut(on, max(space // 2, space - cell_len(coming)) if coming else width, scene.glyphs.ellipsis)
    return cut(f"{first} {coming}".rstrip(), width, scene.glyphs.ellipsis)


def _named(scene: Scene, session: Session) -> str:
    return sentence(session.title, *marks_in_words(scene, session), session.room)
