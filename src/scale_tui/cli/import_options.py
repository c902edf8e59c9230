"""What can be typed behind ``import``."""

import argparse

from scale_tui.cli.options import declare_common


def declare_import(parser: argparse.ArgumentParser) -> None:
    """Take the file with the marks, and what to do with them."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a file of 'scale-tui export' (.json or .ics), the bookmarks of FOSDEM Companion, another "
        "calendar, or a list of ids, codes or addresses, one a line; - reads standard input",
    )
    parser.add_argument(
        "--compare",
        dest="is_compare",
        action="store_true",
        help="set nothing: tell what both of you have, what only one has, and when both are free",
    )
    parser.add_argument(
        "--yes",
        dest="is_agreed",
        action="store_true",
        help="import without asking; without a terminal to ask at, nothing is imported otherwise",
    )
    parser.add_argument(
        "--json", dest="is_json", action="store_true", help="with --compare: as JSON, schema 1"
    )
    declare_common(parser)
