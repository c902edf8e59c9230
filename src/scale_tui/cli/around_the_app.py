"""What the app lives among: the disk, the network, the terminal and the desktop."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from scale_tui import quick
from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, intake
from scale_tui.cli.output import legible
from scale_tui.cli.zones import MyClock

if TYPE_CHECKING:
    from scale_tui.cli.desktop import Desktop
    from scale_tui.cli.shelf import KeptShelf
    from scale_tui.storage.config import Config
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.glyphs import Glyphs
    from scale_tui.ui.habits import Habits
    from scale_tui.ui.links import Copied, Failed
    from scale_tui.ui.reminding import Reminders
    from scale_tui.ui.surroundings import Surroundings


def surroundings_of(
    found: Found,
    clock: Callable[[], datetime],
    arguments: Arguments,
    mine: MyClock,
    configured: "Config",
    habits: "Habits",
) -> "Surroundings":
    """All of it for the attendee alone at a terminal; less for a browser, and least for onlookers."""
    from scale_tui.cli.outbox import KeptOutbox
    from scale_tui.cli.settings import change_minutes, complaints_of_keys, complaints_of_theme, keys_of
    from scale_tui.ui.surroundings import Surroundings
    from scale_tui.ui.terminal import Terminal

    opening, keys = partial(open_store, clock), keys_of(configured)
    for complaint in (of_app := (*complaints_of_keys(keys), *complaints_of_theme(configured))):
        complain(complaint)
    shelf = _shelf(found, configured)
    mine_alone = Surroundings(
        clock=clock,
        open_store=opening,
        shelf=shelf,
        outbox=KeptOutbox(opening),
        editor=_edit,
        reminders=_reminders(arguments, configured),
        my_zone=mine.zone,
        change_minutes=change_minutes(configured),
        terminal=Terminal(legible, quick.early_screen),
        habits=habits,
        keys=keys,
        complaints=(*configured.complaints, *of_app),
        links=_Links(),
    )
    if not (arguments.is_kiosk or is_served()):
        return mine_alone
    from scale_tui.cli.guests import for_a_browser, for_onlookers

    if arguments.is_kiosk:
        return for_onlookers(mine_alone, conferences(may_write=False), found.kept_as)
    return for_a_browser(mine_alone, shelf)


def _shelf(found: Found, configured: "Config") -> "KeptShelf":
    from scale_tui.cli.settings import is_refreshing
    from scale_tui.cli.shelf import KeptShelf

    unkept = found.agenda.name if found.kept_as is None else None
    return KeptShelf(
        conferences(), intake(), real_time, unkept=unkept, is_refreshing=is_refreshing(configured)
    )


def open_store(clock: Callable[[], datetime]) -> "PersonalStore":
    """The attendee's marks. Raises ScaleTuiError."""
    from scale_tui.storage.paths import schedule_path
    from scale_tui.storage.personal import PersonalStore

    return PersonalStore.open(schedule_path(), at=clock())


def is_served() -> bool:
    """Whether this process draws in a browser, for ``serve``: then it has no terminal."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


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


class _Links:
    """Browser and clipboard of this machine, looked for when there is something to open or to copy."""

    is_in_browser = False

    def open(self, address: str, failed: "Failed") -> None:
        """Have a browser open it. Raises NotOpened."""
        from scale_tui.cli.links import open_address

        open_address(address, failed, os.environ)

    def sequence(self, text: str) -> str:
        """OSC 52, in the form that what is between needs."""
        from scale_tui.cli.clipboard import sequence

        return sequence(text, os.environ)

    def copy(self, text: str) -> "Copied":
        """Copy by a program of this machine, and into the buffer of tmux."""
        from scale_tui.cli.clipboard import copy

        return copy(text, os.environ)


def _edit(text: str) -> str:
    from scale_tui.cli.editing import edit

    return edit(text, os.environ)


def glyphs_chosen(arguments: Arguments, configured: "Config") -> "Glyphs":
    """The characters to draw with, for ``--reader``, ``--plain`` and ``--glyphs``, else as configured."""
    from scale_tui.ui.glyphs import ASCII, UNICODE, WORDS, glyphs_for

    is_reader = arguments.is_plain or configured.screen.reader is True
    if is_reader if arguments.is_reader is None else arguments.is_reader:
        return WORDS
    choice = arguments.glyphs or configured.screen.glyphs or "auto"
    if choice == "auto" and not arguments.is_plain:
        # The screens are drawn on standard error.
        return glyphs_for(sys.stderr.encoding, os.environ.get("TERM"))
    return ASCII if arguments.is_plain or choice == "ascii" else UNICODE
