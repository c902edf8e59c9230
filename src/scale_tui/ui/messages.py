"""What widgets, workers and the app tell each other, as values.

Past facts say what happened; the others ask for something and are answered by the screen or the app.
"""

from collections.abc import Callable
from datetime import date, datetime

from textual.message import Message

from scale_tui.domain.agenda import Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.views import View

Request = Callable[[], Message]
"""Makes a message anew each time: Textual keeps on a message whether it was handled."""


class SessionHighlighted(Message):
    """The cursor moved to a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__()


class OpenSession(Message):
    """Show this session with its detail, whatever is on screen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__()


class OpenDetail(Message):
    """Show the detail of the session under the cursor."""


class ToggleStar(Message):
    """Star this session, or take its star off."""

    def __init__(self, session: Session) -> None:
        self.session = session
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
    """My schedule was read from the disk, at the start or because another program changed it."""

    def __init__(self, schedule: PersonalSchedule) -> None:
        self.schedule = schedule
        super().__init__()


class MarkSaved(Message):
    """The mark that waited longest is on the disk."""

    def __init__(self, schedule: PersonalSchedule) -> None:
        self.schedule = schedule
        super().__init__()


class MarkNotSaved(Message):
    """The mark that waited longest could not be written; what is on the disk is as it was."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()
