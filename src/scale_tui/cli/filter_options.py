"""What can be typed behind ``filters``."""

import argparse

from scale_tui.cli.options import declare_json, declare_plain

SAVE, REMOVE = "save", "remove"


def declare_filters(parser: argparse.ArgumentParser) -> None:
    """Take what to do with saved filters: list them, where nothing else is said."""
    parser.description = (
        f"{parser.description}\n\n"
        "filters                    lists them\n"
        "filters save NAME QUERY...  saves a query under a name, in place of what has it\n"
        "filters remove NAME        removes it"
    )
    parser.add_argument("what", metavar="WHAT", nargs="?", choices=(SAVE, REMOVE), help="save or remove")
    parser.add_argument("filter_name", metavar="NAME", nargs="?", help="what the filter is called")
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="what it looks for, as 'list' takes it; other filters too"
    )
    declare_json(parser)
    declare_plain(parser)
