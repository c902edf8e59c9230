"""Where there is nothing, the command that would help is named: on standard error, and the exit code is 1."""

import pytest

from cli.conftest import Ask

ON, BEFORE = "2024-09-11T12:20", "2024-09-01"


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("list qqqqq", "'scale-tui list' alone shows all"),
        ("list --day sun", "'scale-tui list' alone shows all"),
        ("list --starred", "nothing is marked so yet, 'scale-tui star ID' does"),
        ("list is:clash", "nothing is marked so yet, 'scale-tui star ID' does"),
        ("list is:backup", "nothing is marked so yet, 'scale-tui backup ID' does"),
        ("list is:note", "nothing is marked so yet, 'scale-tui note ID TEXT' does"),
        ("list ~optics", "nothing is marked so yet, 'scale-tui note ID TEXT' does"),
        ("list brigtwell", "did you mean Brightwell?"),
        ("people qqqqq", "'scale-tui people' lists all"),
        ("note hpn", "'scale-tui note ID TEXT' writes one"),
    ],
)
def test_what_finds_nothing_names_what_would_help(ask: Ask, typed: str, how: str) -> None:
    answer = ask(*typed.split())
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("scale-tui: ")
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip().endswith(how)


@pytest.mark.parametrize(
    ("typed", "code", "how"),
    [
        ("remove qqqqq", 3, "; 'scale-tui conferences' lists them"),
        ("check .", 65, ": it is a folder: name the file in it"),
        ("add .", 65, ": it is a folder: name the file in it"),
        ("import .", 65, ": it is a folder: name the file in it"),
        ("sync pretalx", 3, "; 'scale-tui add ADDRESS' keeps one that is"),
    ],
)
def test_what_is_not_there_names_what_would_help(ask: Ask, typed: str, code: int, how: str) -> None:
    answer = ask(*typed.split())
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip().endswith(how)


def test_what_is_marked_is_not_said_to_be_missing(ask: Ask) -> None:
    ask("star", "hpn")
    assert "alone shows all" in ask("list", "is:star", "qqqqq").err


@pytest.mark.parametrize("options", ["", "--plain"])
@pytest.mark.parametrize("typed", ["mine", "now --mine", "now --mine --next"])
def test_a_schedule_with_nothing_in_it_says_how_to_begin(ask: Ask, typed: str, options: str) -> None:
    for _ in range(2):  # the second time from a book
        answer = ask(*typed.split(), *options.split(), "--at", ON)
        assert answer.code == 1
        assert answer.out.splitlines()[-1] == "Nothing starred yet: 'scale-tui star ID' keeps a session."
        assert not answer.err


def test_it_says_so_no_longer_once_there_is_a_star(ask: Ask) -> None:
    ask("star", "backbone")
    assert ask("now", "--mine", "--at", ON).lines[1] == "None of your sessions is on."
    assert "starred yet" not in ask("now", "--mine", "--next", "--at", ON).out


def test_before_the_event_that_is_what_is_said(ask: Ask) -> None:
    assert ask("now", "--mine", "--at", BEFORE).lines[1].startswith("Starts in")


def test_an_export_of_nothing_says_what_would_fill_it(ask: Ask, tmp_path: object) -> None:
    file = f"{tmp_path}/mine.ics"
    answer = ask("export", file)
    assert answer.code == 0
    assert answer.err == (
        "scale-tui: nothing starred yet; 'scale-tui star ID' keeps a session, --all writes the whole agenda\n"
    )
    assert not ask("export", file, "--all").err
    ask("star", "hpn")
    assert not ask("export", file).err


def test_no_changes_say_how_to_look_for_some(ask: Ask, clash_conf: str) -> None:
    assert ask("changes").err == "scale-tui: nothing has changed in networking-scale-2024\n"
    ask("add", clash_conf, "--name", "clash")
    assert ask("changes").err.endswith("; 'scale-tui refresh' asks for what is new\n")


def test_the_bundled_agenda_has_no_news_and_says_how_to_have_another(ask: Ask) -> None:
    answer = ask("refresh")
    assert answer.code == 2
    assert answer.err.endswith("; 'scale-tui add SOURCE' keeps another\n")
