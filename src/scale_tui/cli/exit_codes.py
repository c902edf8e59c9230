"""What the program's exit code says, and which error becomes which."""

from enum import IntEnum

from scale_tui.domain.errors import (
    Ambiguous,
    CannotRead,
    CannotSave,
    MissingProgram,
    NotFound,
    ScaleTuiError,
    Unreachable,
    UnreadableAgenda,
    UsageError,
)


class ExitCode(IntEnum):
    """The exit codes that scripts may rely on."""

    OK = 0
    NOTHING = 1
    """Nothing found, nothing on, or a clash where that was the question."""
    USAGE = 2
    UNKNOWN = 3
    """No such conference or session, or several that fit."""
    UNREADABLE = 65
    UNAVAILABLE = 69
    """No network, or a program or a part of this one that is missing."""
    CRASHED = 70
    """A fault of this program, of which there is a report."""
    NOT_SAVED = 73
    NOT_WRITTEN = 74
    HUNG_UP = 129
    """The terminal has gone."""
    INTERRUPTED = 130
    TERMINATED = 143


_CODES: tuple[tuple[type[ScaleTuiError], ExitCode], ...] = (
    (UsageError, ExitCode.USAGE),
    (NotFound, ExitCode.UNKNOWN),
    (Ambiguous, ExitCode.UNKNOWN),
    (UnreadableAgenda, ExitCode.UNREADABLE),
    (CannotRead, ExitCode.UNREADABLE),
    (Unreachable, ExitCode.UNAVAILABLE),
    (MissingProgram, ExitCode.UNAVAILABLE),
    (CannotSave, ExitCode.NOT_SAVED),
)


def exit_code(error: ScaleTuiError) -> ExitCode:
    """The exit code that says what kind of error this is."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.NOTHING)
