"""Which session of an agenda another program means."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import NEXT_DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.recognising import Clues, Recogniser

GUID = "852280ac-61d3-588c-b74c-8d87f9d9d2c6"
PAGES = "https://fosdem.org/2025/schedule/event"
LLVM = session("10:35", 25, "Moving work", id=GUID, guid=GUID, url=f"{PAGES}/test-conf-6600-moving-work/")
TALK = session("11:00", 25, "Ödegård’s talk", url="https://pretalx.com/conf/talk/G9JGWY/", room="A")
FRAB = session(
    "12:00", 25, "Frab", guid="b8e0eb47@frab.cccv.de", url="https://c.org/Fahrplan/events/8429.html"
)
AGAIN = session("13:00", 25, "Welcome", id="w1", room="A", speakers=(speaker("Ada"),))
AGAIN_THERE = replace(AGAIN, id="w2", room="B")
TWICE = session("14:00", 25, "Ödegård’s talk", id="t2", url="https://pretalx.com/conf/talk/G9JGWY/", room="A")
CONF = agenda(LLVM, TALK, FRAB, AGAIN, AGAIN_THERE)


def found(clues: Clues, conf: Agenda = CONF) -> list[str]:
    return [each.id for each in Recogniser(conf, {"alias": AGAIN.id}).find(clues)]


def named(*names: str, **others: object) -> Clues:
    return replace(Clues("x", names=names), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "session_id"),
    [
        (GUID, GUID),
        (GUID.upper(), GUID),
        ("6600", GUID),
        ("06600", GUID),
        ("test-conf-6600", GUID),
        ("test-conf-6600-moving-work", GUID),
        ("test-conf-6600-as-it-was-called-before", GUID),
        ("g9jgwy", TALK.id),
        ("b8e0eb47", FRAB.id),
        ("b8e0eb47@frab.cccv.de", FRAB.id),
        ("8429", FRAB.id),
        ("alias", AGAIN.id),
    ],
)
def test_a_session_is_known_by_each_of_its_names(name: str, session_id: str) -> None:
    assert found(named(name)) == [session_id]


def test_a_number_is_known_behind_what_all_pages_begin_with_whatever_the_conference_is_called_here() -> None:
    pages = [replace(LLVM, id=f"a{at}", guid=None, url=f"{PAGES}/fosdem-2025-{at}-x/") for at in (61, 62, 7)]
    conf = agenda(*pages)
    assert found(named("62"), conf) == ["a62"]
    assert found(named("fosdem-2025-7-renamed"), conf) == ["a7"]
    assert found(named("fosdem-2024-7-renamed"), conf) == []
    assert found(named("2025"), conf) == found(named("0"), conf) == []


@pytest.mark.parametrize("name", ["", "660", "66", "2025", "test-conf", "other-conf-6600", "moving", "G9JGW"])
def test_a_part_of_a_name_is_none(name: str) -> None:
    assert found(named(name)) == []


@pytest.mark.parametrize(
    ("url", "session_id"),
    [
        (LLVM.url, GUID),
        (f"{PAGES}/test-conf-6600-moving-work", GUID),
        ("http://www.FOSDEM.org/2025/schedule/event/test-conf-6600-moving-work/?ref=1#x", GUID),
        ("https://fosdem.org/2025/schedule/de/event/test-conf-6600-moving-work/", GUID),
        ("https://pretalx.com/conf/talk/G9JGWY/feedback/", TALK.id),
        ("https://talks.example.org/conf/talk/g9jgwy", TALK.id),
    ],
)
def test_a_session_is_known_by_the_address_of_its_page(url: str, session_id: str) -> None:
    assert found(Clues("x", url=url)) == [session_id]


@pytest.mark.parametrize(
    "url",
    ["https://fosdem.org/2024/schedule/event/test-conf-6600-moving-work/", f"{PAGES}/", "https://[x", "x"],
)
def test_the_page_of_another_year_is_another_page(url: str) -> None:
    assert found(Clues("x", url=url)) == []


def test_title_and_start_tell_a_session_whatever_it_is_called_there() -> None:
    assert found(named("unknown", titles=("odegard's  TALK",), start=at("11:00"))) == [TALK.id]
    assert found(named("unknown", titles=("Ödegård’s talk",), start=at("11:05"))) == []


def test_title_and_people_tell_a_session_that_was_moved() -> None:
    clues = named(titles=("Frab",), start=at("18:00"), speakers=("Bo Berg",))
    conf = agenda(replace(FRAB, speakers=(speaker("Bo Berg", "Acme"),)), TALK)
    assert found(clues, conf) == [FRAB.id]
    assert found(replace(clues, speakers=("Bo Berg", "Ada")), conf) == []


def test_the_same_talk_at_next_years_event_is_not_this_one() -> None:
    conf = agenda(replace(FRAB, speakers=(speaker("Bo Berg"),)))
    clues = named("8429", titles=("Frab",), start=FRAB.start, speakers=("Bo Berg",), url=FRAB.url)
    assert found(clues, conf) == [FRAB.id]
    assert found(replace(clues, start=FRAB.start + timedelta(days=370)), conf) == []
    # A guid is given once only, so that an event which was put off is still known by it.
    assert found(named(GUID, start=LLVM.start + timedelta(days=370))) == [GUID]


def test_a_short_name_may_be_another_events_too() -> None:
    conf = agenda(session("10:00", id="2024-682", title="Tea"))
    tea = conf.sessions[0]
    assert found(named("2024-682", start=tea.start), conf) == [tea.id]
    assert found(named("2024-682", start=tea.start - timedelta(days=30)), conf) == []


def test_a_number_that_all_else_speaks_against_is_not_believed() -> None:
    assert found(named("6600", titles=("Something else",), start=at("09:00"))) == []
    assert found(named("6600", titles=("Something else",), start=LLVM.start)) == [GUID]
    assert found(named("6600", titles=("Moving work",), start=at("09:00"))) == [GUID]


def test_of_two_that_fit_alike_none_is_chosen_unless_something_tells_them_apart() -> None:
    welcome = named(titles=("Welcome",), start=AGAIN.start)
    assert found(welcome) == [AGAIN.id, AGAIN_THERE.id]
    assert found(replace(welcome, room="b")) == [AGAIN_THERE.id]
    assert found(replace(welcome, room="C")) == [AGAIN.id, AGAIN_THERE.id]
    conf = agenda(TALK, TWICE)
    assert found(named("G9JGWY"), conf) == [TALK.id, TWICE.id]
    assert found(named("G9JGWY", titles=(TALK.title,), start=TWICE.start), conf) == [TWICE.id]


def test_what_speaks_for_a_third_does_not_decide_between_two() -> None:
    conf = agenda(TALK, TWICE, FRAB)
    assert found(named("G9JGWY", titles=("Frab",), start=FRAB.start), conf) == [TALK.id, TWICE.id]


def test_a_title_alone_is_enough_where_nothing_else_is_said_and_one_session_has_it() -> None:
    assert found(Clues("x", titles=("moving  work",))) == [GUID]
    assert found(Clues("x", titles=("Welcome",))) == [AGAIN.id, AGAIN_THERE.id]
    assert found(Clues("x", titles=("Moving work",), start=at("10:35", NEXT_DAY))) == []


def clues_of(each: Session) -> Clues:
    return Clues(
        each.title,
        names=(each.id,),
        url=each.url,
        titles=(each.title,),
        start=each.start,
        room=each.room,
        speakers=tuple(speaker.name for speaker in each.speakers),
    )


@given(strategies.agendas(min_size=1))
def test_every_session_is_found_by_what_it_says_of_itself(conf: Agenda) -> None:
    recogniser = Recogniser(conf)
    for each in conf.sessions:
        assert recogniser.find(clues_of(each)) == (each,)


@given(strategies.agendas(min_size=1), st.data())
def test_without_its_name_a_session_is_found_or_among_those_that_are_alike(
    conf: Agenda, data: st.DataObject
) -> None:
    each = data.draw(st.sampled_from(conf.sessions))
    found = Recogniser(conf).find(replace(clues_of(each), names=("nobody-here",)))
    assert each in found
    assert len({(other.title, other.start) for other in found} | {(each.title, each.start)}) == 1 or (
        len({(other.title, other.speakers) for other in found}) == 1
    )
