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
from scale_tui.cli.conference import Found, conferences, intake
from scale_tui.cli.output import legible
from scale_tui.cli.zones import MyClock

if TYPE_CHECKING:
    from scale_tui.cli.desktop import Desktop
    from scale_tui.storage.config import Config
    from scale_tui.storage.personal import PersonalStore
    from scale_tui.ui.glyphs import Glyphs
    from scale_tui.ui.reminding import Reminders
    from scale_tui.ui.surroundings import Surroundings


def surroundings_of(
    found: Found, clock: Callable[[], datetime], arguments: Arguments, mine: MyClock
) -> "Surroundings":
    """All of it for the attendee alone at a terminal; less for a browser, and least for onlookers."""
    from scale_tui.cli.outbox import KeptOutbox
    from scale_tui.cli.settings import change_minutes, is_refreshing, settings
    from scale_tui.cli.shelf import KeptShelf
    from scale_tui.ui.surroundings import Surroundings
    from scale_tui.ui.terminal import Terminal

    configured = settings()
    opening = partial(open_store, clock)
    unkept = found.agenda.name if found.kept_as is None else None
    shelf = KeptShelf(
        conferences(), intake(), real_time, unkept=unkept, is_refreshing=is_refreshing(configured)
    )
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
    )
    if not (arguments.is_kiosk or is_served()):
        return mine_alone
    from scale_tui.cli.guests import for_a_browser, for_onlookers

    if arguments.is_kiosk:
        return for_onlookers(mine_alone, conferences(may_write=False), found.kept_as)
    return for_a_browser(mine_alone, shelf)


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


def _edit(text: str) -> str:
    from scale_tui.cli.editing import edit

    return edit(text, os.environ)


def glyphs_chosen(choice: str) -> "Glyphs":
    """The characters to draw with, for ``--glyphs``."""
    from scale_tui.ui.glyphs import ASCII, UNICODE, glyphs_for

    if choice == "auto":
        # The screens are drawn on standard error.
        return glyphs_for(sys.stderr.encoding, os.environ.get("TERM"))
    return ASCII if choice == "ascii" else UNICODE
