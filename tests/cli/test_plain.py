"""``--plain``: every command takes it, and answers without colours, glyphs and columns, one fact a line."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from cli.conftest import CLASH_CONF, Answer
from pseudo_terminal import playing
from scale_tui.cli.arguments import read_arguments
from scale_tui.cli.commands import COMMANDS
from scale_tui.cli.conference import find_agenda
from scale_tui.cli.output import Output
from scale_tui.cli.sync_report import SyncReport
from scale_tui.sync.merging import Action

Ask = Callable[..., Answer]
# What needs a terminal, a browser or a server is tried below, or where that is.
ELSEWHERE = {"open", "serve", "mcp", "sync"}
TYPED = {
    "now": [["now"], ["now", "--mine"], ["now", "--tmux"], ["now", "--format", "{mark} {title} {left}"]],
    "list": [["list"], ["list", "--starred"], ["list", "nothing at all"]],
    "show": [["show", "first"], ["show", "first", "--qr"]],
    "people": [["people"], ["people", "berg"]],
    "star": [["star", "first", "second"], ["star", "third", "--at", "2024-09-12T09:30"]],
    "unstar": [["unstar", "first"]],
    "backup": [["backup", "fourth"]],
    "hide": [["hide", "fourth"]],
    "note": [["note", "first", "ask Bo"], ["note", "first"]],
    "mine": [["mine"], ["mine", "--check"]],
    "export": [["export", "mine.json"]],
    "import": [["import", "mine.json", "--yes"], ["import", "mine.json", "--compare"]],
    "remind": [["remind", "--at", "2024-09-20"]],
    "check": [["check", "clash.txt"]],
    "add": [["add", "clash.txt", "--name", "again"]],
    "conferences": [["conferences"]],
    "refresh": [["refresh"], ["refresh", "--all"]],
    "changes": [["changes"]],
    "filters": [["filters"], ["filters", "save", "networks", "network is:star"], ["filters"]],
    "remove": [["remove", "again"]],
    "completion": [["completion", "bash", "--candidates", "sessions"]],
    "doctor": [["doctor"]],
}


@pytest.fixture(autouse=True)
def clash(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days that overlap, stars that clash, and a newer agenda to be had; all of it in ASCII."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCALE_TUI_NOW", "2024-09-11T09:45")
    text = CLASH_CONF.replace("Jürgen Ødegård,Universität", "Jo Day,Uni")
    Path("clash.txt").write_text(text)
    assert ask("add", "clash.txt", "--name", "clash").code == 0
    assert ask("star", "first", "second").code == 0
    assert ask("backup", "fourth").code == 0
    assert ask("export", "mine.json").code == 0
    assert ask("unstar", "first").code == 0
    Path("clash.txt").write_text(text.replace("11:00 AM - 12:00 PM", "11:15 AM - 12:00 PM"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_it(ask: Ask, name: str) -> None:
    assert "[--plain]" in re.sub(r"\s+", " ", ask(name, "--help").out)
    arguments = next((words for words in TYPED.get(name, [[name]])), [name])
    if name not in ELSEWHERE:
        assert read_arguments([*arguments, "--plain"]).is_plain
        assert read_arguments(["--plain", *arguments]).is_plain


def test_every_command_is_tried() -> None:
    assert TYPED.keys() | ELSEWHERE == COMMANDS.keys()


@pytest.mark.parametrize("name", TYPED)
def test_an_answer_is_plain(ask: Ask, name: str) -> None:
    if name == "remove":
        ask("add", "clash.txt", "--name", "again")
    if name == "changes":
        ask("refresh")
    said = False
    for typed in TYPED[name]:
        answer = ask(*typed, "--plain")
        assert answer.code in (0, 1), answer.err
        assert answer.out.isascii()
        assert "\x1b" not in answer.out
        said = said or bool(answer.out)
        if "--qr" not in typed:
            # Neither columns nor several facts with something between them.
            assert not re.search(r"\S {2,}\S| [-*|] ", answer.out), answer.out
    assert said or name == "remind"


def test_a_plain_answer_has_the_facts(ask: Ask) -> None:
    assert ask("add", "clash.txt", "--name", "again", "--plain").lines == [
        "Added: again",
        "Title: Clash Conf @Scale 2024",
        "Start: 2024-09-11",
        "End: 2024-09-12",
        "Sessions: 4",
    ]
    compared = ask("import", "mine.json", "--compare", "--plain", "-c", "clash").lines
    assert "Only them: Wed 11 09:00 to 10:00 First talk" in compared


def test_what_synchronising_does_is_told_plainly() -> None:
    agenda = find_agenda("clash")
    stream = StringIO()
    report = SyncReport(Output(stream, is_plain=True), agenda, is_dry_run=False)
    report.tell(Action.ADD_HERE, agenda.sessions[:1])
    report.sum_up("example.org", alike=2)
    assert stream.getvalue().splitlines() == [
        "Starred here: First talk",
        "example.org: 1 change, 2 stars on both sides",
    ]


def test_the_app_is_in_words_and_without_colours(home: Path) -> None:
    env = {"SCALE_TUI_NOW": "2024-09-11T09:45", "SCALE_TUI_REMIND": "off"}
    with playing(home, "open", "--plain", env=env) as played:
        played.drawn()
        played.until(lambda: "First talk, on now, 09:00 to 10:00" in "\n".join(played.picture(120, 35)))
        assert played.written.isascii()
        styles = b";".join(re.findall(rb"\x1b\[([\d;]*)m", played.written)).split(b";")
        assert not {style for style in styles if re.fullmatch(rb"[34]8|[349][0-7]|10[0-7]", style)}
