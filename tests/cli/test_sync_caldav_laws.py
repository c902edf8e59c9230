"""Laws of ``sync caldav``: two machines, a calendar, a phone, a conference that moves talks, and bad luck.

The calendar and the disk are stand-ins with the rules of the real ones, so that many histories fit into a
second; ``test_sync_caldav`` has the real ones.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any, cast
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import agenda, session
from scale_tui.cli.output import Output
from scale_tui.cli.sync_report import SyncReport
from scale_tui.cli.syncing_caldav import ScheduleMerging
from scale_tui.cli.syncing_caldav_schedule import ScheduleSide
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.marks import Mark, Setting, own_entry, put, take_off
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.edition import Edition
from scale_tui.export.identity import calendar_uid
from scale_tui.storage.marks_table import Logged
from scale_tui.storage.personal import PersonalStore
from scale_tui.sync.caldav import ChangedMeanwhile, EventCalendar
from scale_tui.sync.caldav_server import Resource
from scale_tui.sync.caldav_side import CalendarSide, Names

NAME = "test-conf"
TALKS = ("ann", "bo")
MACHINES = ("laptop", "desk")
BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)


class BrokeOff(Exception):
    """Whatever ends a synchronising: no network, no power, Ctrl+C."""


@dataclass
class Fuse:
    """Breaks at the step of this number, before it is done or just after."""

    at: int = 0
    is_after: bool = False
    steps: int = 0

    def step(self, do: Callable[[], Any]) -> Any:
        self.steps += 1
        if self.steps == self.at and not self.is_after:
            raise BrokeOff
        done = do()
        if self.steps == self.at:
            raise BrokeOff
        return done


@dataclass
class Calendar:
    """A calendar on a server, by its rules: every version has a name, and writing names the version."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    versions: int = 0
    fuse: Fuse = field(default_factory=Fuse)
    address: str = "https://calendar.example/"
    is_listing: bool = True

    def path(self, name: str) -> str:
        return f"/{name}"

    def paths(self, is_wanted: Callable[[str], bool]) -> list[str]:
        return [path for path in sorted(self.files) if self.is_listing and is_wanted(path[1:])]

    def texts(self, paths: Iterable[str]) -> list[Resource]:
        return self.fuse.step(lambda: [Resource(path, *self.files[path]) for path in paths])

    def read(self, path: str) -> Resource | None:
        return self.fuse.step(lambda: Resource(path, *self.files[path]) if path in self.files else None)

    def put(self, path: str, text: bytes | str) -> None:
        self.versions += 1
        self.files[path] = (str(self.versions), text if isinstance(text, str) else text.decode())

    def add(self, path: str, text: bytes) -> None:
        def do() -> None:
            if path in self.files:
                raise ChangedMeanwhile
            self.put(path, text)

        self.fuse.step(do)

    def replace(self, resource: Resource, text: bytes) -> None:
        self.fuse.step(lambda: self._if_same(resource, lambda: self.put(resource.path, text)))

    def remove(self, resource: Resource) -> None:
        def do() -> None:
            if resource.path in self.files:
                self._if_same(resource, lambda: self.files.pop(resource.path))

        self.fuse.step(do)

    def _if_same(self, resource: Resource, do: Callable[[], object]) -> None:
        if self.files.get(resource.path, ("",))[0] != resource.etag:
            raise ChangedMeanwhile
        do()


@dataclass
class Disk:
    """What one machine keeps."""

    marks: dict[tuple[str, Mark], Logged] = field(default_factory=dict)
    topics: dict[str, dict[str, str]] = field(default_factory=dict)
    fuse: Fuse = field(default_factory=Fuse)

    def load(self, conference: str) -> PersonalSchedule:
        return PersonalSchedule.of(
            Setting(each.subject, each.mark, each.value) for each in self.marks.values()
        )

    def log(self, conference: str) -> tuple[Logged, ...]:
        return tuple(self.marks.values())

    def keep(
        self,
        conference: str,
        wanted: Iterable[Setting],
        *,
        at: datetime,
        since: datetime | None = None,
        is_undoable: bool = True,
    ) -> None:
        def do() -> None:
            for each in wanted:
                before = self.marks.get((each.subject, each.mark))
                if each.value != (None if before is None else before.value):
                    self.marks[each.subject, each.mark] = Logged(
                        each.subject, each.mark, each.value, since or at
                    )

        wanted = list(wanted)
        self.fuse.step(do)

    def remembered(self, conference: str, topic: str) -> dict[str, str]:
        return dict(self.topics.get(topic, {}))

    def remember(
        self, conference: str, topic: str, entries: Mapping[str, str | None], *, at: datetime
    ) -> None:
        def do() -> None:
            kept = self.topics.setdefault(topic, {})
            for key, value in entries.items():
                kept.pop(key, None)
                if value is not None:
                    kept[key] = value

        self.fuse.step(do)


