"""Writes docs/keys.md and docs/commands.md from the bindings and the parsers: ``make reference``.

What else they say stands here.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from string import digits

from textual.keys import format_key

from scale_tui.cli.command_tree import PROGRAM, command_tree
from scale_tui.cli.commands import COMMANDS, EXIT_CODES
from scale_tui.ui.bound_keys import Bound, bound
from scale_tui.ui.screens.help import GROUPS
from scale_tui.ui.switched_off import KIOSK

PLACE = Path(__file__).parent
_WRITTEN = "<!-- Written by 'make reference' from the program itself; changes made here are lost. -->"
_HEADINGS = {
    "move": "Moving",
    "read": "In the detail",
    "mark": "Marking",
    "find": "Finding",
    "view": "Views",
    "take": "Taking along",
    "app": "The app",
    "search": "While you type a search",
    "guide": "In Rooms",
    "filter": "In the filter menu",
    "settle": "While you settle a clash",
    "note": "In a note",
    "own": "In an entry of your own",
    "picker": "In the list of conferences",
    "changes": "In the list of changes",
    "export": "In the export",
    "qr": "In front of a QR code",
    "sessions": "In a list of sessions",
    "help": "In the help",
    "links": "In a list of links",
    "address": "In front of an address",
}
"""What the first part of a binding's id stands for; what is not here is named as it is."""
_OF_PLACES = {"RoomsGuide": "guide"}
"""Widgets whose keys stand under a heading of their own."""
_KEYS = f"""\
# Keys

{_WRITTEN}

The app lists the keys that are in force where you are when you press `?`. The mouse does the same: click,
double click, the star column, the tabs, the ribbon, the lower line. Each can be put on another key, by the
name in the last column: see [Settings](config.md#keys). With `--kiosk` those with a `·` do nothing: see
[For others to look at](kiosk.md).
"""
_COMMANDS = f"""\
# Commands

{_WRITTEN}

`{PROGRAM}` alone opens the app on the conference used last. Each command tells the same with `--help`, and
all of them are in the manual page. Without `-c NAME` each answers for the conference used last. An ID may be
shortened, or be words of the title: `{PROGRAM} star hpn`. `--json` gives what other programs can rely on
([JSON](json.md)), `--plain` one fact a line, `--at TIME` answers for another time. Errors are one line on
standard error.
"""
_SPELLED = {"enter": "enter", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "backspace": "backspace"}


def keys() -> str:
    """The page of keys."""
    sections: dict[str, dict[tuple[str, tuple[str, ...]], list[Bound]]] = {}
    for one in bound():
        section = _OF_PLACES.get(one.node.__name__) or one.name.partition(".")[0]
        sections.setdefault(section, {}).setdefault((one.name, one.keys), []).append(one)
    known = [*_HEADINGS, *(name for name in sections if name not in _HEADINGS)]
    parts = [_keys_of(name, sections[name].values()) for name in known if name in sections]
    return "\n".join([_KEYS, *parts])


def _keys_of(prefix: str, rows: Iterable[Sequence[Bound]]) -> str:
    heading = _HEADINGS.get(prefix) or GROUPS.get(prefix) or prefix.capitalize()
    lines = [f"## {heading}", "", "| keys | do | name |", "|---|---|---|"]
    for told, alike in groupby(rows, key=lambda row: (_does(row), row[0].name.rstrip(digits))):
        several = list(alike)
        first, last = several[0][0], several[-1][0]
        keys = _spelled_all(first) + (f" … {_spelled_all(last)}" if len(several) > 1 else "")
        names = f"`{first.name}`" + (f" … `{last.name}`" if len(several) > 1 else "")
        lines.append(f"| {keys} | {told[0]} | {names} |")
    return "\n".join([*lines, ""])


def _does(row: Sequence[Bound]) -> str:
    """What it does; of what several lists have, what it does among sessions."""
    first = next((one for one in row if one.node.__name__ == "SessionList"), row[0])
    told = _cell(str(first.binding.tooltip or first.binding.description))
    told += ", in each list" if len(row) > 1 else ""
    return f"{told} ·" if first.binding.action in KIOSK else told


def _spelled_all(one: Bound) -> str:
    return " ".join(f"`{_in_table(spelled(key))}`" for key in one.keys)


def spelled(key: str) -> str:
    """A key as it is written down: ``?``, ``ctrl+d``, ``pgup``."""
    *modifiers, last = key.split("+") if len(key) > 1 else (key,)
    shown = _SPELLED.get(last) or format_key(last)
    return "+".join([*modifiers, shown])


def commands() -> str:
    """The page of commands."""
    tree = command_tree()
    found = next(each for each in tree._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
    lines = [f"- [`{name}`](#{PROGRAM}-{name}): {_cell(COMMANDS[name].summary)}" for name in found.choices]
    parts = [_COMMANDS, *lines, ""]
    for name, parser in found.choices.items():
        parts += _command(name, parser)
    parts += ["## Exit codes", "", *_exit_codes(), ""]
    return "\n".join(parts)


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    summary = COMMANDS[name].summary
    yield f"## {PROGRAM} {name}"
    yield ""
    yield f"{_prose(summary[0].upper() + summary[1:])}."
    yield ""
    yield "```"
    yield parser.format_usage().removeprefix("usage: ").strip()
    yield "```"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for action in parser._actions:  # noqa: SLF001
        if action.help != argparse.SUPPRESS:
            yield f"| {_called(action)} | {_cell(_told(action))} |"
    yield ""
    yield "```"
    yield from (f"{PROGRAM} {line}".rstrip() for line in COMMANDS[name].examples)
    yield "```"
    yield ""


def _called(action: argparse.Action) -> str:
    value = ""
    if action.nargs != 0:
        value = action.metavar if isinstance(action.metavar, str) else ""
        value = value or "{" + ",".join(map(str, action.choices or ())) + "}"
    names = action.option_strings or [value]
    behind = f" {value}" if action.option_strings and value else ""
    return ", ".join(f"`{_in_table(name + behind)}`" for name in names)


def _told(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%")


def _exit_codes() -> Iterator[str]:
    text = " ".join(EXIT_CODES.removeprefix("exit code: ").split())
    yield f"{text}. 70 is a fault of this program, of which a line says where the report is."


def _cell(text: str) -> str:
    return _in_table(_prose(text))


def _prose(text: str) -> str:
    """Words of a terminal as Markdown, in which nothing is a mark."""
    for mark in ("\\", "*", "_", "<", "[", "#", "~", "`"):
        text = text.replace(mark, f"\\{mark}")
    return text


def _in_table(text: str) -> str:
    return text.replace("|", "\\|")


PAGES = {"keys.md": keys, "commands.md": commands}

if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    for name, page in PAGES.items():
        (PLACE / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"{PLACE / name} is written\n")
