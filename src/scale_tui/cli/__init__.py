"""The command line: reads what was typed, brings together what it needs, answers with an exit code."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is what follows the program's name.

    Whatever goes wrong is one line on standard error (see ``cli.exit_codes``), never a traceback.
    """
    # Inside, so that an impatient Ctrl+C while Python still imports is no traceback either.
    try:
        from scale_tui.cli.run import run

        return run(argv)
    except KeyboardInterrupt:
        return 130
