"""A stage for the app: a clock that stands still, marks kept in memory, keys pressed by a pilot."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from itertools import chain
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

import builders
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import Changes, changes_between
from scale_tui.domain.conference import Conference
from scale_tui.domain.errors import AlreadyThere, CannotSave, OnPrivateNetwork, ScaleTuiError
from scale_tui.domain.marks import Change, Mark, Setting, put
from scale_tui.domain.schedule import CHANGE_MINUTES, PersonalSchedule
from scale_tui.export.edition import Edition
from scale_tui.export.forms import Form, written
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage.marks_table import Logged
from scale_tui.storage.personal import PersonalStore
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.colours import Colours
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.habits import Habits
from scale_tui.ui.links import Copied, Failed, Links, NotOpened
from scale_tui.ui.own_keys import USUAL_KEYS, OwnKeys
from scale_tui.ui.reminding import Reminders
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.screens.note import Editor
from scale_tui.ui.shelf import Progress
from scale_tui.ui.surroundings import Surroundings
from scale_tui.ui.switched_off import NOTHING_OFF, SwitchedOff


class MemoryStore:
    """Keeps marks as the disk would; ``fault`` makes it fail, ``other_star`` is another program's mark."""

    def __init__(self, stars: Iterable[str] = (), settings: Iterable[Setting] = ()) -> None:
        self._marks: dict[tuple[str, Mark], Setting] = {}
        self._done: defaultdict[str, list[list[Setting]]] = defaultdict(list)
        self._undone: defaultdict[str, list[list[Setting]]] = defaultdict(list)
        self._set([*chain.from_iterable(put(Mark.STAR, star) for star in stars), *settings])
        self.fault: str | None = None
        self.filters: dict[str, str] = {}
        self._is_changed = False
        self._memory: dict[tuple[str, str, str], str] = {}
        self._set_at: dict[tuple[str, Mark], datetime] = {}

    @property
    def schedule(self) -> PersonalSchedule:
        return PersonalSchedule.of(self._marks.values(), dict(self.filters))

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
        settings = tuple(settings)
        self._set_at |= {(setting.subject, setting.mark): at for setting in settings}
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

    def remembered(self, conference: str, topic: str) -> dict[str, str]:
        return {key: value for (*where, key), value in self._memory.items() if where == [conference, topic]}

    def remember_once(self, conference: str, topic: str, key: str, value: str, *, at: datetime) -> bool:
        if self.fault:
            raise CannotSave(self.fault)
        is_first = (conference, topic, key) not in self._memory
        self._memory.setdefault((conference, topic, key), value)
        return is_first

    def keep_filters(self, entries: Mapping[str, str | None], *, at: datetime) -> None:
        if self.fault:
            raise CannotSave(self.fault)
        self.filters |= {name: text for name, text in entries.items() if text is not None}
        for name in (name for name, text in entries.items() if text is None):
            self.filters.pop(name, None)

    def log(self, conference: str) -> tuple[Logged, ...]:
        return tuple(
            Logged(subject, mark, self._marks[subject, mark].value, at)
            for (subject, mark), at in self._set_at.items()
            if (subject, mark) in self._marks
        )

    def has_changed(self) -> bool:
        was_changed, self._is_changed = self._is_changed, False
        return was_changed

    def other_star(self, session_id: str) -> None:
        self._set(put(Mark.STAR, session_id))
        self._is_changed = True


class MemoryShelf:
    """Conferences in memory: what is added comes from ``sources``, what is newer from ``newer``.

    What a newer one replaced is in ``previous``, and was replaced at ``replaced_at``. ``checked`` is how long
    ago each source answered; with ``fault`` nothing can be acknowledged.
    """

    def __init__(self, *agendas: Agenda) -> None:
        self.agendas = {agenda.name: agenda for agenda in agendas}
        self.sources: dict[str, Agenda] = {}
        self.newer: dict[str, Agenda] = {}
        self.due: dict[str, Agenda] = {}
        self.previous: dict[str, Agenda] = {}
        self.replaced_at = builders.at("08:00")
        self.checked: dict[str, timedelta] = {}
        self.fault: str | None = None
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

    def add(self, source: str, progress: Progress, *, is_agreed: bool) -> Agenda:
        progress(2**20, 2**21)
        assert self.go_on.wait(timeout=30)
        if source.startswith("http://localhost") and not is_agreed:
            raise OnPrivateNetwork(f"{source}: is on a private network [/b]")
        if source not in self.sources:
            raise ScaleTuiError(f"{source}: nobody answers [/b]")
        return self.sources[source]

    def refresh(self, name: str, progress: Progress) -> Agenda | None:
        return self._replaced(self.newer.get(name))

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        return self._replaced(self.due.pop(agenda.name, None))

    def _replaced(self, newer: Agenda | None) -> Agenda | None:
        if newer is not None and newer.name in self.agendas:
            self.previous.setdefault(newer.name, self.agendas[newer.name])
            self.agendas[newer.name] = newer
        return newer

    def changes(self, agenda: Agenda) -> Changes:
        previous = self.previous.get(agenda.name)
        return Changes(self.replaced_at, changes_between(previous, agenda)) if previous else Changes()

    def acknowledge(self, name: str) -> None:
        if self.fault:
            raise CannotSave(self.fault)
        self.previous.pop(name, None)

    def age(self, agenda: Agenda) -> timedelta | None:
        return self.checked.get(agenda.name)


