"""Which session is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, row_of_talks, session
from scale_tui.cli.choice import AmbiguousSession, find_session, find_sessions
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import NotFound

CONF = agenda(
    session("09:00", title="Lunch", id="0900-lunch"),
    session("10:00", title="Lunch Talk: Łódź", id="1000-lunch-talk"),
    session("11:00", title="Ten years of Kubernetes", id="Xa"),
    session("12:00", title="Networks of networks", id="xab"),
    session("13:00", title="networks", id="other"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0900-lunch", "0900-lunch"),
        ("Xa", "Xa"),
        ("xa", "Xa"),
        ("XAB", "xab"),
        ("09", "0900-lunch"),
        ("LUNCH", "0900-lunch"),
        ("-talk", "1000-lunch-talk"),
        ("lodz", "1000-lunch-talk"),
        ("kubernetes ten", "Xa"),
        ("Networks", "other"),
        ("networks of", "xab"),
        ("  other  ", "other"),
    ],
)
def test_an_id_a_part_of_it_or_words_of_the_title(text: str, found: str) -> None:
    assert find_session(CONF, text).id == found


@pytest.mark.parametrize("text", ["", "  ", "nonsense", "years lunch"])
def test_what_fits_nothing_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        find_session(CONF, text)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("unc", ("0900-lunch", "1000-lunch-talk")),
        ("of", ("Xa", "xab")),
        ("x", ("Xa", "xab")),
    ],
)
def test_what_fits_several_is_ambiguous(text: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousSession) as caught:
        find_session(CONF, text)
    assert caught.value.candidates == candidates


def test_a_long_list_of_candidates_is_cut_short() -> None:
    with pytest.raises(AmbiguousSession) as caught:
        find_session(agenda(*row_of_talks(30)), "alk")
    assert len(caught.value.lines()) == 21
    assert caught.value.lines()[-1] == "  and 10 more"


def test_several_names_of_one_session_are_one_session() -> None:
    assert [found.id for found in find_sessions(CONF, ["other", "Xa", "networks"])] == ["other", "Xa"]


WORDS = st.text("abAB-12 éł", min_size=1, max_size=6)


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    ids = draw(st.lists(WORDS, min_size=1, max_size=6, unique=True))
    return agenda(*(session("09:00", title=draw(WORDS), id=given_id) for given_id in ids))


@given(agendas())
def test_a_full_id_always_names_its_session(conf: Agenda) -> None:
    for known in conf.sessions:
        assert find_session(conf, known.id) is known


@given(agendas(), WORDS)
def test_whatever_is_typed_names_one_session_or_says_why_not(conf: Agenda, text: str) -> None:
    try:
        found = find_session(conf, text)
    except NotFound:
        assert not any(text.casefold() == known.id.casefold() for known in conf.sessions)
        return
    except AmbiguousSession as error:
        candidates = error.candidates
    else:
        assert found in conf.sessions
        return
    assert len(set(candidates)) > 1
    assert all(candidate in conf.by_id for candidate in candidates)


@given(agendas(), st.data())
def test_a_prefix_that_only_one_id_has_names_it_unless_a_title_is_just_that(
    conf: Agenda, data: st.DataObject
) -> None:
    known = data.draw(st.sampled_from(conf.sessions))
    prefix = known.id[: data.draw(st.integers(1, len(known.id)))]
    others = [other for other in conf.sessions if other is not known]
    folded = prefix.strip().lower()
    is_unique = folded and not any(
        other.id.lower().startswith(folded) or other.title.strip().lower() == folded for other in others
    )
    if is_unique and folded.isascii() and known.id.isascii() and not known.id.startswith(" "):
        assert find_session(conf, prefix) is known
