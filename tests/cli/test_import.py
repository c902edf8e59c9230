"""``import``: what comes in, after a look at it, and two schedules side by side."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.marks import own_entry
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.paths import schedule_path
from scale_tui.storage.personal import PersonalStore
from schedules import event, in_xml

Ask = Callable[..., Any]
NOW = datetime(2024, 5, 1, tzinfo=UTC)
PAGES = "https://example.org/2024/schedule/event"
LUNCH = Session(
    "own-1",
    "Lunch with Bo",
    datetime(2024, 5, 4, 10, tzinfo=UTC),
    datetime(2024, 5, 4, 10, 30, tzinfo=UTC),
    datetime(2024, 5, 4, tzinfo=UTC).date(),
    kind=Kind.OTHER,
    room="Café",
)


def talk(number: int, title: str, clock: str, minutes: int = 30, **fields: Any) -> dict[str, Any]:
    return event(
        title=title,
        id=str(number),
        guid=f"00000000-0000-0000-0000-{number:012}",
        url=f"{PAGES}/tc24-{number}-{title.lower()}/",
        start=clock,
        date=f"2024-05-04T{clock}:00+02:00",
        duration=f"00:{minutes}",
        **fields,
    )


def id_of(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


@pytest.fixture(autouse=True)
def conf(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_NOW", "2024-05-01T10:00")
    add_conference(ask, tmp_path)


def add_conference(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "schedule.xml"
    path.write_bytes(
        in_xml(
            talk(1, "Alpha", "10:00", abstract="Of kernels."),
            talk(2, "Beta", "10:20"),
            talk(3, "Gamma", "11:00"),
            talk(4, "Delta", "11:30"),
            talk(5, "Epsilon", "13:00"),
        )
    )
    assert ask("add", str(path)).code == 0
    assert ask("list", "-c", "tc24").code == 0


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    """Writes a file with marks."""

    def write(text: str) -> str:
        path = tmp_path / "marks"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def mine() -> PersonalSchedule:
    with PersonalStore.open(schedule_path(), at=NOW) as store:
        return store.load("tc24")


def keep_lunch() -> None:
    with PersonalStore.open(schedule_path(), at=NOW) as store:
        store.keep("tc24", own_entry(LUNCH), at=NOW)


def forget() -> None:
    path = schedule_path()
    assert path is not None
    path.unlink()


def c(ask: Ask, *typed: str) -> Any:
    return ask(*typed, "-c", "tc24")


def test_a_look_says_what_would_be_set_what_clashes_and_what_is_not_there(
    ask: Ask, file: Callable[[str], str]
) -> None:
    c(ask, "star", "beta")
    c(ask, "backup", "gamma")
    codes = file(f"1\n{PAGES}/tc24-3-gamma/\n{id_of(2)}\n99 # gone\nNo \x1b[31msuch talk\n")
    answer = c(ask, "import", codes)
    assert answer.lines == [
        "★ star  10:00–10:30  Alpha",
        "                     ! clashes 10 min with Beta",
        "★ star  11:00–11:30  Gamma (was a backup)",
        "2 not in this agenda:",
        "  99",
        "  No such talk",
        "Nothing is imported.",
    ]
    assert answer.code == 1
    assert answer.err == "scale-tui: nobody can be asked whether to import this; --yes imports it\n"
    assert (mine().stars, mine().backups) == ({id_of(2)}, {id_of(3)})


def test_each_kind_of_mark_has_its_line_in_time_order(ask: Ask, tmp_path: Path) -> None:
    theirs = str(tmp_path / "theirs.json")
    c(ask, "star", "epsilon", "delta")
    c(ask, "hide", "alpha")
    c(ask, "note", "delta", "old\n\nnew")
    keep_lunch()
    c(ask, "export", theirs)
    document = json.loads(Path(theirs).read_text("utf-8"))
    document["marks"] |= {"hidden_rooms": ["Hall"], "backups": [id_of(3)], "stars": [id_of(4), id_of(5)]}
    Path(theirs).write_text(json.dumps(document), "utf-8")
    forget()
    c(ask, "note", "delta", "old")
    c(ask, "hide", "epsilon")
    assert c(ask, "import", theirs).lines[:-1] == [
        "hide       10:00–10:30  Alpha",
        "☆ backup   11:00–11:30  Gamma",
        "★ star     11:30–12:00  Delta",
        "note       11:30–12:00  Delta",
        "                        new",
        "own entry  12:00–12:30  Lunch with Bo",
        "★ star     13:00–13:30  Epsilon (was hidden)",
        "hide room               Hall",
    ]
    plain = c(ask, "import", theirs, "--plain").lines
    assert "Note of Delta: new" in plain
    assert "Star: Epsilon, was hidden" in plain


def test_clashes_are_told_with_what_comes_along_and_with_own_entries(
    ask: Ask, file: Callable[[str], str]
) -> None:
    with PersonalStore.open(schedule_path(), at=NOW) as store:
        busy = replace(LUNCH, start=LUNCH.start - timedelta(minutes=45))
        store.keep("tc24", own_entry(busy), at=NOW)
    lines = c(ask, "import", file("1\n2\n3")).lines
    assert lines == [
        "★ star  10:00–10:30  Alpha",
        "                     ! clashes 10 min with Beta",
        "★ star  10:20–10:50  Beta",
        "                     ! clashes 10 min with Alpha",
        "★ star  11:00–11:30  Gamma",
        "                     ! clashes 15 min with Lunch with Bo",
        "Nothing is imported.",
    ]


def test_where_very_much_clashes_the_first_few_are_enough(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "busy.xml"
    path.write_bytes(in_xml(*(talk(number, f"Talk{number}", "10:00") for number in range(1, 9))))
    ask("add", str(path), "--name", "busy")
    (tmp_path / "all").write_text("\n".join(map(str, range(1, 9))))
    lines = ask("import", str(tmp_path / "all"), "-c", "busy").lines
    below = lines[1 : lines.index(next(line for line in lines[1:] if line.startswith("★")))]
    assert len(below) == 4
    assert below[-1].strip() == "! and 4 more"


def test_what_fits_several_is_told_and_not_marked(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "twice.xml"
    path.write_bytes(
        in_xml(event(title="Twice", guid="a"), event(title="Twice", guid="b"), talk(3, "Once", "11:00"))
    )
    ask("add", str(path), "--name", "twice")
    (tmp_path / "codes").write_text("Twice\n3\n99\n")
    answer = ask("import", str(tmp_path / "codes"), "--yes", "-c", "twice")
    assert answer.lines[1:] == [
        "1 not in this agenda:",
        "  99",
        "1 not told apart, so not marked:",
        "  Twice (fits 2)",
        "Imported 1 mark; u in the app takes it back.",
    ]
    said = json.loads(ask("import", str(tmp_path / "codes"), "--compare", "--json", "-c", "twice").out)
    assert said["missing"] == ["99", "Twice"]


def test_a_calendar_is_known_whatever_the_conference_is_called_there(ask: Ask, tmp_path: Path) -> None:
    odd = tmp_path / "odd.xml"
    odd.write_bytes(in_xml(event(title="Odd", guid="guid@with/signs")))
    ask("add", str(odd), "--name", "one")
    ask("star", "odd", "-c", "one")
    exported = str(tmp_path / "one.ics")
    ask("export", exported, "-c", "one")
    other = tmp_path / "other.xml"
    other.write_bytes(in_xml(event(title="Renamed", guid="guid@with/signs", start="12:00", date=None)))
    ask("add", str(other), "--name", "two")
    assert "★ star" in ask("import", exported, "-c", "two").out


def test_plain_is_one_fact_a_line(ask: Ask, file: Callable[[str], str]) -> None:
    c(ask, "star", "beta")
    assert c(ask, "import", file("1\n99"), "--plain").lines == [
        "Star: Alpha",
        "Clash: Alpha clashes 10 min with Beta",
        "Not in this agenda: 99",
        "Nothing is imported.",
    ]


def test_with_yes_it_is_imported_once_and_one_undo_takes_all_of_it_back(
    ask: Ask, file: Callable[[str], str]
) -> None:
    c(ask, "star", "delta")
    before = mine()
    codes = file("1\n3\n4")
    assert c(ask, "import", codes, "--yes").lines[-1] == "Imported 2 marks; u in the app takes them back."
    assert mine().stars == {id_of(1), id_of(3), id_of(4)}
    again = c(ask, "import", codes, "--yes")
    assert again.lines == ["Nothing new: all that this agenda has of it is marked already."]
    assert again.code == 0
    with PersonalStore.open(schedule_path(), at=NOW) as store:
        store.undo("tc24", at=NOW + timedelta(seconds=1))
    assert mine() == before


@pytest.mark.parametrize(
    ("text", "said"), [("99", "Nothing of it is in this agenda."), ("", "nothing in it")]
)
def test_a_file_of_which_nothing_fits_sets_nothing(
    ask: Ask, file: Callable[[str], str], text: str, said: str
) -> None:
    answer = c(ask, "import", file(text), "--yes")
    assert said in answer.out + answer.err
    assert answer.code == (1 if text else 65)
    assert mine() == PersonalSchedule()


@pytest.mark.parametrize(("name", "code"), [("schedule.xml", 65), ("missing", 65), (".", 65)])
def test_what_is_no_file_of_marks_is_one_line_on_standard_error(
    ask: Ask, tmp_path: Path, name: str, code: int
) -> None:
    answer = c(ask, "import", str(tmp_path / name), "--yes")
    assert (answer.out, answer.err.count("\n"), answer.code) == ("", 1, code)


def marked(ask: Ask) -> None:
    """Every kind of mark there is."""
    c(ask, "star", "alpha", "gamma")
    c(ask, "backup", "beta")
    c(ask, "hide", "delta")
    c(ask, "note", "alpha", "ask about\n\nqueues; and, \\n trees")
    c(ask, "note", "epsilon", "maybe")
    keep_lunch()


@pytest.mark.parametrize("form", ["json", "ics"])
def test_what_is_exported_here_is_the_same_after_importing_it_elsewhere(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    marked(ask)
    before = mine()
    exported = str(tmp_path / f"mine.{form}")
    assert c(ask, "export", exported).code == 0
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path / "another home"))
    add_conference(ask, tmp_path)
    assert mine() == PersonalSchedule()
    assert c(ask, "import", exported, "--yes").code == 0
    after = mine()
    assert (after.stars, after.backups, after.own) == (before.stars, before.backups, before.own)
    # A calendar has events for what is kept, so it cannot carry marks on anything else.
    is_whole = form == "json"
    assert after.notes == (before.notes if is_whole else {id_of(1): before.notes[id_of(1)]})
    assert after.hidden == (before.hidden if is_whole else frozenset())
    assert c(ask, "import", exported, "--yes").lines[-1].startswith("Nothing new")


def test_another_note_is_put_below_mine_once(ask: Ask, tmp_path: Path) -> None:
    theirs = str(tmp_path / "theirs.json")
    c(ask, "star", "alpha")
    c(ask, "note", "alpha", "sit at\nthe front")
    c(ask, "export", theirs)
    c(ask, "note", "alpha", "mine")
    for _ in range(2):
        answer = c(ask, "import", theirs, "--yes")
        assert mine().notes == {id_of(1): "mine\n\nsit at\nthe front"}
    assert answer.lines[-1].startswith("Nothing new")


def test_what_another_program_notes_while_one_looks_is_not_lost(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = str(tmp_path / "theirs.json")
    c(ask, "star", "alpha")
    c(ask, "note", "alpha", "theirs")
    c(ask, "export", theirs)
    c(ask, "note", "alpha", "mine")

    def agree(arguments: object, number: int) -> bool:
        c(ask, "note", "alpha", "mine, longer")
        return True

    monkeypatch.setattr("scale_tui.cli.importing._is_agreed", agree)
    c(ask, "import", theirs)
    assert mine().notes == {id_of(1): "mine, longer\n\ntheirs"}


def side_by_side(ask: Ask, tmp_path: Path) -> str:
    """What somebody else has exported, and other stars of mine."""
    theirs = str(tmp_path / "theirs.json")
    c(ask, "star", "alpha", "delta")
    keep_lunch()
    c(ask, "export", theirs)
    forget()
    c(ask, "star", "alpha", "beta", "epsilon")
    return theirs


def test_two_schedules_are_compared_and_nothing_is_set(ask: Ask, tmp_path: Path) -> None:
    theirs = side_by_side(ask, tmp_path)
    before = mine()
    answer = c(ask, "import", theirs, "--compare")
    assert answer.code == 0
    assert answer.lines == [
        "Both 1 · only you 2 · only them 2",
        "",
        "Both",
        "10:00–10:30  Alpha  Hall",
        "",
        "Only you",
        "10:20–10:50  Beta     Hall",
        "13:00–13:30  Epsilon  Hall",
        "",
        "Only them",
        "11:30–12:00  Delta          Hall",
        "12:00–12:30  Lunch with Bo  Café",
        "",
        "Free together",
        "10:50–11:30  40 min · 1 talk would fit",
        "12:30–13:00  30 min",
    ]
    assert mine() == before


def test_a_comparison_can_be_plain_or_for_programs(ask: Ask, tmp_path: Path) -> None:
    theirs = side_by_side(ask, tmp_path)
    plain = c(ask, "import", theirs, "--compare", "--plain").lines
    assert plain[0] == "Both: 10:00 to 10:30 Alpha"
    assert "Free together: 10:50 to 11:30, 40 min, 1 talk would fit" in plain
    said = json.loads(c(ask, "import", theirs, "--compare", "--json").out)
    assert said["schema"] == 1
    assert said["conference"]["name"] == "tc24"
    titles = {part: [each["title"] for each in said[part]] for part in ("both", "only_you", "only_them")}
    assert titles == {
        "both": ["Alpha"],
        "only_you": ["Beta", "Epsilon"],
        "only_them": ["Delta", "Lunch with Bo"],
    }
    assert said["free_together"][0] == {
        "start": "2024-05-04T10:50:00+02:00",
        "end": "2024-05-04T11:30:00+02:00",
        "minutes": 40,
        "day": "2024-05-04",
        "talks": [id_of(3)],
    }
    assert said["missing"] == []


def test_to_compare_with_what_is_not_there_is_exit_code_1(ask: Ask, file: Callable[[str], str]) -> None:
    answer = c(ask, "import", file("99"), "--compare")
    assert (answer.code, answer.lines[-1]) == (1, "  99")


@pytest.mark.parametrize("options", [("--json",), ("--yes", "--compare")])
def test_options_that_make_no_sense_together_are_exit_code_2(
    ask: Ask, file: Callable[[str], str], options: tuple[str, ...]
) -> None:
    assert c(ask, "import", file("1"), *options).code == 2
    assert mine() == PersonalSchedule()


def test_standard_input_is_read_and_nobody_asked(process: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("1\n")
    for options, stars in (((), frozenset()), (("--yes",), {id_of(1)})):
        with (tmp_path / "codes").open("rb") as codes:
            process("import", "-", *options, "-c", "tc24", stdin=codes)
        assert mine().stars == stars


def on_a_terminal(home: Path, typed: str, *command: str) -> str:
    """What a terminal shows where this is typed when the question comes."""
    pty = pytest.importorskip("pty")
    outside, inside = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "scale_tui", *command, "-c", "tc24"],
        env={
            "PATH": os.environ["PATH"],
            "SCALE_TUI_HOME": str(home),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    shown = b""
    while True:
        try:
            data = os.read(outside, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not data:
            break
        shown += data
        if shown.rstrip().endswith(b"[y/N]"):
            os.write(outside, f"{typed}\n".encode())
            shown += b" "
    os.close(outside)
    running.wait()
    return shown.decode()


@pytest.mark.parametrize(
    ("typed", "is_set"), [("y", True), ("YES", True), ("", False), ("n", False), ("x", False)]
)
def test_on_a_terminal_it_asks_before_it_sets_anything(
    home: Path, file: Callable[[str], str], typed: str, is_set: bool
) -> None:
    shown = on_a_terminal(home, typed, "import", file("1\n3"))
    assert "Alpha" in shown.partition("Import these 2 marks? [y/N]")[0]
    assert (mine().stars == {id_of(1), id_of(3)}) is is_set
    assert ("Imported 2 marks" in shown) is is_set
    assert ("Nothing is imported" in shown) is not is_set


def test_help_tells_of_the_question_and_of_comparing(ask: Ask) -> None:
    said = ask("import", "--help").out
    for word in ("--yes", "--compare", "FOSDEM Companion", "standard input"):
        assert word in " ".join(said.split())
