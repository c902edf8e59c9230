"""Did you mean …? only what is near and finds something."""

from datetime import datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, at, session, speaker
from scale_tui.domain import spelling
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Query, parse_query
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from scale_tui.domain.spelling import Vocabulary, did_you_mean, edit_distance
from strategies import situations

CONFERENCE = agenda(
    session("09:00", title="Fabric of the data center", track="Networks", room="Main Hall"),
    session("10:00", title="“Kubernetes” (at scale)!", speakers=(speaker("Jithin Jose", "Meta"),)),
    session(
        "11:00", title="Bright future", speakers=(speaker("Jeremy Brightwell", "Ærø"), speaker("Amy Ødegård"))
    ),
)


def suggestion(text: str, conference: Agenda = CONFERENCE, now: datetime | None = None) -> str | None:
    index, vocabulary = Index.of(conference), Vocabulary.of(conference)
    return did_you_mean(index, vocabulary, parse_query(text), PersonalSchedule(), now or at("08:00"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jitin jose", "Jithin Jose"),
        ("brigtwell", "Brightwell"),
        ("Brihgtwell", "Brightwell"),
        ("BRIGTWELL", "Brightwell"),
        ("brigtw", "Brightwell"),
        ("kbern", "Kubernetes"),
        ("#net fabrc", "#net Fabric"),
        ("odegrad", "Ødegård"),
        ("kuberntes", "Kubernetes"),
        ("fabrc", "Fabric"),
        ("netwroks", "Networks"),
        ("hlal", "Hall"),
        ("mta", "Meta"),
        ("@brigtwell", "@Brightwell"),
        ("#netwroks", "#Networks"),
        ("%hlal", "%Hall"),
        ("fabrc data", "Fabric data"),
        ("fabrc is:st", "Fabric is:st"),
        ("fabrc of", "Fabric of"),
        ("  fabrc ", "Fabric"),
    ],
)
def test_a_misspelt_word_is_mended_as_the_agenda_writes_it(typed: str, meant: str | None) -> None:
    assert suggestion(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "fabric",
        "FABRIC",
        "brightwel",
        "xq",
        "zzzzzzzz",
        "fabbrricc",
        "frbic jose",
        "fabrc day:sat",
        "fabrc is:star",
        "#brigtwell",
        "@",
        "fabrc zzzzzzzz",
        " fab  data ",
        "\u0301",
    ],
)
def test_nothing_is_suggested_where_nothing_near_is_found(typed: str) -> None:
    assert suggestion(typed) is None


def test_a_word_of_six_letters_may_have_two_slips_and_a_shorter_one_only_one() -> None:
    six, five = agenda(session("10:00", title="Fabric")), agenda(session("10:00", title="Scale"))
    assert suggestion("fxbrxc", six) == "Fabric"
    assert suggestion("fxxrxc", six) is None
    assert suggestion("scxle", five) == "Scale"
    assert suggestion("sxxle", five) is None


def test_a_word_of_three_letters_can_be_mended_and_one_of_two_is_left_alone() -> None:
    conference = agenda(session("10:00", title="GPU at edge"))
    assert suggestion("gpx", conference) == "GPU"
    assert suggestion("gu", conference) is None


def test_a_prefix_is_left_alone_however_near_it_is_to_a_word() -> None:
    conference = agenda(session("10:00", title="Fabric After9"))
    assert suggestion("fabrc after:9", conference) == "Fabric after:9"


def test_of_two_words_equally_near_a_name_comes_first() -> None:
    conference = agenda(
        session("10:00", title="Marten"), session("11:00", title="X", speakers=(speaker("Martin"),))
    )
    assert suggestion("martxn", conference) == "Martin"


def test_a_nearer_word_comes_before_a_name() -> None:
    conference = agenda(
        session("10:00", title="Fabric"), session("11:00", title="X", speakers=(speaker("Fabrice"),))
    )
    assert suggestion("fabrik", conference) == "Fabric"


def test_the_next_nearest_is_suggested_where_the_nearest_finds_nothing_together() -> None:
    conference = agenda(session("10:00", title="Marten alone"), session("11:00", title="Martel bar"))
    assert suggestion("martem bar", conference) == "Martel bar"


def test_the_words_of_an_agenda_are_those_of_people_affiliations_titles_and_places() -> None:
    conference = agenda(
        session(
            "10:00",
            title="“Title” (word): what’s IT…",
            track="Trk",
            room="Hall-A",
            speakers=(speaker("Amy Ode", "Meta"),),
        )
    )
    words = Vocabulary.of(conference).words
    assert list(words.items()) == [
        ("amy", "Amy"),
        ("ode", "Ode"),
        ("meta", "Meta"),
        ("title", "Title"),
        ("word", "word"),
        ("what's", "what’s"),
        ("trk", "Trk"),
        ("hall-a", "Hall-A"),
    ]


def test_what_a_session_does_not_have_is_no_word() -> None:
    conference = agenda(session("10:00", title="Mesh", speakers=(speaker("Ann"),)))
    assert set(Vocabulary.of(conference).words) == {"ann", "mesh"}


