"""``conferences``: those that are kept."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import conferences
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.domain.conference import Conference
from scale_tui.domain.wording import counted, date_span

_FLEXIBLE = {1: 16, 4: 12}
_BUNDLED = "comes with the program"
_USED = "*"


def run_conferences(arguments: Arguments, out: Output) -> ExitCode:
    """Print the conferences, a line each; the one used last is marked."""
    known = conferences()
    found = known.all(complain)
    if arguments.is_json:
        from scale_tui.export.json_document import conferences_list, json_text

        out.as_it_is(json_text(conferences_list(found), is_ascii=not out.is_utf8))
        return ExitCode.OK
    used = known.last_used()
    if out.is_plain:
        _write_plain(out, found, used)
        return ExitCode.OK
    rows = [
        [
            Cell(f"{_USED} {each.name}" if each.name == used else f"  {each.name}", Ink.BOLD),
            Cell(each.title),
            Cell(_dates(each)),
            Cell(counted(each.sessions, "session")),
            Cell(each.source or _BUNDLED, Ink.DIM),
        ]
        for each in found
    ]
    for line in out.aligned(rows, _FLEXIBLE):
        out.as_it_is(line)
    return ExitCode.OK


def _dates(conference: Conference) -> str:
    if conference.start is None or conference.end is None:
        return ""
    return date_span(conference.start, conference.end)


def _write_plain(out: Output, found: tuple[Conference, ...], used: str) -> None:
    for number, conference in enumerate(found):
        if number:
            out.line()
        facts = {
            "Name": conference.name,
            "Title": conference.title,
            "Start": conference.start and conference.start.isoformat(),
            "End": conference.end and conference.end.isoformat(),
            "Sessions": str(conference.sessions),
            "Source": conference.source or _BUNDLED,
            "Used last": "yes" if conference.name == used else "no",
        }
        for label, fact in facts.items():
            if fact:
                out.line(f"{label}: {fact}")
