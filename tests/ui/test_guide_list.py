"""The rooms by name, and what each has at an instant: laws for any agenda."""

from datetime import UTC, datetime
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import strategies
from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.guide_days import GuideDays, RoomNames
from scale_tui.ui.guide_list import RoomList
from scale_tui.ui.views.rooms import RoomDay
from stage import NEXT_DAY

agendas = strategies.agendas(min_size=1, max_size=12)


def listed(made: Agenda, data: st.DataObject) -> tuple[RoomList, RoomDay, datetime]:
    day = GuideDays(made).day(data.draw(st.sampled_from(made.days)))
    instant: datetime = data.draw(strategies.instants(day.all))
    return RoomList.at(instant, day, made), day, instant.astimezone(UTC)


@given(agendas, st.data())
def test_what_is_on_stands_before_what_comes_next_under_a_room_named_once(
    made: Agenda, data: st.DataObject
) -> None:
    rooms, day, instant = listed(made, data)
    assert [room for room, _ in groupby(rooms.lines, lambda line: line.room)] == list(day.sessions)
    for room, lines in groupby(rooms.lines, lambda line: line.room):
        of_room = list(lines)
        assert [line.is_first for line in of_room] == [True] + [False] * (len(of_room) - 1)
        on = [line.session for line in of_room if line.is_on and line.session]
        wanted = [s for s in day.sessions[room] if s.start <= instant < s.end or s.start == instant]
        assert {one.id for one in on} == {one.id for one in wanted}
        later = [s.start for s in day.sessions[room] if s.start > instant]
        coming = [line.session.start for line in of_room if not line.is_on and line.session]
        assert coming == ([min(later)] if later else [])


@given(agendas)
def test_at_its_start_every_session_is_listed(made: Agenda) -> None:
    days = GuideDays(made)
    for one in made.sessions:
        rooms = RoomList.at(one.start, days.day(one.day), made)
        assert rooms.has(one)
        assert rooms.session_at(rooms.line_of(one), 0) is one


@given(agendas, st.integers(-20, 20), st.data())
def test_moving_over_lines_rests_on_sessions_and_never_turns_back(
    made: Agenda, step: int, data: st.DataObject
) -> None:
    rooms, _, instant = listed(made, data)
    sessions = [line.session for line in rooms.lines if line.session]
    if sessions:
        start = data.draw(st.sampled_from(sessions))
        reached = rooms.beside(start, step, instant)
        assert (rooms.line_of(reached) - rooms.line_of(start)) * step >= 0
        if reached is start and step:
            assert start is sessions[-1 if step > 0 else 0]


@given(agendas, st.data())
def test_beside_a_session_is_the_next_of_its_room(made: Agenda, data: st.DataObject) -> None:
    _, day, _ = listed(made, data)
    for of_room in day.sessions.values():
        assert [day.beside(of_room[0], step) for step in range(len(of_room))] == list(of_room)
        assert day.beside(of_room[0], -1) is of_room[0]
        assert day.beside(of_room[0], 10**6) is of_room[-1]


def rooms_of(*names: str | None) -> RoomDay:
    return RoomDay.of(agenda(*(session("10:00", room=name, id=str(name)) for name in names)).sessions)


def test_rooms_stand_by_name_with_numbers_as_numbers_and_those_without_last() -> None:
    day = rooms_of("Room 10", None, "UB2.147", "Room 9", "ágora", "UB2.9", "Board", "room 1")
    assert list(day.sessions) == ["ágora", "Board", "room 1", "Room 9", "Room 10", "UB2.9", "UB2.147", ""]


@pytest.mark.parametrize("name", ["9" * 5000, "007", "²", "٣", "(a)", " (b)"])
def test_any_name_of_a_room_can_be_put_in_order(name: str) -> None:
    assert set(rooms_of(name, "A", None).sessions) == {name, "A", ""}


def test_names_lose_their_brackets_where_there_is_no_place_for_them() -> None:
    day = rooms_of("K.1.105 (La Fontaine)", "H.1", "Hall (north)", "Hall (south)")
    assert RoomNames.of(day, 30, "…").names["K.1.105 (La Fontaine)"] == "K.1.105 (La Fontaine)"
    names = RoomNames.of(day, 8, "…").names
    assert names["K.1.105 (La Fontaine)"] == "K.1.105"
    assert names["Hall (north)"] == "Hall (north)"


def test_names_that_would_read_alike_are_cut_inside() -> None:
    day = rooms_of("Grand Ballroom North", "Grand Ballroom South", "Foyer of the house")
    assert list(RoomNames.of(day, 8, "…").names.values()) == ["Foyer of th…", "Grand… North", "Grand… South"]


@given(st.lists(strategies.texts, min_size=1, max_size=6, unique=True), st.integers(4, 30))
def test_no_name_is_wider_than_said(names: list[str], width: int) -> None:
    shown = RoomNames.of(rooms_of(*names), width, "…")
    assert all(cell_len(name) <= shown.width <= max(8, width * 3 // 2) for name in shown.names.values())


def test_another_day_is_looked_at_in_the_same_room_at_the_same_time() -> None:
    made = agenda(
        session("10:00", room="A", title="First"),
        session("10:00", room="B", title="Second"),
        session("09:40", room="A", day=NEXT_DAY, title="Earlier"),
        session("10:00", room="A", day=NEXT_DAY, title="A at 10"),
        session("10:05", room="C", day=NEXT_DAY, title="C at 10"),
    )
    days = GuideDays(made)
    assert days.at_the_same_time(made.by_id["first"], NEXT_DAY).title == "A at 10"
    assert days.at_the_same_time(made.by_id["second"], NEXT_DAY).start == at("10:00", NEXT_DAY)