def test_a_word_is_written_as_it_first_was() -> None:
    conference = agenda(session("10:00", title="mesh META", speakers=(speaker("Ann", "Meta"),)))
    assert Vocabulary.of(conference).words["meta"] == "Meta"


def test_at_most_four_words_are_near_the_nearest_first() -> None:
    words = {word: word for word in ("scalexx", "scales", "scaled", "scaler", "scaley", "scalet")}
    assert Vocabulary(words).nearest("scalex") == ("scalexx", "scales", "scaled", "scaler")


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("", "ab", 2),
        ("abc", "ab", 1),
        ("aaa", "a", 2),
        ("abc", "xabc", 1),
        ("abc", "axc", 1),
        ("abc", "bac", 1),
        ("abcd", "abdc", 1),
        ("ca", "abc", 3),
        ("abcdef", "badcfe", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_a_distance_counts_letters_added_left_out_changed_and_swapped(
    one: str, other: str, distance: int
) -> None:
    assert edit_distance(one, other, 9) == distance
    assert edit_distance(other, one, 9) == distance


@pytest.mark.parametrize(
    ("one", "other"),
    [("abc", "xyz"), ("abcdef", "ab"), ("ab", "abcdef"), ("kitten", "sitting"), ("xbyd", "abcdef")],
)
def test_a_distance_beyond_the_limit_is_one_more_than_it(one: str, other: str) -> None:
    assert edit_distance(one, other, 2) == 3
    assert edit_distance(one, other, 0) == 1


letters = st.text("abc", max_size=6)


@given(letters, letters, st.integers(0, 7))
def test_a_distance_is_the_shortest_way_from_one_word_to_the_other(one: str, other: str, limit: int) -> None:
    assert edit_distance(one, other, limit) == min(slow_distance(one, other), limit + 1)


@cache
def slow_distance(one: str, other: str) -> int:
    """The same as it is defined, by trying every last step."""
    if not one or not other:
        return len(one) + len(other)
    steps = [
        slow_distance(one[:-1], other) + 1,
        slow_distance(one, other[:-1]) + 1,
        slow_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        steps.append(slow_distance(one[:-2], other[:-2]) + 1)
    return min(steps)


@given(situations(min_size=1), st.data())
def test_a_suggestion_is_another_query_and_always_finds_something(
    situation: tuple[Agenda, PersonalSchedule, datetime], data: st.DataObject
) -> None:
    conference, schedule, now = situation
    index, vocabulary = Index.of(conference), Vocabulary.of(conference)
    known = data.draw(st.sampled_from(sorted(vocabulary.words) or ["scale"]))
    cut = data.draw(st.integers(0, len(known)))
    typed = data.draw(st.sampled_from(["", "@", "%", "is:star ", "jose "])) + known[:cut] + known[cut + 1 :]
    found = did_you_mean(index, vocabulary, parse_query(typed), schedule, now)
    if found is not None:
        assert fold(found) != fold(typed)
        assert index.matching(parse_query(found), schedule, now)


class Impatient(Index):
    """An index that may be asked only so often."""

    patience = iter(range(256))

    def left_by(self, query: Query, schedule: PersonalSchedule, now: datetime) -> int:
        assert next(self.patience, None) is not None, "a suggestion is sought for too long"
        return super().left_by(query, schedule, now)


def test_a_pasted_sentence_full_of_slips_is_given_up_soon() -> None:
    conference = agenda(session("10:00", title="Tests tesks tesas tesus"))
    sentence = parse_query("tesxs " * 8 + "zzzzzzzz")
    index, vocabulary = Impatient.of(conference), Vocabulary.of(conference)
    assert did_you_mean(index, vocabulary, sentence, PersonalSchedule(), at("08:00")) is None


@given(
    st.lists(st.text("abcdé", min_size=3, max_size=9), max_size=12), st.text("abcdé", min_size=3, max_size=9)
)
def test_the_nearest_are_those_of_all_words_that_are_near_enough(known: list[str], word: str) -> None:
    allowed = 2 if len(word) > 5 else 1
    near = [
        (min(slow_distance(word, start), slow_distance(word, one)), position, one)
        for position, one in enumerate(dict.fromkeys(known))
        if abs(len(start := one[: len(word) + 1]) - len(word)) <= allowed
    ]
    nearest = [one for distance, _, one in sorted(near) if distance <= allowed]
    assert list(Vocabulary({one: one for one in known}).nearest(word)) == nearest[:4]


def test_a_word_that_was_compared_once_is_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary.of(CONFERENCE)
    assert vocabulary.nearest("fabrc") == ("fabric",)

    def never(one: str, other: str, limit: int) -> int:
        raise AssertionError

    monkeypatch.setattr(spelling, "edit_distance", never)
    assert vocabulary.nearest("fabrc") == ("fabric",)


def test_few_words_are_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counted(one: str, other: str, limit: int) -> int:
        compared.append(other)
        return edit_distance(one, other, limit)

    monkeypatch.setattr(spelling, "edit_distance", counted)
    unlike = {f"{a}{b}{c}{d}words": "" for a in "jkmn" for b in "pqxz" for c in "vwyh" for d in "bgft"}
    Vocabulary({**unlike, "fabric": "fabric"}).nearest("fabrc")
    assert set(compared) == {"fabric"}
