"""``sync pretalx``: stars and favourites brought level, over the addresses that pretalx documents."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pretalx_server import EVENT, TOKEN, Pretalx, serving_pretalx
from scale_tui.domain.errors import CannotSave
from scale_tui.storage.personal import PersonalStore

Ask = Callable[..., Any]
TALKS = {"AAAAAA": "Ann on Rust", "BBBBBB": "Bo on Go", "CCCCCC": "Cy on C", "DDDDDD": "Di on D"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, no keyring and no proxy of whoever runs the tests."""
    for name in ("URL", "TOKEN", "TOKEN_COMMAND"):
        monkeypatch.delenv(f"SCALE_TUI_PRETALX_{name}", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def pretalx() -> Iterator[Pretalx]:
    with serving_pretalx(TALKS) as pretalx:
        yield pretalx


@pytest.fixture
def democon(ask: Ask, pretalx: Pretalx, monkeypatch: pytest.MonkeyPatch) -> Pretalx:
    """An event that was added, by somebody who has a token for it."""
    assert ask("add", "--yes", pretalx.schedule).code == 0
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    pretalx.asked.clear()
    return pretalx


def stars(ask: Ask) -> set[str]:
    sessions = json.loads(ask("mine", "--json").out)["sessions"]
    return {session["url"].split("/")[-2] for session in sessions}


def sync(ask: Ask, *options: str) -> Any:
    answer = ask("sync", "pretalx", *options)
    assert TOKEN not in answer.out + answer.err
    assert "Traceback" not in answer.err
    return answer


# What it does


def test_the_first_time_both_have_what_either_had(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann")
    democon.mine.update({"BBBBBB", "CCCCCC"})
    answer = sync(ask)
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "starred there    Mon 23 09:00–10:00  Ann on Rust",
        "starred here     Mon 23 10:00–11:00  Bo on Go",
        "starred here     Mon 23 11:00–12:00  Cy on C",
        f"{democon.site.removeprefix('http://')}/{EVENT}: 3 changes, 3 stars on both sides",
    ]
    assert stars(ask) == democon.mine == {"AAAAAA", "BBBBBB", "CCCCCC"}
    assert democon.api == ["GET favourites/", "POST AAAAAA/favourite/"]
    headers = democon.asked[-1].headers
    assert headers["Authorization"] == f"Token {TOKEN}"
    assert headers["Accept"] == "application/json"


def test_a_second_time_there_is_nothing_to_do(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann", "bo")
    sync(ask)
    democon.asked.clear()
    assert sync(ask).lines[-1].endswith("nothing to change, 2 stars on both sides")
    assert democon.api == ["GET favourites/"]


def test_what_changed_since_on_either_side_is_changed_on_the_other(ask: Ask, democon: Pretalx) -> None:
    democon.mine.update({"AAAAAA", "BBBBBB"})
    sync(ask)
    ask("unstar", "ann")
    ask("star", "cy")
    democon.mine.remove("BBBBBB")
    democon.mine.add("DDDDDD")
    democon.asked.clear()
    lines = sync(ask).lines
    assert [line.split("  ")[0] for line in lines[:-1]] == [
        "unstarred there",
        "unstarred here",
        "starred there",
        "starred here",
    ]
    assert stars(ask) == democon.mine == {"CCCCCC", "DDDDDD"}
    assert democon.api == [
        "GET favourites/",
        "DELETE AAAAAA/favourite/",
        "GET BBBBBB/",
        "POST CCCCCC/favourite/",
    ]


def test_what_was_taken_off_does_not_come_back(ask: Ask, democon: Pretalx) -> None:
    democon.mine.update({"AAAAAA", "BBBBBB"})
    sync(ask)
    ask("unstar", "ann")
    democon.mine.remove("BBBBBB")
    for _ in range(3):
        sync(ask)
        assert stars(ask) == democon.mine == set()


def test_what_both_changed_alike_needs_nothing(ask: Ask, democon: Pretalx) -> None:
    democon.mine.add("AAAAAA")
    sync(ask)
    ask("unstar", "ann")
    ask("star", "bo")
    democon.mine.clear()
    democon.mine.add("BBBBBB")
    democon.asked.clear()
    assert "nothing to change" in sync(ask).out
    assert democon.api == ["GET favourites/"]
    ask("unstar", "bo")
    sync(ask)
    assert democon.mine == set()


def test_two_machines_are_brought_level_through_the_event(
    ask: Ask, democon: Pretalx, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(machine: str) -> None:
        monkeypatch.setenv("SCALE_TUI_HOME", str(home if machine == "laptop" else tmp_path / machine))

    at("phone")
    ask("add", "--yes", democon.schedule)
    ask("star", "ann", "-c", EVENT)
    sync(ask)
    at("laptop")
    ask("star", "bo")
    sync(ask)
    ask("unstar", "ann")
    at("phone")
    ask("star", "cy")
    sync(ask)
    at("laptop")
    sync(ask)
    at("phone")
    sync(ask)
    assert stars(ask) == democon.mine == {"BBBBBB", "CCCCCC"}
    at("laptop")
    assert stars(ask) == {"BBBBBB", "CCCCCC"}


def test_a_talk_that_is_given_twice_is_one_favourite(
    ask: Ask, pretalx: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretalx.slots["BBBBBB"] = 2
    ask("add", "--yes", pretalx.schedule)
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    pretalx.mine.add("BBBBBB")
    assert sync(ask).lines[0] == "starred here     Mon 23 10:00–11:00 and 1 more  Bo on Go"
    first, second = json.loads(ask("mine", "--json").out)["sessions"]
    ask("unstar", first["id"])
    assert "nothing to change" in sync(ask).out
    ask("unstar", second["id"])
    sync(ask)
    assert pretalx.mine == set()


def test_only_stars_travel(ask: Ask, democon: Pretalx, home: Path) -> None:
    ask("star", "ann")
    sync(ask)
    assert all(each.headers.get("Content-Length", "0") == "0" for each in democon.asked)
    assert {each.method for each in democon.asked} == {"GET", "POST"}


def test_undo_takes_back_what_was_done_by_hand_and_not_what_came_from_there(
    ask: Ask, democon: Pretalx, home: Path
) -> None:
    ask("star", "ann")
    democon.mine.add("BBBBBB")
    sync(ask)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    with PersonalStore.open(home / "schedule.sqlite3", at=at) as store:
        assert store.undo(EVENT, at=at) is not None
        assert store.undo(EVENT, at=at) is None
    assert stars(ask) == {"BBBBBB"}


# A dry run


def test_a_dry_run_says_what_would_be_done_and_does_nothing(ask: Ask, democon: Pretalx, home: Path) -> None:
    democon.mine.update({"AAAAAA", "BBBBBB"})
    sync(ask)
    ask("unstar", "ann")
    ask("star", "cy")
    democon.mine.remove("BBBBBB")
    democon.mine.add("DDDDDD")
    before, mine = content(home), set(democon.mine)
    democon.asked.clear()
    answer = sync(ask, "--dry-run")
    assert answer.code == 0
    assert [" ".join(line.split()) for line in answer.lines[:-1]] == [
        "would unstar there Mon 23 09:00–10:00 Ann on Rust",
        "would unstar here Mon 23 10:00–11:00 Bo on Go",
        "would star there Mon 23 11:00–12:00 Cy on C",
        "would star here Mon 23 12:00–13:00 Di on D",
    ]
    assert answer.lines[-1].endswith("4 changes to make, 0 stars on both sides so far")
    assert content(home) == before
    assert democon.mine == mine
    assert {each.method for each in democon.asked} == {"GET"}
    assert stars(ask) == {"BBBBBB", "CCCCCC"}
    sync(ask)
    assert stars(ask) == democon.mine == {"CCCCCC", "DDDDDD"}


def test_a_first_dry_run_makes_no_file(ask: Ask, democon: Pretalx, home: Path) -> None:
    democon.mine.add("AAAAAA")
    before = {path.name for path in home.iterdir()}
    assert sync(ask, "--dry-run").lines[0].startswith("would star here")
    assert {path.name for path in home.iterdir()} == before


def content(home: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(next(home.glob("*.sqlite3"))) as connection:
        dump = list(connection.iterdump())
    connection.close()
    return [tuple(dump)]


def test_plain_is_one_fact_a_line(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann")
    answer = sync(ask, "--plain", "--dry-run")
    assert answer.lines[0] == "Would star there: Ann on Rust"
    assert sync(ask, "--plain").lines[0] == "Starred there: Ann on Rust"
    assert answer.out.isascii()


# Broken off


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("has_arrived", [False, True])
def test_broken_off_at_any_change_and_run_again_nothing_is_lost_or_doubled(
    ask: Ask, democon: Pretalx, number: int, has_arrived: bool
) -> None:
    democon.mine.update({"AAAAAA", "BBBBBB"})
    sync(ask)
    ask("unstar", "ann", "bo")
    ask("star", "cy", "di")
    democon.asked.clear()
    (democon.unheard if has_arrived else democon.lost).add(democon.changes + number)
    answer = sync(ask)
    assert answer.code == 69
    assert len(answer.lines) == number - 1
    assert answer.err.count("\n") == 1
    assert stars(ask) == {"CCCCCC", "DDDDDD"}
    assert sync(ask).code == 0
    assert stars(ask) == democon.mine == {"CCCCCC", "DDDDDD"}
    assert "nothing to change" in sync(ask).out


def test_a_star_taken_off_after_its_answer_was_lost_stays_off(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann")
    democon.unheard.add(1)
    assert sync(ask).code == 69
    assert democon.mine == {"AAAAAA"}
    ask("unstar", "ann")
    assert sync(ask).code == 0
    assert stars(ask) == democon.mine == set()


def test_asked_for_patience_it_waits_and_goes_on(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann")
    democon.throttled = ["0", "0"]
    assert sync(ask).code == 0
    assert democon.mine == {"AAAAAA"}


@pytest.mark.parametrize("wait", ["", "soon", "-1", "100000", "9" * 5000])
def test_asked_for_more_patience_than_there_is_it_says_so(ask: Ask, democon: Pretalx, wait: str) -> None:
    democon.throttled = [wait]
    answer = sync(ask)
    assert (answer.code, answer.out) == (69, "")
    assert "is asked too often, try again" in answer.err


# What is refused


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_is_not_accepted(
    ask: Ask, democon: Pretalx, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    democon.refusal = status
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", "somebody-elses")
    answer = sync(ask)
    assert (answer.code, answer.out) == (69, "")
    assert f"refuses the token ({status}: Invalid token)" in answer.err
    assert "somebody" not in answer.err


def test_a_server_that_quotes_the_token_is_not_quoted(
    ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    democon.favourites.clear()
    democon.detail = f"I do not know {TOKEN}!"
    answer = sync(ask)
    assert answer.err.endswith("refuses the token (403)\n")


def test_an_event_that_is_not_public(ask: Ask, democon: Pretalx) -> None:
    democon.is_public = False
    answer = sync(ask)
    assert answer.code == 69
    assert "there is no such event, or its schedule is not public (404)" in answer.err


@pytest.mark.parametrize("said", [b"", b"<html>", b'{"results": []}', b"[1]", b"[" * 100_000])
def test_what_is_no_list_of_favourites_takes_nothing_off(ask: Ask, democon: Pretalx, said: bytes) -> None:
    ask("star", "ann")
    sync(ask)
    democon.broken = said
    answer = sync(ask)
    assert (answer.code, answer.out) == (69, "")
    assert stars(ask) == {"AAAAAA"}


def test_a_talk_that_is_not_there_any_more_is_told_and_the_others_go_on(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann", "bo")
    del democon.talks["AAAAAA"]
    answer = sync(ask)
    assert answer.code == 3
    assert answer.err.startswith("scale-tui: Ann on Rust: ")
    assert answer.lines[0].endswith("Bo on Go")
    assert democon.mine == {"BBBBBB"}
    assert stars(ask) == {"AAAAAA", "BBBBBB"}


def test_a_talk_that_left_the_programme_is_not_taken_for_one_that_was_taken_off(
    ask: Ask, democon: Pretalx
) -> None:
    ask("star", "ann")
    sync(ask)
    del democon.talks["AAAAAA"]
    democon.mine.clear()
    for options in (("--dry-run",), ()):
        answer = sync(ask, *options)
        assert answer.code == 3
        assert "is not in the programme any more, so its star stays" in answer.err
        assert stars(ask) == {"AAAAAA"}


def test_a_token_that_is_for_favourites_alone_is_enough(ask: Ask, democon: Pretalx) -> None:
    ask("star", "ann")
    sync(ask)
    democon.mine.clear()
    democon.is_for_favourites_alone = True
    assert sync(ask).code == 0
    assert stars(ask) == set()


def test_favourites_that_the_agenda_lacks_stay_and_are_told(ask: Ask, democon: Pretalx) -> None:
    democon.talks["EEEEEE"] = "Ed on E"
    democon.mine.update({"EEEEEE", "AAAAAA"})
    answer = sync(ask)
    assert answer.code == 0
    assert "not in this agenda: 1 favourite there; 'scale-tui refresh democon' may bring them" in answer.err
    assert democon.mine == {"EEEEEE", "AAAAAA"}
    ask("refresh")
    sync(ask)
    assert stars(ask) == {"EEEEEE", "AAAAAA"}


def test_with_the_token_of_another_nothing_is_taken_off(
    ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("star", "ann", "bo")
    sync(ask)
    democon.favourites["another"] = {"CCCCCC"}
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", "another")
    answer = sync(ask)
    assert answer.code == 0
    assert "this is not the token of the last time, so nothing is taken off on either side" in answer.err
    assert stars(ask) == democon.favourites["another"] == {"AAAAAA", "BBBBBB", "CCCCCC"}
    ask("unstar", "ann")
    assert sync(ask).err == ""
    assert democon.favourites["another"] == {"BBBBBB", "CCCCCC"}


def test_a_wrong_token_in_between_makes_nothing_forgotten(
    ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("star", "ann")
    sync(ask)
    democon.mine.clear()
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", "wrong")
    assert sync(ask).code == 69
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    assert (sync(ask).err, stars(ask), democon.mine) == ("", set(), set())


def test_what_cannot_be_saved_here_is_exit_code_73_and_nothing_is_written_there(
    ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotSave("schedule.sqlite3: not saved, the disk is full")

    ask("star", "ann")
    monkeypatch.setattr(PersonalStore, "remember", full)
    answer = sync(ask)
    assert (answer.code, answer.out) == (73, "")
    assert democon.mine == set()


# Which event


def test_a_conference_that_is_not_from_pretalx(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    answer = sync(ask)
    assert answer.code == 3
    assert answer.err == (
        "scale-tui: networking-scale-2024 is not from pretalx: none of its sessions has a page there; "
        "'scale-tui add ADDRESS' keeps one that is\n"
    )


def test_of_a_file_the_attendee_says_which_event_it_is(
    ask: Ask, pretalx: Pretalx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "democon.json"
    path.write_text(json.dumps(pretalx.document()), encoding="utf-8")
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN", TOKEN)
    ask("star", "ann", "-c", str(path))
    answer = sync(ask, "-c", str(path))
    assert (answer.code, pretalx.asked) == (2, [])
    assert "SCALE_TUI_PRETALX_URL" in answer.err
    monkeypatch.setenv("SCALE_TUI_PRETALX_URL", f"{pretalx.site}/{EVENT}/schedule/")
    assert sync(ask, "-c", str(path)).code == 0
    assert pretalx.mine == {"AAAAAA"}


def test_a_page_elsewhere_does_not_say_who_gets_the_token(ask: Ask, democon: Pretalx, home: Path) -> None:
    (entry,) = home.glob("conferences/*/conference.json")
    document = json.loads(entry.read_text("utf-8"))
    entry.write_text(json.dumps(document | {"source": "https://conference.example/"}), encoding="utf-8")
    answer = sync(ask)
    assert (answer.code, democon.asked) == (2, [])
    assert f"set SCALE_TUI_PRETALX_URL={democon.site}/{EVENT}/" in answer.err


@pytest.mark.parametrize("address", ["http://pretalx.example/democon/", "http://10.0.0.1/democon/"])
def test_without_encryption_nothing_is_sent(
    ask: Ask, democon: Pretalx, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALE_TUI_PRETALX_URL", address)
    answer = sync(ask)
    assert (answer.code, democon.asked) == (2, [])
    assert "is not encrypted, so no secret is sent there; use https" in answer.err


def test_without_encryption_nobody_is_even_asked_for_the_token(
    ask: Ask, democon: Pretalx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCALE_TUI_PRETALX_TOKEN")
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN_COMMAND", f"touch {tmp_path / 'asked'}")
    monkeypatch.setenv("SCALE_TUI_PRETALX_URL", "http://pretalx.example/democon/")
    assert "is not encrypted" in sync(ask).err
    assert not (tmp_path / "asked").exists()


def test_a_site_that_sends_on_elsewhere_is_not_followed(ask: Ask, democon: Pretalx) -> None:
    with serving_pretalx(TALKS) as other:
        for target in (
            f"{other.site}/api/events/{EVENT}/submissions/favourites/",
            "//127.0.0.2/x",
            "ftp://a/b",
        ):
            democon.redirect = target
            answer = sync(ask)
            assert answer.code == 69
            assert "sends on to another site" in answer.err
        assert other.asked == []


# Credentials


def test_without_a_token_it_says_how_to_give_one(
    ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCALE_TUI_PRETALX_TOKEN")
    answer = sync(ask)
    assert (answer.code, answer.out, democon.asked) == (2, "", [])
    assert answer.err.count("\n") == 1
    for way in ("SCALE_TUI_PRETALX_TOKEN", "SCALE_TUI_PRETALX_TOKEN_COMMAND", "token_command", "keyring set"):
        assert way in answer.err


def test_a_command_prints_the_token(ask: Ask, democon: Pretalx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCALE_TUI_PRETALX_TOKEN")
    ask("star", "ann")
    program = f"print({TOKEN!r}); print('more')"
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN_COMMAND", f'"{sys.executable}" -c "{program}"')
    assert sync(ask).code == 0
    assert democon.mine == {"AAAAAA"}


def test_the_configuration_names_the_command(
    ask: Ask, democon: Pretalx, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCALE_TUI_PRETALX_TOKEN")
    ask("star", "ann")
    command = json.dumps([sys.executable, "-c", f"print({TOKEN!r})"])
    config = home / "config.toml"
    config.write_text(f'[sync.pretalx]\ntoken_command = {command}\nurl = 3\ntoken = "{TOKEN}"\n', "utf-8")
    answer = sync(ask)
    assert answer.code == 0
    assert democon.mine == {"AAAAAA"}
    assert [line.split("config.toml: ")[1] for line in answer.err.splitlines()] == [
        "sync.pretalx.token: a secret does not belong here, but token_command does, so it does not count",
        "sync.pretalx.url: a text was expected, so it does not count",
    ]


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "naïve", "null\0", "esc\x1b[2J"])
def test_what_cannot_be_a_token_is_not_sent_and_not_shown(
    ask: Ask, democon: Pretalx, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCALE_TUI_PRETALX_TOKEN")
    monkeypatch.setattr("scale_tui.sync.credentials.first_line_of", lambda _: token)
    monkeypatch.setenv("SCALE_TUI_PRETALX_TOKEN_COMMAND", "anything")
    answer = sync(ask)
    assert (answer.code, democon.asked) == (2, [])
    assert token.split()[0] not in answer.err


def test_nothing_that_is_kept_holds_the_token(ask: Ask, democon: Pretalx, home: Path) -> None:
    ask("star", "ann")
    sync(ask)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert not [path for path in files if TOKEN[:12].encode() in path.read_bytes()]


def test_there_is_no_option_for_a_secret(ask: Ask) -> None:
    told = ask("sync", "--help").out
    assert "token" not in told
    assert "password" not in told
    assert ask("sync", "pretalx", "--token", TOKEN).code == 2


def test_an_unknown_service_is_a_usage_error(ask: Ask) -> None:
    assert ask("sync", "elsewhere").code == 2
    assert ask("sync").code == 2
