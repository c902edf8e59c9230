"""Writes the manual page from the parsers: ``make manual``. What else it says stands here."""

import argparse
import os
import re
import sys
from pathlib import Path

from argparse_manpage.manpage import Manpage

from scale_tui import __version__
from scale_tui.cli.command_tree import PROGRAM, command_tree
from scale_tui.cli.commands import COMMANDS, EXIT_CODES, GENERAL_EXAMPLES

PAGE = Path(__file__).with_name("scale-tui.1")
_DATE = "2026-11-23"
_SYNOPSIS = r"""\
.B scale\-tui
.RI [ SOURCE ]
.RB [ \-\-at
.IR TIME ]
.br
.B scale\-tui
.I COMMAND
.RI [ ARGUMENTS ]"""
_DESCRIPTION = """\
Without a command the app opens, on the conference used last or on the SOURCE that is named. \
It lists its keys when '?' is typed."""
_ENVIRONMENT = {
    "SCALE_TUI_HOME": "The folder for everything that is kept, in place of those of the system.",
    "SCALE_TUI_NOW": "What counts as now where --at does not say: an ISO 8601 instant.",
    "SCALE_TUI_REMIND": "How many minutes before each star to remind: 10,2, or off.",
    "SCALE_TUI_CALDAV_URL, SCALE_TUI_CALDAV_USERNAME, SCALE_TUI_CALDAV_PASSWORD, "
    "SCALE_TUI_CALDAV_PASSWORD_COMMAND": "The calendar of 'sync caldav'.",
    "SCALE_TUI_PRETALX_URL, SCALE_TUI_PRETALX_TOKEN, SCALE_TUI_PRETALX_TOKEN_COMMAND": (
        "The event of 'sync pretalx', and a token of your account there."
    ),
    "SCALE_TUI_QUICK": "off: no answer of 'now' from what was kept for it, no first picture of the app.",
    "NO_COLOR": "Set to anything: no colours.",
}
_FILES = {
    "~/.local/share/scale-tui/schedule.sqlite3": "What you have marked; copies of seven days in backups.",
    "~/.local/share/scale-tui/conferences": "The conferences that were added.",
    "~/.config/scale-tui/config.toml": "Settings; the README tells which.",
}


def manual() -> str:
    """The page."""
    tree = command_tree()
    commands = next(each for each in tree._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
    for parser in commands.choices.values():
        # The page says what a command is for above its usage.
        parser.description = (parser.description or "").partition(".")[2].strip() or None
        parser.epilog = None
        parser.usage = parser.format_usage().removeprefix("usage: ").strip()
    data = {
        "date": _DATE,
        "version": __version__,
        "project_name": PROGRAM,
        "manual_title": "User Commands",
        "description": "the conference companion for the terminal",
    }
    page = Manpage(tree, data, format="single-commands-section")
    page.add_section("synopsis", "=", _SYNOPSIS)
    page.add_section("description", "=", _text(_DESCRIPTION) + "\n.PP")
    page.add_section("exit status", "=", _text(EXIT_CODES.removeprefix("exit code: ").capitalize()))
    page.add_section("environment", "=", _list(_ENVIRONMENT))
    page.add_section("files", "=", _list(_FILES))
    page.add_section("examples", "=", _examples())
    return _tidy(str(page))


def _text(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")


def _list(entries: dict[str, str]) -> str:
    return "\n".join(f".TP\n.B {_text(name)}\n{_text(told)}" for name, told in entries.items())


def _examples() -> str:
    lines = [*GENERAL_EXAMPLES, *(line for each in COMMANDS.values() for line in each.examples[:1])]
    typed = dict.fromkeys(f"{PROGRAM} {line}".rstrip() for line in lines)
    return ".nf\n" + "\n".join(map(_text, typed)) + "\n.fi"


def _tidy(page: str) -> str:
    """The page without empty lines, and with a paragraph where one stood for it."""
    page = page.replace(_DATE.replace("-", r"\-"), _DATE).replace(".SH\nCOMMANDS", ".SH COMMANDS")
    page = re.sub(r"\n\n+(?=\.|$)", "\n", page)
    page = re.sub(r"\n\n+", "\n.PP\n", page)
    page = re.sub(r"\nusage: (.*)", r"\n\1", page)
    page = re.sub(r"(?m)^(arguments|options):$", r".PP\n\1:", page)
    # Two in a row, and one before what begins a section, are none.
    page = re.sub(r"(?m)^\.PP\n(?=\.(PP|SH|SS|RE)\b)", "", page)
    return re.sub(r"(?m)^'", r"\\(aq", page)


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    PAGE.write_text(manual(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is written\n")
