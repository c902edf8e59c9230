"""A query finds the sessions in which all of it holds, the best match first."""

from datetime import UTC, date, datetime
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.folding import find_spans
from scale_tui.domain.query import Group, Query, names_text, parse_query
from scale_tui.domain.ranking import Rank, name_in, rank_of, speaker_names
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import Index
from scale_tui.domain.timeline import running_at
from strategies import situations

Situation = tuple[Agenda, PersonalSchedule, datetime]
NEXT_DAY = date(2024, 9, 12)

KEYNOTE = session(
    "09:00",
    60,
    "Keynote",
    subtitle="What’s next",
    room="Main Hall",
    track="AI",
    speakers=(speaker("Amy Ødegård", "Ærø"),),
)
FABRIC = session(
    "10:00",
    30,
    "Fabric of the data center",
    room="Attic",
    track="Networks",
    abstract="Main ideas and a keynote on Straßen.",
    speakers=(speaker("Jithin Jose", "Meta"), speaker("Prashanth Rao")),
)
PARTY = session("18:00", 120, "会場で夕食", kind=Kind.SOCIAL, room="Attic Bar")
SECOND_DAY = session("10:15", 30, "Data at rest", day=NEXT_DAY, track="Main")
CONFERENCE = agenda(KEYNOTE, FABRIC, PARTY, SECOND_DAY)


def find(text: str, *sessions: Session, stars: str = "", now: datetime | None = None) -> list[str]:
    searched = agenda(*sessions) if sessions else CONFERENCE
    schedule = PersonalSchedule(frozenset(stars.split()))
    return [s.title for s in Index.of(searched).matching(parse_query(text), schedule, now or at("08:00"))]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("keynot", ["Keynote", "Fabric of the data center"]),
        ("what's", ["Keynote"]),
        ("odegard", ["Keynote"]),
        ("aero", ["Keynote"]),
        ("meta", ["Fabric of the data center"]),
        ("rao", ["Fabric of the data center"]),
        ("networks", ["Fabric of the data center"]),
        ("bar", ["会場で夕食"]),
        ("strassen", ["Fabric of the data center"]),
        ("夕食", ["会場で夕食"]),
        ("data", ["Fabric of the data center", "Data at rest"]),
        ("jose data", ["Fabric of the data center"]),
        ("jose rest", []),
        ('"data center"', ["Fabric of the data center"]),
        ('"center data"', []),
        ("nowhere", []),
    ],
)
def test_a_word_is_found_anywhere_in_a_session(text: str, titles: list[str]) -> None:
    assert find(text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("@jose", ["Fabric of the data center"]),
        ("@jithin @rao", ["Fabric of the data center"]),
        ("@jithin @amy", []),
        ("@keynote", []),
        ("@meta", []),
        ("#main", ["Data at rest"]),
        ("#net #works", ["Fabric of the data center"]),
        ("#ai #net", []),
        ("#attic", []),
        ("%main", ["Keynote"]),
        ("%attic", ["Fabric of the data center", "会場で夕食"]),
        ("%attic %bar", ["会場で夕食"]),
        ("%networks", []),
        ("%attic data", ["Fabric of the data center"]),
        ("@amy #ai %hall key", ["Keynote"]),
    ],
)
def test_a_prefix_looks_in_one_place_only(text: str, titles: list[str]) -> None:
    assert find(text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("%hall|attic", ["Keynote", "Fabric of the data center", "会場で夕食"]),
        ("%=attic", ["Fabric of the data center"]),
        ('%=Attic|"main HALL"', ["Keynote", "Fabric of the data center"]),
        ("%=att", []),
        ("%=attic|bar", ["Fabric of the data center"]),
        ("#=main", ["Data at rest"]),
        ("#ai|main", ["Keynote", "Data at rest"]),
        ("#ai|main %hall", ["Keynote"]),
        ("#ai|main %attic|hall data", []),
        ("@jose|amy", ["Keynote", "Fabric of the data center"]),
        ('@="prashanth rao"', ["Fabric of the data center"]),
        ("@=jithin", []),
        ("kind:social", ["会場で夕食"]),
        ("kind:t", ["Keynote", "Fabric of the data center", "Data at rest"]),
        ("kind:talk|social %attic", ["Fabric of the data center", "会場で夕食"]),
        ("kind:alk", []),
    ],
)
def test_several_names_of_one_group_are_either_and_groups_are_both(text: str, titles: list[str]) -> None:
    assert find(text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("lang:de", ["Gruezi", "Moin"]),
        ("lang:=de", ["Moin"]),
        ("lang:EN|de-ch", ["Gruezi", "Hello"]),
        ("lang:n", []),
        ("lang:", ["Gruezi", "Hello", "Moin", "Quiet"]),
    ],
)
def test_a_language_is_the_start_of_its_code(text: str, titles: list[str]) -> None:
    sessions = (
        session("10:00", title="Gruezi", language="de-CH"),
        session("11:00", title="Hello", language="en"),
        session("12:00", title="Moin", language="de"),
        session("13:00", title="Quiet"),
    )
    assert find(text, *sessions) == titles


