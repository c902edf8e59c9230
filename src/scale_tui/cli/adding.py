"""``add``: keep a conference's schedule."""

import sys

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.asking import is_agreed_to, is_at_terminal
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import conferences, intake
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.intake import Added
from scale_tui.cli.leaving_books import leave_books
from scale_tui.cli.obtaining import STANDARD_INPUT
from scale_tui.cli.output import Output
from scale_tui.cli.progress import ProgressLine
from scale_tui.domain.conference import Conference
from scale_tui.domain.errors import OnPrivateNetwork
from scale_tui.domain.wording import counted, date_span


def run_add(arguments: Arguments, out: Output) -> ExitCode:
    """Keep what the source has, and say what it is and how it is called from now on."""
    added = add(
        arguments.source or "",
        arguments.new_name,
        arguments.year,
        arguments.zone,
        is_agreed=arguments.is_agreed,
    )
    leave_books(added.conference.name)
    if out.is_plain:
        _write_plain(out, added.conference)
    else:
        out.line(f"added {added.conference.name}: {summary(added.conference)}")
    if added.notes:
        source = arguments.source if arguments.source != STANDARD_INPUT else "FILE"
        complain(
            f"{counted(len(added.notes), 'note')} on what was read; 'scale-tui check {source}' tells them"
        )
    return ExitCode.OK


def _write_plain(out: Output, conference: Conference) -> None:
    out.line(f"Added: {conference.name}")
    out.line(f"Title: {conference.title}")
    for label, day in (("Start", conference.start), ("End", conference.end)):
        if day is not None:
            out.line(f"{label}: {day.isoformat()}")
    out.line(f"Sessions: {conference.sessions}")


def add(
    source: str,
    name: str | None = None,
    year: int | None = None,
    zone: str | None = None,
    *,
    is_agreed: bool = False,
) -> Added:
    """Keep what the source has, which is what is used from now on.

    An address of this machine or of a private network is asked for a schedule only where that is agreed to,
    beforehand or at the terminal. Raises as ``Intake.add``.
    """

    def attempt(*, may_be_private: bool) -> Added:
        with ProgressLine() as progress:
            return intake().add(
                source, name=name, year=year, zone=zone, progress=progress, may_be_private=may_be_private
            )

    try:
        added = attempt(may_be_private=is_agreed)
    except OnPrivateNetwork as error:
        # What the command prints may go elsewhere.
        if not is_at_terminal(sys.stderr):
            raise OnPrivateNetwork(f"{error}; --yes fetches it from there") from error
        complain(str(error))
        if not is_agreed_to("Fetch the schedule from there?", sys.stderr):
            raise
        added = attempt(may_be_private=True)
    conferences().use(added.conference.name)
    return added


def summary(conference: Conference) -> str:
    """What it is, in a line: title, dates, number of sessions."""
    facts = [conference.title, counted(conference.sessions, "session")]
    if conference.start is not None and conference.end is not None:
        facts.insert(1, date_span(conference.start, conference.end))
    return " · ".join(facts)
