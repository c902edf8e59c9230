"""Reminders: ten and two minutes before a star, once each, whatever the clock does."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ZONE, at, session, speaker
from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.reminders import Reminder, Unshared, Watch, due, read_leads

LEADS = (10, 2)
TALK = session("12:00", 30, "Alpha", room="A", speakers=(speaker("Ada", "Acme"),))
MINUTE = timedelta(minutes=1)


def told_at(*clocks: str, kept: Session = TALK, since: str | None = None) -> list[str]:
    """What a program says that looks at these times of day."""
    memory = Notebook()
    if since is not None:
        memory.since[kept.id] = at(since)
    watch, said = Watch(LEADS), []
    for clock in clocks:
        watch, reminders = watch.look(memory, "conf", (kept,), at(clock))
        said += [f"{clock} {each.when}" for each in reminders]
    return said


@dataclass
class Notebook:
    """What programs remember together; ``asked`` counts how often."""

    told: set[str] = field(default_factory=set)
    since: dict[str, datetime] = field(default_factory=dict)
    asked: int = 0

    def remembered(self, conference: str, topic: str) -> dict[str, str]:
        self.asked += 1
        return dict.fromkeys(self.told, "")

    def remember_once(self, conference: str, topic: str, key: str, value: str, *, at: datetime) -> bool:
        is_first = key not in self.told
        self.told.add(key)
        return is_first

    def log(self, conference: str) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(subject=subject, mark=Mark.STAR, changed_at=since)
            for subject, since in self.since.items()
        ]


def test_a_star_is_told_ten_and_two_minutes_before_it_starts() -> None:
    looks = [f"11:{minute}" for minute in range(45, 60)]
    assert told_at(*looks, "12:00", "12:29") == ["11:50 in 10 min", "11:58 in 2 min"]


def test_a_machine_that_slept_over_a_lead_tells_it_on_waking_with_the_minutes_that_are_left() -> None:
    assert told_at("11:49", "11:56", "11:57", "11:58") == ["11:56 in 4 min", "11:58 in 2 min"]


def test_a_machine_that_slept_over_both_leads_tells_them_as_one() -> None:
    assert told_at("11:49", "11:59", "12:00", "12:01") == ["11:59 in 1 min"]


def test_what_began_meanwhile_is_told_while_it_runs() -> None:
    assert told_at("11:49", "12:00") == ["12:00 now"]
    assert told_at("11:49", "12:03:59", "12:04") == ["12:03:59 began 3 min ago"]
    assert told_at("11:59", "12:03") == ["11:59 in 1 min"]


def test_what_is_over_is_not_told_any_more() -> None:
    assert told_at("11:49", "12:29:59") == ["12:29:59 began 29 min ago"]
    assert told_at("11:49", "12:30", "12:31") == []
    assert told_at("12:00", kept=session("12:00", 0, "Doors close")) == []
    assert told_at("11:51", kept=session("12:00", 0, "Doors close")) == ["11:51 in 9 min"]


def test_a_clock_that_jumps_back_tells_nothing_twice() -> None:
    assert told_at("11:51", "11:40", "11:50", "11:58", "11:49", "11:59") == [
        "11:51 in 9 min",
        "11:58 in 2 min",
    ]


def test_a_clock_that_was_wrong_for_a_while_does_not_take_the_right_reminder_away() -> None:
    assert told_at("11:00", "12:20", "11:01", "11:50") == ["12:20 began 20 min ago", "11:50 in 10 min"]


def test_a_star_that_was_set_three_minutes_before_gets_the_next_lead_only() -> None:
    assert told_at("11:57", "11:57:30", "11:58", since="11:57") == ["11:58 in 2 min"]
    assert told_at("11:59", "12:01", since="11:59") == []
    assert told_at("11:50", since="11:50") == ["11:50 in 10 min"]


def test_a_star_that_was_set_by_a_clock_ahead_of_this_one_counts_as_set_before() -> None:
    # As when the talk of last year was starred today, and the clock is given with --at.
    assert told_at("11:51", since="18:00") == ["11:51 in 9 min"]


@pytest.mark.parametrize(("minutes", "said"), [(5, "in 10 min"), (1, "in 9 min"), (-6, "in 2 min")])
def test_a_talk_that_moves_is_told_again_for_its_new_start(minutes: int, said: str) -> None:
    moved = replace(TALK, start=TALK.start + minutes * MINUTE, end=TALK.end + minutes * MINUTE)
    watch, first = Watch(LEADS).look(memory := Notebook(), "conf", (TALK,), at("11:50"))
    assert [each.when for each in first] == ["in 10 min"]
    now = max(at("11:52"), moved.start - 10 * MINUTE)
    watch, again = watch.look(memory, "conf", (moved,), now)
    assert [each.when for each in again] == [said]
    assert watch.look(memory, "conf", (moved,), now)[1] == ()


def test_a_cancelled_talk_is_not_told() -> None:
    assert told_at("11:51", kept=replace(TALK, is_cancelled=True)) == []


def test_in_the_night_the_clocks_change_an_hour_is_not_lost() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    start = datetime(2017, 10, 29, 1, 35, tzinfo=UTC)
    talk = replace(TALK, start=start, end=start + 30 * MINUTE)
    # The second 02:30 of this night; ten minutes after it the wall clock alone would mean the first 02:40.
    for minute, expected in ((20, []), (27, ["in 8 min"]), (30, ["in 5 min"])):
        now = datetime(2017, 10, 29, 2, minute, fold=1, tzinfo=vienna)
        assert [each.when for each in due((talk,), now, LEADS)] == expected


def test_several_are_told_in_the_order_of_my_schedule() -> None:
    second = session("12:05", 30, "Beta")
    assert [each.session.title for each in due((TALK, second), at("11:56"), LEADS)] == ["Alpha", "Beta"]


def test_of_two_programs_one_tells() -> None:
    memory = Notebook()
    one, other = Watch(LEADS), Watch(LEADS)
    one, first = one.look(memory, "conf", (TALK,), at("11:50"))
    other, second = other.look(memory, "conf", (TALK,), at("11:50"))
    assert (len(first), len(second)) == (1, 0)
    _, second = other.look(memory, "conf", (TALK,), at("11:58"))
    _, first = one.look(memory, "conf", (TALK,), at("11:58"))
    assert (len(first), len(second)) == (0, 1)


def test_the_memory_is_asked_only_when_something_is_due() -> None:
    memory = Notebook()
    watch = Watch(LEADS)
    for minute in range(30):
        watch, _ = watch.look(memory, "conf", (TALK,), at("11:20") + minute * MINUTE)
    assert memory.asked == 0
    for seconds in range(60):
        watch, _ = watch.look(memory, "conf", (TALK,), at("11:50") + timedelta(seconds=seconds))
    assert memory.asked == 1


def test_a_rehearsal_tells_all_once_and_leaves_nothing_behind_for_the_day_itself() -> None:
    memory = Notebook()
    memory.since[TALK.id] = at("11:59")
    rehearsal, watch = Unshared(memory), Watch(LEADS)
    watch, first = watch.look(rehearsal, "conf", (TALK,), at("11:50"))
    watch, second = watch.look(rehearsal, "conf", (TALK,), at("11:51"))
    assert (len(first), len(second)) == (1, 0)
    assert memory.told == set()
    # A star that was set in the rehearsal is no less fresh.
    assert watch.look(rehearsal, "conf", (TALK,), at("11:59"))[1] == ()
    assert len(Watch(LEADS).look(Unshared(), "conf", (TALK,), at("11:59"))[1]) == 1


def test_a_reminder_says_what_when_and_where() -> None:
    assert Reminder(TALK, 10, at("11:50")).title == "In 10 min: Alpha"
    assert Reminder(TALK, 2, at("12:00")).title == "Now: Alpha"
    assert Reminder(TALK, 2, at("12:01")).title == "Began 1 min ago: Alpha"
    assert Reminder(TALK, 2, at("12:00")).place(ZONE) == "12:00 · A · Ada · Acme"
    assert Reminder(session("23:30", title="Beta"), 2, at("23:29")).place(ZONE) == "23:30"


def test_minutes_are_read_as_they_are_typed() -> None:
    assert read_leads("10,2") == (10, 2)
    assert read_leads(" 2, 15,2 ") == (15, 2)
    assert read_leads("0") == (0,)
    assert read_leads("1440") == (1440,)
    for nonsense in ("", "10,", "-2", "2.5", "ten", "1441", "²", "1_0"):
        assert read_leads(nonsense) is None


# Laws, over any sequence of looks, jumps, moves and marks


@dataclass
class World:
    """One star's fate, its two programs, and all that they said."""

    now: datetime
    talk: Session = TALK
    is_kept: bool = True
    memory: Notebook = field(default_factory=Notebook)
    watches: list[Watch] = field(default_factory=lambda: [Watch(LEADS), Watch(LEADS)])
    told: list[Reminder] = field(default_factory=list)

    def look(self, program: int) -> tuple[Reminder, ...]:
        kept = (self.talk,) if self.is_kept else ()
        self.watches[program], found = self.watches[program].look(self.memory, "conf", kept, self.now)
        self.told += found
        return found

    def owed(self) -> int | None:
        """The lead that whoever looks now is owed: the shortest that has come since the star was set."""
        if not self.is_kept or self.now >= self.talk.end:
            return None
        since = self.memory.since.get(self.talk.id)
        come = min((lead for lead in LEADS if self.talk.start - lead * MINUTE <= self.now), default=None)
        if come is None or (since and self.talk.start - come * MINUTE < since <= self.now):
            return None
        return come