class MemoryOutbox:
    """Files in memory: what is there already, and what was written, by path."""

    def __init__(self, **there: bytes) -> None:
        self.files = dict(there)
        self.fault: str | None = None
        self.refused = 0

    def suggest(self, name: str) -> str:
        return f"/downloads/{name}"

    def send(
        self,
        agenda: Agenda,
        schedule: PersonalSchedule,
        form: Form,
        path: str,
        *,
        is_all: bool,
        may_replace: bool,
    ) -> tuple[str, int]:
        if self.fault:
            raise CannotSave(self.fault)
        if path in self.files and not may_replace:
            self.refused += 1
            raise AlreadyThere(path)
        found = written(form, agenda, schedule, Edition(builders.at("08:00")), is_all=is_all)
        self.files[path] = found.data
        return path, found.sessions


class MemoryLinks:
    """A browser and a clipboard in memory: what was opened, what was copied, what the terminal was asked for.

    With ``refusal`` no address is opened, and with ``late`` it turns out later that none was.
    """

    is_in_browser = False

    def __init__(self, refusal: str = "", late: str = "", copied: Copied | None = None) -> None:
        self._refusal = refusal
        self._late = late
        self._copied = copied or Copied("Copied")
        self.opened: list[str] = []
        self.failed: Failed = print
        self.copied: list[str] = []
        self.asked: list[str] = []

    def open(self, address: str, failed: Failed) -> None:
        if self._refusal:
            raise NotOpened(self._refusal)
        self.opened.append(address)
        self.failed = failed
        if self._late:
            failed(self._late)

    def sequence(self, text: str) -> str:
        self.asked.append(text)
        return ""

    def copy(self, text: str) -> Copied:
        self.copied.append(text)
        return self._copied


def app_on(
    agenda: Agenda | None = None,
    *,
    now: str | datetime = "12:20",
    clock: Callable[[], datetime] | None = None,
    stars: Iterable[str] = (),
    store: MemoryStore | None = None,
    shelf: MemoryShelf | None = None,
    outbox: MemoryOutbox | None = None,
    editor: Editor = str,
    reminders: Reminders | None = None,
    glyphs: Glyphs = UNICODE,
    theme: str = "scale-dark",
    colours: Colours = Colours.MANY,
    notice: str | None = None,
    my_zone: tzinfo | None = None,
    is_on_my_clock: bool = False,
    change_minutes: int = CHANGE_MINUTES,
    switched_off: SwitchedOff = NOTHING_OFF,
    habits: Habits | None = None,
    links: Links | None = None,
    keys: OwnKeys = USUAL_KEYS,
    complaints: tuple[str, ...] = (),
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
        Surroundings(
            clock=clock or (lambda: instant),
            open_store=open_store,
            shelf=shelf or MemoryShelf(),
            outbox=outbox or MemoryOutbox(),
            editor=editor,
            reminders=reminders,
            my_zone=my_zone,
            change_minutes=change_minutes,
            switched_off=switched_off,
            habits=habits or Habits(),
            links=links or MemoryLinks(),
            keys=keys,
            complaints=complaints,
        ),
        glyphs=glyphs,
        theme=theme,
        colours=colours,
        notice=notice,
        is_on_my_clock=is_on_my_clock,
    )


@contextmanager
def opened(path: Path) -> Iterator[PersonalStore]:
    """The database as one program has it open."""
    with PersonalStore.open(path, at=builders.at("12:20")) as store:
        yield store


def app_on_disk(path: Path) -> ScaleTuiApp:
    """The app on the bundled agenda, with the marks of a real database."""
    with opened(path) as store:
        schedule = store.load("networking-scale-2024")
    surroundings = Surroundings(
        clock=lambda: builders.at("12:20"),
        open_store=lambda: opened(path),
        shelf=MemoryShelf(),
        outbox=MemoryOutbox(),
        editor=str,
    )
    return ScaleTuiApp(bundled_agenda(), schedule, surroundings)


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
