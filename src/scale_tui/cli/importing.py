"""``import``: marks from a file joined to mine after a look at them, or compared with mine."""

import sys

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.asking import is_agreed_to, is_at_terminal
from scale_tui.cli.complaints import complain
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.import_report import write_comparison, write_lost, write_preview
from scale_tui.cli.obtaining import STANDARD_INPUT, read_file, shown_source
from scale_tui.cli.output import Output
from scale_tui.cli.situation import Situation, agenda_and_now, personal_store
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.bringing_in import Recognised, recognise, settings_to_join
from scale_tui.domain.comparing import compare
from scale_tui.domain.errors import UsageError
from scale_tui.domain.wording import counted


def run_import(arguments: Arguments, out: Output) -> ExitCode:
    """Join the marks of a file to mine, or compare them; ``NOTHING`` where there was nothing to join."""
    if arguments.is_json and not arguments.is_compare:
        raise UsageError("--json goes with --compare")
    if arguments.is_compare and arguments.is_agreed:
        raise UsageError("--yes does not go with --compare, which changes nothing")
    agenda, now = agenda_and_now(arguments)
    theirs = _recognised(arguments.file, agenda)
    with personal_store(now, for_marking=not arguments.is_compare) as store:
        asked = Situation(agenda, store.load(agenda.name), now)
        if arguments.is_compare:
            return _compare(arguments, out, asked, theirs)
        settings = settings_to_join(asked.schedule, theirs.schedule)
        number = write_preview(out, asked, settings)
        write_lost(out, theirs)
        if not settings:
            return _nothing(out, theirs)
        out.flush()
        if not _is_agreed(arguments, number):
            out.line("Nothing is imported.")
            return ExitCode.NOTHING
        # As they are now: since they were shown, another program may have written a note.
        settings = settings_to_join(store.load(agenda.name), theirs.schedule)
        store.keep(agenda.name, settings, at=now)
    out.line(
        f"Imported {counted(number, 'mark')}; u in the app takes {'it' if number == 1 else 'them'} back."
    )
    return ExitCode.OK


def _recognised(source: str, agenda: Agenda) -> Recognised:
    """What the file marks, as a schedule of this agenda. Raises CannotRead, UnreadableAgenda."""
    from scale_tui.export.identity import calendar_uid
    from scale_tui.sources.marks_file import read_marks

    brought = read_marks(read_file(source), shown_source(source))
    # As our calendars call them, whichever name the conference has where they were written.
    uids = {calendar_uid("", session.id).rpartition("@")[0]: session.id for session in agenda.sessions}
    return recognise(agenda, brought, uids)


def _compare(arguments: Arguments, out: Output, asked: Situation, theirs: Recognised) -> ExitCode:
    found = compare(asked.agenda, asked.schedule, theirs.schedule)
    if arguments.is_json:
        from scale_tui.export.comparison_document import comparison_document
        from scale_tui.export.json_document import json_text

        lost = [*theirs.missing, *(shown for shown, _ in theirs.unsure)]
        document = comparison_document(asked.agenda, asked.schedule, asked.now, found, lost)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    else:
        write_comparison(out, asked, found)
        write_lost(out, theirs)
    return ExitCode.OK if found.both or found.only_theirs else ExitCode.NOTHING


def _nothing(out: Output, theirs: Recognised) -> ExitCode:
    """Say why there is nothing to join: because all of it is there, or because nothing of it fits."""
    if theirs.has_marks:
        out.line("Nothing new: all that this agenda has of it is marked already.")
        return ExitCode.OK
    is_empty = not theirs.missing and not theirs.unsure
    out.line("Nothing is marked in it." if is_empty else "Nothing of it is in this agenda.")
    return ExitCode.NOTHING


def _is_agreed(arguments: Arguments, number: int) -> bool:
    """Whether to go on: asked at the terminal, where there is one and it is not the file itself."""
    if arguments.is_agreed:
        return True
    if arguments.file == STANDARD_INPUT or not is_at_terminal(sys.stdout):
        complain("nobody can be asked whether to import this; --yes imports it")
        return False
    what = "this mark" if number == 1 else f"these {number} marks"
    return is_agreed_to(f"Import {what}?", sys.stdout)
