"""``open``: hands everything to the app. The only command that loads what draws screens."""

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import clock_from, now_at_conference, real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, find_conference, intake
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.obtaining import is_address
from scale_tui.cli.output import Output
from scale_tui.domain.errors import CannotRead, NotFound, UsageError
from scale_tui.domain.schedule import PersonalSchedule

if TYPE_CHECKING:
    from scale_tui.ui.glyphs import Glyphs


def run_open(arguments: Arguments, _: Output) -> ExitCode:
    """Open the app on what was asked for, until the attendee leaves it."""
    if arguments.source is not None and arguments.conference is not None:
        raise UsageError("give the conference once: as SOURCE or with --conference")
    choice = arguments.source or arguments.conference
    found = _found(choice)
    now = now_at_conference(arguments.at, os.environ, found.agenda.zone)
    # Only now: a file that cannot be read is refused before the screen is taken over, terminal or not.
    _check_terminal()
    if choice is not None and found.kept_as is not None:
        conferences().use(found.kept_as)
    return open_app(found, now, arguments)


def _found(choice: str | None) -> Found:
    """The conference to open; one at an address that is not kept yet is added."""
    try:
        return find_conference(choice)
    except NotFound as error:
        if choice is not None and is_address(choice):
            _check_terminal()
            from scale_tui.cli.adding import add

            added = add(choice)
            complain(f"added {added.conference.name}")
            return Found(added.agenda, added.conference.name)
        # A misspelt command looks like a file's name.
        raise NotFound(f"{error}; 'scale-tui --help' lists the commands") from error


def _check_terminal() -> None:
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal; 'scale-tui now' and 'scale-tui list' do without")


def open_app(found: Found, now: datetime, arguments: Arguments) -> ExitCode:
    """Run the app, whose clock goes on from now, until the attendee leaves it.

    Raises UsageError where there is no such theme.
    """
    from scale_tui.cli.editing import edit
    from scale_tui.cli.shelf import KeptShelf
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.themes import DEFAULT_THEME

    agenda = found.agenda
    clock = clock_from(now, real_time())

    def open_store() -> PersonalStore:
        return PersonalStore.open(schedule_path(), at=clock())

    with open_store() as store:
        try:
            schedule, notice = store.load(agenda.name), store.notice
        except CannotRead as error:
            # The agenda can be read without the marks.
            schedule, notice = PersonalSchedule(), str(error)
    app = ScaleTuiApp(
        agenda,
        schedule,
        clock=clock,
        open_store=open_store,
        shelf=KeptShelf(
            conferences(), intake(), real_time, unkept=agenda.name if found.kept_as is None else None
        ),
        editor=lambda text: edit(text, os.environ),
        glyphs=_glyphs(arguments.glyphs),
        notice=notice,
    )
    theme = arguments.theme or DEFAULT_THEME
    if theme not in app.available_themes:
        raise UsageError(f"no theme {theme!r}; there are {', '.join(sorted(app.available_themes))}")
    app.theme = theme
    app.run()
    return ExitCode.OK if not app.return_code else ExitCode.NOTHING


def _glyphs(choice: str) -> "Glyphs":
    from scale_tui.ui.glyphs import ASCII, UNICODE, glyphs_for

    if choice == "auto":
        # The screens are drawn on standard error.
        return glyphs_for(sys.stderr.encoding, os.environ.get("TERM"))
    return ASCII if choice == "ascii" else UNICODE
