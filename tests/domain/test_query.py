"""What was typed becomes a query, whatever was typed."""

from datetime import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scale_tui.domain.query import Choice, Group, Query, parse_query


def parsed(text: str) -> Query:
    """The query without what was typed, to be compared with its parts."""
    query = parse_query(text)
    assert query.text == text
    return Query("", *(getattr(query, field) for field in list(Query.__dataclass_fields__)[1:]))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("Data  Center", Query(words=("data", "center"))),
        ("Ødegård", Query(words=("odegard",))),
        ("@Jose @Amy", Query(speakers=("jose", "amy"))),
        ("#AI #Łódź", Query(tracks=("ai", "lodz"))),
        ("%Hall", Query(rooms=("hall",))),
        ("＠Jose", Query(speakers=("jose",))),
        ("is:star", Query(is_star=True)),
        ("is:now", Query(is_now=True)),
        ("is:clash", Query(is_clash=True)),
        ("IS:Star is:now", Query(is_star=True, is_now=True)),
        ("after:14", Query(after=time(14))),
        ("after:9:30", Query(after=time(9, 30))),
        ("after:0", Query(after=time(0))),
        ("after:23:59", Query(after=time(23, 59))),
        ("after:9 after:14", Query(after=time(14))),
        ("day:Sun", Query(day="sun")),
        ("day:11", Query(day="11")),
        ("day:2024-09-11", Query(day="2024-09-11")),
        ("mail user@example.org a#b 9%", Query(words=("mail", "user@example.org", "a#b", "9%"))),
        ("https://x.y a:b :star", Query(words=("https://x.y", "a:b", ":star"))),
        ("is after day star", Query(words=("is", "after", "day", "star"))),
        (
            "scale @jose after:14 #ai is:star %hall",
            Query("", ("scale",), ("jose",), ("ai",), ("hall",), is_star=True, after=time(14)),
        ),
    ],
)
def test_what_was_typed_is_read_as_words_and_prefixes(text: str, query: Query) -> None:
    assert parsed(text) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('"Data  Center" x', Query(words=("data center", "x"))),
        ('@"Jithin Jose"', Query(speakers=("jithin jose",))),
        ('#"Deep Learning" %"Main Hall"', Query(tracks=("deep learning",), rooms=("main hall",))),
        ('"not closed', Query(words=("not closed",))),
        ('pre"post more"', Query(words=("pre post more",))),
        ('"', Query()),
        ('"" " "', Query()),
        ('a "" b', Query(words=("a", "b"))),
        ('day:"Sun"', Query(day="sun")),
        ('is:"star"', Query(is_star=True)),
        ('after:"14"', Query(after=time(14))),
    ],
)
def test_words_in_quotes_stand_together(text: str, query: Query) -> None:
    assert parsed(text) == query


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("%janson|K.1.105", [Choice(Group.ROOM, ("janson", "k.1.105"))]),
        ('#"Deep Learning"|Łódź', [Choice(Group.TRACK, ("deep learning", "lodz"))]),
        ("%=Janson", [Choice(Group.ROOM, ("janson",), is_exact=True)]),
        ('%="Main  Hall"|"a|b"', [Choice(Group.ROOM, ("main hall", "a|b"), is_exact=True)]),
        ('%=Janson|="odd"', [Choice(Group.ROOM, ("janson", "= odd"), is_exact=True)]),
        ("@jose｜chu", [Choice(Group.SPEAKER, ("jose", "chu"))]),
        ("lang:de", [Choice(Group.LANGUAGE, ("de",))]),
        ("LANG:=De|en", [Choice(Group.LANGUAGE, ("de", "en"), is_exact=True)]),
        ("kind:talk kind:qa", [Choice(Group.KIND, ("talk",)), Choice(Group.KIND, ("qa",))]),
        ("%=a| #|b", [Choice(Group.ROOM, ("a",), is_exact=True)]),
    ],
)
def test_a_bar_an_equals_sign_and_a_code_make_a_choice(text: str, choices: list[Choice]) -> None:
    assert parse_query(text).choices == tuple(choices)


def test_a_bar_is_a_letter_where_nothing_is_chosen() -> None:
    assert parsed("a|b is:star|now %b|") == Query(words=("a|b",), rooms=("b",))


@pytest.mark.parametrize(
    "text",
    [
        *("%=", "%|", '#="', "lang:", "kind:=", "lang:|", "@|="),
        *("@", "#", "%", "is:", "is:s", "is:st", "is:stars", "is:nowhere", "is:clas", "day:", "@ # %"),
        *(
            "after:",
            "after:x",
            "after:24",
            "after:12:60",
            "after:12:x",
            "after::30",
            "after:-1",
            "after:1:2:3",
            "after:+9",
            "after:1_0",
            "after:9:+5",
        ),
    ],
)
def test_a_prefix_that_is_not_complete_asks_for_nothing(text: str) -> None:
    query = parse_query(text)
    assert not query
    assert query == Query(text)


@pytest.mark.parametrize("text", ["after:14:", "after:14:0"])
def test_an_hour_counts_while_its_minutes_are_being_typed(text: str) -> None:
    assert parse_query(text).after == time(14)


@pytest.mark.parametrize(
    "text", ["a", "@a", "#a", "%a", "is:star", "is:now", "is:clash", "after:0", "after:14", "day:sun", "a @"]
)
def test_a_query_that_asks_for_something_is_true(text: str) -> None:
    assert parse_query(text)


@pytest.mark.parametrize(
    ("text", "is_about_people"),
    [("@", True), ("  @jose", True), ("jose @x", False), ("", False), ("#a", False), ("＠jose", True)],
)
def test_an_at_sign_first_asks_about_people(text: str, is_about_people: bool) -> None:
    assert parse_query(text).is_about_people is is_about_people


@pytest.mark.parametrize(
    "text", ["\u0301", "data \u0308", "after:99999999999", "after:9:99999999999", "after:²", "@\u0301"]
)
def test_what_no_keyboard_should_send_is_read_all_the_same(text: str) -> None:
    assert parse_query(text).text == text


def test_every_beginning_of_a_query_can_be_read() -> None:
    whole = "scale @Jithin #AI %Hall is:star is:now is:clash after:14:30 day:2024-09-11 day:sun"
    for end in range(len(whole) + 1):
        assert parse_query(whole[:end]).text == whole[:end]


pieces = st.sampled_from(
    [
        "@",
        "#",
        "%",
        "is:",
        "after:",
        "day:",
        "lang:",
        "kind:",
        "=",
        "|",
        "star",
        "1",
        "59",
        ":",
        " ",
        '"',
        "\u0301",
        "ﬁ",
        "Ø",
        "9" * 9,
    ]
)


@given(st.text() | st.lists(pieces).map("".join))
@example("\u0301")
@example("after:" + "9" * 5000)
def test_nothing_that_is_typed_is_refused(text: str) -> None:
    query = parse_query(text)
    assert query.text == text
    assert all(all(choice.names) and choice.names for choice in query.choices)
    assert all((*query.words, *query.speakers, *query.tracks, *query.rooms, query.day is None or query.day))
