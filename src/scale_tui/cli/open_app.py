"""``open``: hands everything to the app. The only command that loads what draws screens."""

import os
import sys
from datetime import UTC, datetime

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import clock_from
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.cli.situation import agenda_and_now
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import NotFound, UsageError


def run_open(arguments: Arguments, _: Output) -> ExitCode:
    """Open the app on what was asked for, until the attendee leaves it."""
    agenda, now = _wanted(arguments)
    # Only now: a file that cannot be read is refused before the screen is taken over, terminal or not.
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal; 'scale-tui now' and 'scale-tui list' do without")
    return open_app(agenda, now)


def _wanted(arguments: Arguments) -> tuple[Agenda, datetime]:
    if arguments.source is None:
        return agenda_and_now(arguments)
    if arguments.conference is not None:
        raise UsageError("give the conference once: as SOURCE or with --conference")
    arguments.conference = arguments.source
    try:
        return agenda_and_now(arguments)
    except NotFound as error:
        # A misspelt command looks like a file's name.
        raise NotFound(f"{error}; 'scale-tui --help' lists the commands") from error


def open_app(agenda: Agenda, now: datetime) -> ExitCode:
    """Run the app, whose clock goes on from now, until the attendee leaves it."""
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.glyphs import glyphs_for

    clock = clock_from(now, datetime.now(UTC))

    def open_store() -> PersonalStore:
        return PersonalStore.open(schedule_path(), at=clock())

    with open_store() as store:
        schedule, notice = store.load(agenda.name), store.notice
    # The screens are drawn on standard error.
    glyphs = glyphs_for(sys.stderr.encoding, os.environ.get("TERM"))
    app = ScaleTuiApp(agenda, schedule, clock=clock, open_store=open_store, glyphs=glyphs, notice=notice)
    app.run()
    return ExitCode.OK if not app.return_code else ExitCode.NOTHING
