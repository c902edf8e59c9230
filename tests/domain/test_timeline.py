"""What is on and what is next, at every instant where that changes."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda, at, session
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.timeline import (
    Phase,
    Status,
    days_until,
    minutes_until,
    next_after,
    overlap_minutes,
    phase_at,
    running_at,
    starting_within,
    status_at,
    talks_taken_up_by,
)
from strategies import agendas, situations

TICK = timedelta(microseconds=1)
Situation = tuple[Agenda, PersonalSchedule, datetime]


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (at("10:00") - TICK, Status.UPCOMING),
        (at("10:00"), Status.RUNNING),
        (at("10:20") - TICK, Status.RUNNING),
        (at("10:20"), Status.OVER),
    ],
)
def test_a_session_runs_from_its_start_up_to_but_not_including_its_end(now: datetime, status: Status) -> None:
    talk = session("10:00", 20)
    assert status_at(talk, now) is status
    assert running_at((talk,), now) == ((talk,) if status is Status.RUNNING else ())


def test_a_session_without_length_never_runs() -> None:
    gong = session("10:00", 0)
    assert status_at(gong, at("10:00") - TICK) is Status.UPCOMING
    assert status_at(gong, at("10:00")) is Status.OVER
    assert running_at((gong,), at("10:00")) == ()


def test_statuses_and_phases_are_known_by_these_words() -> None:
    assert [status.value for status in Status] == ["upcoming", "running", "over"]
    assert [phase.value for phase in Phase] == ["before", "during", "after"]


def test_what_runs_stays_in_the_order_given() -> None:
    one, other = session("10:00", 60, "one"), session("09:50", 60, "other")
    assert running_at((one, other), at("10:10")) == (one, other)


def test_all_that_start_together_next_are_next() -> None:
    first, second = session("11:00", title="first"), session("11:00", 40, "second")
    others = (session("10:00", title="on"), session("12:00", title="later"))
    assert next_after((*others, second, first), at("10:00")) == (second, first)


def test_what_starts_now_is_not_next_but_what_starts_a_moment_later_is() -> None:
    now, soon = session("10:00", title="now"), session("10:20", title="soon")
    assert next_after((now, soon), at("10:00")) == (soon,)
    assert next_after((now, soon), at("10:00") - TICK) == (now,)


def test_nothing_is_next_when_everything_has_started() -> None:
    assert next_after((session("10:00"),), at("10:00")) == ()
    assert next_after((), at("10:00")) == ()


def test_sessions_may_be_given_one_by_one() -> None:
    talk = session("10:00")
    assert next_after(iter((talk,)), at("09:00")) == (talk,)


@pytest.mark.parametrize(
    ("now", "is_found"),
    [
        (at("09:30") - TICK, False),
        (at("09:30"), True),
        (at("10:00") - TICK, True),
        (at("10:00"), False),
    ],
)
def test_a_session_starts_within_half_an_hour_until_it_has_started(now: datetime, is_found: bool) -> None:
    talk = session("10:00")
    assert starting_within((talk,), now, 30) == ((talk,) if is_found else ())


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(-3600, 0), (-1, 0), (0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (3600, 60)]
)
def test_minutes_to_come_are_rounded_up_and_never_negative(seconds: int, minutes: int) -> None:
    now = at("10:00")
    assert minutes_until(now + timedelta(seconds=seconds), now) == minutes


@pytest.mark.parametrize("seconds", [0.000001, 59.999999])
def test_the_last_minute_is_never_zero(seconds: float) -> None:
    assert minutes_until(at("10:00") + timedelta(seconds=seconds), at("10:00")) == 1


@pytest.mark.parametrize(
    ("start", "minutes", "shared"),
    [
        ("09:00", 60, 0),
        ("09:00", 61, 1),
        ("10:05", 5, 5),
        ("10:00", 20, 20),
        ("10:15", 60, 5),
        ("09:00", 300, 20),
        ("10:00", 0, 0),
        ("10:20", 20, 0),
        ("12:00", 20, 0),
        ("10:10", 0, 0),
    ],
)
def test_two_sessions_share_the_minutes_in_which_both_run(start: str, minutes: int, shared: int) -> None:
    assert overlap_minutes(session("10:00", 20), session(start, minutes)) == shared


def test_two_long_sessions_share_hours() -> None:
    assert overlap_minutes(session("10:00", 180), session("11:00", 180)) == 120


def test_less_than_a_shared_minute_counts_as_one_and_more_is_rounded_up() -> None:
    begin = at("10:00")
    one = Session("a", "A", begin, begin + timedelta(seconds=90), DAY)
    late = Session("b", "B", begin + timedelta(seconds=89), begin + timedelta(minutes=9), DAY)
    assert overlap_minutes(one, late) == 1
    assert overlap_minutes(one, one) == 2


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (at("10:00") - TICK, Phase.BEFORE),
        (at("10:00"), Phase.DURING),
        (at("15:00"), Phase.DURING),
        (at("18:00") - TICK, Phase.DURING),
        (at("18:00"), Phase.AFTER),
    ],
)
def test_an_event_runs_from_its_first_start_to_its_last_end(now: datetime, phase: Phase) -> None:
    assert phase_at(agenda(session("10:00"), session("17:00", 60, "last")), now) is phase


def test_an_event_without_sessions_is_over() -> None:
    assert phase_at(agenda(), at("10:00")) is Phase.AFTER


@pytest.mark.parametrize(
    ("day", "clock", "days"),
    [
        (DAY, "00:00", 0),
        (date(2024, 9, 10), "23:59", 1),
        (date(2024, 8, 11), "12:00", 31),
        (date(2024, 9, 12), "00:00", -1),
    ],
)
def test_days_are_counted_by_midnights_on_the_conference_clock(day: date, clock: str, days: int) -> None:
    now = at(clock, day).astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert days_until(agenda(session("23:30")), now) == days


def test_without_sessions_there_are_no_days_to_wait() -> None:
    assert days_until(agenda(), at("10:00")) == 0


HALL: dict[str, Any] = {"room": "Hall"}
TALKS = tuple(session(f"10:{10 * n:02}", 10, f"T{n}", **HALL) for n in range(3))
QUESTIONS = session("10:30", 15, "Q&A", kind=Kind.QA, **HALL)


def taken_up(*sessions: Session, qa: Session = QUESTIONS) -> list[str]:
    found = talks_taken_up_by(qa, agenda(*sessions, qa).sessions)
    assert isinstance(found, tuple)
    return [talk.title for talk in found]


def test_a_q_and_a_takes_up_the_talks_before_it_in_order() -> None:
    assert taken_up(*TALKS) == ["T0", "T1", "T2"]


@pytest.mark.parametrize("kind", [Kind.BREAK, Kind.MEAL, Kind.SOCIAL, Kind.QA])
def test_a_q_and_a_takes_up_nothing_from_before_a_pause_or_another_q_and_a(kind: Kind) -> None:
    assert taken_up(TALKS[0], session("10:10", 10, "between", kind=kind, **HALL), TALKS[2]) == ["T2"]


@pytest.mark.parametrize("kind", [Kind.REMARKS, Kind.OTHER])
def test_remarks_neither_are_taken_up_nor_end_what_is(kind: Kind) -> None:
    assert taken_up(TALKS[0], session("10:10", 10, "between", kind=kind, **HALL), TALKS[2]) == ["T0", "T2"]


def test_a_q_and_a_takes_up_no_talk_of_another_room_or_day_or_that_ends_after_it_starts() -> None:
    elsewhere = session("10:00", 10, "elsewhere", room="Attic")
    yesterday = session("10:00", 10, "yesterday", day=date(2024, 9, 10), **HALL)
    too_long = session("10:20", 11, "too long", **HALL)
    following = session("10:45", 10, "following", **HALL)
    assert taken_up(elsewhere, yesterday, too_long, TALKS[0], following) == ["T0"]


@given(situations())
def test_at_any_instant_a_session_is_exactly_one_of_upcoming_running_and_over(situation: Situation) -> None:
    conference, _, now = situation
    for one in conference.sessions:
        holds = [now < one.start, one.start <= now < one.end, now >= one.end and now >= one.start]
        assert holds.count(True) == 1
        assert status_at(one, now) is list(Status)[holds.index(True)]


@given(situations())
def test_those_that_run_are_those_whose_status_is_running(situation: Situation) -> None:
    conference, _, now = situation
    by_status = tuple(one for one in conference.sessions if status_at(one, now) is Status.RUNNING)
    assert running_at(conference.sessions, now) == by_status


@given(situations())
def test_next_is_strictly_later_and_nothing_starts_before_it(situation: Situation) -> None:
    conference, _, now = situation
    coming = next_after(conference.sessions, now)
    starts = {one.start for one in coming}
    assert len(starts) <= 1
    assert all(start > now for start in starts)
    for other in set(conference.sessions) - set(coming):
        assert other.start <= now or other.start > min(starts)


@given(situations(), st.integers(0, 3000))
def test_what_starts_within_some_minutes_is_what_has_at_most_so_many_to_go(
    situation: Situation, minutes: int
) -> None:
    conference, _, now = situation
    by_minutes = tuple(
        s for s in conference.sessions if s.start > now and minutes_until(s.start, now) <= minutes
    )
    assert starting_within(conference.sessions, now, minutes) == by_minutes


@given(agendas(min_size=2))
def test_overlap_is_symmetric_and_no_longer_than_the_shorter(conference: Agenda) -> None:
    for one in conference.sessions:
        for other in conference.sessions:
            shared = overlap_minutes(one, other)
            assert shared == overlap_minutes(other, one)
            assert 0 <= shared <= min(one.minutes, other.minutes) + 1


@given(situations())
def test_what_runs_at_one_instant_overlaps(situation: Situation) -> None:
    conference, _, now = situation
    running = running_at(conference.sessions, now)
    assert all(overlap_minutes(one, other) >= 1 for one in running for other in running)


@given(situations())
def test_something_runs_only_during_the_event(situation: Situation) -> None:
    conference, _, now = situation
    phase = phase_at(conference, now)
    assert phase is Phase.DURING or not running_at(conference.sessions, now)
    assert (phase is Phase.AFTER) == all(status_at(one, now) is Status.OVER for one in conference.sessions)
