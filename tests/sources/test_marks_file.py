"""Marks that a file holds, in each form that there is."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, session, speaker
from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.bringing_in import BroughtMarks, recognise, settings_to_join
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.domain.marks import Mark
from scale_tui.domain.recognising import Clues
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.edition import Edition
from scale_tui.export.forms import Form, written
from scale_tui.export.identity import calendar_uid
from scale_tui.export.json_document import json_text, sessions_document
from scale_tui.sources.clean import clean_line
from scale_tui.sources.marks_file import read_marks

EDITION = Edition(datetime(2024, 9, 1, 12, tzinfo=UTC))
ALPHA = session("10:00", title="Alpha", speakers=(speaker("Ada", "Acme"),), room="A", track="T")
BETA = session("11:00", title="Beta: a talk, by many", id="beta@example.org/1", abstract="Text.\n\nMore.")
GAMMA = session("12:00", title="Gamma", url="https://example.org/talk/ABCDEF/", is_cancelled=True)
DELTA = session("13:00", title="Delta", room="B")
LUNCH = session("12:30", 45, "Lunch, with Ada", id="own-1f", kind=Kind.OTHER, room="Café")
CONF = agenda(ALPHA, BETA, GAMMA, DELTA, venue="Town Hall")
MINE = PersonalSchedule(
    stars=frozenset({ALPHA.id, GAMMA.id}),
    backups=frozenset({BETA.id}),
    hidden=frozenset({DELTA.id}),
    hidden_rooms=frozenset({"B"}),
    hidden_tracks=frozenset({"T"}),
    notes={ALPHA.id: "one\n\ntwo; three", DELTA.id: "never mind", LUNCH.id: "window seat"},
    own=(LUNCH,),
)


def marks(text: str | bytes) -> BroughtMarks:
    return read_marks(text if isinstance(text, bytes) else text.encode(), "the file")


def read_again(data: bytes) -> PersonalSchedule:
    uids = {calendar_uid("", each.id).rpartition("@")[0]: each.id for each in CONF.sessions}
    found = recognise(CONF, read_marks(data, "the file"), uids)
    assert (found.missing, found.unsure) == ((), ())
    return found.schedule


def test_what_is_exported_as_json_comes_back_whole() -> None:
    for is_all in (False, True):
        assert read_again(written(Form.JSON, CONF, MINE, EDITION, is_all=is_all).data) == MINE


def test_what_is_exported_as_a_calendar_comes_back_as_far_as_its_events_go() -> None:
    data = written(Form.ICALENDAR, CONF, MINE, EDITION, is_all=False).data
    notes = {id_: MINE.notes[id_] for id_ in (ALPHA.id, LUNCH.id)}
    none = frozenset[str]()
    there = replace(MINE, hidden=none, hidden_rooms=none, hidden_tracks=none, notes=notes)
    assert read_again(data) == there
    everything = written(Form.ICALENDAR, CONF, MINE, EDITION, is_all=True).data
    assert read_again(everything) == replace(there, hidden=MINE.hidden, notes=MINE.notes)


def test_a_calendar_of_a_whole_agenda_marks_nothing_by_itself() -> None:
    data = written(Form.ICALENDAR, CONF, PersonalSchedule(), EDITION, is_all=True).data
    assert marks(data) == BroughtMarks()


def test_a_list_of_some_sessions_brings_the_marks_of_these() -> None:
    document = sessions_document(CONF, MINE, EDITION.as_of, (ALPHA, BETA, LUNCH))
    none = frozenset[str]()
    assert read_again(json_text(document).encode()) == PersonalSchedule(
        stars=frozenset({ALPHA.id}),
        backups=frozenset({BETA.id}),
        notes={ALPHA.id: MINE.notes[ALPHA.id]},
        own=(LUNCH,),
        hidden=none,
    )


def changed(**keys: object) -> bytes:
    document = json.loads(written(Form.JSON, CONF, MINE, EDITION, is_all=False).data)
    return json.dumps(document | keys).encode()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"schema": 2}, "newer"),
        ({"schema": "1"}, "schema"),
        ({"conference": None}, "conference"),
        ({"sessions": 3}, "sessions: a list"),
        ({"sessions": [{"id": 3}]}, "sessions[0]."),
        ({"marks": {"stars": [1]}}, "marks.stars[0]: text was expected"),
        ({"marks": {"notes": [["a", "b"]]}}, "marks.notes"),
        ({"marks": {"stars": ["x"] * 20_001}}, "at most 20,000"),
    ],
)
def test_a_document_of_another_form_is_named_in_one_line(keys: dict[str, object], said: str) -> None:
    with pytest.raises(UnreadableAgenda) as refused:
        marks(changed(**keys))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_nothing_of_a_hostile_document_reaches_a_terminal() -> None:
    bad = "\x1b[31mred\u202e\x07"
    brought = marks(
        changed(
            marks={
                "stars": [bad, ALPHA.id],
                "hidden_rooms": [bad],
                "notes": {ALPHA.id: f"one\n{bad}\r\ntwo" + "x" * 50_000},
            }
        )
    )
    assert brought.hidden_rooms == ("red",)
    assert [each.clues.shown for each in brought.sessions] == ["red", "Alpha", "Alpha"]
    settings = settings_to_join(PersonalSchedule(), recognise(CONF, brought).schedule)
    texts = [each.value for each in settings if each.mark is Mark.NOTE and each.subject == ALPHA.id]
    assert isinstance(texts[0], str)
    assert texts[0].startswith("one\nred\ntwo")
    assert len(texts[0]) <= 10_000


def test_an_own_entry_that_is_not_called_as_one_is_never_taken_for_a_session() -> None:
    document = json.loads(changed())
    for each in document["sessions"]:
        if each["own"]:
            each["id"] = ALPHA.id
    (entry,) = marks(json.dumps(document)).own
    assert entry.id == f"own-{ALPHA.id}"


LIST = """\
\ufeff# Talks for Bo

