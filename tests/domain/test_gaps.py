"""The time between what is kept: what fits there, in which order, and where rooms have to be changed."""

from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Session, Speaker
from scale_tui.domain.gaps import Gap, RoomChange, gaps_between, room_changes
from scale_tui.domain.schedule import PersonalSchedule, conflicts_with
from scale_tui.domain.settling import fit_together
from strategies import situations

Situation = tuple[Agenda, PersonalSchedule, datetime]
NEXT_DAY = date(2024, 9, 12)


def titles(sessions: tuple[Session, ...]) -> list[str]:
    return [one.title for one in sessions]


# Free time.


def test_the_time_between_two_kept_sessions_is_a_gap() -> None:
    (gap,) = gaps_between((session("10:00", 20), session("11:00", title="B")), ())
    assert gap == Gap(at("10:20"), at("11:00"), (), ())
    assert gap.minutes == 40


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


# What fits in it.

KEPT = (session("10:00", 20, "A", room="One"), session("11:00", 20, "B", room="Two"))


def offered(*sessions: Session, kept: tuple[Session, ...] = KEPT, change_minutes: int = 5) -> list[str]:
    """The titles of the talks that fit in the one gap."""
    (gap,) = gaps_between(kept, sessions, change_minutes=change_minutes)
    return titles(gap.talks)


def test_the_talks_of_a_gap_lie_wholly_inside_it() -> None:
    fitting = offered(
        session("10:20", 40, "whole"),
        session("10:19", 10, "too early"),
        session("10:51", 10, "too late"),
        session("10:30", 10, "within"),
        session("10:30", 10, "questions", kind=Kind.QA),
        session("12:00", 10, "after"),
    )
    assert fitting == ["whole", "within"]


@pytest.mark.parametrize(
    ("start", "end", "room", "is_fitting"),
    [
        ("10:20", "10:55", "One", True),
        ("10:20", "10:56", "One", False),
        ("10:25", "11:00", "Two", True),
        ("10:24", "11:00", "Two", False),
        ("10:25", "10:55", "Three", True),
        ("10:24", "10:55", "Three", False),
        ("10:25", "10:56", "Three", False),
        ("10:20", "11:00", None, True),
    ],
)
def test_there_has_to_be_time_to_get_to_a_talk_and_from_it(
    start: str, end: str, room: str | None, is_fitting: bool
) -> None:
    talk = session(start, (at(end) - at(start)) // timedelta(minutes=1), "Talk", room=room)
    assert offered(talk) == (["Talk"] if is_fitting else [])
    assert offered(talk, change_minutes=0) == ["Talk"]


def test_how_long_a_change_of_rooms_takes_decides_what_fits() -> None:
    talk = session("10:27", 26, "Talk", room="Three")
    assert [offered(talk, change_minutes=minutes) for minutes in (7, 8)] == [["Talk"], []]


def test_a_kept_session_without_length_is_not_offered_for_the_gap_beside_it() -> None:
    kept = (session("10:00", 0, "Gong"), session("11:00", title="B"), session("12:00", 0, "Last gong"))
    assert [titles(gap.talks) for gap in gaps_between(kept, kept)] == [[], []]


def test_talks_of_kept_tracks_and_speakers_come_first_and_each_part_is_in_time_order() -> None:
    kept = (
        session("10:00", 20, "Mine", track="Radio"),
        session("13:00", 20, "Hers", speakers=(speaker("Ada Lovelace"),)),
    )
    talks = (
        session("12:00", 20, "late radio", track="Radio"),
        session("10:30", 20, "other", track="Maps"),
        session("11:00", 20, "by ada", speakers=(speaker("Bob"), speaker("ADA LOVELACE"))),
        session("10:20", 20, "neither"),
    )
    assert offered(*talks, kept=kept) == ["by ada", "late radio", "neither", "other"]


def test_what_was_cancelled_is_not_offered() -> None:
    cancelled = (
        session("10:30", 10, "Talk", is_cancelled=True),
        session("10:30", 10, "Lunch", kind=Kind.MEAL, is_cancelled=True),
    )
    (gap,) = gaps_between(KEPT, cancelled)
    assert (gap.talks, gap.pauses) == ((), ())


def test_the_pauses_of_a_gap_are_those_that_reach_into_it() -> None:
    (gap,) = gaps_between(
        KEPT,
        (
            session("10:59", 10, "party", kind=Kind.SOCIAL),
            session("09:00", 100, "exhibition", kind=Kind.SOCIAL),
            session("09:10", 10, "long over", kind=Kind.BREAK),
            session("10:00", 20, "just over", kind=Kind.BREAK),
            session("10:00", 21, "until", kind=Kind.BREAK),
            session("10:30", 10, "lunch", kind=Kind.MEAL),
            session("11:00", 10, "not yet", kind=Kind.BREAK),
            session("10:30", 10, "other", kind=Kind.OTHER),
        ),
    )
    assert titles(gap.pauses) == ["exhibition", "until", "lunch", "party"]


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


STEP = timedelta(minutes=3)
SPEAKERS = ((), (Speaker("Ada"),), (Speaker("ada"), Speaker("Bob")))


@st.composite
def days(draw: st.DrawFn) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions of a crowded hour or more, and those of them that are kept, in time order."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = at("10:00") + STEP * draw(st.integers(0, 25))
        found.append(
            Session(
                f"s{number}",
                "A talk",
                start,
                start + STEP * draw(st.sampled_from((0, 1, 1, 2, 3, 5))),
                DAY,
                kind=draw(st.sampled_from((Kind.TALK, Kind.TALK, Kind.TALK, Kind.BREAK, Kind.QA))),
                room=draw(st.sampled_from((None, "A", "A", "B", "C"))),
                track=draw(st.sampled_from((None, "X", "Y", ""))),
                speakers=draw(st.sampled_from(SPEAKERS)),
                is_cancelled=draw(st.sampled_from((False, False, False, True))),
            )
        )
    found.sort(key=lambda session: (session.start, session.end))
    ids = draw(st.frozensets(st.sampled_from([one.id for one in found]))) if found else frozenset()
    return tuple(found), tuple(one for one in found if one.id in ids)


@given(days(), st.sampled_from((0, 3, 5, 7)))
def test_what_is_offered_is_all_that_fits_with_everything_kept(
    day: tuple[tuple[Session, ...], tuple[Session, ...]], walk: int
) -> None:
    sessions, kept = day
    tracks = {one.track for one in kept} - {None, ""}
    names = {person.name.lower() for one in kept for person in one.speakers}

    def is_related(talk: Session) -> bool:
        return talk.track in tracks or any(person.name.lower() in names for person in talk.speakers)

    for gap in gaps_between(kept, sessions, change_minutes=walk):
        free = [one for one in sessions if one not in kept and not one.is_cancelled]
        inside = [
            one
            for one in free
            if one.is_talk
            and gap.start <= one.start
            and one.end <= gap.end
            and all(fit_together(one, other, walk) for other in kept)
        ]
        assert list(gap.talks) == [
            *(talk for talk in inside if is_related(talk)),
            *(talk for talk in inside if not is_related(talk)),
        ]
        assert list(gap.pauses) == [
            one for one in free if one.kind.is_pause and one.start < gap.end and one.end > gap.start
        ]


# Changing rooms.


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("10:19", None),
        ("10:20", (0, True)),
        ("10:24", (4, True)),
        ("10:25", (5, False)),
        ("10:35", (15, False)),
        ("10:36", None),
    ],
)
def test_a_change_of_rooms_is_told_up_to_a_quarter_of_an_hour(
    start: str, told: tuple[int, bool] | None
) -> None:
    before, after = session("10:00", 20, "A", room="One"), session(start, 20, "B", room="Two")
    assert room_changes((before, after)) == ((RoomChange(before, after, *told),) if told else ())


