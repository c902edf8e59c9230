"""``add``: keep a conference's schedule."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import conferences, intake
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.intake import Added
from scale_tui.cli.obtaining import STANDARD_INPUT
from scale_tui.cli.output import Output
from scale_tui.cli.progress import ProgressLine
from scale_tui.domain.conference import Conference
from scale_tui.domain.wording import counted, date_span


def run_add(arguments: Arguments, out: Output) -> ExitCode:
    """Keep what the source has, and say what it is and how it is called from now on."""
    added = add(arguments.source or "", arguments.new_name, arguments.year, arguments.zone)
    out.line(f"added {added.conference.name}: {summary(added.conference)}")
    if added.notes:
        source = arguments.source if arguments.source != STANDARD_INPUT else "FILE"
        complain(
            f"{counted(len(added.notes), 'note')} on what was read; 'scale-tui check {source}' tells them"
        )
    return ExitCode.OK


def add(source: str, name: str | None = None, year: int | None = None, zone: str | None = None) -> Added:
    """Keep what the source has, which is what is used from now on. Raises as ``Intake.add``."""
    with ProgressLine() as progress:
        added = intake().add(source, name=name, year=year, zone=zone, progress=progress)
    conferences().use(added.conference.name)
    return added


def summary(conference: Conference) -> str:
    """What it is, in a line: title, dates, number of sessions."""
    facts = [conference.title, counted(conference.sessions, "session")]
    if conference.start is not None and conference.end is not None:
        facts.insert(1, date_span(conference.start, conference.end))
    return " · ".join(facts)
