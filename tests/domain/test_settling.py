"""Settling a clash: the sets of sessions that fit together, held against trying every set there is."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import at, row_of_talks, session
from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.settling import Way, fit_together, ways_to_settle

ALL = 1000


def everything(*group: Session) -> set[str]:
    return {one.id for one in group}


def kept(ways: tuple[Way, ...]) -> list[list[str]]:
    return [[one.title for one in way.kept] for way in ways]


def settled(*group: Session, **asked: Any) -> list[list[str]]:
    """The titles kept in each way, with a star on everything unless told otherwise."""
    return kept(ways_to_settle(group, **{"stars": everything(*group)} | asked))


# Fitting together.


@pytest.mark.parametrize(
    ("start", "room", "is_fitting"),
    [
        ("10:19", "A", False),
        ("10:20", "A", True),
        ("10:20", None, True),
        ("10:20", "B", False),
        ("10:24", "B", False),
        ("10:25", "B", True),
    ],
)
def test_two_fit_when_there_is_time_to_change_rooms(start: str, room: str | None, is_fitting: bool) -> None:
    before, after = session("10:00", 20, "Before", room="A"), session(start, 20, "After", room=room)
    assert fit_together(before, after) is is_fitting
    assert fit_together(after, before) is is_fitting


def test_how_long_a_change_takes_can_be_said() -> None:
    before, after = session("10:00", 20, "Before", room="A"), session("10:22", 20, "After", room="B")
    assert [fit_together(before, after, minutes) for minutes in (0, 2, 3)] == [True, True, False]


def test_a_session_without_length_fits_with_anything() -> None:
    gong = session("10:10", 0, "Gong", room="B")
    assert fit_together(gong, session("10:00", 60, room="A"))
    assert fit_together(session("10:10", 20, room="A"), gong)


# Ways to settle.


def test_of_two_at_the_same_time_either_can_be_kept_and_the_longer_comes_first() -> None:
    short, long = session("10:00", 20, "Short"), session("10:00", 30, "Long")
    assert ways_to_settle((short, long), stars={"short", "long"}) == (
        Way((long,), (short,), 30),
        Way((short,), (long,), 20),
    )


def test_most_talks_come_first_however_short_they_are() -> None:
    workshop = session("10:00", 120, "Workshop")
    assert settled(workshop, session("10:00", 10, "A"), session("11:00", 10, "B")) == [
        ["A", "B"],
        ["Workshop"],
    ]


def test_no_number_of_backups_makes_up_for_a_star() -> None:
    group = (session("10:00", 60, "Star"), *row_of_talks(3))
    ways = ways_to_settle(group, stars={"star"})
    assert kept(ways) == [["Star"], ["Talk 1", "Talk 2", "Talk 3"]]


def test_between_ways_with_the_same_stars_more_backups_win() -> None:
    group = (
        session("10:00", 60, "Long star"),
        session("10:00", 20, "Short star"),
        session("10:20", 10, "Backup"),
    )
    ways = ways_to_settle(group, stars={"long-star", "short-star"})
    assert kept(ways) == [["Short star", "Backup"], ["Long star"]]
    assert [way.minutes for way in ways] == [30, 60]


def test_of_equals_the_one_that_starts_earlier_comes_first_then_in_the_order_given() -> None:
    late, one, other = (
        session("10:10", title="Late"),
        session("10:00", title="One"),
        session("10:00", title="Other"),
    )
    assert settled(late, one, other) == [["One"], ["Other"], ["Late"]]
    assert settled(other, one, late) == [["Other"], ["One"], ["Late"]]


def test_kept_and_dropped_are_in_time_order_whatever_order_was_given() -> None:
    group = (session("11:00", title="C"), session("10:00", 90, "B"), session("10:10", title="A"))
    best, *_ = ways_to_settle(group, stars=everything(*group))
    assert [one.title for one in best.kept] == ["A", "C"]
    best, *_ = ways_to_settle(reversed(group), stars={"b"})
    assert [one.title for one in best.dropped] == ["A", "C"]


def test_an_own_entry_stays_and_what_clashes_with_it_goes() -> None:
    lunch = session("12:00", 60, "Lunch with Ada", id="own-1", kind=Kind.OTHER)
    talk, before = session("12:30", 60, "Talk"), session("11:30", 30, "Before")
    (way,) = ways_to_settle((before, lunch, talk), stars={"talk", "before"}, own={"own-1"})
    assert way == Way((before, lunch), (talk,), 30)


def test_own_entries_stay_also_where_they_clash_with_one_another() -> None:
    lunch, call = session("12:00", 60, "Lunch"), session("12:30", 60, "Call")
    assert ways_to_settle((lunch, call), stars=set(), own={"lunch", "call"}) == (Way((lunch, call), (), 0),)


def test_the_way_to_an_own_entry_counts_when_it_has_a_room() -> None:
    meeting = session("12:00", 60, "Meeting", room="Lobby")
    talk = session("11:30", 30, "Talk", room="Hall")
    assert settled(talk, meeting, own={"meeting"}) == [["Meeting"]]
    assert settled(talk, meeting, own={"meeting"}, change_minutes=0) == [["Talk", "Meeting"]]


def test_a_change_of_rooms_can_cost_a_talk() -> None:
    group = (
        session("10:00", 60, "A", room="One"),
        session("10:30", 60, "B", room="Two"),
        session("11:00", 60, "C", room="Two"),
    )
    assert settled(*group) == [["A"], ["B"], ["C"]]
    assert settled(*group, change_minutes=0) == [["A", "C"], ["B"]]


def test_what_has_no_length_is_kept_in_any_way() -> None:
    group = (session("10:00", 60, "A"), session("10:30", 0, "Gong"), session("10:30", 60, "B"))
    assert settled(*group) == [["A", "Gong"], ["Gong", "B"]]


def test_nobody_gets_through_a_short_session_without_a_room_to_a_far_one() -> None:
    hall = session("09:00", 60, "Hall", room="A")
    word, far = session("10:00", 3, "Word"), session("10:03", 57, "Far", room="B")
    assert settled(hall, word, far) == [["Hall", "Word"], ["Word", "Far"]]
    assert settled(hall, word) == [["Hall", "Word"]]
    assert settled(hall, word, session("10:05", 55, "Later", room="B")) == [["Hall", "Word", "Later"]]


def test_identical_talks_are_a_choice_and_one_talk_given_twice_is_not() -> None:
    first, second = session("10:00", id="a"), session("10:00", id="b")
    ways = ways_to_settle((first, second), stars={"a", "b"})
    assert [way.kept for way in ways] == [(first,), (second,)]
    assert ways_to_settle((first, first), stars={"a"}) == (Way((first,), (), 20),)


def test_where_nothing_clashes_all_is_kept() -> None:
    talks = row_of_talks(3)
    assert ways_to_settle(talks, stars=everything(*talks)) == (Way(talks, (), 60),)
    assert ways_to_settle((), stars=set()) == (Way((), (), 0),)


def test_of_more_ways_than_can_be_counted_out_the_best_few_come() -> None:
    """A day of a hundred slots with three talks each has 3 to the power of 100 ways."""
    slots = row_of_talks(100)
    group = [
        Session(f"{slot.id}-{room}", slot.title, slot.start, slot.end - timedelta(minutes=room), slot.day)
        for slot in slots
        for room in range(3)
    ]
    ways = ways_to_settle(group, stars=everything(*group))
    assert [way.minutes for way in ways] == [2000] + [1999] * 8
    assert all(len(way.kept) == 100 for way in ways)
    assert len({way.kept for way in ways}) == 9
    assert len(ways_to_settle(group, stars=everything(*group), most=2)) == 2


# Held against every subset.

STEP = timedelta(minutes=2)
RARELY = st.sampled_from(("star", "star", "backup", "own"))


@st.composite
def clashing(draw: st.DrawFn) -> tuple[list[Session], set[str], set[str]]:
    """Sessions on a grid of two minutes, some shorter than a walk; ids of the stars and of own entries."""
    group: list[Session] = []
    marks: dict[str, set[str]] = {"star": set(), "backup": set(), "own": set()}
    span = draw(st.sampled_from((6, 12, 30)))
    lengths = st.sampled_from((0, 1, 1, 2, 2, 3, 4, 6, 10))
    for number in range(draw(st.integers(0, 9))):
        start = at("10:00") + STEP * draw(st.integers(0, span))
        room = draw(st.sampled_from((None, None, "A", "B", "C")))
        id_ = f"s{number}"
        group.append(Session(id_, "A talk", start, start + STEP * draw(lengths), start.date(), room=room))
        marks[draw(RARELY)].add(id_)
    return group, marks["star"], marks["own"]


def is_possible(one: Session, other: Session, walk: int) -> bool:
    """Whether one body can be in both, told minute by minute from the rule."""
    first, second = sorted((one, other), key=lambda session: session.start)
    if first.minutes == 0 or second.minutes == 0:
        return True
    free = (second.start - first.end) / timedelta(minutes=1)
    is_walk = None not in (first.room, second.room) and first.room != second.room
    return free >= (walk if is_walk else 0)


def by_trying(group: list[Session], stars: set[str], own: set[str], walk: int) -> list[tuple[str, ...]]:
    """The ids kept in every way, best first, by trying every set."""
    in_time = sorted(group, key=lambda session: (session.start, session.end))
    places = {session.id: place for place, session in enumerate(in_time)}

    def fits(chosen: tuple[Session, ...]) -> bool:
        return all(
            is_possible(a, b, walk) for a, b in combinations(chosen, 2) if not {a.id, b.id} <= own
        ) and own <= {one.id for one in chosen}

    sets = [c for count in range(len(in_time) + 1) for c in combinations(in_time, count) if fits(c)]
    as_ids = [frozenset(one.id for one in chosen) for chosen in sets]
    largest = [c for c, ids in zip(sets, as_ids, strict=True) if not any(ids < other for other in as_ids)]

    def rank(chosen: tuple[Session, ...]) -> tuple[int, int, int, list[int]]:
        free = [one for one in chosen if one.id not in own]
        starred = sum(one.id in stars for one in free)
        minutes = sum(one.minutes for one in free)
        moving = [places[one.id] for one in free if one.minutes]
        return (-starred, starred - len(free), -minutes, moving)

    return [tuple(one.id for one in chosen) for chosen in sorted(largest, key=rank)]


@settings(max_examples=200)
@given(clashing(), st.sampled_from((0, 3, 5, 7)))
def test_the_ways_are_those_found_by_trying_every_set(
    clash: tuple[list[Session], set[str], set[str]], walk: int
) -> None:
    group, stars, own = clash
    ways = ways_to_settle(group, stars=stars, own=own, change_minutes=walk, most=ALL)
    expected = by_trying(group, stars, own, walk)
    assert [tuple(one.id for one in way.kept) for way in ways] == expected
    few = ways_to_settle(group, stars=stars, own=own, change_minutes=walk)
    assert few == ways[:9]


@given(clashing())
def test_each_session_is_kept_or_dropped_and_own_entries_never_are(
    clash: tuple[list[Session], set[str], set[str]],
) -> None:
    group, stars, own = clash
    for way in ways_to_settle(group, stars=stars, own=own):
        assert sorted(one.id for one in (*way.kept, *way.dropped)) == sorted(one.id for one in group)
        assert not own & {one.id for one in way.dropped}
        assert way.minutes == sum(one.minutes for one in way.kept if one.id not in own)
