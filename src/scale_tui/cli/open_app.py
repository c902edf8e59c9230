"""``open``: hands everything to the app. The only command that loads what draws screens."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from scale_tui import quick
from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import clock_from, now_at_conference, real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, find_conference, intake
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.leaving_books import Leaving
from scale_tui.cli.obtaining import STANDARD_INPUT, is_address
from scale_tui.cli.output import Output, legible
from scale_tui.cli.zones import MyClock, my_clock
from scale_tui.domain.errors import CannotRead, NotFound, UsageError
from scale_tui.domain.schedule import PersonalSchedule

_WITHOUT = "'scale-tui now' and 'scale-tui list' do without"
_WITHOUT_CURSOR = ("dumb", "unknown")
"""What calls itself so can only write one line after another: an editor's shell window, a log."""

if TYPE_CHECKING:
    from scale_tui.cli.desktop import Desktop
    from scale_tui.storage.config import Config
    from scale_tui.storage.looking_store import LookingStore
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.glyphs import Glyphs
    from scale_tui.ui.reminding import Reminders
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


def _is_served() -> bool:
    """Whether this process draws in a browser, for ``serve``: then it has no terminal."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def _check_terminal() -> None:
    if _is_served():
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
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.themes import DEFAULT_THEME

    agenda = found.agenda
    surroundings = _surroundings(found, clock_from(now, real_time()), arguments, mine)
    with _looking_store() if arguments.is_kiosk else _store(surroundings.clock) as store:
        schedule, notice = _marks(store, agenda.name)
    app = ScaleTuiApp(
        agenda,
        schedule,
        surroundings,
        glyphs=_glyphs("ascii" if arguments.is_plain else arguments.glyphs),
        notice=notice,
        is_on_my_clock=mine.is_shown,
    )
    theme = arguments.theme or DEFAULT_THEME
    if theme not in app.available_themes:
        raise UsageError(f"no theme {theme!r}; there are {', '.join(sorted(app.available_themes))}")
    app.theme = theme
    gc.freeze()
    gc.enable()
    with surroundings.terminal.lent():
        app.run()
    if leaving is not None:
        leaving.leave(app, found.kept_as, partial(_marks_on_disk, surroundings.clock))
    # Everything is written and closed. Python would go through all objects once more before it ends, which
    # takes ten times as long as all that comes before.
    gc.freeze()
    if app.crashed_of is not None:
        raise app.crashed_of
    return ExitCode(app.return_code or ExitCode.OK)


def _surroundings(
    found: Found, clock: Callable[[], datetime], arguments: Arguments, mine: MyClock
) -> "Surroundings":
    from scale_tui.cli.outbox import KeptOutbox
    from scale_tui.cli.settings import change_minutes, is_refreshing, settings
    from scale_tui.cli.shelf import KeptShelf
    from scale_tui.ui.surroundings import Surroundings
    from scale_tui.ui.terminal import Terminal

    configured = settings()
    open_store = partial(_store, clock)
    unkept = found.agenda.name if found.kept_as is None else None
    shelf = KeptShelf(
        conferences(), intake(), real_time, unkept=unkept, is_refreshing=is_refreshing(configured)
    )
    mine_alone = Surroundings(
        clock=clock,
        open_store=open_store,
        shelf=shelf,
        outbox=KeptOutbox(open_store),
        editor=_edit,
        reminders=_reminders(arguments, configured),
        my_zone=mine.zone,
        change_minutes=change_minutes(configured),
        terminal=Terminal(legible, quick.early_screen),
    )
    if not (arguments.is_kiosk or _is_served()):
        return mine_alone
    from scale_tui.cli.guests import for_a_browser, for_onlookers

    if arguments.is_kiosk:
        return for_onlookers(mine_alone, conferences(may_write=False), found.kept_as)
    return for_a_browser(mine_alone, shelf)


def _store(clock: Callable[[], datetime]) -> "PersonalStore":
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore

    return PersonalStore.open(schedule_path(), at=clock())


def _looking_store() -> "LookingStore":
    from scale_tui.cli.guests import looking_store

    return looking_store()


def _marks_on_disk(clock: Callable[[], datetime], conference: str) -> PersonalSchedule | None:
    """What is marked; None where there is something to say of it. Raises CannotRead."""
    with _store(clock) as store:
        return None if store.notice else store.load(conference)


def _marks(store: "PersonalStore | LookingStore", conference: str) -> tuple[PersonalSchedule, str | None]:
    """What is marked at first, and what the attendee should know of it."""
    try:
        return store.load(conference), store.notice
    except CannotRead as error:
        # The agenda can be read without the marks.
        return PersonalSchedule(), str(error)


def _reminders(arguments: Arguments, configured: "Config") -> "Reminders":
    from scale_tui.cli.reminding import is_time_given, leads
    from scale_tui.ui.reminding import Reminders

    return Reminders(
        leads(os.environ, configured),
        _Desktop().tell,
        is_rehearsal=is_time_given(arguments.at, os.environ),
    )


class _Desktop:
    """Looks for a way to tell something on the desktop when there is something to tell."""

    def tell(self, title: str, body: str) -> str:
        """As ``cli.desktop.Desktop`` does. It may take seconds."""
        return self._found.tell(title, body)

    @cached_property
    def _found(self) -> "Desktop":
        from scale_tui.cli.desktop import desktop_for

        return desktop_for(os.environ)


def _edit(text: str) -> str:
    from scale_tui.cli.editing import edit

    return edit(text, os.environ)


def _glyphs(choice: str) -> "Glyphs":
    from scale_tui.ui.glyphs import ASCII, UNICODE, glyphs_for

    if choice == "auto":
        # The screens are drawn on standard error.
        return glyphs_for(sys.stderr.encoding, os.environ.get("TERM"))
    return ASCII if choice == "ascii" else UNICODE
