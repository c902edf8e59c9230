"""What is around the app: the screens know no disk and no network, they are handed these."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.ui.keeping import StoreOpener
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.reminding import Reminders
from scale_tui.ui.shelf import Shelf
from scale_tui.ui.switched_off import NOTHING_OFF, SwitchedOff
from scale_tui.ui.terminal import Terminal

if TYPE_CHECKING:
    from scale_tui.ui.screens.note import Editor


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``clock`` tells the present instant; ``open_store`` opens the marks in the thread that keeps them.

    ``shelf`` has the other conferences, ``outbox`` writes files, ``editor`` is the attendee's own, and
    ``my_zone`` their time zone; ``change_minutes`` is what changing rooms takes them. Without ``reminders``
    none are given. ``terminal`` is what the app is drawn on, ``switched_off`` what cannot be done there.
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
