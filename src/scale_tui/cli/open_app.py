"""``open``: hands everything to the app. The only command that loads what draws screens."""

import gc
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.around_the_app import glyphs_chosen, is_served, open_store, surroundings_of
from scale_tui.cli.clock import clock_from, now_at_conference, real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.habits import habits_before, habits_for_app, remember_how_left, theme_at_start
from scale_tui.cli.leaving_books import Leaving
from scale_tui.cli.obtaining import STANDARD_INPUT, is_address
from scale_tui.cli.output import Output
from scale_tui.cli.zones import MyClock, my_clock
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead, NotFound, UsageError
from scale_tui.domain.schedule import PersonalSchedule

_WITHOUT = "'scale-tui now' and 'scale-tui list' do without"
_WITHOUT_CURSOR = ("dumb", "unknown")
"""What calls itself so can only write one line after another: an editor's shell window, a log."""

if TYPE_CHECKING:
    from scale_tui.storage.looking_store import LookingStore
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.glyphs import Glyphs
    from scale_tui.ui.surroundings import Surroundings


def run_open(arguments: Arguments, _: Output) -> ExitCode:
    """Open the app on what was asked for, until the attendee leaves it."""
    # What is loaded and made until the app runs stays: looking for garbage among it is in vain, and takes a
    # tenth of the time until it does (measured).
    gc.disable()
    if arguments.source is not None and arguments.conference is not None:
        raise UsageError("give the conference once: as SOURCE or with --conference")
    if arguments.is_plain:
        os.environ["NO_COLOR"] = "1"  # asked by what draws, when it is imported
    choice = arguments.source or arguments.conference
    # To onlookers nothing is left behind, and nothing is added.
    leaving = None if arguments.is_kiosk else Leaving(choice)
    found = find_conference(choice, may_write=False) if arguments.is_kiosk else _found(choice)
    now = now_at_conference(arguments.at, os.environ, found.agenda.zone)
    mine = my_clock(arguments.zone)
    # Only now: a file that cannot be read is refused before the screen is taken over, terminal or not.
    if choice == STANDARD_INPUT:
        _take_keys_from_terminal()
    _check_terminal()
    if choice is not None and found.kept_as is not None and not arguments.is_kiosk:
        conferences().use(found.kept_as)
    return open_app(found, now, arguments, mine, leaving)


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


def _take_keys_from_terminal() -> None:
    """Make the terminal standard input again, which the schedule came from: Textual reads keys from there."""
    if sys.__stdin__ is None or sys.__stdin__.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise UsageError(
            "there is no terminal to take keys from; 'scale-tui check -' and 'scale-tui add -' do without"
        ) from error
    os.dup2(terminal, sys.__stdin__.fileno())
    os.close(terminal)


def _check_terminal() -> None:
    if is_served():
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageError(f"the app needs a terminal; {_WITHOUT}")
    if os.environ.get("TERM") in _WITHOUT_CURSOR:
        raise UsageError(f"this terminal (TERM is {os.environ['TERM']!r}) cannot show the app; {_WITHOUT}")


def open_app(
    found: Found, now: datetime, arguments: Arguments, mine: MyClock, leaving: Leaving | None
) -> ExitCode:
    """Run the app, whose clock goes on from now, until the attendee leaves it.

    Raises UsageError where there is no such theme.
    """
    from scale_tui.cli.settings import settings

    configured, before = settings(), habits_before()
    habits = habits_for_app(before)
    clock = clock_from(now, real_time())
    surroundings = surroundings_of(found, clock, arguments, mine, configured, habits)
    theme = theme_at_start(arguments.theme, before, configured.screen)
    glyphs = glyphs_chosen(arguments, configured)
    app = _app(found.agenda, surroundings, arguments, mine, theme=theme, glyphs=glyphs)
    gc.freeze()
    gc.enable()
    with surroundings.terminal.lent():
        app.run()
    if not (arguments.is_kiosk or is_served()):
        remember_how_left(app, habits, configured.screen)
    if leaving is not None:
        leaving.leave(app, found.kept_as, configured.screen)
    # Everything is written and closed. Python would go through all objects once more before it ends, which
    # takes ten times as long as all that comes before.
    gc.freeze()
    if app.crashed_of is not None:
        raise app.crashed_of
    return ExitCode(app.return_code or ExitCode.OK)


def _app(
    agenda: Agenda,
    surroundings: "Surroundings",
    arguments: Arguments,
    mine: MyClock,
    *,
    theme: str,
    glyphs: "Glyphs",
) -> "ScaleTuiApp":
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.colours import colours_of

    with _looking_store() if arguments.is_kiosk else open_store(surroundings.clock) as store:
        schedule, notice = _marks(store, agenda.name)
    return ScaleTuiApp(
        agenda,
        schedule,
        surroundings,
        glyphs=glyphs,
        theme=theme,
        colours=colours_of(os.environ),
        notice=notice,
        is_on_my_clock=mine.is_shown,
    )


def _looking_store() -> "LookingStore":
    from scale_tui.cli.guests import looking_store

    return looking_store()


def _marks(store: "PersonalStore | LookingStore", conference: str) -> tuple[PersonalSchedule, str | None]:
    """What is marked at first, and what the attendee should know of it."""
    try:
        return store.load(conference), store.notice
    except CannotRead as error:
        # The agenda can be read without the marks.
        return PersonalSchedule(), str(error)
