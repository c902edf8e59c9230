"""Where things stand in the programme guide: laws for any agenda, at any zoom."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.guide import QUARTER, SCALES, Guide, scale_for
from scale_tui.ui.views.rooms import RoomDay, room_of, time_apart

scales = st.sampled_from(SCALES)


@st.composite
def days(draw: st.DrawFn) -> RoomDay:
    """A day of many sessions in few rooms, so that they meet."""
    made: Agenda = draw(strategies.agendas(min_size=1, max_size=14))
    return RoomDay.of(made.sessions_on(draw(st.sampled_from(made.days))))


@given(days(), scales)
def test_each_session_has_one_block_in_a_lane_of_its_room(day: RoomDay, scale: int) -> None:
    guide = Guide.of(day, scale)
    placed = [(lane.room, block.session) for lane in guide.lanes for block in lane.blocks]
    assert sorted(one.id for _, one in placed) == sorted(one.id for one in day.all)
    assert all(room == room_of(one) for room, one in placed)
    for number, lane in enumerate(guide.lanes):
        for block in lane.blocks:
            assert (guide.line_of(block.session), guide.block_of(block.session)) == (number, block)


@given(days(), scales)
def test_blocks_of_a_lane_do_not_overlap_and_stay_on_the_axis(day: RoomDay, scale: int) -> None:
    guide = Guide.of(day, scale)
    for lane in guide.lanes:
        reached = 0
        for block in lane.blocks:
            assert reached <= block.start < block.end <= guide.axis.width
            reached = block.end


@given(days(), scales)
def test_a_block_begins_in_the_cell_of_its_start_and_covers_its_time(day: RoomDay, scale: int) -> None:
    axis = Guide.of(day, scale).axis
    cell = QUARTER / scale
    for lane in Guide.of(day, scale).lanes:
        for block in lane.blocks:
            start, end = block.session.start, block.session.end
            assert (
                axis.instant(block.start) <= start < axis.instant(block.start + 1) + timedelta(microseconds=1)
            )
            if block.end == axis.width:
                continue
            assert abs(axis.instant(block.end) - max(end, start + cell)) <= cell


@given(days(), scales)
def test_a_room_has_as_many_lanes_as_blocks_meet_and_only_the_first_is_named(
    day: RoomDay, scale: int
) -> None:
    guide = Guide.of(day, scale)
    assert list(dict.fromkeys(lane.room for lane in guide.lanes)) == list(day.sessions)
    for room in day.sessions:
        lanes = [lane for lane in guide.lanes if lane.room == room]
        blocks = [block for lane in lanes for block in lane.blocks]
        most = max(sum(other.start <= block.start < other.end for other in blocks) for block in blocks)
        assert len(lanes) == most
        assert [lane.is_first for lane in lanes] == [True] + [False] * (most - 1)


@given(days(), scales, st.integers(0, 60), st.integers(1, 40))
def test_what_is_in_sight_is_what_has_a_cell_there(day: RoomDay, scale: int, first: int, count: int) -> None:
    for lane in Guide.of(day, scale).lanes:
        shown = [block for block in lane.blocks if block.start < first + count and block.end > first]
        assert list(lane.in_sight(first, first + count)) == shown


@given(days(), scales, st.data())
def test_the_nearest_of_a_lane_is_the_nearest_in_time(day: RoomDay, scale: int, data: st.DataObject) -> None:
    instant: datetime = data.draw(strategies.instants(day.all))
    for lane in Guide.of(day, scale).lanes:
        near = time_apart(lane.nearest(instant), instant)
        assert (
            near[0] - min(time_apart(block.session, instant)[0] for block in lane.blocks) <= QUARTER / scale
        )


@given(days(), scales, st.integers(1, 50))
def test_a_session_is_found_in_its_cells_and_nothing_between(day: RoomDay, scale: int, height: int) -> None:
    guide = Guide.of(day, scale, height)
    for lane in guide.lanes:
        line = guide.line_of(lane.blocks[0].session) + guide.lines_a_lane - 1
        owners = {cell: block.session for block in lane.blocks for cell in range(block.start, block.end)}
        for cell in range(min(guide.axis.width, 200)):
            assert guide.session_at(line, cell) is owners.get(cell)


@given(days(), scales, st.integers(1, 200))
def test_lanes_take_as_many_lines_as_there_are_up_to_four(day: RoomDay, scale: int, height: int) -> None:
    guide = Guide.of(day, scale, height)
    assert 1 <= guide.lines_a_lane <= 4
    assert guide.height <= max(height, len(guide.lanes))
    assert guide.lines_a_lane == 4 or guide.height + len(guide.lanes) > height


@given(days(), scales, st.integers(-3, 3), st.data())
def test_moving_over_lanes_ends_where_they_end(
    day: RoomDay, scale: int, step: int, data: st.DataObject
) -> None:
    guide = Guide.of(day, scale)
    session_ = data.draw(st.sampled_from(day.all))
    reached = guide.line_of(guide.beside(session_, step, session_.start))
    assert reached == min(max(guide.line_of(session_) + step, 0), len(guide.lanes) - 1)


def test_what_goes_on_for_days_does_not_stretch_the_axis() -> None:
    exhibition = session("09:00", 3 * 24 * 60, title="Exhibition", room="Foyer")
    guide = Guide.of(RoomDay.of(agenda(exhibition, session("16:00", room="A")).sessions), 4)
    assert guide.axis.instant(guide.axis.width) == at("16:00") + timedelta(hours=12)
    assert guide.block_of(exhibition).end == guide.axis.width


def test_the_quarters_are_those_of_the_clock() -> None:
    guide = Guide.of(RoomDay.of((session("09:10", 40, room="A"),)), 3)
    assert list(guide.axis.quarters_between(0, 7)) == [
        (0, at("09:00")),
        (3, at("09:15")),
        (6, at("09:30")),
    ]
    assert list(guide.axis.quarters_between(1, 3)) == []


@given(st.integers(0, 400))
def test_a_wider_guide_never_gives_time_less_room(width: int) -> None:
    assert scale_for(width) in SCALES
    assert scale_for(width) <= scale_for(width + 1)
    assert scale_for(width) <= max(1, width // 9)
