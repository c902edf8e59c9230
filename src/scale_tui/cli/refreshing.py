"""``refresh``: ask where conferences came from for what is new."""

from collections import Counter

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain, complain_of
from scale_tui.cli.conference import conferences, intake
from scale_tui.cli.exit_codes import ExitCode, exit_code
from scale_tui.cli.intake import Refreshed
from scale_tui.cli.leaving_books import leave_books
from scale_tui.cli.obtaining import STANDARD_INPUT, shown_source
from scale_tui.cli.output import Output
from scale_tui.cli.progress import ProgressLine
from scale_tui.domain.changes import AgendaChange, ChangeKind
from scale_tui.domain.errors import NotFound, ScaleTuiError
from scale_tui.domain.wording import counted


def run_refresh(arguments: Arguments, out: Output) -> ExitCode:
    """Refresh one conference or all; where one of all fails the others go on, and the exit code tells."""
    if arguments.is_all:
        return _refresh_all(out)
    known = conferences()
    name = known.last_used()
    if arguments.conference is not None:
        found = known.name_of(arguments.conference) or known.name_like(arguments.conference)
        if found is None:
            there = ", ".join(each.name for each in known.all())
            raise NotFound(f"no conference called {arguments.conference!r}; there is {there}")
        name = found
    _refresh(name, out)
    return ExitCode.OK


def _refresh_all(out: Output) -> ExitCode:
    code = ExitCode.OK
    # What came with the program or from standard input has nobody to ask.
    skipped = (None, shown_source(STANDARD_INPUT))
    for conference in conferences().all(complain):
        if conference.source in skipped:
            continue
        try:
            _refresh(conference.name, out)
        except ScaleTuiError as error:
            complain_of(error)
            code = code or exit_code(error)
    return code


def _refresh(name: str, out: Output) -> None:
    with ProgressLine(name) as progress:
        refreshed = intake().refresh(name, progress)
    leave_books(name)
    out.line(f"{name}: {outcome(refreshed)}")


def outcome(refreshed: Refreshed) -> str:
    """What a refresh came to, in words: ``3 changes (2 moved, 1 new)``."""
    if refreshed.agenda is None:
        return "nothing new"
    if not refreshed.changes:
        return "a new version, with the same sessions"
    return f"{counted(len(refreshed.changes), 'change')} ({by_kind(refreshed.changes)})"


def by_kind(changes: tuple[AgendaChange, ...]) -> str:
    """How many there are of each kind, the weightiest first: ``1 gone, 2 moved``."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts[kind])
