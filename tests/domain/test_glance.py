"""What I am in, and where I have to be next."""

from datetime import datetime

from hypothesis import given

from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.glance import Glance, glance_at
from scale_tui.domain.schedule import PersonalSchedule
from strategies import situations

LEFT, RIGHT = session("10:00", 60, "Left"), session("10:10", 40, "Right")
NEXT, BESIDE, LAST = (
    session("11:00", title="Next"),
    session("11:00", 30, "Beside"),
    session("12:00", title="Last"),
)


def glance(*sessions: Session, stars: str = "", clock: str = "10:15") -> Glance:
    return glance_at(agenda(*sessions), PersonalSchedule(frozenset(stars.split())), at(clock))


def test_the_only_session_that_is_on_is_the_current_one() -> None:
    assert glance(LEFT, LAST) == Glance(LEFT, 1, LAST, 1)


def test_of_several_that_are_on_none_is_current_when_none_is_mine() -> None:
    assert glance(LEFT, RIGHT) == Glance(None, 2, None, 0)


def test_of_several_that_are_on_mine_is_current() -> None:
    assert glance(LEFT, RIGHT, stars="left") == Glance(LEFT, 2, None, 0)


def test_of_several_of_mine_the_one_that_started_last_is_current() -> None:
    assert glance(RIGHT, LEFT, stars="left right").current == RIGHT
    assert glance(LEFT, RIGHT, stars="left right", clock="10:05").current == LEFT


def test_the_only_session_is_current_also_when_my_star_is_elsewhere() -> None:
    assert glance(LEFT, LAST, stars="last").current == LEFT


def test_my_next_star_comes_before_what_starts_sooner() -> None:
    assert glance(NEXT, LAST, stars="last") == Glance(None, 0, LAST, 1)


def test_without_a_star_to_come_the_next_session_of_all_does() -> None:
    assert glance(LEFT, NEXT, LAST, stars="left") == Glance(LEFT, 1, NEXT, 1)


def test_those_that_start_together_are_counted_and_one_is_named() -> None:
    assert glance(NEXT, BESIDE, LAST) == Glance(None, 0, NEXT, 2)


def test_my_star_of_those_that_start_together_is_the_only_one() -> None:
    assert glance(NEXT, BESIDE, LAST, stars="beside") == Glance(None, 0, BESIDE, 1)


def test_when_all_is_over_there_is_nothing_to_see() -> None:
    assert glance(LEFT, stars="left", clock="11:00") == Glance(None, 0, None, 0)


@given(situations())
def test_what_is_current_runs_and_what_is_coming_does_not_yet(
    situation: tuple[Agenda, PersonalSchedule, datetime],
) -> None:
    conference, schedule, now = situation
    seen = glance_at(conference, schedule, now)
    if seen.current:
        assert seen.current.start <= now < seen.current.end
        assert seen.current.id in schedule.stars or seen.running_count == 1
    assert (seen.coming is None) == (seen.coming_count == 0)
    assert seen.coming is None or seen.coming.start > now


def test_an_own_entry_is_mine_as_a_star_is() -> None:
    lunch = session("12:00", 60, title="Lunch", id="own-1")
    call = session("14:00", 30, title="Call", id="own-2")
    conference = agenda(session("12:00", 30, title="Kernel"), session("13:30", title="Linkers"))
    found = glance_at(conference, PersonalSchedule(own=(lunch, call)), at("12:10"))
    assert (found.current, found.coming) == (lunch, call)


def test_what_is_cancelled_is_neither_on_nor_next() -> None:
    conference = agenda(
        session("12:00", 30, title="Kernel", is_cancelled=True),
        session("13:00", title="Linkers", is_cancelled=True),
        session("13:30", title="Databases"),
    )
    found = glance_at(conference, PersonalSchedule(frozenset({"kernel", "linkers"})), at("12:10"))
    assert (found.current, found.running_count) == (None, 0)
    assert found.coming is not None
    assert found.coming.title == "Databases"