def test_quotes_and_wide_gaps_in_a_name_do_not_keep_it_from_being_chosen() -> None:
    odd = session("10:00", title="Odd", room='The "Big"  Room|2')
    assert find('%="The Big Room|2"', odd, session("11:00", room="The Big Room")) == ["Odd"]


def test_after_is_on_the_clock_that_is_shown() -> None:
    sessions = (session("09:00", title="A"), session("12:00", title="B"), session("20:00", title="C"))
    index, query = Index.of(agenda(*sessions)), parse_query("after:14")
    found = {
        zone: [
            s.title for s in index.matching(query, PersonalSchedule(), at("08:00"), zone and ZoneInfo(zone))
        ]
        for zone in (None, "Europe/Vienna", "Pacific/Honolulu")
    }
    # 18:00, 21:00 and 05:00 of the next day in Vienna; 06:00, 09:00 and 17:00 in Honolulu.
    assert found == {None: ["C"], "Europe/Vienna": ["A", "B", "C"], "Pacific/Honolulu": ["C"]}


def test_names_titles_and_places_do_not_run_into_each_other() -> None:
    one = session(
        "10:00",
        title="Alpha",
        subtitle="Beta",
        track="Gamma",
        room="Delta",
        speakers=(speaker("Eta", "Theta"), speaker("Iota", "Kappa")),
    )
    for text in ("alphabeta", "gammadelta", "etaiota", "thetakappa", "etatheta", "betaeta"):
        assert find(text, one) == []


def test_the_first_to_come_is_the_title_word_then_title_speaker_place_and_abstract() -> None:
    ranked = (
        session("10:00", title="abstract", abstract="my mesh"),
        session("10:10", title="room", room="my mesh"),
        session("10:20", title="track", track="my mesh"),
        session("10:30", title="affiliation", speakers=(speaker("A", "my mesh"),)),
        session("10:40", title="speaker", speakers=(speaker("my mesh"),)),
        session("10:50", title="remeshed"),
        session("11:00", title="subtitle", subtitle="mesh it is"),
        session("11:10", title="a (mesh)"),
        session("11:20", title="meshes", subtitle="at last"),
        session("11:30", title="remesh or mesh"),
    )
    assert find("mesh", *ranked) == [
        *("subtitle", "a (mesh)", "meshes", "remesh or mesh"),
        "remeshed",
        *("affiliation", "speaker"),
        *("room", "track"),
        "abstract",
    ]


def test_the_ranks_are_in_this_order() -> None:
    assert sorted(Rank) == [Rank.TITLE_WORD, Rank.TITLE, Rank.SPEAKER, Rank.PLACE, Rank.ABSTRACT]


def test_two_words_are_ranked_together() -> None:
    both_in_abstract = session("10:00", title="last", abstract="mesh fabric")
    split = session("11:00", title="mesh", abstract="fabric")
    both_in_title = session("12:00", title="fabric mesh")
    assert find("mesh fabric", both_in_abstract, split, both_in_title) == ["fabric mesh", "mesh", "last"]


def test_equals_come_in_time_order_and_so_does_an_empty_query() -> None:
    sessions = (
        session("12:00", title="Mesh B"),
        session("10:00", title="Mesh C"),
        session("11:00", title="Mesh A"),
    )
    assert find("mesh", *sessions) == find("", *sessions) == ["Mesh C", "Mesh A", "Mesh B"]


def test_is_star_finds_my_stars() -> None:
    assert find("is:star", stars="keynote gone") == ["Keynote"]
    assert find("is:star") == []


@pytest.mark.parametrize(
    ("clock", "titles"),
    [
        ("08:59:59", []),
        ("09:00", ["Keynote"]),
        ("10:00", ["Fabric of the data center"]),
        ("10:30", []),
    ],
)
def test_is_now_finds_what_is_on(clock: str, titles: list[str]) -> None:
    assert find("is:now", now=at(clock)) == titles


