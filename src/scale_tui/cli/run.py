"""From what was typed to an exit code: finds the command, runs it, and answers for what goes wrong."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from types import TracebackType

from scale_tui.cli.arguments import Arguments, TextAsked, read_arguments
from scale_tui.cli.commands import COMMANDS
from scale_tui.cli.complaints import complain_at_length, complain_of
from scale_tui.cli.exit_codes import ExitCode, exit_code
from scale_tui.cli.output import Output, OutputFailed, discard_further_output, standard_output
from scale_tui.domain.errors import ScaleTuiError


def run(typed: Sequence[str]) -> int:
    """Run the command that was typed and return its exit code."""
    with _CrashEdge(typed):
        return _run(typed)
    return ExitCode.CRASHED


class _CrashEdge:
    """Reports an error that nobody has thought of in one line, and keeps what it was about to itself."""

    def __init__(self, typed: Sequence[str]) -> None:
        self._typed = typed

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        from scale_tui.cli.clock import real_time
        from scale_tui.cli.crash_report import report_crash

        # Of what was typed only the command: the rest may be a note, or an address with a password.
        command = next((word for word in self._typed if word in COMMANDS), "open")
        complain_at_length(report_crash(error, command, os.environ, real_time()))
        return True


def _run(typed: Sequence[str]) -> int:
    try:
        return _answer(typed)
    except OutputFailed as error:
        return output_failed(error)
    except ScaleTuiError as error:
        complain_of(error)
        return exit_code(error)
    except BrokenPipeError as error:
        return output_failed(error)


def output_failed(error: OutputFailed | OSError) -> ExitCode:
    """Say that the answer could not be written, and return the exit code for that."""
    discard_further_output()
    if isinstance(error, BrokenPipeError):
        # Whoever reads the output has seen enough, as head has: nothing went wrong.
        return ExitCode.OK
    complain_of(OutputFailed.of(error) if isinstance(error, OSError) else error)
    return ExitCode.NOT_WRITTEN


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
