import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.csv_table import csv_table

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def rows(conf: Agenda, *stars: str, **marks: Any) -> list[dict[str, str]]:
    text = csv_table(conf, PersonalSchedule(frozenset(stars), **marks), conf.sessions).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_byte_by_byte() -> None:
    talk = session(
        "12:15",
        20,
        'On "scale", again',
        id="a",
        room="Hall 1",
        track="AI",
        language="en",
        subtitle="Jürgen’s",
        url="https://example.org",
        speakers=(speaker("Ann Lee", "Acme"), speaker("Bo Berg")),
    )
    schedule = PersonalSchedule(frozenset({"a"}), notes={"a": 'Ask "why", and =more'})
    names, row, end = csv_table(agenda(talk), schedule, [talk]).decode().split("\r\n")
    assert names == (
        "id,day,start,end,minutes,kind,title,subtitle,room,track,language,speakers,starred,url"
        ",backup,own,cancelled,note"
    )
    assert row == (
        "a,2024-09-11,2024-09-11T12:15:00-07:00,2024-09-11T12:35:00-07:00,20,talk,"
        '"On ""scale"", again",Jürgen’s,Hall 1,AI,en,Ann Lee; Bo Berg,yes,https://example.org'
        ',no,no,no,"Ask ""why"", and =more"'
    )
    assert end == ""


def test_without_sessions_there_is_still_the_line_of_names() -> None:
    conf = agenda()
    table = csv_table(conf, PersonalSchedule(), ())
    assert table.startswith(b"id,day,")
    assert table.count(b"\r\n") == 1


def test_a_session_without_a_star_says_no() -> None:
    assert rows(agenda(session("09:00", id="a")), "b")[0]["starred"] == "no"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    dangerous = f"{start}cmd|' /C calc'!A0"
    conf = agenda(
        session(
            "09:00",
            title=dangerous,
            id=dangerous,
            room=dangerous,
            track=dangerous,
            subtitle=dangerous,
            language=dangerous,
            url=dangerous,
            speakers=(speaker(dangerous),),
        )
    )
    (row,) = rows(conf, notes={dangerous: dangerous})
    for name in ("id", "title", "subtitle", "room", "track", "language", "speakers", "url", "note"):
        assert row[name] == f"'{dangerous}"


def test_a_harmless_cell_stays_as_it_is() -> None:
    (row,) = rows(agenda(session("09:00", title="a = b + c - d @ e", id="x-1")))
    assert (row["title"], row["id"]) == ("a = b + c - d @ e", "x-1")


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_text_comes_back_but_for_the_apostrophe(title: str, room: str) -> None:
    conf = agenda(session("09:00", title=title, room=room, id="a"))
    (row,) = rows(conf)
    assert row["title"] in {title, f"'{title}"}
    assert row["room"] in {room, f"'{room}"}
    assert not row["title"].lstrip(" ").startswith(("=", "+", "-", "@"))
    assert row["start"] == at("09:00").isoformat()


def test_marks_have_columns_of_their_own() -> None:
    lunch = session("12:30", 30, "Lunch with Ada", id="own-1")
    conf = agenda(session("09:00", id="a"), session("10:00", id="b", is_cancelled=True), lunch)
    told = [
        (row["starred"], row["backup"], row["own"], row["cancelled"])
        for row in rows(conf, "b", backups=frozenset({"a"}), own=(lunch,))
    ]
    assert told == [("no", "yes", "no", "no"), ("yes", "no", "no", "yes"), ("no", "no", "yes", "no")]
