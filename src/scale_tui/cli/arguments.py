"""Reads what was typed after the program's name."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from scale_tui import __version__
from scale_tui.cli.commands import COMMANDS, EXIT_CODES, GENERAL_EXAMPLES
from scale_tui.cli.now_form import Form
from scale_tui.cli.options import TAKING_A_VALUE
from scale_tui.domain.errors import UsageError

PROGRAM = "scale-tui"
DEFAULT_COMMAND = "open"


class Arguments(argparse.Namespace):
    """What was typed, read; each command has those of the options that it declares."""

    command: str
    at: str | None
    conference: str | None
    is_plain: bool
    is_json: bool
    is_csv: bool
    source: str | None
    ids: list[str]
    text: str | None
    query: list[str]
    name: list[str]
    affiliation: str | None
    day: str | None
    room: str | None
    track: str | None
    speaker: str | None
    like: str | None
    what: str | None
    filter_name: str | None
    is_starred: bool
    is_mine: bool
    is_next: bool
    is_quiet: bool
    is_tmux: bool
    is_waybar: bool
    form: Form | None
    is_check: bool
    width: int | None
    year: int | None
    zone: str | None
    theme: str | None
    glyphs: str | None
    is_reader: bool | None
    new_name: str | None
    is_all: bool
    before: tuple[int, ...] | None
    file: str
    is_markdown: bool
    is_icalendar: bool
    is_qr: bool
    service: str
    is_dry_run: bool
    is_compare: bool
    is_agreed: bool
    is_repair: bool
    shell: str
    candidates: str | None
    line: str
    is_kiosk: bool
    host: str
    port: int


class TextAsked(Exception):
    """Help or the version was asked for in place of a command: the text to print."""


class _Parser(argparse.ArgumentParser):
    """A parser that leaves printing and leaving to its caller."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see '{self.prog} --help')")

    def print_help(self, file: object = None) -> NoReturn:  # noqa: ARG002
        raise TextAsked(self.format_help().rstrip())


def read_arguments(argv: Sequence[str]) -> Arguments:
    """Read what was typed after the program's name.

    Options may stand before the command. Without a command the app is opened, so that a file's name is
    enough; a file called like a command needs ``open`` before it, or ``./``.

    Raises UsageError where it makes no sense, TextAsked where help or the version was asked for.
    """
    if argv and argv[0] == "--version":
        raise TextAsked(f"{PROGRAM} {__version__}")
    if argv and argv[0] in {"-h", "--help"}:
        _general_parser().print_help()
    name, rest = _split(argv)
    parser = _parser_for(name)
    # Options among words need the intermixed parse, which is slower and forgets what "--" is for.
    is_intermixed = COMMANDS[name].has_words and "--" not in rest
    parse = parser.parse_intermixed_args if is_intermixed else parser.parse_args
    return parse(rest, Arguments(command=name))


def _split(argv: Sequence[str]) -> tuple[str, list[str]]:
    position = 0
    while position < len(argv) and argv[position].startswith("-") and argv[position] not in {"-", "--"}:
        position += 2 if argv[position] in TAKING_A_VALUE else 1
    if position < len(argv) and argv[position] in COMMANDS:
        return argv[position], [*argv[:position], *argv[position + 1 :]]
    return DEFAULT_COMMAND, list(argv)


def _general_parser() -> _Parser:
    names = "\n".join(f"  {name:<12} {command.summary}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [COMMAND] [ARGUMENTS]\n       {PROGRAM} [SOURCE] [--at TIME]",
        description="The conference companion for the terminal: agenda, favourites, what is on now.",
        epilog=f"commands:\n{names}\n\n{EXIT_CODES}\n\n{_examples(GENERAL_EXAMPLES)}\n\n"
        f"'{PROGRAM} COMMAND --help' tells more of each.",
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    return parser


def _parser_for(name: str) -> argparse.ArgumentParser:
    command = COMMANDS[name]
    parser = _Parser(
        prog=f"{PROGRAM} {name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        epilog=_examples(command.examples),
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    command.declare(parser)
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    # With a width of its own: argparse asks for the terminal's, with a slow import, though no help is shown.
    return argparse.RawDescriptionHelpFormatter(prog, width=79)


def _examples(lines: Sequence[str]) -> str:
    return "\n".join(["examples:", *(f"  {PROGRAM} {line}".rstrip() for line in lines)])
