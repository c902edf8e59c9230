"""An agenda is in order, in UTC, and knows its days, rooms and people."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, ZONE, agenda, at, row_of_talks, session, speaker
from scale_tui.domain.agenda import Affiliation, Agenda, Appearance, Kind, Person, Role, Session, session_ids
from strategies import agendas, instants

NOON = datetime(2024, 9, 11, 12, tzinfo=UTC)


def slot(start: datetime, end: datetime) -> Session:
    return Session("a", "A", start, end, DAY)


def test_instants_of_any_zone_become_utc() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    made = slot(NOON.astimezone(vienna), NOON.astimezone(timezone(timedelta(hours=-3))))
    assert (made.start, made.end) == (NOON, NOON)
    assert made.start.tzinfo is UTC
    assert made.end.tzinfo is UTC


def test_a_start_in_utc_does_not_keep_the_end_from_becoming_utc() -> None:
    made = slot(NOON, NOON.astimezone(ZONE))
    assert made.end.tzinfo is UTC


def test_an_instant_in_utc_is_kept_as_it_is() -> None:
    assert slot(NOON, NOON).start is NOON


@pytest.mark.parametrize("field", ["start", "end"])
def test_an_instant_without_a_zone_is_refused_by_its_name(field: str) -> None:
    times = {"start": NOON, "end": NOON} | {field: NOON.replace(tzinfo=None)}
    with pytest.raises(ValueError, match=rf"^Session\.{field} needs a time zone$"):
        slot(**times)


def test_a_session_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"^a session cannot end before it starts$"):
        slot(NOON, NOON - timedelta(microseconds=1))


def test_a_session_may_be_without_length() -> None:
    assert slot(NOON, NOON).minutes == 0


@pytest.mark.parametrize(("seconds", "minutes"), [(59, 0), (60, 1), (119, 1), (1200, 20), (90_000, 1500)])
def test_the_length_of_a_session_is_in_whole_minutes(seconds: int, minutes: int) -> None:
    assert slot(NOON, NOON + timedelta(seconds=seconds)).minutes == minutes


def test_the_night_summer_time_ends_is_an_hour_longer() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    night = slot(datetime(2017, 10, 29, 1, 30, tzinfo=vienna), datetime(2017, 10, 29, 3, 30, tzinfo=vienna))
    assert night.minutes == 180


def test_the_second_half_past_two_of_that_night_is_an_hour_after_the_first() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    first = datetime(2017, 10, 29, 2, 30, tzinfo=vienna)
    assert slot(first, first.replace(fold=1)).minutes == 60


def test_a_session_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        session("10:00").title = "Another"  # type: ignore[misc]


def test_a_session_is_a_talk_unless_said_otherwise() -> None:
    assert session("10:00").is_talk
    assert not session("10:00", kind=Kind.QA).is_talk


def test_a_session_takes_place_unless_said_otherwise() -> None:
    assert session("10:00").is_cancelled is False


def test_the_pauses_are_breaks_meals_and_socials() -> None:
    assert {kind for kind in Kind if kind.is_pause} == {Kind.BREAK, Kind.MEAL, Kind.SOCIAL}


def test_kinds_and_roles_are_known_by_these_words() -> None:
    assert [kind.value for kind in Kind] == ["talk", "qa", "remarks", "break", "meal", "social", "other"]
    assert [role.value for role in Role] == ["speaker", "moderator", "host"]


def test_somebody_is_a_speaker_unless_said_otherwise() -> None:
    assert speaker("Amy").role is Role.SPEAKER


def test_sessions_are_ordered_by_start_then_end_then_room() -> None:
    later = session("11:00", 5, "later")
    longer = session("10:00", 30, "longer", room="A")
    in_b = session("10:00", 20, "in B", room="B")
    in_a = session("10:00", 20, "in A", room="A")
    nowhere = session("10:00", 20, "nowhere")
    assert agenda(later, longer, in_b, in_a, nowhere).sessions == (nowhere, in_a, in_b, longer, later)


def test_sessions_alike_in_time_and_room_keep_the_order_given() -> None:
    second, first = session("10:00", title="Z"), session("10:00", title="A")
    assert agenda(second, first).sessions == (second, first)


def test_every_session_is_found_under_its_id() -> None:
    talks = row_of_talks(3)
    found = agenda(*talks).by_id
    assert dict(found) == {"talk": talks[0], "talk-2": talks[1], "talk-3": talks[2]}


def test_what_is_found_by_id_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        agenda().by_id["a"] = session("10:00")  # type: ignore[index]


def test_days_come_once_and_in_order_whatever_the_order_of_starts() -> None:
    next_day = date(2024, 9, 12)
    party = Session("late", "Late", at("02:00", next_day), at("03:00", next_day), DAY)
    early = Session("early", "Early", at("01:00", next_day), at("02:00", next_day), next_day)
    conference = agenda(early, party, session("11:00", title="B", day=next_day))
    assert conference.days == (DAY, next_day)


def test_the_sessions_of_a_day_are_those_the_agenda_counts_to_it() -> None:
    next_day = date(2024, 9, 12)
    after_midnight = Session("late", "Late", at("00:30", next_day), at("01:00", next_day), DAY)
    evening, morning = session("22:00"), session("09:00", title="B", day=next_day)
    conference = agenda(morning, after_midnight, evening)
    assert conference.sessions_on(DAY) == (evening, after_midnight)
    assert conference.sessions_on(next_day) == (morning,)
    assert conference.sessions_on(date(2024, 9, 13)) == ()


def test_during_are_those_that_run_at_some_time_between_two_instants() -> None:
    before, until, within = session("09:00", 60), session("09:00", 61, "until"), session("10:10", 5, "within")
    whole_day, later, after = (
        session("08:00", 600, "all"),
        session("10:29", 5, "later"),
        session("10:30", 5, "after"),
    )
    conference = agenda(before, until, within, whole_day, later, after)
    assert conference.during(at("10:00"), at("10:30")) == (whole_day, until, within, later)
    assert agenda().during(at("10:00"), at("10:30")) == ()


def test_rooms_come_once_in_order_of_first_use() -> None:
    conference = agenda(
        session("13:00", room="Attic"),
        session("10:00", title="B", room="Hall"),
        session("11:00", title="C"),
        session("12:00", title="D", room="Cellar"),
        session("14:00", title="E", room="Hall"),
        session("15:00", title="F", room=""),
    )
    assert conference.rooms == ("Hall", "Cellar", "Attic")


def test_an_agenda_starts_with_its_first_session_and_ends_with_the_one_that_lasts_longest() -> None:
    conference = agenda(session("11:00"), session("10:00", 300, "long"), session("12:00", title="last"))
    assert (conference.start, conference.end) == (at("10:00"), at("15:00"))


def test_an_agenda_without_sessions_has_no_start_end_days_rooms_or_people() -> None:
    empty = agenda()
    assert (empty.start, empty.end) == (None, None)
    assert (empty.days, empty.rooms, empty.people, empty.affiliations) == ((), (), (), ())


def test_two_agendas_are_equal_only_when_they_are_one() -> None:
    one, other = agenda(), agenda()
    assert one == one
    assert one != other
    assert len({one, other}) == 2


def test_local_shows_the_conference_clock() -> None:
    local = agenda().local(datetime(2024, 9, 11, 17, tzinfo=UTC))
    assert (local.hour, local.tzinfo) == (10, ZONE)


def test_one_name_is_one_person_however_it_is_capitalised() -> None:
    first = session("10:00", title="One", speakers=(speaker("Amy Ode"),))
    second = session("11:00", title="Two", speakers=(speaker("AMY ODE", "Meta", role=Role.HOST),))
    third = session("12:00", title="Three", speakers=(speaker("amy ode", "Google"),))
    appearances = (
        Appearance(first, Role.SPEAKER),
        Appearance(second, Role.HOST),
        Appearance(third, Role.SPEAKER),
    )
    assert agenda(third, first, second).people == (Person("Amy Ode", "Meta", appearances),)


def test_people_are_sorted_by_name_without_regard_to_case() -> None:
    cast = (speaker("bob"), speaker("Carla"), speaker("Anna"))
    people = agenda(session("10:00", speakers=cast)).people
    assert [person.name for person in people] == ["Anna", "bob", "Carla"]


def test_the_largest_organisations_come_first_and_those_without_one_last() -> None:
    cast = (
        speaker("A"),
        speaker("B"),
        speaker("C"),
        speaker("D", "zeta"),
        speaker("E", "Beta"),
        speaker("F", "alpha"),
        speaker("G", "Omega"),
        speaker("H", "Omega"),
    )
    found = agenda(session("10:00", speakers=cast)).affiliations
    names = [(group.name, [person.name for person in group.people]) for group in found]
    assert names == [
        ("Omega", ["G", "H"]),
        ("alpha", ["F"]),
        ("Beta", ["E"]),
        ("zeta", ["D"]),
        (None, ["A", "B", "C"]),
    ]
    (person,) = found[1].people
    assert found[1] == Affiliation("alpha", (person,))


def test_an_empty_affiliation_is_none() -> None:
    assert agenda(session("10:00", speakers=(speaker("A", ""),))).people[0].affiliation is None


def test_a_repeated_key_is_numbered_from_two() -> None:
    assert session_ids(["x", "y", "x", "x"]) == ("x", "y", "x-2", "x-3")


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert session_ids(["x", "x-2", "x"]) == ("x", "x-2", "x-3")


@given(st.lists(st.sampled_from(["x", "x-2", "x-3", "x-2-2", "y", ""])))
def test_ids_are_unique_and_begin_with_their_key(keys: list[str]) -> None:
    ids = session_ids(keys)
    assert len(set(ids)) == len(ids) == len(keys)
    assert all(id_.startswith(key) for id_, key in zip(ids, keys, strict=True))


@given(agendas())
def test_every_session_is_on_exactly_one_day(conference: Agenda) -> None:
    of_all_days = [session for day in conference.days for session in conference.sessions_on(day)]
    assert sorted(session.id for session in of_all_days) == sorted(conference.by_id)


@given(agendas())
def test_every_session_lies_between_the_start_and_the_end_of_its_agenda(conference: Agenda) -> None:
    for session_ in conference.sessions:
        assert conference.start is not None
        assert conference.end is not None
        assert conference.start <= session_.start <= session_.end <= conference.end


@given(agendas().flatmap(lambda a: st.tuples(st.just(a), instants(a.sessions), instants(a.sessions))))
def test_during_leaves_out_none_that_runs_between(drawn: tuple[Agenda, datetime, datetime]) -> None:
    conference, start, end = drawn
    between = tuple(one for one in conference.sessions if one.start < end and one.end > start)
    assert conference.during(start, end) == between


@given(agendas())
def test_everybody_announced_is_somebody_with_all_their_sessions_in_time_order(conference: Agenda) -> None:
    announced = [(s.id, one.name.casefold()) for s in conference.sessions for one in s.speakers]
    known = [(a.session.id, p.name.casefold()) for p in conference.people for a in p.appearances]
    assert sorted(known) == sorted(announced)
    for person in conference.people:
        starts = [appearance.session.start for appearance in person.appearances]
        assert starts == sorted(starts)


@given(agendas())
def test_everybody_is_in_exactly_one_affiliation(conference: Agenda) -> None:
    grouped = [person for group in conference.affiliations for person in group.people]
    assert sorted(grouped, key=lambda p: p.name.casefold()) == list(conference.people)
    assert all(
        person.affiliation == group.name for group in conference.affiliations for person in group.people
    )
