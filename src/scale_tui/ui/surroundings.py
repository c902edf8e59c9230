"""What is around the app: the screens know no disk and no network, they are handed these."""

from collections.abc import Callable
from dataclasses import field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.ui.habits import Habits
from scale_tui.ui.keeping import StoreOpener
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.own_keys import USUAL_KEYS, OwnKeys
from scale_tui.ui.reminding import Reminders
from scale_tui.ui.shelf import Shelf
from scale_tui.ui.switched_off import NOTHING_OFF, SwitchedOff
from scale_tui.ui.terminal import Terminal
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.ui.links import Links
    from scale_tui.ui.screens.note import Editor


def _no_links() -> "Links":
    from scale_tui.ui.links import NoLinks

    return NoLinks()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``clock`` tells the present instant; ``open_store`` opens the marks in the thread that keeps them.

    ``shelf`` has the other conferences, ``outbox`` writes files, ``editor`` is the attendee's own, and
    ``my_zone`` their time zone; ``change_minutes`` is what changing rooms takes them. Without ``reminders``
    none are given. ``terminal`` is what the app is drawn on, ``switched_off`` what cannot be done there.
    ``habits`` are how the app was left before, and how it is now. ``links`` opens addresses and copies.
    ``keys`` are on which keys what can be done is, ``complaints`` tell which lines of the configuration do
    not count.
    """

    clock: Callable[[], datetime]
    open_store: StoreOpener
    shelf: Shelf
    outbox: Outbox
    editor: "Editor"
    reminders: Reminders | None = None
    my_zone: tzinfo | None = None
    change_minutes: int = CHANGE_MINUTES
    terminal: Terminal = field(default_factory=Terminal)
    switched_off: SwitchedOff = NOTHING_OFF
    habits: Habits = field(default_factory=Habits)
    keys: OwnKeys = USUAL_KEYS
    complaints: tuple[str, ...] = ()
    links: "Links" = field(default_factory=_no_links)
