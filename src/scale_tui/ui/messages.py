"""What widgets, workers and the app tell each other, as values.

Past facts say what happened; the others ask for something and are answered by the screen or the app.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.message import Message

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.changes import UNCHANGED, AgendaChange, Changes
from scale_tui.domain.conference import Conference
from scale_tui.domain.marks import Change, Mark, Setting
from scale_tui.domain.reminders import Reminder
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.views import View

if TYPE_CHECKING:
    from textual.widget import Widget

    from scale_tui.domain.gaps import Gap

Request = Callable[[], Message] | str
"""Makes a message anew each time: Textual keeps on one whether it was handled. Or an action, as keys have."""


def ask_for(widget: "Widget", request: Request) -> None:
    """Do what a click on a part of this widget asks for."""
    if isinstance(request, str):
        # As a key would: what is switched off is not done by a click either.
        widget.call_later(widget.run_action, request)
    else:
        widget.post_message(request())


class OpenSession(Message):
    """Show this session with its detail, whatever is on screen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__()


class OpenDetail(Message):
    """Show the detail of the session under the cursor."""


class ToggleMark(Message):
    """Set this mark on a session, a room or a track, or take it off."""

    def __init__(self, mark: Mark, subject: str) -> None:
        self.mark = mark
        self.subject = subject
        super().__init__()


class SetMarks(Message):
    """Set and take off these marks, together."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        self.settings = tuple(settings)
        super().__init__()


class EditNote(Message):
    """Write a note on this session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__()


class ShowFree(Message):
    """Show what fits into this free time."""

    def __init__(self, gap: "Gap") -> None:
        self.gap = gap
        super().__init__()


class ShowPerson(Message):
    """Show the sessions of the person of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class ShowInstant(Message):
    """Move the cursor to what runs then."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant
        super().__init__()


class ShowView(Message):
    """Change to this view."""

    def __init__(self, view: View) -> None:
        self.view = view
        super().__init__()


class ShowDay(Message):
    """Change to this conference day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__()


class ScheduleRead(Message):
    """My schedule of a conference was read from the disk, because another program changed it."""

    def __init__(self, conference: str, schedule: PersonalSchedule) -> None:
        self.conference = conference
        self.schedule = schedule
        super().__init__()


class MarkSaved(Message):
    """What waited longest is on the disk.

    Of an undo or redo ``done`` says which of them it was, and ``change`` what it set: nothing where there was
    nothing to undo.
    """

    def __init__(
        self, conference: str, schedule: PersonalSchedule, done: str = "", change: Change | None = None
    ) -> None:
        self.conference = conference
        self.schedule = schedule
        self.done = done
        self.change = change
        super().__init__()


class OpenConference(Message):
    """Show the conference called so."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class AddConference(Message):
    """Read the schedule at this address or in this file, and show it.

    ``is_agreed`` says that the address may be one of this machine or of a private network.
    """

    def __init__(self, source: str, *, is_agreed: bool = False) -> None:
        self.source = source
        self.is_agreed = is_agreed
        super().__init__()


class PrivateNetworkFound(Message):
    """The address to add is one of this machine or of a private network, which may not be meant."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__()


class AgendaCame(Message):
    """An agenda was read, with my schedule of it: of another conference, or a newer one of this.

    ``changes`` are those I have not taken notice of, ``brought`` what a newer one brought. ``checked_at`` is
    when its source answered, on the clock of the app. Not ``is_asked`` where it came without a key.
    """

    def __init__(
        self,
        agenda: Agenda,
        schedule: PersonalSchedule,
        *,
        changes: Changes = UNCHANGED,
        checked_at: datetime | None = None,
        brought: Sequence[AgendaChange] = (),
        is_asked: bool = True,
    ) -> None:
        self.agenda = agenda
        self.schedule = schedule
        self.changes = changes
        self.checked_at = checked_at
        self.brought = brought
        self.is_asked = is_asked
        super().__init__()


class CopyRead(Message):
    """How this agenda, which is open, differs from what it was, and when its source answered."""

    def __init__(self, agenda: Agenda, changes: Changes, checked_at: datetime | None) -> None:
        self.agenda = agenda
        self.changes = changes
        self.checked_at = checked_at
        super().__init__()


class AcknowledgeChanges(Message):
    """Count all changes of the agenda as seen."""


class ChangesAcknowledged(Message):
    """The changes of this agenda count as seen."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        super().__init__()


class ChangesNotAcknowledged(Message):
    """That the changes were seen could not be kept, and why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class NothingNewer(Message):
    """The source of the agenda was asked, and has nothing newer."""


class Fetching(Message):
    """Something is on its way; how far it has come, in words."""

    def __init__(self, progress: str) -> None:
        self.progress = progress
        super().__init__()


class FetchFailed(Message):
    """What was asked for cannot be had, and why; what was there before still is.

    Not ``is_asked`` where it was tried without a key.
    """

    def __init__(self, reason: str, *, is_asked: bool = True) -> None:
        self.reason = reason
        self.is_asked = is_asked
        super().__init__()


class ConferencesListed(Message):
    """The conferences on this machine."""

    def __init__(self, conferences: Sequence[Conference]) -> None:
        self.conferences = conferences
        super().__init__()


class SwitchClock(Message):
    """Show times on the other clock: mine, or the conference's."""


class RemindersDue(Message):
    """Sessions of this agenda start soon, or have begun unnoticed; nobody else tells of them."""

    def __init__(self, agenda: Agenda, reminders: Sequence[Reminder]) -> None:
        self.agenda = agenda
        self.reminders = tuple(reminders)
        super().__init__()


class WriteToTerminal(Message):
    """Send this escape sequence to the terminal, beside the screens."""

    def __init__(self, sequence: str) -> None:
        self.sequence = sequence
        super().__init__()


class DesktopFailed(Message):
    """Notifications outside of the terminal do not work here, and why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class MarkNotSaved(Message):
    """The mark that waited longest could not be written; what is on the disk is as it was."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()
