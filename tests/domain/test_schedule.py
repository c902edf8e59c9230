"""My schedule: stars, what they clash with, the time between them, and taking things back."""

from datetime import date, datetime

import pytest
from hypothesis import given

from builders import DAY, at, session
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.schedule import (
    Conflict,
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


def test_starred_keeps_the_order_given_and_passes_over_stars_on_nothing() -> None:
    one, other = session("10:00", title="One"), session("09:00", title="Other")
    kept = PersonalSchedule(frozenset({"one", "other", "gone"}))
    assert kept.starred((one, session("08:00", title="Third"), other)) == (one, other)


def test_busy_is_stars_and_own_entries_in_time_order() -> None:
    talk, later = session("10:00", title="Talk"), session("12:00", title="Later")
    lunch = session("11:00", 60, title="Lunch", id="own-1", kind=Kind.OTHER)
    mine = PersonalSchedule(frozenset({"talk", "later"}), own=(lunch,))
    assert mine.busy((talk, session("09:00", title="Other"), later)) == (talk, lunch, later)


def test_hidden_is_what_i_hid_and_what_is_in_a_room_or_track_that_i_hid_but_not_what_i_keep() -> None:
    mine = PersonalSchedule(
        frozenset({"star"}),
        backups=frozenset({"backup"}),
        hidden=frozenset({"dull"}),
        hidden_rooms=frozenset({"Cellar"}),
        hidden_tracks=frozenset({"Legal"}),
    )
    shown = [
        session("10:00", title="Star", room="Cellar"),
        session("10:00", title="Backup", track="Legal"),
        session("10:00", title="Other", room="Hall", track="Kernel"),
    ]
    hidden = [
        session("10:00", title="Dull"),
        session("10:00", title="Below", room="Cellar"),
        session("10:00", title="Law", track="Legal"),
    ]
    assert not any(map(mine.is_hidden, shown))
    assert all(map(mine.is_hidden, hidden))


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