def test_is_clash_finds_those_of_my_stars_that_overlap_another() -> None:
    sessions = (
        session("10:00", 20, "A"),
        session("10:10", 20, "B"),
        session("10:15", 20, "not mine"),
        session("11:00", 20, "C"),
        session("11:10", 20, "not mine either"),
    )
    assert find("is:clash", *sessions, stars="a b c") == ["A", "B"]
    assert find("is:clash", *sessions) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("after:18", ["会場で夕食"]),
        ("after:18:01", []),
        ("after:10", ["Fabric of the data center", "会場で夕食", "Data at rest"]),
        ("after:10:15", ["会場で夕食", "Data at rest"]),
        ("after:0", ["Keynote", "Fabric of the data center", "会場で夕食", "Data at rest"]),
    ],
)
def test_after_is_a_time_of_any_day_on_the_conference_clock(text: str, titles: list[str]) -> None:
    assert find(text) == titles


@pytest.mark.parametrize("text", ["day:wed", "day:w", "day:Wednesday", "day:11", "day:2024-09-11"])
def test_a_day_is_named_by_its_weekday_its_number_or_its_date(text: str) -> None:
    assert find(text) == ["Keynote", "Fabric of the data center", "会場で夕食"]


@pytest.mark.parametrize("text", ["day:thu", "day:12", "day:t", "day:2024-09-12"])
def test_another_day_finds_other_sessions(text: str) -> None:
    assert find(text) == ["Data at rest"]


@pytest.mark.parametrize(
    "text", ["day:fri", "day:10", "day:2", "day:wednesdays", "day:ednes", "day:wed day:x"]
)
def test_a_day_without_sessions_finds_nothing(text: str) -> None:
    assert find(text) == []


def test_a_day_is_the_conference_day_also_after_midnight() -> None:
    late = Session("late", "Late", at("00:30", NEXT_DAY), at("01:00", NEXT_DAY), DAY)
    assert find("day:wed", late) == ["Late"]


def test_all_parts_of_a_query_must_hold() -> None:
    whole = "data @jose %attic is:star is:now after:10 day:wed"
    assert find(whole, stars=FABRIC.id, now=at("10:10")) == [FABRIC.title]
    assert find(whole, now=at("10:10")) == []
    assert find(whole, stars=FABRIC.id) == []
    assert find(whole.replace("10", "11"), stars=FABRIC.id, now=at("10:10")) == []
    assert find(whole.replace("wed", "thu"), stars=FABRIC.id, now=at("10:10")) == []


def test_an_index_is_of_its_agenda() -> None:
    assert Index.of(CONFERENCE).agenda is CONFERENCE


words = st.lists(
    st.sampled_from(["jose", "meta", "o", "e", "amy", "ss", "final", "a", "scale", "hall", "夕", "zzz"]),
    max_size=4,
)


@given(situations(), words)
def test_every_session_found_holds_every_word(situation: Situation, looked_for: list[str]) -> None:
    conference, schedule, now = situation
    found = Index.of(conference).matching(parse_query(" ".join(looked_for)), schedule, now)
    for one in conference.sessions:
        people = [text for who in one.speakers for text in (who.name, who.affiliation)]
        texts = [one.title, one.subtitle, one.track, one.room, one.abstract, *people]
        holds = all(any(find_spans(text or "", [word]) for text in texts) for word in looked_for)
        assert (one in found) == holds


@given(situations(), words)
def test_words_are_found_in_any_order(situation: Situation, looked_for: list[str]) -> None:
    conference, schedule, now = situation
    index = Index.of(conference)
    found = {index.matching(parse_query(" ".join(p)), schedule, now) for p in permutations(looked_for[:3])}
    assert len(found) == 1


terms = st.sampled_from(
    [
        *(
            "o",
            "meta",
            "@jo",
            "#a",
            "%a",
            "is:star",
            "is:now",
            "is:clash",
            "after:3",
            "day:s",
            "%=a|Hall",
            "#ai|l",
            "kind:talk|qa",
            "lang:de",
            "is:st",
            "after:",
            "@",
            "day:",
        )
    ]
)


@given(situations(), st.lists(terms, max_size=3), terms.filter(lambda term: ":" not in term or "is:" in term))
def test_another_term_never_finds_more(situation: Situation, looked_for: list[str], another: str) -> None:
    conference, schedule, now = situation
    index = Index.of(conference)
    text = " ".join(looked_for)
    found = index.matching(parse_query(text), schedule, now)
    fewer = index.matching(parse_query(f"{text} {another}"), schedule, now)
    assert set(fewer) <= set(found)


