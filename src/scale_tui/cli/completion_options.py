"""What can be typed behind ``completion``."""

import argparse

from scale_tui.cli.options import declare_plain

SHELLS = ("bash", "zsh", "fish")
CONFERENCES, SESSIONS, FILTERS, QUERIES = "conferences", "sessions", "filters", "queries"


def declare_completion(parser: argparse.ArgumentParser) -> None:
    """Take whose completion; and, from the scripts alone, what is being completed."""
    parser.description = (
        f"{parser.description}\n\n"
        'bash: eval "$(scale-tui completion bash)" in ~/.bashrc\n'
        'zsh:  eval "$(scale-tui completion zsh)" in ~/.zshrc, after compinit\n'
        "fish: scale-tui completion fish > ~/.config/fish/completions/scale-tui.fish"
    )
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")
    parser.add_argument(
        "--candidates", choices=(CONFERENCES, SESSIONS, FILTERS, QUERIES), help=argparse.SUPPRESS
    )
    parser.add_argument("--line", default="", help=argparse.SUPPRESS)
    declare_plain(parser)
