"""My schedule: what is kept, and what it clashes with."""

from hypothesis import given

from builders import session
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.schedule import (
    Conflict,
    PersonalSchedule,
    clash_groups,
    conflicts_with,
)
from scale_tui.domain.timeline import overlap_minutes
from strategies import agendas


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
