"""What can be typed behind each command."""

import argparse

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
        "--name",
    }
)


def declare_common(parser: argparse.ArgumentParser) -> None:
    """Take what every reader of an agenda takes."""
    declare_conference(parser)
    declare_plain(parser)


def declare_conference(parser: argparse.ArgumentParser) -> None:
    """Take which conference and which time is meant."""
    parser.add_argument(
        "-c",
        "--conference",
        metavar="NAME",
        help="the conference: its name, or a file with its agenda (default: the one used last)",
    )
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="take this for now: ISO 8601, without an offset on the conference's clock "
        "(default: SCALE_TUI_NOW, else the real time)",
    )


def declare_plain(parser: argparse.ArgumentParser) -> None:
    """Take whether to answer in plain facts."""
    parser.add_argument(
        "--plain", dest="is_plain", action="store_true", help="no colour, no glyphs, one fact a line"
    )


def declare_json(parser: argparse.ArgumentParser, *, or_csv: bool = False) -> None:
    """Take whether to answer in a form for programs."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="is_json", action="store_true", help="as JSON, schema 1")
    if or_csv:
        forms.add_argument(
            "--csv", dest="is_csv", action="store_true", help="as a table for spreadsheets, UTF-8"
        )


def declare_marking(parser: argparse.ArgumentParser) -> None:
    """Take the sessions to mark."""
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="+",
        help="a session: its id, the start or a part of it, or words of the title in quotes",
    )
    declare_common(parser)


def declare_note(parser: argparse.ArgumentParser) -> None:
    """Take the session and what to note."""
    parser.add_argument(
        "ids", metavar="ID", nargs=1, help="a session: its id, a part of it, or words of the title in quotes"
    )
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", help="the note; an empty one takes it away, - reads standard input"
    )
    declare_common(parser)


def declare_open(parser: argparse.ArgumentParser) -> None:
    """Take what the app is opened with."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help="the name of a conference, a file with an agenda, or an address, which is added",
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
    declare_conference(parser)


def declare_now(parser: argparse.ArgumentParser) -> None:
    """Take what ``now`` is asked with."""
    parser.add_argument("--mine", dest="is_mine", action="store_true", help="only sessions with a star")
    parser.add_argument("--next", dest="is_next", action="store_true", help="only what comes next")
    parser.add_argument(
        "-q", "--quiet", dest="is_quiet", action="store_true", help="print nothing, the exit code answers"
    )
    parser.add_argument("--width", metavar="N", type=_width, help="cut lines to N cells")
    declare_json(parser)
    declare_common(parser)


def _width(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _WIDEST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of cells from 1 to {_WIDEST}")
    return int(text)


def declare_list(parser: argparse.ArgumentParser) -> None:
    """Take what narrows a list down."""
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
    declare_json(parser, or_csv=True)
    declare_common(parser)


def declare_show(parser: argparse.ArgumentParser) -> None:
    """Take the sessions to show."""
    declare_marking(parser)
    declare_json(parser)


def declare_people(parser: argparse.ArgumentParser) -> None:
    """Take what narrows the people down."""
    parser.add_argument("name", metavar="NAME", nargs="*", help="words that must all be in the name")
    parser.add_argument("--affiliation", metavar="A", help="only affiliations with this in their name")
    declare_json(parser)
    declare_common(parser)


def declare_mine(parser: argparse.ArgumentParser) -> None:
    """Take what ``mine`` is asked with."""
    parser.add_argument(
        "--check", dest="is_check", action="store_true", help="only the clashes; exit code 1 if there are any"
    )
    declare_json(parser)
    declare_common(parser)


def declare_check(parser: argparse.ArgumentParser) -> None:
    """Take a schedule to check."""
    declare_source(parser)
    declare_plain(parser)


def declare_add(parser: argparse.ArgumentParser) -> None:
    """Take a schedule to keep."""
    declare_source(parser)
    parser.add_argument(
        "--name", dest="new_name", metavar="N", help="what to call it (default: made from its title)"
    )


def declare_source(parser: argparse.ArgumentParser) -> None:
    """Take a schedule, and what it may not say itself."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="a file, - for standard input, or the address of a schedule or of a page that links it",
    )
    parser.add_argument("--year", metavar="Y", type=_year, help="the year, where the source does not say")
    parser.add_argument(
        "--tz", dest="zone", metavar="ZONE", help="the time zone, where the source does not say: Europe/Oslo"
    )


def declare_conferences(parser: argparse.ArgumentParser) -> None:
    """Take how the conferences are listed."""
    declare_json(parser)
    declare_plain(parser)


def declare_remove(parser: argparse.ArgumentParser) -> None:
    """Take the conference to remove."""
    parser.add_argument("conference", metavar="NAME", help="the name of a conference that was added")


def declare_refresh(parser: argparse.ArgumentParser) -> None:
    """Take the conferences to refresh."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "conference", metavar="NAME", nargs="?", help="the name of a conference (default: the one used last)"
    )
    which.add_argument("--all", dest="is_all", action="store_true", help="all that came from somewhere")


def declare_changes(parser: argparse.ArgumentParser) -> None:
    """Take whose changes, and how they are told."""
    declare_json(parser)
    declare_common(parser)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _LAST_YEAR):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)