@pytest.mark.parametrize("rooms", [("One", "One"), (None, "One"), ("One", None), (None, None), ("", "One")])
def test_within_one_room_and_where_a_room_is_not_known_nothing_is_told(rooms: tuple[str, str]) -> None:
    before, after = (
        session(start, 20, start, room=room) for start, room in zip(("10:00", "10:22"), rooms, strict=True)
    )
    assert room_changes((before, after)) == ()


def test_how_long_a_change_takes_decides_which_is_tight() -> None:
    kept = (session("10:00", 20, "A", room="One"), session("10:38", 20, "B", room="Two"))
    assert [change.is_tight for change in room_changes(kept, 20)] == [True]
    touching = (kept[0], session("10:20", 20, "C", room="Two"))
    assert room_changes(touching, 0) == ()


def test_one_comes_from_the_session_that_ends_last_and_goes_to_the_first() -> None:
    long, short = session("10:00", 60, "Long", room="One"), session("10:10", 10, "Short", room="Two")
    gong = session("11:00", 0, "Gong", room="Four")
    after, other = session("11:05", 30, "After", room="Two"), session("11:05", 40, "Other", room="Three")
    assert room_changes((long, short, gong, after, other)) == (RoomChange(long, after, 5, is_tight=False),)


@given(days(), st.sampled_from((0, 3, 5, 7)))
def test_of_sessions_in_rooms_that_do_not_overlap_those_do_not_fit_where_the_change_is_tight(
    day: tuple[tuple[Session, ...], tuple[Session, ...]], walk: int
) -> None:
    _, drawn = day
    kept: list[Session] = []
    for one in drawn:
        if one.room and one.minutes and (not kept or kept[-1].end <= one.start):
            kept.append(one)
    tight = {(change.before, change.after) for change in room_changes(kept, walk) if change.is_tight}
    unfit = {(a, b) for a, b in combinations(kept, 2) if not fit_together(a, b, walk)}
    assert tight == unfit & set(pairwise(kept))
    assert bool(tight) == bool(unfit)
