"""Two schedules side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import NEXT_DAY, agenda, at, session
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.comparing import SHORTEST_FREE, Comparison, compare
from scale_tui.domain.schedule import PersonalSchedule


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Agenda, PersonalSchedule, PersonalSchedule]:
    """An agenda and two people with stars and hidden sessions; a session may be called off."""
    conf = draw(strategies.agendas(min_size=1, max_size=9))
    off = draw(st.frozensets(st.sampled_from(conf.sessions)))
    sessions = tuple(replace(each, is_cancelled=each in off) for each in conf.sessions)
    conf = replace(conf, sessions=sessions)
    ids = st.frozensets(st.sampled_from([*conf.by_id, "gone"]))
    people = st.builds(lambda stars, hidden: PersonalSchedule(stars=stars, hidden=hidden - stars), ids, ids)
    return conf, draw(people), draw(people)


def swapped(found: Comparison) -> Comparison:
    return replace(found, only_mine=found.only_theirs, only_theirs=found.only_mine)


@given(pairs())
def test_it_is_the_same_from_the_other_side(pair: tuple[Agenda, PersonalSchedule, PersonalSchedule]) -> None:
    conf, mine, theirs = pair
    assert compare(conf, theirs, mine) == swapped(compare(conf, mine, theirs))


@given(pairs())
def test_each_session_is_in_the_part_it_belongs_to(
    pair: tuple[Agenda, PersonalSchedule, PersonalSchedule],
) -> None:
    conf, mine, theirs = pair
    found = compare(conf, mine, theirs)
    parts = [[each.id for each in part] for part in (found.both, found.only_mine, found.only_theirs)]
    for part in parts:
        starts = [conf.by_id[id_].start for id_ in part]
        assert (starts, len(part)) == (sorted(starts), len(set(part)))
    stars, others = mine.stars & conf.by_id.keys(), theirs.stars & conf.by_id.keys()
    assert [set(part) for part in parts] == [stars & others, stars - others, others - stars]


def taking_time(conf: Agenda, *people: PersonalSchedule) -> list[Session]:
    busy = [each for person in people for each in person.starred(conf.sessions)]
    return [each for each in busy if not each.is_cancelled and each.start < each.end]


@given(pairs())
def test_free_time_meets_no_session_of_either_and_none_of_it_is_left_out(
    pair: tuple[Agenda, PersonalSchedule, PersonalSchedule],
) -> None:
    conf, mine, theirs = pair
    free = compare(conf, mine, theirs).free
    busy = taking_time(conf, mine, theirs)
    for each in free:
        assert each.end - each.start >= SHORTEST_FREE
        assert not [other for other in busy if other.start < each.end and each.start < other.end]
        assert {each.start} <= {other.end for other in busy}
        assert {each.end} <= {other.start for other in busy}
    assert all(first.end <= second.start for first, second in pairwise(free))
    # A day from its first start to its last end, in steps finer than any session is long.
    for day in {each.day for each in busy}:
        of_day = [each for each in busy if each.day == day]
        for moment in moments(min(each.start for each in of_day), max(each.end for each in of_day)):
            is_busy = any(each.start < moment + timedelta(minutes=5) and moment < each.end for each in busy)
            assert is_busy or is_in(moment, free) or is_short(moment, busy)


def moments(begin: datetime, end: datetime) -> list[datetime]:
    count = int((end - begin) / timedelta(minutes=5))
    return [begin + timedelta(minutes=5) * number for number in range(count)]


def is_in(moment: datetime, free: Sequence[object]) -> bool:
    return any(each.start <= moment < each.end for each in free)  # type: ignore[attr-defined]


def is_short(moment: datetime, busy: Sequence[Session]) -> bool:
    before = max(each.end for each in busy if each.end <= moment)
    after = min(each.start for each in busy if each.start >= moment)
    return after - before < SHORTEST_FREE


@given(pairs())
def test_what_would_fit_is_inside_and_nobodys(
    pair: tuple[Agenda, PersonalSchedule, PersonalSchedule],
) -> None:
    conf, mine, theirs = pair
    kept = mine.stars | theirs.stars | mine.hidden | theirs.hidden
    for free in compare(conf, mine, theirs).free:
        fitting = [
            each
            for each in conf.sessions
            if each.kind is Kind.TALK and not each.is_cancelled and each.id not in kept
            if free.start <= each.start and each.end <= free.end
        ]
        assert list(free.talks) == fitting


A, B, D = (session(start, 30, name) for start, name in (("10:00", "A"), ("11:00", "B"), ("12:30", "D")))
C = session("11:44", 31, "C")
NIGHT = session("23:00", 60, "Night", day=NEXT_DAY)
CONF = agenda(A, B, C, D, NIGHT)


def stars(*ids: str, **others: object) -> PersonalSchedule:
    return PersonalSchedule(stars=frozenset(ids), **others)  # type: ignore[arg-type]


def free_times(mine: PersonalSchedule, theirs: PersonalSchedule) -> list[tuple[datetime, datetime]]:
    return [(each.start, each.end) for each in compare(CONF, mine, theirs).free]


def test_two_are_free_between_what_either_has_from_a_quarter_of_an_hour() -> None:
    # B to C are 14 minutes, C to D are 15, and the night between two days is no time to meet.
    found = free_times(stars("a", "c", "night"), stars("b", "d"))
    assert found == [(at("10:30"), at("11:00")), (at("12:15"), at("12:30"))]


def test_what_one_has_alone_counts_too_and_an_own_entry_takes_time() -> None:
    lunch = session("10:40", 10, "Lunch", id="own-1")
    found = compare(CONF, stars("a", "b", own=(lunch,)), stars())
    assert found.only_mine == (A, lunch, B)
    assert [(free.start, free.end) for free in found.free] == []
    assert free_times(stars("a", "b"), stars()) == [(at("10:30"), at("11:00"))]


def test_what_would_fit_is_named_but_not_what_either_hides_has_or_could_not_stay_for() -> None:
    (free,) = compare(CONF, stars("a"), stars("d")).free
    assert (free.talks, free.minutes, free.day) == ((B, C), 120, A.day)
    (free,) = compare(CONF, stars("a", hidden=frozenset("b")), stars("d", hidden=frozenset("c"))).free
    assert free.talks == ()
    long, early, off = (
        session("11:50", 60, "Long"),
        session("10:10", 30, "Early"),
        replace(C, is_cancelled=True),
    )
    (free,) = compare(agenda(A, B, off, D, long, early), stars("a"), stars("d")).free
    assert free.talks == (B,)
    # A talk without length takes none of the time, and is theirs all the same.
    (free,) = compare(agenda(A, replace(B, end=B.start), D), stars("a", "b"), stars("d")).free
    assert free.talks == ()
    # It takes no time where it was called off, and yet it is not what would fit.
    (free,) = compare(agenda(A, replace(B, is_cancelled=True), D), stars("a", "b"), stars("d")).free
    assert free.talks == ()


def test_a_day_that_ends_after_the_next_has_begun_is_not_counted_twice() -> None:
    night = [
        session("23:00", 30, "First"),
        replace(session("01:00", 60, "Last", day=NEXT_DAY), day=A.day),
        session("00:00", 15, "Early", day=NEXT_DAY),
        session("03:00", 30, "Morning", day=NEXT_DAY),
    ]
    conf = agenda(*night)
    found = compare(conf, stars("first", "last"), stars("early", "morning")).free
    assert [(each.start, each.end) for each in found] == [
        (at("23:30"), at("00:00", NEXT_DAY)),
        (at("00:15", NEXT_DAY), at("01:00", NEXT_DAY)),
        (at("02:00", NEXT_DAY), at("03:00", NEXT_DAY)),
    ]
