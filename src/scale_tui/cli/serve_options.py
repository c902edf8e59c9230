"""What can be typed behind ``serve``."""

import argparse

from scale_tui.cli.options import declare_open

_LAST_PORT = 65_535


def declare_serve(parser: argparse.ArgumentParser) -> None:
    """Take where to listen, and what the app is opened with."""
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="the address to listen at (default: 127.0.0.1, which only this machine reaches)",
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=8000,
        help="the port (default: 8000); 0 for any that is free",
    )
    declare_open(parser)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to {_LAST_PORT}")
    return int(text)
