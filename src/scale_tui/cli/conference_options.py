"""What can be typed behind the commands that bring conferences in, list them and take them away."""

import argparse

from scale_tui.cli.options import declare_common, declare_json, declare_plain

_LAST_YEAR = 9998


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
    parser.add_argument(
        "--yes",
        dest="is_agreed",
        action="store_true",
        help="fetch it without asking where the address is of this machine or a private network; without a "
        "terminal to ask at, it is refused otherwise",
    )
    declare_plain(parser)


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
    declare_plain(parser)


def declare_refresh(parser: argparse.ArgumentParser) -> None:
    """Take the conferences to refresh."""
    parser.description = (
        f"{parser.description} The app does that by itself where\n"
        "its copy is old, unless refresh = false stands under [schedule] in config.toml."
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "conference", metavar="NAME", nargs="?", help="the name of a conference (default: the one used last)"
    )
    which.add_argument("--all", dest="is_all", action="store_true", help="all that came from somewhere")
    declare_plain(parser)


def declare_changes(parser: argparse.ArgumentParser) -> None:
    """Take whose changes, and how they are told."""
    declare_json(parser)
    declare_common(parser)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _LAST_YEAR):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)
