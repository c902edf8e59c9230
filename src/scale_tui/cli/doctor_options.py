"""What can be typed behind ``doctor``."""

import argparse

from scale_tui.cli.options import declare_json, declare_plain


def declare_doctor(parser: argparse.ArgumentParser) -> None:
    """Take whether to repair, and how to tell."""
    parser.add_argument(
        "--repair",
        dest="is_repair",
        action="store_true",
        help="put right what can be: bring lost marks and saved filters back from a copy or a damaged "
        "file, which is kept, remove half-written files, and take the rights of other users off yours",
    )
    parser.add_argument("--yes", dest="is_agreed", action="store_true", help="repair without asking")
    declare_json(parser)
    declare_plain(parser)
