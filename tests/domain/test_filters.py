"""A filter is a part of the query: chosen in a menu, it can be read, edited and typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.filters import Facet, facets, with_choice, with_toggled, without_choices
from scale_tui.domain.ordering import natural_order
from scale_tui.domain.query import Group, parse_query
from scale_tui.domain.ranking import name_in
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from strategies import texts

ROOMS = agenda(
    session("09:00", title="A", room="Room 10", track="Web", language="en"),
    session("10:00", title="B", room="Room 1", track="Web", language="en-GB"),
    session("11:00", title="C", room="Room 1", track="Kernel", language="de"),
    session("12:00", title="D", room="Room 2", track="Kernel", language="en", kind=Kind.QA),
    session("13:00", title="E", kind=Kind.QA),
)


def menu(
    text: str, group: Group, conference: Agenda = ROOMS, without: frozenset[str] = frozenset()
) -> list[Facet]:
    found = facets(Index.of(conference), parse_query(text), PersonalSchedule(), at("08:00"), without=without)
    return list(found.get(group, ()))


def counts(text: str, group: Group, without: frozenset[str] = frozenset()) -> dict[str, int]:
    return {facet.name: facet.count for facet in menu(text, group, without=without)}


def chosen(text: str, group: Group) -> list[str]:
    return [facet.name for facet in menu(text, group) if facet.is_chosen]


def found(text: str, conference: Agenda = ROOMS) -> str:
    sessions = Index.of(conference).matching(parse_query(text), PersonalSchedule(), at("08:00"))
    return "".join(session.title for session in sessions)


def toggled(text: str, group: Group, name: str, conference: Agenda = ROOMS) -> str:
    shown = menu(text, group, conference)
    return with_toggled(text, next(facet for facet in shown if facet.name == name), shown)


def test_rooms_stand_in_the_order_of_their_numbers_and_codes_in_the_order_of_their_use() -> None:
    assert list(counts("", Group.ROOM).items()) == [("Room 1", 2), ("Room 2", 1), ("Room 10", 1)]
    assert list(counts("", Group.KIND).items()) == [("talk", 3), ("qa", 2)]
    assert list(counts("", Group.LANGUAGE).items()) == [("en", 2), ("de", 1), ("en-GB", 1)]


def test_a_group_with_one_name_is_no_choice() -> None:
    one_room = agenda(session("09:00", room="Hall"), session("10:00", title="B", room="Hall"))
    assert not menu("", Group.ROOM, one_room)


def test_counts_are_what_the_rest_of_the_query_leaves() -> None:
    assert counts("#=Web", Group.ROOM) == {"Room 1": 1, "Room 2": 0, "Room 10": 1}
    assert counts("#=Web", Group.TRACK) == {"Kernel": 2, "Web": 2}
    assert counts("", Group.ROOM, frozenset({"b"})) == {"Room 1": 1, "Room 2": 1, "Room 10": 1}


def test_choosing_writes_what_exactly_is_meant() -> None:
    text = toggled("rust", Group.ROOM, "Room 1")
    assert text == 'rust %="Room 1"'
    assert found(text.removeprefix("rust")) == "BC"
    text = toggled(text, Group.ROOM, "Room 10")
    assert text == 'rust %="Room 1"|"Room 10"'
    text = toggled(text, Group.KIND, "talk")
    assert text == 'rust %="Room 1"|"Room 10" kind:talk'
    assert found(text.removeprefix("rust")) == "ABC"
    assert toggled(text, Group.ROOM, "Room 1") == 'rust kind:talk %="Room 10"'
    assert without_choices(text) == "rust"


def test_a_language_that_begins_another_is_meant_alone() -> None:
    assert toggled("", Group.LANGUAGE, "de") == "lang:de"
    assert toggled("", Group.LANGUAGE, "en") == "lang:=en"
    assert found("lang:=en") == "AD"
    assert toggled("lang:en", Group.LANGUAGE, "en-GB") == "lang:=en"
    assert toggled("lang:=en", Group.LANGUAGE, "en-GB") == "lang:en|en-GB"


def test_what_was_typed_by_hand_shows_as_chosen_where_it_names_all() -> None:
    assert chosen('%="room 1"', Group.ROOM) == ["Room 1"]
    assert chosen("%room", Group.ROOM) == []
    assert chosen("lang:en", Group.LANGUAGE) == ["en", "en-GB"]
    assert chosen("kind:t", Group.KIND) == ["talk"]


def test_what_else_was_typed_stays() -> None:
    assert with_choice('%hall "not closed', Group.ROOM, ["A"]) == '%hall "not closed" %=A'
    assert with_choice("@x %=B after:9", Group.ROOM, []) == "@x after:9"


@pytest.mark.parametrize(
    ("names", "in_order"),
    [
        (("b2", "b10", "a"), ("a", "b2", "b10")),
        (("UB4.132", "UB4.9"), ("UB4.9", "UB4.132")),
        (("Hall1", "Hall"), ("Hall", "Hall1")),
    ],
)
def test_numbers_in_names_count_as_numbers(names: tuple[str, ...], in_order: tuple[str, ...]) -> None:
    assert tuple(sorted(names, key=natural_order)) == in_order


@given(
    st.lists(texts, min_size=2, max_size=5, unique_by=lambda name: parse_query(name).words),
    st.sampled_from((Group.ROOM, Group.TRACK, Group.LANGUAGE)),
    st.data(),
)
def test_whatever_a_place_is_called_choosing_it_finds_its_sessions_only(
    names: list[str], group: Group, data: st.DataObject
) -> None:
    field = {Group.ROOM: "room", Group.TRACK: "track", Group.LANGUAGE: "language"}[group]
    conference = agenda(
        *(session("09:00", title=str(number), **{field: name}) for number, name in enumerate(names))
    )
    shown = menu("", group, conference)
    if not shown:
        return
    facet = data.draw(st.sampled_from(shown))
    text = with_toggled("", facet, shown)
    sessions = Index.of(conference).matching(parse_query(text), PersonalSchedule(), at("08:00"))
    assert {name_in(one, group) for one in sessions} >= {facet.name}
    assert len(sessions) == facet.count
    assert (
        with_toggled(
            text,
            next(one for one in menu(text, group, conference) if one.is_chosen),
            menu(text, group, conference),
        )
        == ""
    )


@pytest.mark.parametrize("name", ["=", "=0", "＝0", '"=0'])
def test_a_language_whose_name_begins_with_the_sign_for_whole_names_is_found(name: str) -> None:
    conference = agenda(
        session("09:00", title="One", language="de"), session("10:00", title="Two", language=name)
    )
    shown = menu("", Group.LANGUAGE, conference)
    (facet,) = (one for one in shown if one.name == name)
    query = parse_query(with_toggled("", facet, shown))
    found = Index.of(conference).matching(query, PersonalSchedule(), at("08:00"))
    assert [one.title for one in found] == ["Two"]
