"""A stage for the app: a clock that stands still, marks kept in memory, keys pressed by a pilot."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from textual.pilot import Pilot

import builders
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.conference import Conference
from scale_tui.domain.errors import CannotSave, ScaleTuiError
from scale_tui.domain.marks import Change, Mark, Setting, put
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.screens.note import Editor
from scale_tui.ui.shelf import Progress


class MemoryStore:
    """Keeps marks as the disk would; ``fault`` makes it fail, ``other_star`` is another program's mark."""

    def __init__(self, stars: Iterable[str] = (), settings: Iterable[Setting] = ()) -> None:
        self._marks: dict[tuple[str, Mark], Setting] = {}
        self._done: defaultdict[str, list[list[Setting]]] = defaultdict(list)
        self._undone: defaultdict[str, list[list[Setting]]] = defaultdict(list)
        self._set([*chain.from_iterable(put(Mark.STAR, star) for star in stars), *settings])
        self.fault: str | None = None
        self._is_changed = False

    @property
    def schedule(self) -> PersonalSchedule:
        return PersonalSchedule.of(self._marks.values())

    def load(self, conference: str) -> PersonalSchedule:
        return self.schedule

    def _set(self, settings: Iterable[Setting]) -> list[Setting]:
        """Set these marks; what would set them back as they were."""
        before = []
        for setting in settings:
            key = (setting.subject, setting.mark)
            was = self._marks.get(key, replace(setting, value=None))
            if was != setting:
                before.append(was)
                self._marks[key] = setting
        return before[::-1]

    def keep(self, conference: str, settings: Iterable[Setting], *, at: datetime) -> None:
        if self.fault:
            raise CannotSave(self.fault)
        if before := self._set(settings):
            self._done[conference].append(before)
            self._undone[conference].clear()

    def undo(self, conference: str, *, at: datetime) -> Change | None:
        return self._turn(self._done[conference], self._undone[conference])

    def redo(self, conference: str, *, at: datetime) -> Change | None:
        return self._turn(self._undone[conference], self._done[conference])

    def _turn(self, there: list[list[Setting]], back: list[list[Setting]]) -> Change | None:
        if not there:
            return None
        settings = there.pop()
        back.append(self._set(settings))
        return Change(tuple(settings))

    def has_changed(self) -> bool:
        was_changed, self._is_changed = self._is_changed, False
        return was_changed

    def other_star(self, session_id: str) -> None:
        self._set(put(Mark.STAR, session_id))
        self._is_changed = True


class MemoryShelf:
    """Conferences in memory: what is added comes from ``sources``, what is newer from ``newer``."""

    def __init__(self, *agendas: Agenda) -> None:
        self.agendas = {agenda.name: agenda for agenda in agendas}
        self.sources: dict[str, Agenda] = {}
        self.newer: dict[str, Agenda] = {}
        self.due: dict[str, Agenda] = {}
        self.go_on = threading.Event()
        self.go_on.set()

    def all(self) -> tuple[Conference, ...]:
        return tuple(
            Conference(
                agenda.name,
                agenda.title,
                agenda.days[0] if agenda.days else None,
                agenda.days[-1] if agenda.days else None,
                len(agenda.sessions),
                checked_at=builders.at("11:20"),
            )
            for agenda in self.agendas.values()
        )

    def open(self, name: str) -> Agenda:
        return self.agendas[name]

    def add(self, source: str, progress: Progress) -> Agenda:
        progress(2**20, 2**21)
        assert self.go_on.wait(timeout=30)
        if source not in self.sources:
            raise ScaleTuiError(f"{source}: nobody answers [/b]")
        return self.sources[source]

    def refresh(self, name: str, progress: Progress) -> Agenda | None:
        return self.newer.get(name)

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        return self.due.pop(agenda.name, None)


def app_on(
    agenda: Agenda | None = None,
    *,
    now: str | datetime = "12:20",
    clock: Callable[[], datetime] | None = None,
    stars: Iterable[str] = (),
    store: MemoryStore | None = None,
    shelf: MemoryShelf | None = None,
    editor: Editor = str,
    glyphs: Glyphs = UNICODE,
    theme: str = "scale-dark",
    notice: str | None = None,
) -> ScaleTuiApp:
    """The app on an agenda (the bundled one) at a time of its day, with these stars."""
    kept = store or MemoryStore(stars)
    instant = builders.at(now) if isinstance(now, str) else now

    @contextmanager
    def open_store() -> Iterator[MemoryStore]:
        yield kept

    return ScaleTuiApp(
        agenda or bundled_agenda(),
        kept.schedule,
        clock=clock or (lambda: instant),
        open_store=open_store,
        shelf=shelf or MemoryShelf(),
        editor=editor,
        glyphs=glyphs,
        theme=theme,
        notice=notice,
    )


def main_screen(app: ScaleTuiApp) -> MainScreen:
    """The main screen of a running app."""
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def selected(app: ScaleTuiApp) -> str:
    """The title of the session under the cursor."""
    session = main_screen(app).session
    assert session is not None
    return session.title


def star_ids(agenda: Agenda, *titles: str) -> tuple[str, ...]:
    """The ids of the sessions whose titles start so."""
    found = [session.id for title in titles for session in agenda.sessions if session.title.startswith(title)]
    assert len(found) == len(titles)
    return tuple(found)


NEXT_DAY = builders.NEXT_DAY


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was asked for is on the screen: a toast takes some turns to be placed."""
    for _ in range(5):
        await pilot.pause()


async def saved(pilot: Pilot[Any]) -> None:
    """Wait until every mark that was asked for is written, or refused."""
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    await pilot.pause()
    while app.is_saving:
        await pilot.pause(0.005)
    await pilot.pause()