looks = st.tuples(st.just("look"), st.integers(0, 1))
passes = st.tuples(st.just("pass"), st.sampled_from((1, 20, 60, 600, 1800)))
jumps = st.tuples(st.just("pass"), st.integers(-3600, 3600))
moves = st.tuples(st.just("move"), st.integers(-40, 40))
marks = st.tuples(st.just("mark"), st.booleans())


@given(st.lists(looks | looks | passes | jumps | moves | marks, max_size=40))
def test_whatever_happens_nothing_is_lost_and_nothing_is_told_twice(steps: list[tuple[str, int]]) -> None:
    world = World(at("11:30"))
    for what, number in steps:
        if what == "pass":
            world.now += timedelta(seconds=number)
        elif what == "move":
            world.talk = replace(TALK, start=TALK.start + number * MINUTE, end=TALK.end + number * MINUTE)
        elif what == "mark":
            if bool(number) is not world.is_kept:
                world.memory.since[world.talk.id] = world.now
            world.is_kept = bool(number)
        else:
            before = {(each.session.start, each.lead) for each in world.told}
            owed = world.owed()
            found = world.look(number)
            after = {(each.session.start, each.lead) for each in world.told}
            assert len(found) <= 1
            # None lost: the first look after the lead tells it, or somebody told it before.
            assert owed is None or (world.talk.start, owed) in after
            # Only what is owed is told.
            assert after - before <= {(world.talk.start, owed)}
            assert all(each.now == world.now for each in found)
    keys = [each.key for each in world.told]
    assert len(keys) == len(set(keys))


@given(st.lists(st.integers(1, 1200), min_size=1, max_size=60))
def test_a_clock_that_only_runs_on_tells_the_long_lead_before_the_short_one(gaps: list[int]) -> None:
    world, said = World(at("11:30")), []
    for gap in gaps:
        world.now += timedelta(seconds=gap)
        said += world.look(0)
    leads = [each.lead for each in said]
    assert leads in ([], [10], [2], [10, 2])
    if TALK.start - 2 * MINUTE <= world.now:
        looked_in_time = any(
            TALK.start - 2 * MINUTE <= at("11:30") + timedelta(seconds=sum(gaps[: count + 1])) < TALK.end
            for count in range(len(gaps))
        )
        assert (2 in leads) == looked_in_time