https://fosdem.org/2025/schedule/event/fosdem-2025-6210-callee-saved/   # with a comment
https://example.org/#/talk/1
<https://pretalx.com/democon/talk/G9JGWY/>
G9JGWY
 - 852280ac-61d3-588c-b74c-8d87f9d9d2c6
* [x] C# for \x1b[31meveryone
javascript://alert(1)
"""


def test_a_list_has_a_session_a_line_whatever_names_it() -> None:
    found = marks(LIST.replace("\n", "\r\n"))
    assert {each.mark for each in found.sessions} == {Mark.STAR}
    assert [each.clues.url or each.clues.names[0] for each in found.sessions] == [
        "https://fosdem.org/2025/schedule/event/fosdem-2025-6210-callee-saved/",
        "https://example.org/#/talk/1",
        "https://pretalx.com/democon/talk/G9JGWY/",
        "G9JGWY",
        "852280ac-61d3-588c-b74c-8d87f9d9d2c6",
        "C# for everyone",
        "javascript://alert(1)",
    ]


def test_a_list_of_favourites_in_json_is_a_list_too() -> None:
    assert [each.clues.names for each in marks('["G9JGWY", "VBTHYJ"]').sessions] == [("G9JGWY",), ("VBTHYJ",)]


@pytest.mark.parametrize("mark", [("utf-8-sig", b""), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")])
def test_a_list_may_be_in_another_encoding(mark: tuple[str, bytes]) -> None:
    encoding, start = mark
    assert marks(start + "Größe\n".encode(encoding)).sessions[0].clues.titles == ("Größe",)


# As BookmarksExportProvider of FOSDEM Companion writes it: nothing is escaped, a line break is folded.
COMPANION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//be.digitalia.fosdem//NONSGML 2.4.1//EN
BEGIN:VEVENT
UID:6256@2025@be.digitalia.fosdem
DTSTAMP:20250125T101500Z
DTSTART:20250201T080000Z
DTEND:20250201T084000Z
SUMMARY:Welcome; to the FOSDEM 2025, RISC-V DevRoom
DESCRIPTION:Welcome, all.
 Second line; of the text.
X-ALT-DESC:<p>Welcome, all.</p>
 <p>Second line; of the text.</p>
CLASS:PUBLIC
CATEGORIES:RISC-V
URL:https://fosdem.org/2025/schedule/event/fosdem-2025-6256-welcome-to-the-fosdem-2025-risc-v-devroom/
LOCATION:H.1309 (Van Rijn)
ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN="Björn Töpel":https://fosdem.org/2025/schedule/speaker/bjorn_topel/
ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN="Emil Berg":https://fosdem.org/2025/schedule/speaker/emil_berg/
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
WELCOME = Session(
    "0f184598-dcab-50b3-a6da-8d5d87d3df57",
    "Welcome; to the FOSDEM 2025, RISC-V DevRoom",
    datetime(2025, 2, 1, 8, 0, tzinfo=UTC),
    datetime(2025, 2, 1, 8, 40, tzinfo=UTC),
    datetime(2025, 2, 1, tzinfo=UTC).date(),
    speakers=(speaker("Björn Töpel"), speaker("Emil Berg")),
    url="https://fosdem.org/2025/schedule/event/fosdem-2025-6256-welcome-to-the-fosdem-2025-risc-v-devroom/",
)
FOSDEM = agenda(WELCOME, name="fosdem-2025")


def test_a_bookmark_of_fosdem_companion_is_a_star() -> None:
    (found,) = marks(COMPANION).sessions
    assert (found.mark, found.note) == (Mark.STAR, "")
    assert found.clues == Clues(
        "Welcome; to the FOSDEM 2025, RISC-V DevRoom",
        names=("6256@2025@be.digitalia.fosdem", "6256"),
        url=WELCOME.url,
        titles=(WELCOME.title,),
        start=WELCOME.start,
        room="H.1309 (Van Rijn)",
        speakers=("Björn Töpel", "Emil Berg"),
    )


@pytest.mark.parametrize(
    "change",
    [
        (),
        ("URL:", "X-URL:"),
        ("SUMMARY:", "SUMMARY:Now called "),
        ("DTSTART:20250201T080000Z", "DTSTART:20250201T081000Z"),
        ("6256@2025", "7@2025"),
        ("6256", "1"),
    ],
)
def test_a_bookmark_is_found_by_each_of_its_clues(change: tuple[str, str] | tuple[()]) -> None:
    text = COMPANION.replace(*change) if change else COMPANION
    assert recognise(FOSDEM, marks(text)).schedule.stars == {WELCOME.id}


def test_a_bookmark_of_another_year_is_not_taken_for_this_ones_talk() -> None:
    older = COMPANION.replace("2025", "2024")
    assert recognise(FOSDEM, marks(older)).schedule == PersonalSchedule()


def calendar(*properties: str, producer: str = "-//Other//EN") -> str:
    lines = ("BEGIN:VEVENT", "DTSTART:20240911T170000Z", "SUMMARY:Alpha", *properties, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", f"PRODID:{producer}", *lines, "END:VCALENDAR", ""))


@pytest.mark.parametrize(
    ("properties", "mark"),
    [
        ((), Mark.STAR),
        (("STATUS:CONFIRMED",), Mark.STAR),
        (("STATUS:TENTATIVE",), Mark.BACKUP),
        (("STATUS:CANCELLED",), None),
        (("X-SCALE-TUI-MARK:hidden",), Mark.STAR),
    ],
)
def test_an_event_of_any_other_calendar_is_a_star_unless_it_is_tentative_or_called_off(
    properties: tuple[str, ...], mark: Mark | None
) -> None:
    assert [each.mark for each in marks(calendar(*properties)).sessions] == ([mark] if mark else [])
    assert read_again(calendar(*properties).encode()).stars == ({ALPHA.id} if mark is Mark.STAR else set())


def test_an_event_of_ours_is_an_own_entry_only_if_it_is_called_as_one() -> None:
    ours = "-//scale-tui//my schedule//EN"
    for uid, ids in (("own-1@x", ["own-1"]), ("alpha@x", []), ("own-\\;1@x", []), (f"own-{'x' * 111}@x", [])):
        found = marks(calendar("X-SCALE-TUI-MARK:own", f"UID:{uid}", producer=ours))
        assert [each.id for each in found.own] == ids


def test_a_calendar_has_a_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scale_tui.sources.marks_calendar.MOST_MARKS", 3)
    assert len(marks(calendar("UID:a") * 3).sessions) == 3
    for text in (calendar("UID:a") * 4, calendar("RRULE:FREQ=DAILY;COUNT=4")):
        with pytest.raises(UnreadableAgenda, match="at most 3 events"):
            marks(text)


def test_a_session_of_a_list_is_found_by_what_the_list_says_of_it() -> None:
    document = json.loads(json_text(sessions_document(CONF, MINE, EDITION.as_of, (ALPHA,))))
    document["sessions"][0]["id"] = "as it was called there"
    assert recognise(CONF, marks(json.dumps(document))).schedule.stars == {ALPHA.id}
    older = json.dumps(document).replace("2024-09", "2023-09")
    assert recognise(CONF, marks(older)).schedule == PersonalSchedule()


def test_an_event_of_pretalx_is_known_by_its_code() -> None:
    (found,) = marks(calendar("UID:pretalx-pyconau-2023-EJWEMK@pretalx.com")).sessions
    assert "EJWEMK" in found.clues.names


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b"# only\n#comments\n", "nothing in it"),
        (b"{}", "nothing is marked in it"),
        (b'{"schedule": {}}', "nothing is marked in it"),
        (b"[1, 2]", "nothing is marked in it"),
        (b"[]", "nothing in it"),
        (b'{"sessions": [', "is no JSON"),
        (b"<schedule/>", "scale-tui add"),
        (b"<!doctype html><p>", "scale-tui add"),
        (b"BEGIN:VCALENDAR\r\n", "END:VCALENDAR"),
        (b"PK\x03\x04zip", "zip"),
        (b"a\0b", "binary"),
        (b"x\n" * 20_001, "at most 20,000"),
        (b"x" * (32 * 1024 * 1024 + 1), "32 MiB"),
    ],
    ids=str,
)
def test_what_marks_nothing_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableAgenda) as refused:
        marks(data)
    assert said in str(refused.value)
    assert str(refused.value).startswith("the file")


fragments = st.sampled_from(
    [COMPANION, LIST, calendar("STATUS:TENTATIVE", producer="-//scale-tui//x"), changed().decode()]
)


@given(fragments, st.data())
def test_whatever_is_cut_out_or_put_in_it_is_read_or_refused(text: str, data: st.DataObject) -> None:
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    inside = data.draw(st.sampled_from(["", "\x1b[2J", "\0", '"', "}", "END:VEVENT\r\n", "\u202e", "own-"]))
    found = attempt(f"{text[:begin]}{inside}{text[end:]}")
    if isinstance(found, str):
        assert clean_line(found) == found
        return
    assert all(clean_line(each.clues.shown) == each.clues.shown for each in found.sessions)
    recognise(CONF, found)


def attempt(text: str) -> BroughtMarks | str:
    try:
        return marks(text)
    except UnreadableAgenda as refused:
        return str(refused)
