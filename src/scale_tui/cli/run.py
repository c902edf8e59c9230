"""From what was typed to an exit code: finds the command, runs it, and answers for what goes wrong."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from scale_tui.cli.arguments import Arguments, TextAsked, read_arguments
from scale_tui.cli.commands import COMMANDS
from scale_tui.cli.complaints import complain_of
from scale_tui.cli.exit_codes import ExitCode, exit_code
from scale_tui.cli.output import Output, OutputFailed, discard_further_output, standard_output
from scale_tui.domain.errors import ScaleTuiError


def run(argv: Sequence[str] | None) -> int:
    """Run the command that was typed and return its exit code."""
    try:
        return _answer(sys.argv[1:] if argv is None else argv)
    except OutputFailed as error:
        discard_further_output()
        complain_of(error)
        return ExitCode.NOT_WRITTEN
    except ScaleTuiError as error:
        complain_of(error)
        return exit_code(error)
    except BrokenPipeError:
        # Whoever reads the output has seen enough, as head has: nothing went wrong.
        discard_further_output()
        return ExitCode.OK


def _answer(argv: Sequence[str]) -> ExitCode:
    try:
        arguments = read_arguments(argv)
    except TextAsked as asked:
        out = standard_output(os.environ)
        out.as_it_is(str(asked))
        out.flush()
        return ExitCode.OK
    out = standard_output(
        os.environ, width=getattr(arguments, "width", None), is_plain=getattr(arguments, "is_plain", False)
    )
    code = _command(arguments.command)(arguments, out)
    out.flush()
    return code


def _command(name: str) -> Callable[[Arguments, Output], ExitCode]:
    """The function that carries out the command; only its own module is imported."""
    module, _, function = COMMANDS[name].function.partition(":")
    found: Callable[[Arguments, Output], ExitCode] = getattr(
        import_module(f"scale_tui.cli.{module}"), function
    )
    return found
