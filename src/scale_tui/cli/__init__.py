"""The command line: reads what was typed, brings together what it needs, answers with an exit code."""

import sys

from scale_tui import quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit code; ``argv`` is what follows the program's name.

    Whatever goes wrong is one line on standard error (see ``cli.exit_codes``), never a traceback.
    """
    # Inside, so that an impatient Ctrl+C while Python still imports is no traceback either.
    try:
        typed = sys.argv[1:] if argv is None else list(argv)
        try:
            code = quick.answer(typed)
        except OSError as error:
            from scale_tui.cli.run import output_failed

            return output_failed(error)
        if code is not None:
            return code
        from scale_tui.cli.run import run

        return run(typed)
    except KeyboardInterrupt:
        return 130
    finally:
        quick.give_back_screen()