@given(situations())
def test_a_query_that_asks_for_nothing_finds_everything(situation: Situation) -> None:
    conference, schedule, now = situation
    found = Index.of(conference).matching(parse_query("is:st after: @ day:"), schedule, now)
    assert found == conference.sessions


@given(situations())
def test_flags_find_what_the_timeline_and_the_schedule_say(situation: Situation) -> None:
    conference, schedule, now = situation
    index = Index.of(conference)
    assert index.matching(parse_query("is:star"), schedule, now) == schedule.starred(conference.sessions)
    assert index.matching(parse_query("is:now"), schedule, now.astimezone(UTC)) == running_at(
        conference.sessions, now
    )


def test_notes_are_searched_by_words_of_theirs_and_only_with_their_prefix() -> None:
    first, second = session("10:00", title="One"), session("11:00", title="Two")
    index = Index.of(agenda(first, second))
    mine = PersonalSchedule(notes={"one": "Frag Ødegård nach Optik", "two": "nothing"})

    def found(text: str) -> list[str]:
        return [each.title for each in index.matching(parse_query(text), mine, at("08:00"))]

    assert found("~odegard ~optik") == ["One"]
    assert found('~"odegard nach"') == ["One"]
    assert found("~odegard ~nothing") == []
    assert found("odegard") == []
    assert found("is:note") == ["One", "Two"]
    assert found("~") == ["One", "Two"]


def test_backups_are_found() -> None:
    index = Index.of(agenda(session("10:00", title="One"), session("11:00", title="Two")))
    mine = PersonalSchedule(backups=frozenset({"two"}))
    assert [each.title for each in index.matching(parse_query("is:backup"), mine, at("08:00"))] == ["Two"]


def plainly(
    conference: Agenda, query: Query, schedule: PersonalSchedule, now: datetime
) -> tuple[Session, ...]:
    """What matching means, session by session."""
    found: list[tuple[int, int, Session]] = []
    for number, one in enumerate(conference.sessions):
        names = {
            group: names_text(name_in(one, group) or "") for group in Group if group is not Group.SPEAKER
        }
        names[Group.SPEAKER] = speaker_names(one)
        ranks = [rank_of(one, word) for word in query.words]
        start = one.start.astimezone(conference.zone)
        holds = (
            all(term in names[Group.SPEAKER] for term in query.speakers),
            all(term in names[Group.TRACK] for term in query.tracks),
            all(term in names[Group.ROOM] for term in query.rooms),
            all(choice.holds(names[choice.group]) for choice in query.choices),
            not query.is_star or one.id in schedule.stars,
            not query.is_now or one.start <= now < one.end,
            query.after is None or (start.date(), start.time()) >= (one.day, query.after),
            query.day is None or one.day.strftime("%A").lower().startswith(query.day),
        )
        if all(holds) and None not in ranks:
            found.append((sum(rank for rank in ranks if rank is not None), number, one))
    return tuple(one for _, _, one in sorted(found, key=lambda each: each[:2]))


typed_terms = st.sampled_from(
    [
        *("o", "meta", "jo", "scale", "a", "final", '"hall a"', "what's", "夕", "-"),
        *("@jo", "@meta", "@=jithin", "#a", "%a", "%saal", "%=a|Hall", "#ai|l", "kind:talk|qa", "lang:de"),
        *("is:star", "is:now", "after:3", "after:15:30", "day:s", "day:mon", "is:st", "@", "day:"),
    ]
)


@given(situations(), st.lists(typed_terms, max_size=4), st.booleans())
def test_what_is_found_is_what_matching_means(situation: Situation, typed: list[str], is_grown: bool) -> None:
    conference, schedule, now = situation
    query = parse_query(" ".join(typed))
    index = Index.of(conference) if is_grown else Index(conference)
    found = index.matching(query, schedule, now)
    assert found == plainly(conference, query, schedule, now)
    assert index.left_by(query, schedule, now) == index.numbered(one.id for one in found)


@given(situations(), st.lists(typed_terms, max_size=4), st.integers(0, 6))
def test_typing_and_taking_back_finds_the_same_as_typing_at_once(
    situation: Situation, typed: list[str], taken_back: int
) -> None:
    conference, mine, now = situation
    index, text = Index.of(conference), " ".join(typed)
    for end in [*range(len(text) + 1), *range(len(text) - 1, len(text) - taken_back, -1)]:
        query = parse_query(text[: max(0, end)])
        assert index.matching(query, mine, now) == Index(conference).matching(query, mine, now)
