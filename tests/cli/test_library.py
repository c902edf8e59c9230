"""Conferences that are added, listed, used, refreshed, compared and removed, from files and from the web."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli import open_app
from scale_tui.cli.exit_codes import ExitCode
from web_server import WebServer, answer, redirect, serving, silence, versioned

Ask = Callable[..., Any]

BUNDLED = "networking-scale-2024"
HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
X-WR-CALNAME:{title}
X-WR-TIMEZONE:Europe/Oslo
"""
EVENT = """\
BEGIN:VEVENT
UID:{uid}
DTSTART;TZID=Europe/Oslo:20261123T{start}00
DTEND;TZID=Europe/Oslo:20261123T{end}00
SUMMARY:{title}
LOCATION:{room}
END:VEVENT
"""


def calendar(*sessions: tuple[str, str, str, str], title: str = "Oslo Days") -> bytes:
    """A schedule: of each session its id, title, times as 1000-1030, and room."""
    events = [
        EVENT.format(uid=uid, title=name, start=times[:4], end=times[5:], room=room)
        for uid, name, times, room in sessions
    ]
    return (HEAD.format(title=title) + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


ANN = ("1", "Ann on Rust", "1000-1030", "Blue")
BO = ("2", "Bo on Go", "1030-1100", "Red")
CY = ("3", "Cy on C", "1100-1130", "Red")
FIRST = calendar(ANN, BO, CY)
SECOND = calendar(
    (*ANN[:2], "1400-1500", "Red"),
    ("2", "Bo on Zig", "1030-1100", "Red"),
    ("4", "Di on D", "1200-1230", "Blue"),
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as web:
        yield web


@pytest.fixture
def oslo(tmp_path: Path) -> Path:
    path = tmp_path / "oslo.ics"
    path.write_bytes(FIRST)
    return path


def names(ask: Ask) -> list[str]:
    return [each["name"] for each in json.loads(ask("conferences", "--json").out)]


def titles(ask: Ask, *typed: str) -> list[str]:
    return [each["title"] for each in json.loads(ask("list", "--json", *typed).out)["sessions"]]


# Adding


def test_a_file_that_was_added_is_used_from_then_on_without_it(ask: Ask, oslo: Path) -> None:
    answered = ask("add", str(oslo))
    assert (answered.code, answered.err) == (0, "")
    assert answered.lines == ["added oslo-days: Oslo Days · 23 Nov 2026 · 3 sessions"]
    oslo.unlink()
    assert titles(ask) == ["Ann on Rust", "Bo on Go", "Cy on C"]
    assert (
        titles(ask, "-c", "Oslo Days")
        == titles(ask, "-c", "oslo")
        == titles(ask, "-c", "DAYS")
        == titles(ask)
    )
    assert len(titles(ask, "-c", BUNDLED)) == 18


def test_an_address_that_was_added_is_used_without_any_network(ask: Ask) -> None:
    with serving() as web:
        address = web.at("/conf/oslo.ics", answer(FIRST))
        assert ask("add", "--yes", address).code == 0
    assert len(titles(ask)) == 3
    assert len(titles(ask, "-c", address)) == 3


def test_a_page_that_links_its_schedule_can_be_added(ask: Ask, web: WebServer) -> None:
    web.at("/schedule.ics", answer(FIRST))
    page = web.at("/", answer(b"<!DOCTYPE html><html><a href='schedule.ics'>calendar</a>"))
    assert ask("add", "--yes", page).code == 0
    assert json.loads(ask("conferences", "--json").out)[1]["source"] == page
    web.at("/schedule.ics", answer(SECOND))
    assert "2 moved" not in ask("refresh").out
    assert [path for path, _ in web.asked] == ["/", "/schedule.ics", "/schedule.ics"]


def test_standard_input_can_be_added(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def type_in(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    type_in(FIRST)
    assert ask("add", "-").code == 0
    type_in(SECOND)
    assert ask("add", "-").code == 0
    assert names(ask) == [BUNDLED, "oslo-days"]
    assert "Di on D" in titles(ask)
    refused = ask("refresh")
    assert refused.code == 2
    assert "standard input" in refused.err


def test_what_a_text_does_not_say_is_given_once(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    text = (
        "Some Conf\n\nEVENT AGENDA\n\nSeptember 11\n\n09:00 AM - 10:00 AM\nFirst talk\nSpeaker Bo Berg,Acme\n"
    )
    path.write_text(text, encoding="utf-8")
    assert ask("add", str(path)).code == 65
    assert ask("add", str(path), "--year", "2024", "--tz", "Mars/Base").code == 2
    assert ask("add", str(path), "--year", "2024", "--tz", "Europe/Oslo").code == 0
    path.write_text(text.replace("10:00", "10:30"), encoding="utf-8")
    assert ask("refresh").out == "some-conf: 1 change (1 moved)\n"
    (one,) = json.loads(ask("list", "--json").out)["sessions"]
    assert one["end"] == "2024-09-11T10:30:00+02:00"


def test_notes_are_told_and_where_to_read_them(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "agenda.txt"
    text = "Some Conf\n\nSeptember 11, 2024\n\n09:00 AM\nFirst talk\nSpeaker Bo Berg,Acme\n"
    path.write_text(text, encoding="utf-8")
    answered = ask("add", str(path), "--tz", "Europe/Oslo")
    assert answered.code == 0
    assert f"'scale-tui check {path}' tells them" in answered.err


# Names


def test_a_name_can_be_given_and_is_for_one_conference(ask: Ask, oslo: Path, clash_conf: str) -> None:
    assert ask("add", str(oslo), "--name", "mine").out.startswith("added mine: ")
    refused = ask("add", clash_conf, "--name", "mine")
    assert (refused.code, refused.out) == (2, "")
    assert "mine is there already" in refused.err
    assert ask("add", str(oslo), "--name", "mine").code == 0
    assert names(ask) == [BUNDLED, "mine"]


@pytest.mark.parametrize("name", ["Two Words", "..", "a/b", "", "con", BUNDLED])
def test_a_name_that_cannot_be_given(ask: Ask, oslo: Path, name: str) -> None:
    refused = ask("add", str(oslo), "--name", name)
    assert (refused.code, refused.out) == (2, "")
    assert "--name" in refused.err
    assert names(ask) == [BUNDLED]


def test_two_conferences_of_one_title_have_two_names(ask: Ask, oslo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ics"
    other.write_bytes(SECOND)
    like_the_bundled = tmp_path / "bundled.ics"
    like_the_bundled.write_bytes(calendar(ANN, title="Networking @Scale 2024"))
    for path in (oslo, other, oslo, like_the_bundled):
        assert ask("add", str(path)).code == 0
    assert names(ask) == [BUNDLED, f"{BUNDLED}-2", "oslo-days", "oslo-days-2"]
    assert len(titles(ask, "-c", BUNDLED)) == 18


def test_another_conference_in_the_same_file_is_another(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    oslo.write_bytes(calendar(ANN, title="Bergen Days"))
    ask("add", str(oslo))
    assert names(ask) == [BUNDLED, "bergen-days", "oslo-days"]


def test_words_that_fit_several_are_exit_code_3_and_name_them(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo), "--name", "days-2025")
    ask("add", str(oslo), "--name", "days-2026")
    answered = ask("list", "-c", "days")
    assert answered.code == 3
    assert "days-2025, days-2026" in answered.err
    assert len(titles(ask, "-c", "2025")) == 3


def test_a_name_of_a_letter_or_two_is_no_name(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    assert len(titles(ask, "-c", "osl")) == 3
    assert ask("list", "-c", "os").code == 3


def test_a_file_is_found_again_from_another_folder(
    ask: Ask, oslo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask("add", oslo.name)
    monkeypatch.chdir(tmp_path.parent)
    assert ask("refresh").out == "oslo-days: nothing new\n"


def test_a_file_wins_over_words_and_a_name_over_a_file(
    ask: Ask, oslo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("add", str(oslo))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "oslo").write_bytes(calendar(ANN))
    (tmp_path / "oslo-days").write_bytes(b"no schedule")
    assert len(titles(ask, "-c", "oslo")) == 1
    assert len(titles(ask, "-c", "oslo-days")) == 3


# Listing and removing


def test_the_conferences_as_json(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    bundled, added = json.loads(ask("conferences", "--json").out)
    assert added == {
        "name": "oslo-days",
        "title": "Oslo Days",
        "start": "2026-11-23",
        "end": "2026-11-23",
        "sessions": 3,
        "source": str(oslo),
    }
    assert list(bundled) == list(added)
    assert (bundled["name"], bundled["sessions"], bundled["source"]) == (BUNDLED, 18, None)


def test_the_conferences_as_lines_the_one_used_last_is_marked(ask: Ask, oslo: Path) -> None:
    assert (
        ask("conferences")
        .lines[0]
        .startswith(f"* {BUNDLED}  Networking @Scale 2024  11 Sep 2024  18 sessions")
    )
    ask("add", str(oslo))
    first, second = ask("conferences").lines
    assert first.startswith(f"  {BUNDLED}")
    assert second == f"* oslo-days              Oslo Days               23 Nov 2026  3 sessions   {oslo}"
    assert ask("conferences", "--plain").lines[8:] == [
        "Name: oslo-days",
        "Title: Oslo Days",
        "Start: 2026-11-23",
        "End: 2026-11-23",
        "Sessions: 3",
        f"Source: {oslo}",
        "Used last: yes",
    ]


def test_one_is_removed_by_its_exact_name_and_its_stars_stay(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    ask("star", "bo")
    assert ask("remove", "oslo").code == 3
    assert ask("remove", "oslo-days").out == "removed oslo-days\n"
    assert names(ask) == [BUNDLED]
    assert len(titles(ask)) == 18
    ask("add", str(oslo))
    assert titles(ask, "--starred") == ["Bo on Go"]


def test_the_bundled_one_cannot_be_removed(ask: Ask) -> None:
    answered = ask("remove", BUNDLED)
    assert answered.code == 2
    assert "comes with the program and cannot be removed" in answered.err


def test_one_that_is_damaged_hides_no_other(ask: Ask, oslo: Path, home: Path) -> None:
    ask("add", str(oslo))
    ask("add", str(oslo), "--name", "other")
    (home / "conferences" / "oslo-days" / "conference.json").write_bytes(b"{")
    answered = ask("conferences", "--json")
    assert [each["name"] for each in json.loads(answered.out)] == [BUNDLED, "other"]
    assert (
        answered.err == "scale-tui: oslo-days: what is saved of it is damaged, remove it and add it again\n"
    )
    assert ask("list", "-c", "oslo-days").code == 65
    assert "oslo-days is there already" in ask("add", str(oslo), "--name", "oslo-days").err
    assert ask("remove", "oslo-days").code == 0
    assert ask("add", str(oslo), "--name", "oslo-days").code == 0


def test_an_agenda_of_another_version_is_read_again_from_its_source(ask: Ask, oslo: Path, home: Path) -> None:
    ask("add", str(oslo))
    oslo.unlink()
    (path,) = (home / "conferences" / "oslo-days").glob("agenda-*")
    path.write_bytes(b"scale-tui agenda 0 0 0\n")
    assert len(titles(ask)) == 3
    (path,) = (home / "conferences" / "oslo-days").glob("agenda-*")
    assert path.read_bytes() != b"scale-tui agenda 0 0 0\n"


# Refreshing


def test_a_refresh_of_what_has_not_changed(ask: Ask, web: WebServer) -> None:
    ask("add", "--yes", web.at("/oslo.ics", versioned(FIRST, '"1"')))
    assert ask("refresh").out == "oslo-days: nothing new\n"
    assert web.asked[1][1]["If-None-Match"] == '"1"'
    web.at("/oslo.ics", versioned(FIRST, '"2"', "Mon, 23 Nov 2026 12:00:00 GMT"))
    assert ask("refresh", "oslo").out == "oslo-days: nothing new\n"
    assert ask("refresh").code == 0
    assert web.asked[3][1]["If-None-Match"] == '"2"'
    answered = ask("changes")
    assert (answered.code, answered.out) == (1, "")
    asks = "'scale-tui refresh' asks for what is new"
    assert answered.err == f"scale-tui: nothing has changed in oslo-days; {asks}\n"


def test_a_refresh_tells_what_has_changed(ask: Ask, web: WebServer) -> None:
    ask("add", "--yes", web.at("/oslo.ics", versioned(FIRST, '"1"')))
    web.at("/oslo.ics", versioned(SECOND, '"2"', "Mon, 23 Nov 2026 12:00:00 GMT"))
    assert ask("refresh").out == "oslo-days: 4 changes (1 gone, 1 new, 1 moved, 1 renamed)\n"
    answered = ask("changes")
    assert answered.code == 0
    assert answered.lines[0].startswith("4 changes since ")
    assert [" ".join(line.split()) for line in answered.lines[1:]] == [
        "renamed Mon 23 Nov 10:30 Bo on Zig title Bo on Go → Bo on Zig",
        "gone Mon 23 Nov 11:00 Cy on C",
        "new Mon 23 Nov 12:00 Di on D",
        "moved Mon 23 Nov 14:00 Ann on Rust 10:00 → 14:00; 30 min → 1 h; room Blue → Red",
    ]
    assert ask("changes", "--plain").lines[-6:] == [
        "Change: moved",
        "Start: Mon 23 Nov 14:00",
        "Starred: no",
        "Difference: 10:00 -> 14:00",
        "Difference: 30 min -> 1 h",
        "Difference: room Blue -> Red",
    ]


def test_the_changes_as_json(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    ask("star", "rust", "cy")
    oslo.write_bytes(SECOND)
    ask("refresh")
    document = json.loads(ask("changes", "--json").out)
    assert document["schema"] == 1
    assert document["conference"]["name"] == "oslo-days"
    assert document["since"].endswith("+01:00")
    kinds = [(change["kind"], change["title"], change["starred"]) for change in document["changes"]]
    assert kinds == [
        ("renamed", "Bo on Zig", False),
        ("gone", "Cy on C", True),
        ("new", "Di on D", False),
        ("moved", "Ann on Rust", True),
    ]
    assert document["changes"][3]["fields"][0] == {
        "field": "start",
        "old": "2026-11-23T10:00:00+01:00",
        "new": "2026-11-23T14:00:00+01:00",
    }


def test_nothing_is_told_of_what_was_never_refreshed(ask: Ask, oslo: Path, clash_conf: str) -> None:
    ask("add", str(oslo))
    for typed in ([], ["-c", BUNDLED], ["-c", clash_conf]):
        assert ask("changes", *typed).code == 1
        assert json.loads(ask("changes", "--json", *typed).out)["changes"] == []


def test_stars_follow_a_session_to_its_new_id(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    ask("star", "rust", "cy")
    oslo.write_bytes(calendar(("9", ANN[1], "1500-1530", "Blue"), BO))
    assert ask("refresh").out == "oslo-days: 2 changes (1 gone, 1 moved)\n"
    assert titles(ask, "--starred") == ["Ann on Rust"]
    assert "1 star on what is no longer in the agenda" in ask("mine").out
    oslo.write_bytes(FIRST)
    ask("refresh")
    assert titles(ask, "--starred") == ["Ann on Rust", "Cy on C"]


def test_all_are_refreshed_and_one_that_fails_holds_up_no_other(
    ask: Ask, web: WebServer, oslo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FIRST)))
    ask("add", "-", "--name", "a-typed")
    ask("add", "--yes", web.at("/oslo.ics", answer(FIRST)), "--name", "b-web")
    ask("add", str(oslo), "--name", "c-file")
    web.at("/oslo.ics", answer(b"", status=500))
    oslo.write_bytes(SECOND)
    answered = ask("refresh", "--all")
    assert answered.code == 69
    assert answered.out == "c-file: 4 changes (1 gone, 1 new, 1 moved, 1 renamed)\n"
    assert answered.err == f"scale-tui: {web.url('/oslo.ics')}: the server has a fault (500)\n"
    web.at("/oslo.ics", answer(FIRST))
    assert ask("refresh", "--all").code == 0


def test_there_is_nothing_to_refresh_of_the_bundled_one(ask: Ask) -> None:
    answered = ask("refresh")
    assert answered.code == 2
    assert "comes with the program" in answered.err
    assert (ask("refresh", "--all").code, ask("refresh", "--all").out) == (0, "")
    assert ask("refresh", "nowhere").code == 3
    assert ask("refresh", BUNDLED, "--all").code == 2


def unreadable(data: bytes) -> Callable[[WebServer], Any]:
    return lambda web: answer(data)


@pytest.mark.parametrize(
    ("now_told", "code"),
    [
        (lambda web: answer(b"", status=404), 69),
        (lambda web: answer(b"", status=500), 69),
        (lambda web: answer(SECOND, length=len(SECOND) + 1), 69),
        (lambda web: answer(SECOND, {"Content-Encoding": "gzip"}), 69),
        (lambda web: redirect("file:///etc/passwd"), 69),
        (unreadable(b""), 69),
        (unreadable(b"<!DOCTYPE html><html>Log in to the network of this hotel</html>"), 65),
        (unreadable(SECOND[:300]), 65),
        (unreadable(calendar()), 65),
        (unreadable(b'{"error": "maintenance"}'), 65),
        (unreadable(b"\0\1\2"), 65),
    ],
)
def test_after_a_failure_the_last_good_copy_is_there(
    ask: Ask, web: WebServer, now_told: Callable[[WebServer], Any], code: int
) -> None:
    address = web.at("/oslo.ics", answer(FIRST))
    ask("add", "--yes", address)
    ask("star", "rust")
    before = ask("list", "--json").out
    listed = ask("conferences", "--json").out
    web.at("/oslo.ics", now_told(web))
    for typed in (["refresh"], ["add", "--yes", address]):
        answered = ask(*typed)
        assert (answered.code, answered.out) == (code, ""), answered.err
        assert answered.err.startswith("scale-tui: ")
        assert answered.err.count("\n") == 1
    assert ask("changes").code == 1
    assert titles(ask) == ["Ann on Rust", "Bo on Go", "Cy on C"]
    assert len(before) == len(ask("list", "--json").out)
    assert ask("conferences", "--json").out == listed


def test_after_silence_the_last_good_copy_is_there(
    ask: Ask, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scale_tui.sources import discover
    from scale_tui.sources.fetch import Limits, fetch

    ask("add", "--yes", web.at("/oslo.ics", answer(FIRST)))
    web.at("/oslo.ics", silence(web))
    hasty = Limits(connect=5, silence=0.1, total=5)
    monkeypatch.setattr(
        discover, "fetch", lambda *given, **options: fetch(*given, **(options | {"limits": hasty}))
    )
    answered = ask("refresh")
    assert answered.code == 69
    assert "fell silent" in answered.err
    assert len(titles(ask)) == 3


def test_where_it_cannot_be_saved_nothing_has_changed(ask: Ask, oslo: Path, home: Path) -> None:
    home.mkdir()
    (home / "conferences").write_bytes(b"in the way")
    answered = ask("add", str(oslo))
    assert (answered.code, answered.out) == (73, "")
    assert names(ask) == [BUNDLED]


def test_a_schedule_that_moved_is_found_again_from_its_page(ask: Ask, web: WebServer) -> None:
    web.at("/old.ics", answer(FIRST))
    page = "<!DOCTYPE html><html><a href='{}' title='schedule'>calendar</a>"
    ask("add", "--yes", web.at("/", answer(page.format("old.ics").encode())))
    del web.answers["/old.ics"]
    assert ask("refresh").code == 69
    web.at("/", answer(page.format("new.ics").encode()))
    web.at("/new.ics", answer(SECOND))
    assert ask("refresh").out.startswith("oslo-days: 4 changes")
    web.asked.clear()
    ask("refresh")
    assert [path for path, _ in web.asked] == ["/new.ics"]


def test_a_redirect_is_followed_anew_each_time(ask: Ask, web: WebServer) -> None:
    web.at("/2025.ics", answer(FIRST))
    web.at("/2026.ics", answer(SECOND))
    ask("add", "--yes", web.at("/latest.ics", redirect("/2025.ics")))
    web.at("/latest.ics", redirect("/2026.ics"))
    assert ask("refresh").out.startswith("oslo-days: 4 changes")


def test_a_password_is_kept_and_never_shown(ask: Ask, web: WebServer) -> None:
    web.at("/oslo.ics?key=hidden", versioned(FIRST, '"1"'))
    address = web.url("/oslo.ics?key=hidden", "me:secret@")
    said = [
        ask("add", "--yes", address),
        ask("conferences"),
        ask("conferences", "--json"),
        ask("check", address),
    ]
    del web.answers["/oslo.ics?key=hidden"]
    said += [
        ask("refresh"),
        ask("add", "--yes", address),
        ask("list", "-c", address.replace("secret", "wrong")),
    ]
    for answered in said:
        assert "secret" not in answered.out + answered.err
        assert "hidden" not in answered.out + answered.err
    assert [answered.code for answered in said] == [0, 0, 0, 0, 69, 69, 3]
    assert {headers["Authorization"] for _, headers in web.asked} == {"Basic bWU6c2VjcmV0"}


def test_an_address_can_be_checked_without_keeping_it(ask: Ask, web: WebServer) -> None:
    assert "3 sessions" in ask("check", web.at("/oslo.ics", answer(FIRST))).out
    assert ask("check", web.url("/nothing")).code == 69
    assert names(ask) == [BUNDLED]


# Opening


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the conferences that the app was opened on, at a terminal."""
    found: list[str] = []
    monkeypatch.setattr(open_app, "_check_terminal", lambda: None)
    monkeypatch.setattr(open_app, "open_app", lambda one, *_: found.append(one.agenda.title) or ExitCode.OK)
    return found


def test_the_app_opens_the_conference_used_last(
    ask: Ask, oslo: Path, clash_conf: str, opened: list[str]
) -> None:
    ask("open")
    ask("add", str(oslo))
    ask()
    ask("open", BUNDLED)
    ask()
    ask("open", "-c", "oslo")
    ask(clash_conf)
    ask()
    assert opened == [
        "Networking @Scale 2024",
        "Oslo Days",
        "Networking @Scale 2024",
        "Networking @Scale 2024",
        "Oslo Days",
        "Clash Conf @Scale 2024",
        "Oslo Days",
    ]
    assert names(ask) == [BUNDLED, "oslo-days"]


def test_a_question_about_another_conference_does_not_change_which_is_used(ask: Ask, oslo: Path) -> None:
    ask("add", str(oslo))
    ask("list", "-c", BUNDLED)
    assert len(titles(ask)) == 3


def test_an_address_that_is_opened_is_added_once(
    ask: Ask, web: WebServer, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scale_tui.cli.adding.is_at_terminal", lambda _: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    address = web.at("/oslo.ics", answer(FIRST))
    answered = ask("open", address)
    assert answered.code == 0
    assert answered.err.endswith("scale-tui: added oslo-days\n")
    assert ask(address).err == ""
    ask()
    assert opened == ["Oslo Days"] * 3
    assert len(web.asked) == 1


def test_an_address_is_not_fetched_for_an_app_that_cannot_open(ask: Ask, web: WebServer) -> None:
    assert ask("open", web.at("/oslo.ics", answer(FIRST))).code == 2
    assert web.asked == []


def test_an_address_that_is_not_kept_is_named_without_asking_it(ask: Ask, web: WebServer) -> None:
    answered = ask("list", "-c", web.at("/oslo.ics", answer(FIRST)))
    assert answered.code == 3
    assert "'scale-tui add' keeps it" in answered.err
    assert web.asked == []


# Real schedules


@pytest.mark.skipif("SCALE_TUI_SCHEDULES" not in os.environ, reason="needs schedules of real conferences")
def test_two_versions_of_a_real_schedule(ask: Ask, tmp_path: Path) -> None:
    folder = Path(os.environ["SCALE_TUI_SCHEDULES"]) / "files"
    path = tmp_path / "kubecon.ics"
    path.write_bytes((folder / "kubecon-eu-2026-older.ics").read_bytes())
    assert ask("add", str(path), "--name", "kubecon").code == 0
    path.write_bytes((folder / "kubecon-eu-2026.ics").read_bytes())
    assert ask("refresh").code == 0
    document = json.loads(ask("changes", "--json").out)
    assert document["changes"]
    assert {change["kind"] for change in document["changes"]} <= {"moved", "renamed", "edited", "new", "gone"}
    path.write_bytes((folder / "kubecon-eu-2026-older.ics").read_bytes())
    ask("refresh")
    assert ask("changes").code == 1
