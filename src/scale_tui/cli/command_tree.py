"""All commands as one tree of parsers, for what describes them: completion and the manual.

What is typed is read by a parser for one command alone (``cli.arguments``), which is quicker to make.
"""

import argparse

from scale_tui.cli.commands import COMMANDS
from scale_tui.cli.options import declare_common

PROGRAM = "scale-tui"
_WIDTH = 10_000
"""Of a line of usage, which nothing shall break."""


def command_tree(
    parser_class: type[argparse.ArgumentParser] = argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    """The program with its commands as subparsers, each made by a class that may add to it."""
    root = parser_class(
        prog=PROGRAM,
        description="The conference companion for the terminal: agenda, favourites, what is on now.",
        formatter_class=_formatter,
    )
    root.add_argument("--version", action="store_true", help="show the version and exit")
    declare_common(root)
    commands = root.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", parser_class=parser_class
    )
    for name, command in COMMANDS.items():
        parser = commands.add_parser(
            name,
            prog=f"{PROGRAM} {name}",
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            formatter_class=_formatter,
        )
        command.declare(parser)
    return root


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, width=_WIDTH)
