"""The commands: what each is for, what it takes, and who carries it out."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is for in a line, who carries it out, its options, and lines that show its use.

    ``function`` is imported only when the command was typed: ``module:function`` of this package.
    ``has_words`` is for those that take any number of words, which options may stand among.
    """

    summary: str
    function: str
    declare: Callable[[argparse.ArgumentParser], None]
    examples: tuple[str, ...]
    has_words: bool = False


def _declare_common(parser: argparse.ArgumentParser) -> None:
    _declare_conference(parser)
    _declare_plain(parser)


def _declare_conference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-c",
        "--conference",
        metavar="NAME",
        help="the conference: its name, or a file with its agenda (default: the bundled one)",
    )
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="take this for now: ISO 8601, without an offset on the conference's clock "
        "(default: SCALE_TUI_NOW, else the real time)",
    )


def _declare_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain", dest="is_plain", action="store_true", help="no colour, no glyphs, one fact a line"
    )


def _declare_json(parser: argparse.ArgumentParser, *, or_csv: bool = False) -> None:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="is_json", action="store_true", help="as JSON, schema 1")
    if or_csv:
        forms.add_argument(
            "--csv", dest="is_csv", action="store_true", help="as a table for spreadsheets, UTF-8"
        )


def _declare_marking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="+",
        help="a session: its id, the start or a part of it, or words of the title in quotes",
    )
    _declare_common(parser)


def _declare_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", metavar="SOURCE", nargs="?", help="a file with an agenda, or the name of a conference"
    )
    parser.add_argument(
        "--theme", metavar="T", help="scale-dark (default), scale-light, scale-contrast, or another"
    )
    parser.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        default="auto",
        help="the characters to draw with (default: what the terminal can show)",
    )
    _declare_conference(parser)


def _declare_now(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mine", dest="is_mine", action="store_true", help="only sessions with a star")
    parser.add_argument("--next", dest="is_next", action="store_true", help="only what comes next")
    parser.add_argument(
        "-q", "--quiet", dest="is_quiet", action="store_true", help="print nothing, the exit code answers"
    )
    parser.add_argument("--width", metavar="N", type=_width, help="cut lines to N cells")
    _declare_json(parser)
    _declare_common(parser)


def _width(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _WIDEST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of cells from 1 to {_WIDEST}")
    return int(text)


def _declare_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="words that must all be there, in any order; also @speaker #track %%room is:star is:now "
        "is:clash after:14 day:sun",
    )
    parser.add_argument("--day", metavar="D", help="a weekday, day of the month or date: wed, 11, 2024-09-11")
    parser.add_argument("--room", metavar="R", help="only rooms with this in their name")
    parser.add_argument("--track", metavar="T", help="only tracks with this in their name")
    parser.add_argument("--speaker", metavar="S", help="only speakers with this in their name")
    parser.add_argument("--starred", dest="is_starred", action="store_true", help="only sessions with a star")
    _declare_json(parser, or_csv=True)
    _declare_common(parser)


def _declare_show(parser: argparse.ArgumentParser) -> None:
    _declare_marking(parser)
    _declare_json(parser)


def _declare_people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="*", help="words that must all be in the name")
    parser.add_argument("--affiliation", metavar="A", help="only affiliations with this in their name")
    _declare_json(parser)
    _declare_common(parser)


def _declare_mine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", dest="is_check", action="store_true", help="only the clashes; exit code 1 if there are any"
    )
    _declare_json(parser)
    _declare_common(parser)


def _declare_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a file, or - for standard input")
    parser.add_argument("--year", metavar="Y", type=_year, help="the year, where the source does not say")
    parser.add_argument(
        "--tz", dest="zone", metavar="ZONE", help="the time zone, where the source does not say: Europe/Oslo"
    )
    _declare_plain(parser)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _LAST_YEAR):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)


_WIDEST = 10_000
_LAST_YEAR = 9998
TAKING_A_VALUE = frozenset(
    {
        "-c",
        "--conference",
        "--at",
        "--width",
        "--day",
        "--room",
        "--track",
        "--speaker",
        "--affiliation",
        "--year",
        "--tz",
        "--theme",
        "--glyphs",
    }
)
EXIT_CODES = """\
exit code: 0 ok, 1 nothing found or nothing on, 2 usage, 3 no such conference or session,
or several that fit, 65 a schedule that cannot be read, 73 or 74 cannot write, 130 interrupted"""
GENERAL_EXAMPLES = ("", "agenda.txt", "now", "list after:14 @chu", "star hpn", "mine --at 2024-09-11T12:20")
COMMANDS: dict[str, Command] = {
    "open": Command(
        "open the app; this is what happens without a command",
        "open_app:run_open",
        _declare_open,
        ("open", "open agenda.txt", "--at 2024-09-11T12:20"),
    ),
    "now": Command(
        "what is on, and what comes next; exit code 1 when nothing is on",
        "now:run_now",
        _declare_now,
        ("now", "now --mine --next", "now --json --at 2024-09-11T12:20", "now -q && echo on"),
    ),
    "list": Command(
        "the sessions, or those that a query finds",
        "listing:run_list",
        _declare_list,
        ("list", "list llama network", "list --speaker chu --day wed", "list --starred --csv > mine.csv"),
        has_words=True,
    ),
    "show": Command(
        "everything about sessions",
        "show:run_show",
        _declare_show,
        ("show hpn", 'show "alibaba hpn"', "show hpn --json"),
        has_words=True,
    ),
    "people": Command(
        "who is on stage, by affiliation, and when",
        "people:run_people",
        _declare_people,
        ("people", "people chu", "people --affiliation sandia"),
        has_words=True,
    ),
    "star": Command(
        "put a star on sessions, so that they are in your schedule",
        "starring:run_star",
        _declare_marking,
        ("star hpn", 'star "opening remarks" backbone'),
        has_words=True,
    ),
    "unstar": Command(
        "take the star off sessions",
        "starring:run_unstar",
        _declare_marking,
        ("unstar hpn",),
        has_words=True,
    ),
    "mine": Command(
        "your schedule: the sessions with a star, the clashes and the free time",
        "mine:run_mine",
        _declare_mine,
        ("mine", "mine --check || echo overbooked", "mine --json"),
    ),
    "check": Command(
        "read a schedule without keeping it, and tell what was found",
        "checking:run_check",
        _declare_check,
        ("check agenda.txt", "check agenda.txt --year 2024 --tz America/Los_Angeles", "check - < agenda.txt"),
    ),
}
