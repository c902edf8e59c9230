import json
from datetime import UTC, date

from builders import DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Link, Role
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.json_document import json_text, now_document, people_document, sessions_document

FULL = session(
    "12:15",
    20,
    "Full talk",
    id="full",
    guid="g-1",
    subtitle="Sub",
    room="Hall 1",
    track="AI",
    language="en",
    abstract="About it.",
    url="https://example.org/full",
    links=(Link("https://example.org/slides", "Slides"), Link("https://example.org/raw")),
    speakers=(speaker("Jiaqi Gao", "Alibaba"), speaker("Ann Lee", role=Role.MODERATOR)),
)
BARE = session("12:30", 30, "Lunch", id="bare", kind=Kind.MEAL)
LATE = session("00:30", 45, "Night talk", id="late", day=date(2024, 9, 12))
CONF = agenda(FULL, BARE, LATE, venue="Santa Clara")
NOW = at("12:20")


def test_a_document_key_by_key() -> None:
    document = sessions_document(CONF, PersonalSchedule(frozenset({"full"})), NOW, [FULL])
    assert list(document) == ["schema", "conference", "now", "sessions"]
    assert document == {
        "schema": 1,
        "conference": {
            "name": "test-conf",
            "title": "Test Conf",
            "timezone": "America/Los_Angeles",
            "start": "2024-09-11",
            "end": "2024-09-12",
            "venue": "Santa Clara",
        },
        "now": "2024-09-11T12:20:00-07:00",
        "sessions": [
            {
                "id": "full",
                "guid": "g-1",
                "title": "Full talk",
                "subtitle": "Sub",
                "kind": "talk",
                "start": "2024-09-11T12:15:00-07:00",
                "end": "2024-09-11T12:35:00-07:00",
                "minutes": 20,
                "day": "2024-09-11",
                "room": "Hall 1",
                "track": "AI",
                "language": "en",
                "abstract": "About it.",
                "url": "https://example.org/full",
                "links": [
                    {"title": "Slides", "url": "https://example.org/slides"},
                    {"title": None, "url": "https://example.org/raw"},
                ],
                "speakers": [
                    {"name": "Jiaqi Gao", "affiliation": "Alibaba", "role": "speaker"},
                    {"name": "Ann Lee", "affiliation": None, "role": "moderator"},
                ],
                "starred": True,
                "backup": False,
                "hidden": False,
                "note": None,
                "status": "running",
                "conflicts": [],
                "own": False,
                "cancelled": False,
            }
        ],
    }


def sessions_in(conf: Agenda, *stars: str) -> list[dict[str, object]]:
    text = json_text(sessions_document(conf, PersonalSchedule(frozenset(stars)), NOW, conf.sessions))
    sessions: list[dict[str, object]] = json.loads(text)["sessions"]
    return sessions


def test_keys_stand_in_the_order_of_the_schema() -> None:
    (full, *_) = sessions_in(CONF)
    assert " ".join(full) == (
        "id guid title subtitle kind start end minutes day room track language abstract url links speakers"
        " starred backup hidden note status conflicts own cancelled"
    )
    document = json.loads(json_text(sessions_document(CONF, PersonalSchedule(), NOW, [])))
    assert " ".join(document["conference"]) == "name title timezone start end venue"


def test_what_a_session_lacks_is_null_or_empty() -> None:
    bare = sessions_in(CONF)[1]
    for key in ("guid", "subtitle", "room", "track", "language", "abstract", "url", "note"):
        assert bare[key] is None
    assert (bare["links"], bare["speakers"], bare["kind"]) == ([], [], "meal")


def test_conflicts_are_starred_sessions_whether_starred_oneself_or_not() -> None:
    assert [session["conflicts"] for session in sessions_in(CONF)] == [[], [], []]
    assert [session["conflicts"] for session in sessions_in(CONF, "full")] == [[], ["full"], []]
    assert [session["conflicts"] for session in sessions_in(CONF, "full", "bare")] == [["bare"], ["full"], []]


def test_status_is_that_of_the_instant() -> None:
    assert [session["status"] for session in sessions_in(CONF)] == ["running", "upcoming", "upcoming"]
    document = sessions_document(CONF, PersonalSchedule(), at("12:35"), [FULL])
    assert json.loads(json_text(document))["sessions"][0]["status"] == "over"


def test_offsets_are_those_of_the_conference_on_that_day() -> None:
    winter = session("10:00", title="Winter", day=date(2024, 12, 1))
    conf = agenda(session("10:00"), winter)
    starts = [found["start"] for found in sessions_in(conf)]
    assert starts == ["2024-09-11T10:00:00-07:00", "2024-12-01T10:00:00-08:00"]
    assert (
        sessions_document(conf, PersonalSchedule(), NOW.astimezone(UTC), [])["now"]
        == "2024-09-11T12:20:00-07:00"
    )


def test_now_keeps_whole_seconds() -> None:
    document = sessions_document(CONF, PersonalSchedule(), NOW.replace(microsecond=999_999), [])
    assert document["now"] == "2024-09-11T12:20:00-07:00"


def test_a_night_talk_belongs_to_the_day_before_where_the_agenda_says_so() -> None:
    start = at("00:30", date(2024, 9, 12))
    night = session("00:30", title="Night").__class__(
        id="night", title="Night", start=start, end=start, day=DAY
    )
    conf = agenda(night)
    document = json.loads(json_text(sessions_document(conf, PersonalSchedule(), NOW, conf.sessions)))
    assert document["sessions"][0]["day"] == "2024-09-11"
    assert document["sessions"][0]["start"].startswith("2024-09-12T00:30")
    assert document["conference"]["end"] == "2024-09-11"


def test_an_agenda_without_sessions_has_no_dates() -> None:
    conference = json.loads(json_text(sessions_document(agenda(), PersonalSchedule(), NOW, [])))["conference"]
    assert (conference["start"], conference["end"], conference["venue"]) == (None, None, None)


def test_now_has_running_and_next_in_place_of_sessions() -> None:
    document = now_document(CONF, PersonalSchedule(), NOW, [FULL], [BARE])
    assert list(document) == ["schema", "conference", "now", "running", "next"]
    loaded = json.loads(json_text(document))
    assert [found["id"] for found in loaded["running"]] == ["full"]
    assert [found["id"] for found in loaded["next"]] == ["bare"]


def test_people_have_the_ids_of_their_sessions() -> None:
    document = people_document(CONF, NOW, CONF.people)
    assert list(document) == ["schema", "conference", "now", "people"]
    assert document["people"] == [
        {"name": "Ann Lee", "affiliation": None, "sessions": [{"id": "full", "role": "moderator"}]},
        {"name": "Jiaqi Gao", "affiliation": "Alibaba", "sessions": [{"id": "full", "role": "speaker"}]},
    ]


def test_text_is_utf8_unless_ascii_is_asked_for() -> None:
    document = people_document(agenda(session("09:00", speakers=(speaker("Jürgen 漢"),))), NOW, [])
    document["people"] = "Jürgen 漢"
    assert "Jürgen 漢" in json_text(document)
    assert json_text(document, is_ascii=True).isascii()
    assert json.loads(json_text(document, is_ascii=True)) == json.loads(json_text(document))
