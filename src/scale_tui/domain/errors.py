"""The tree of errors: the text of each is one line that an attendee can act on.

``cli`` turns them into an exit code, the screens into a toast; nothing else catches them.
"""


class ScaleTuiError(Exception):
    """Anything this program reports rather than crashes on."""


class UnreadableAgenda(ScaleTuiError):
    """A schedule that cannot be read: which source, which line, and what was expected there."""

    def __init__(self, source: str, expected: str, line: int | None = None) -> None:
        self.source = source
        self.expected = expected
        self.line = line
        where = source if line is None else f"{source}, line {line}"
        super().__init__(f"{where}: {expected}")


class CannotRead(ScaleTuiError):
    """A file that is not there, or that this user may not read."""


class Unreachable(ScaleTuiError):
    """An address that no schedule came from; what was kept of it before is as it was."""


class OnPrivateNetwork(Unreachable):
    """An address of this machine or of a private network, which nobody agreed to ask so far."""


class NotFound(ScaleTuiError):
    """No such conference or session."""


class Ambiguous(ScaleTuiError):
    """Several sessions fit what was asked for; ``candidates`` are their ids, best first."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        self.candidates = candidates
        super().__init__(message)


class UsageError(ScaleTuiError):
    """An argument whose value makes no sense."""


class CannotSave(ScaleTuiError):
    """The attendee's data could not be written; what is on the disk is as it was."""


class AlreadyThere(CannotSave):
    """A file that was not to be replaced."""


class MissingProgram(ScaleTuiError):
    """Another program, or a part of this one, that is needed and is not there."""
