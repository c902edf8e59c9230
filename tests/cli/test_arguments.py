"""What may be typed where."""

import re
import shlex
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from scale_tui import __version__
from scale_tui.cli.arguments import read_arguments
from scale_tui.cli.commands import COMMANDS
from scale_tui.cli.options import TAKING_A_VALUE
from scale_tui.domain.errors import UsageError

Ask = Callable[..., Any]


@pytest.mark.parametrize(
    "typed",
    [
        ["list", "chu", "--at", "2024-09-11", "--plain"],
        ["--at", "2024-09-11", "list", "chu", "--plain"],
        ["--plain", "--at=2024-09-11", "list", "chu"],
        ["list", "--plain", "chu", "--at", "2024-09-11"],
    ],
)
def test_options_stand_before_or_after_the_command(typed: list[str]) -> None:
    arguments = read_arguments(typed)
    assert (arguments.command, arguments.query) == ("list", ["chu"])
    assert (arguments.at, arguments.is_plain) == ("2024-09-11", True)


def test_options_stand_among_the_words_of_a_query() -> None:
    arguments = read_arguments(["list", "a", "--day", "wed", "b", "--json", "c"])
    assert arguments.query == ["a", "b", "c"]


def test_after_two_dashes_nothing_is_an_option() -> None:
    assert read_arguments(["star", "--plain", "--", "-x", "--json"]).ids == ["-x", "--json"]


@pytest.mark.parametrize("option", sorted(TAKING_A_VALUE))
def test_the_value_of_an_option_is_not_taken_for_a_command(option: str) -> None:
    assert read_arguments_or_complaint([option, "star", "now"]).startswith("now")


def read_arguments_or_complaint(typed: list[str]) -> str:
    try:
        return read_arguments(typed).command
    except UsageError as error:
        return str(error).partition("scale-tui ")[2]


def test_every_option_with_a_value_is_known_as_one(ask: Ask) -> None:
    """One that is missing from the list would have its value taken for the command."""
    for command in COMMANDS:
        helped = ask(command, "--help").out
        options = helped.partition("options:")[2].partition("examples:")[0].splitlines()
        for line in options:
            words = line.replace(",", "").split()
            for option, metavar in pairwise(words):
                if option.startswith("-") and metavar.isupper() and line.startswith("  -"):
                    assert option in TAKING_A_VALUE, f"{command} {option}"


@pytest.mark.parametrize(
    ("typed", "source", "at"),
    [
        ([], None, None),
        (["--at", "2024-09-11"], None, "2024-09-11"),
        (["agenda.txt"], "agenda.txt", None),
        (["--at", "2024-09-11", "agenda.txt"], "agenda.txt", "2024-09-11"),
        (["agenda.txt", "--at", "2024-09-11"], "agenda.txt", "2024-09-11"),
        (["open", "now"], "now", None),
        (["./list"], "./list", None),
    ],
)
def test_without_a_command_the_app_is_opened(typed: list[str], source: str | None, at: str | None) -> None:
    arguments = read_arguments(typed)
    assert (arguments.command, arguments.source, arguments.at) == ("open", source, at)


@pytest.mark.parametrize(
    "typed",
    [
        ["now", "--widht", "3"],
        ["now", "--json", "again"],
        ["now", "--width", "0"],
        ["now", "--width", "-3"],
        ["now", "--width", "wide"],
        ["list", "--json", "--csv"],
        ["list", "--sta"],
        ["list", "--speaker"],
        ["check"],
        ["open", "--json"],
        ["a.txt", "b.txt"],
        ["-q"],
    ],
)
def test_what_makes_no_sense_is_one_line_and_exit_code_2(ask: Ask, typed: list[str]) -> None:
    answer = ask(*typed)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("scale-tui: ")
    assert answer.err.endswith(" --help')\n")
    assert answer.err.count("\n") == 1


def test_the_version(ask: Ask) -> None:
    assert (ask("--version").code, ask("--version").out) == (0, f"scale-tui {__version__}\n")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_command_and_only_those_there_are(ask: Ask, flag: str) -> None:
    answer = ask(flag)
    assert answer.code == 0
    listed = [line for line in answer.lines if re.match(r"  \w+ {2,}\S", line)]
    assert listed == [f"  {name:<12} {command.summary}" for name, command in COMMANDS.items()]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_shows_its_use(ask: Ask, name: str) -> None:
    for typed in ((name, "--help"), ("--help", name)):
        answer = ask(*typed)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.isascii()
    helped = ask(name, "-h").out
    assert helped.startswith(f"usage: scale-tui {name} ")
    assert "examples:\n  scale-tui " in helped


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_can_be_typed(name: str) -> None:
    for example in COMMANDS[name].examples:
        typed = example.partition(" > ")[0].partition(" < ")[0].partition(" && ")[0].partition(" || ")[0]
        assert read_arguments(shlex.split(typed)).command == name