def edition(number: int) -> Agenda:
    """The agenda after so many moves, each by a quarter of an hour, of the talks in turn."""
    utc = ZoneInfo("UTC")
    talks = []
    for place, name in enumerate(TALKS):
        moved = timedelta(minutes=15 * ((number + 1 - place) // len(TALKS)))
        talk = session("10:00", 30, name.title(), id=name, room="Blue")
        talks.append(replace(talk, start=talk.start + moved, end=talk.end + moved))
    return agenda(*talks, name=NAME, zone=utc)


class World:
    def __init__(self) -> None:
        self.calendar = Calendar()
        self.disks = {machine: Disk() for machine in MACHINES}
        self.known = dict.fromkeys(MACHINES, 0)
        self.newest = 0
        self.now = BEGINNING
        self.reports = StringIO()
        self.untold: set[str] = set()

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def sync(self, machine: str, fuse: Fuse | None = None) -> None:
        disk, number = self.disks[machine], self.known[machine]
        disk.fuse = self.calendar.fuse = fuse or Fuse()
        now, talks = self.tick(), edition(number)
        talks = replace(talks, sessions=tuple(talk for talk in talks.sessions if talk.id not in self.untold))
        as_of = Edition(BEGINNING + timedelta(days=number), {}, {})
        here = ScheduleSide(cast("PersonalStore", disk), talks, as_of, "caldav", now)
        names = Names(partial(calendar_uid, NAME), {*here.sessions, *here.known()})
        there = CalendarSide(cast("EventCalendar", self.calendar), names, here.wanted)
        report = SyncReport(Output(self.reports), talks, is_dry_run=False)
        try:
            assert ScheduleMerging(here, there, report, is_dry_run=False).run(here.known(), "calendar")
        except BrokeOff:
            pass
        finally:
            disk.fuse = self.calendar.fuse = Fuse()

    def mark(self, machine: str, mark: Mark | None, talk: str) -> None:
        wanted = put(mark, talk) if mark else [s for m in (Mark.STAR, Mark.BACKUP) for s in take_off(m, talk)]
        self.disks[machine].keep(NAME, wanted, at=self.tick())

    def file(self, talk: str) -> str:
        return f"/{talk}.{NAME}.scale-tui.ics"

    def delete(self, talk: str) -> None:
        self.calendar.files.pop(self.file(talk), None)

    def edit(self, talk: str) -> None:
        """On the phone: an alarm more, which is nobody's business."""
        if found := self.calendar.files.get(self.file(talk)):
            self.calendar.put(self.file(talk), found[1].replace("END:VEVENT", "X-PHONE:mine\r\nEND:VEVENT"))

    def kept(self, machine: str) -> dict[str, Mark]:
        schedule = self.disks[machine].load(NAME)
        stars = dict.fromkeys(schedule.stars, Mark.STAR)
        return stars | dict.fromkeys(schedule.backups, Mark.BACKUP)

    def events(self) -> dict[str, icalendar.Event]:
        found: dict[str, icalendar.Event] = {}
        for _, text in self.calendar.files.values():
            (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
            assert isinstance(event, icalendar.Event)
            talk = str(event["UID"]).partition("@")[0]
            assert talk not in found, "doubled"
            found[talk] = event
        return found

    def settle(self) -> dict[str, Mark]:
        """Everybody hears of the newest agenda and synchronises; what all have then."""
        for machine in MACHINES:
            self.known[machine] = self.newest
        for machine in (*MACHINES, *MACHINES):
            self.sync(machine)
        first, second = map(self.kept, MACHINES)
        assert first == second
        events, talks = self.events(), edition(self.newest).by_id
        assert events.keys() == first.keys()
        for talk, event in events.items():
            assert (event.start, event.end) == (talks[talk].start, talks[talk].end)
            assert event["STATUS"] == ("CONFIRMED" if first[talk] is Mark.STAR else "TENTATIVE")
        return first


TALK = st.sampled_from(TALKS)
MACHINE = st.sampled_from(MACHINES)
EVENTS = st.one_of(
    st.tuples(st.just("mark"), MACHINE, st.sampled_from([Mark.STAR, Mark.BACKUP, None]), TALK),
    st.tuples(st.just("sync"), MACHINE),
    st.tuples(st.just("sync"), MACHINE, st.builds(Fuse, st.integers(1, 9), st.booleans())),
    st.tuples(st.just("refresh"), MACHINE),
    st.tuples(st.just("move")),
    st.tuples(st.just("delete"), TALK),
    st.tuples(st.just("edit"), TALK),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    [("mark", "laptop", Mark.STAR, "ann"), ("sync", "laptop", Fuse(3, True)), ("move",), ("sync", "desk")]
)
@example([("mark", "desk", Mark.BACKUP, "ann"), ("sync", "desk"), ("mark", "desk", Mark.STAR, "ann")])
@given(st.lists(EVENTS, max_size=14))
def test_whatever_happens_all_end_alike_and_nothing_is_doubled_or_lost(events: list[tuple[Any, ...]]) -> None:
    world = World()
    touched: dict[str, set[str]] = {talk: set() for talk in TALKS}
    left: dict[str, Mark | None] = dict.fromkeys(TALKS)
    for kind, *rest in events:
        match kind:
            case "mark":
                machine, mark, talk = rest
                world.mark(machine, mark, talk)
                touched[talk].add(machine)
                left[talk] = mark
            case "delete":
                (talk,) = rest
                if world.file(talk) in world.calendar.files:
                    touched[talk].add("phone")
                world.delete(talk)
            case "edit":
                world.edit(rest[0])
            case "move":
                world.newest += 1
            case "refresh":
                world.known[rest[0]] = world.newest
            case _:
                world.sync(*rest)
    end = world.settle()
    for talk, by in touched.items():
        if len(by) <= 1:
            assert end.get(talk) == left[talk], "what one party alone has changed ends as that party left it"
    before = dict(world.calendar.files)
    assert world.settle() == end
    assert world.calendar.files == before, "who has nothing new to say writes nothing"


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("is_after", [False, True])
def test_broken_off_anywhere_and_run_again_it_ends_as_if_it_had_not(is_after: bool, machine: str) -> None:
    fuse = Fuse()
    while fuse.steps >= fuse.at:
        fuse = Fuse(fuse.at + 1, is_after)
        world = World()
        world.mark("laptop", Mark.STAR, "ann")
        world.sync("laptop")
        world.sync("desk")
        world.edit("ann")
        world.mark(machine, None, "ann")
        world.mark("laptop", Mark.STAR, "bo")
        world.mark("desk", Mark.BACKUP, "bo")
        world.newest = world.known[machine] = 3
        world.sync(machine, fuse)
        assert world.settle() == {"bo": Mark.BACKUP}
    assert fuse.at > 7


def test_a_server_that_lists_nothing_takes_no_star_away() -> None:
    world = World()
    world.mark("laptop", Mark.STAR, "ann")
    world.sync("laptop")
    world.calendar.is_listing = False
    world.sync("laptop")
    assert world.kept("laptop") == {"ann": Mark.STAR}
    world.delete("ann")
    world.sync("laptop")
    assert world.kept("laptop") == {}


def test_a_star_on_what_nobody_tells_of_here_is_left_alone() -> None:
    world = World()
    world.mark("laptop", Mark.STAR, "ann")
    world.sync("laptop")
    before = dict(world.calendar.files)
    world.untold = {"ann"}
    world.sync("laptop")
    assert (world.kept("laptop"), world.calendar.files) == ({"ann": Mark.STAR}, before)
    world.untold = set()
    assert world.settle() == {"ann": Mark.STAR}


@pytest.mark.parametrize("edits_before_desk_syncs", [0, 1, 2])
def test_the_last_edit_of_my_own_entry_is_what_all_have(edits_before_desk_syncs: int) -> None:
    """What a machine has only just heard of is not newer than what another knew before."""
    world = World()
    laptop = world.disks["laptop"]

    def edit(title: str) -> None:
        laptop.keep(NAME, own_entry(session("12:00", 60, title, id="own-lunch")), at=world.tick())

    def settled() -> set[str]:
        for machine in (*MACHINES, *MACHINES):
            world.sync(machine)
        return {own.title for disk in world.disks.values() for own in disk.load(NAME).own}

    edit("Lunch")
    world.sync("laptop")
    for title in ("Lunch with Bo", "Lunch with Bo and Cy")[:edits_before_desk_syncs]:
        edit(title)
        world.sync("desk")
    edit("Lunch, at last")
    world.sync("desk")
    assert settled() == {"Lunch, at last"}
    world.sync("laptop")
    edit("Lunch, later")
    world.sync("laptop")
    edit("Tea")
    world.sync("desk")
    assert settled() == {"Tea"}
    before = dict(world.calendar.files)
    assert settled() == {"Tea"}
    assert world.calendar.files == before


def test_after_an_edit_the_machine_that_made_it_has_it_too() -> None:
    world = World()
    laptop = world.disks["laptop"]
    for title in ("Lunch", "Tea"):
        laptop.keep(NAME, own_entry(session("12:00", 60, title, id="own-lunch")), at=world.tick())
        world.sync("laptop")
    assert [own.title for own in laptop.load(NAME).own] == ["Tea"]


def test_what_a_phone_adds_outlives_every_move() -> None:
    world = World()
    world.mark("laptop", Mark.STAR, "ann")
    world.sync("laptop")
    world.edit("ann")
    for number in range(1, 4):
        world.newest = number
        assert world.settle() == {"ann": Mark.STAR}
        assert world.events()["ann"]["X-PHONE"] == "mine"
