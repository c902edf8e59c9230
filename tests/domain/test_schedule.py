"""My schedule: stars, what they clash with, the time between them, and taking things back."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, at, session
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.schedule import (
    Change,
    Conflict,
    History,
    Mark,
    PersonalSchedule,
    clash_groups,
    conflicts_with,
    gaps_between,
)
from scale_tui.domain.timeline import overlap_minutes
from strategies import agendas, situations

Situation = tuple[Agenda, PersonalSchedule, datetime]
NEXT_DAY = date(2024, 9, 12)


def titles(sessions: tuple[Session, ...]) -> list[str]:
    return [one.title for one in sessions]


def test_a_star_keeps_a_session_until_it_is_taken_off() -> None:
    kept = PersonalSchedule().with_star("a", is_on=True).with_star("b", is_on=True)
    assert kept.stars == {"a", "b"}
    assert kept.with_star("a", is_on=False) == PersonalSchedule(frozenset({"b"}))


def test_setting_a_star_leaves_the_schedule_it_was_set_on_as_it_was() -> None:
    before = PersonalSchedule()
    assert before.with_star("a", is_on=True) != before
    assert before.stars == frozenset()


def test_starred_keeps_the_order_given_and_passes_over_stars_on_nothing() -> None:
    one, other = session("10:00", title="One"), session("09:00", title="Other")
    kept = PersonalSchedule(frozenset({"one", "other", "gone"}))
    assert kept.starred((one, session("08:00", title="Third"), other)) == (one, other)


def test_the_mark_is_known_by_this_word() -> None:
    assert [mark.value for mark in Mark] == ["star"]


def test_conflicts_say_with_what_and_for_how_long_in_the_order_given() -> None:
    mine = session("10:00", 20, "Mine")
    late, early = session("10:15", 20, "Late"), session("09:00", 61, "Early")
    touching = (session("10:20", 20, "After"), session("09:40", 20, "Before"))
    assert conflicts_with(mine, (late, *touching, early)) == (Conflict(late, 5), Conflict(early, 1))


def test_no_session_is_in_conflict_with_itself() -> None:
    mine = session("10:00", 20, "Mine")
    assert conflicts_with(mine, (mine,)) == ()


def test_the_time_between_two_kept_sessions_is_a_gap() -> None:
    (gap,) = gaps_between((session("10:00", 20), session("11:00", title="B")), ())
    assert (gap.start, gap.end, gap.minutes) == (at("10:20"), at("11:00"), 40)
    assert (gap.talks, gap.pauses) == ((), ())


@pytest.mark.parametrize("start", ["10:20", "10:10", "10:00"])
def test_sessions_that_touch_or_overlap_leave_no_gap(start: str) -> None:
    assert gaps_between((session("10:00", 20), session(start, 60, "B")), ()) == ()


def test_a_short_session_inside_a_long_one_does_not_end_it() -> None:
    kept = (session("10:00", 120, "Long"), session("10:30", 10, "Short"), session("13:00", 10, "Next"))
    assert [(gap.start, gap.end) for gap in gaps_between(kept, ())] == [(at("12:00"), at("13:00"))]


def test_the_night_between_two_days_is_no_gap_but_each_day_has_its_own() -> None:
    kept = (
        session("10:00", 60, "A"),
        session("12:00", 60, "B"),
        session("09:00", 60, "C", day=NEXT_DAY),
        session("11:00", 60, "D", day=NEXT_DAY),
    )
    found = [(gap.start, gap.end) for gap in gaps_between(kept, ())]
    assert found == [(at("11:00"), at("12:00")), (at("10:00", NEXT_DAY), at("11:00", NEXT_DAY))]


def test_a_gap_lasts_past_midnight_where_the_agenda_counts_on() -> None:
    late = Session("late", "Late", at("00:30", NEXT_DAY), at("01:00", NEXT_DAY), DAY)
    (gap,) = gaps_between((session("23:00", 30), late), ())
    assert gap.minutes == 60


def test_a_kept_session_that_lasts_into_the_next_day_leaves_no_gap_there() -> None:
    hackathon = session("10:00", 26 * 60, "Hackathon")
    kept = (hackathon, session("09:00", title="B", day=NEXT_DAY), session("11:00", title="C", day=NEXT_DAY))
    assert gaps_between(kept, ()) == ()


def test_the_talks_of_a_gap_lie_wholly_inside_it() -> None:
    kept = (session("10:00", 20, "A"), session("11:00", title="B"))
    offered = (
        session("10:20", 40, "whole"),
        session("10:19", 10, "too early"),
        session("10:51", 10, "too late"),
        session("10:30", 10, "within"),
        session("10:30", 10, "questions", kind=Kind.QA),
        session("12:00", 10, "after"),
    )
    (gap,) = gaps_between(kept, (*kept, *offered))
    assert titles(gap.talks) == ["whole", "within"]


def test_a_kept_session_without_length_is_not_offered_for_the_gap_beside_it() -> None:
    kept = (session("10:00", 0, "Gong"), session("11:00", title="B"), session("12:00", 0, "Last gong"))
    assert [titles(gap.talks) for gap in gaps_between(kept, kept)] == [[], []]


def test_the_pauses_of_a_gap_are_those_that_reach_into_it() -> None:
    kept = (session("10:00", 20, "A"), session("11:00", title="B"))
    offered = (
        session("10:00", 20, "just over", kind=Kind.BREAK),
        session("10:00", 21, "until", kind=Kind.BREAK),
        session("10:30", 10, "lunch", kind=Kind.MEAL),
        session("10:59", 10, "party", kind=Kind.SOCIAL),
        session("11:00", 10, "not yet", kind=Kind.BREAK),
        session("10:30", 10, "other", kind=Kind.OTHER),
    )
    (gap,) = gaps_between(kept, offered)
    assert titles(gap.pauses) == ["until", "lunch", "party"]


def test_the_agenda_of_several_gaps_may_be_given_one_by_one() -> None:
    kept = (session("10:00", title="A"), session("11:00", title="B"), session("12:00", title="C"))
    fits = (session("10:30", 10, "first"), session("11:30", 10, "second"))
    assert [titles(gap.talks) for gap in gaps_between(kept, iter(fits))] == [["first"], ["second"]]


@given(situations())
def test_a_gap_is_free_of_kept_sessions_and_ends_with_one(situation: Situation) -> None:
    conference, schedule, _ = situation
    kept = schedule.starred(conference.sessions)
    for gap in gaps_between(kept, conference.sessions):
        assert gap.start < gap.end
        assert not any(one.start < gap.end and gap.start < one.end for one in kept)
        assert gap.start in {one.end for one in kept}
        assert gap.end in {one.start for one in kept}


@given(situations())
def test_what_fits_in_a_gap_is_in_conflict_with_nothing_kept(situation: Situation) -> None:
    conference, schedule, _ = situation
    kept = schedule.starred(conference.sessions)
    for gap in gaps_between(kept, conference.sessions):
        assert all(not conflicts_with(talk, kept) for talk in gap.talks)


@given(agendas(min_size=2))
def test_conflicts_are_symmetric(conference: Agenda) -> None:
    found = {
        (one.id, conflict.session.id, conflict.minutes)
        for one in conference.sessions
        for conflict in conflicts_with(one, conference.sessions)
    }
    assert found == {(other, one, minutes) for one, other, minutes in found}


def test_clashes_go_through_a_third_session() -> None:
    first, bridge, last = session("10:00", 20, "A"), session("10:10", 40, "B"), session("10:45", 30, "C")
    alone = session("11:15", 30, "D")
    assert clash_groups((first, bridge, last, alone)) == ((first, bridge, last), (alone,))


def test_a_clash_lasts_as_long_as_its_longest_session() -> None:
    long, short, late = session("10:00", 120, "A"), session("10:10", 10, "B"), session("11:00", 30, "C")
    assert clash_groups((long, short, late)) == ((long, short, late),)


def test_sessions_that_touch_do_not_clash() -> None:
    first, second = session("10:00", 20, "A"), session("10:20", 20, "B")
    assert clash_groups((first, second)) == ((first,), (second,))


def test_no_sessions_are_no_groups() -> None:
    assert clash_groups(()) == ()


def test_a_session_without_length_clashes_with_nothing() -> None:
    talk, gong, other = session("10:00", 20, "A"), session("10:10", 0, "Gong"), session("10:15", 20, "B")
    assert set(clash_groups((talk, gong, other))) == {(talk, other), (gong,)}


@given(agendas())
def test_clash_groups_are_the_connected_parts_of_what_overlaps(conference: Agenda) -> None:
    found = {frozenset(one.id for one in group) for group in clash_groups(conference.sessions)}
    assert found == connected(conference.sessions)


@given(agendas())
def test_clash_groups_hold_every_session_once_and_in_time_order(conference: Agenda) -> None:
    groups = clash_groups(conference.sessions)
    assert sorted(one.id for group in groups for one in group) == sorted(conference.by_id)
    assert all(list(group) == sorted(group, key=lambda one: one.start) for group in groups)
    firsts = [group[0].start for group in groups]
    assert firsts == sorted(firsts)


def connected(sessions: tuple[Session, ...]) -> set[frozenset[str]]:
    """The same by joining any two groups between which a session overlaps, until nothing is left to join."""
    groups = [{one} for one in sessions]
    for one in sessions:
        touched = [g for g in groups if one in g or any(overlap_minutes(one, other) > 0 for other in g)]
        groups = [g for g in groups if g not in touched] + [set().union(*touched)]
    return {frozenset(one.id for one in group) for group in groups}


changes = st.builds(Change, st.sampled_from("abc"), st.just(Mark.STAR), st.booleans())
histories = st.builds(History, st.lists(changes).map(tuple), st.lists(changes).map(tuple))


def test_with_nothing_done_there_is_nothing_to_undo_or_redo() -> None:
    assert History().undo() is None
    assert History().redo() is None


def test_undo_takes_back_the_latest_change_and_redo_makes_it_again() -> None:
    first, second = Change("a", Mark.STAR, is_on=True), Change("b", Mark.STAR, is_on=False)
    undone = History().record(first).record(second).undo()
    assert undone == (History((first,), (second,)), Change("b", Mark.STAR, is_on=True))
    assert undone[0].redo() == (History((first, second)), second)


def test_what_was_undone_last_is_redone_first() -> None:
    first, second = Change("a", Mark.STAR, is_on=True), Change("b", Mark.STAR, is_on=True)
    assert History((), (second, first)).redo() == (History((first,), (second,)), first)


@given(histories, changes)
def test_a_new_change_can_be_undone_and_nothing_can_be_redone(history: History, change: Change) -> None:
    recorded = history.record(change)
    assert recorded.redo() is None
    assert recorded.undo() == (History(history.done, (change,)), change.reverse())


@given(histories)
def test_undo_then_redo_is_as_if_nothing_had_happened(history: History) -> None:
    if undone := history.undo():
        assert undone[0].redo() == (history, undone[1].reverse())
    if redone := history.redo():
        assert redone[0].undo() == (history, redone[1].reverse())


@given(histories, changes)
def test_a_change_that_could_not_be_made_leaves_no_trace(history: History, change: Change) -> None:
    assert history.record(change).without(change) == History(history.done)


@given(histories)
def test_an_undo_that_could_not_be_made_can_be_made_again(history: History) -> None:
    if undone := history.undo():
        assert undone[0].without_undo(undone[1]) == history


@given(histories)
def test_a_redo_that_could_not_be_made_can_be_made_again(history: History) -> None:
    if redone := history.redo():
        assert redone[0].without_redo(redone[1]) == history


def test_only_the_latest_of_two_equal_changes_is_forgotten_whatever_followed() -> None:
    star, other = Change("a", Mark.STAR, is_on=True), Change("b", Mark.STAR, is_on=True)
    assert History((star, star.reverse(), star, other)).without(star) == History(
        (star, star.reverse(), other)
    )
    assert History((other,)).without(star) == History((other,))


@given(changes)
def test_a_change_is_its_own_reverse_twice(change: Change) -> None:
    assert change.reverse() != change
    assert change.reverse().reverse() == change


@given(st.lists(st.sampled_from("abc")))
def test_undoing_everything_brings_back_the_schedule_as_it_was(toggled: list[str]) -> None:
    schedule = before = PersonalSchedule(frozenset("a"))
    history = History()
    for id_ in toggled:
        change = Change(id_, Mark.STAR, is_on=id_ not in schedule.stars)
        schedule, history = schedule.with_star(id_, is_on=change.is_on), history.record(change)
    after = schedule
    while undone := history.undo():
        history, change = undone
        schedule = schedule.with_star(change.session_id, is_on=change.is_on)
    assert schedule == before
    while redone := history.redo():
        history, change = redone
        schedule = schedule.with_star(change.session_id, is_on=change.is_on)
    assert schedule == after
