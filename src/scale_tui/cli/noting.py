"""``note``: what the attendee writes on a session."""

import os
import sys

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.asking import is_at_terminal
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.complaints import complain
from scale_tui.cli.editing import edit
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.obtaining import STANDARD_INPUT
from scale_tui.cli.output import Output
from scale_tui.cli.situation import agenda_and_now, personal_store
from scale_tui.domain.marks import note


def run_note(arguments: Arguments, out: Output) -> ExitCode:
    """Write the note, or print the one there is where there is nothing to write it with."""
    agenda, now = agenda_and_now(arguments)
    (session,) = find_sessions(agenda, arguments.ids)
    with personal_store(now, for_marking=arguments.text is not None) as store:
        before = store.load(agenda.name).notes.get(session.id, "")
        text = _text(arguments.text, before)
        if text is None:
            for line in before.splitlines():
                out.line(line)
            if not before:
                complain("there is no note on it; 'scale-tui note ID TEXT' writes one")
            return ExitCode.OK if before else ExitCode.NOTHING
        store.keep(agenda.name, note(session.id, text), at=now)
        is_noted = session.id in store.load(agenda.name).notes
    out.line(f"{'Noted' if is_noted else 'No note'}: {session.title}")
    return ExitCode.OK


def _text(given: str | None, before: str) -> str | None:
    """What to write: as given, from standard input, from the editor; None to only read."""
    if given == STANDARD_INPUT:
        return sys.stdin.read()
    if given is not None:
        return given
    # An editor needs a terminal to draw on.
    return edit(before, os.environ) if is_at_terminal(sys.stdout) else None
