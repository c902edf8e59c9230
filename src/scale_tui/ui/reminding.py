"""Reminders in the app: what is asked for, and the looking, in the thread that has the marks."""

from collections.abc import Callable
from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.reminders import Memory, Reminder, Unshared, Watch
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.values import dataclass

TellDesktop = Callable[[str, str], str]
"""Tells a title and a body outside of the terminal's window; what is left to write to the terminal for that.

It may take seconds. Raises ScaleTuiError with a line to show.
"""


@dataclass(frozen=True, slots=True)
class Reminders:
    """How the app reminds: at which minutes before a start, none for never.

    In a rehearsal, where the time is given, nothing is used up for the day itself.
    """

    leads: tuple[int, ...]
    tell_desktop: TellDesktop
    is_rehearsal: bool = False


class Lookout:
    """Looks for what is due in what the app shows. ``follow`` may be called from any thread."""

    def __init__(self, reminders: Reminders, agenda: Agenda, schedule: PersonalSchedule) -> None:
        self._leads = reminders.leads
        self._is_rehearsal = reminders.is_rehearsal
        self._followed = (agenda, schedule)
        self._kept_of: tuple[Agenda, PersonalSchedule] | None = None
        self._kept: tuple[Session, ...] = ()
        self._watches: dict[str, Watch] = {}

    def follow(self, agenda: Agenda, schedule: PersonalSchedule) -> None:
        """Look into these from now on: after a mark, after a talk has moved, in another conference."""
        self._followed = (agenda, schedule)

    def look(self, memory: Memory, now: datetime) -> tuple[Agenda, tuple[Reminder, ...]]:
        """The agenda looked into, and what of it the attendee is to be told now, by this program."""
        followed = self._followed
        agenda, schedule = followed
        if followed is not self._kept_of:
            # By id: of a hundred thousand sessions a few are mine.
            mine = (agenda.by_id[star] for star in schedule.stars if star in agenda.by_id)
            self._kept_of, self._kept = followed, schedule.busy(mine)
        watch = self._watches.get(agenda.name, Watch(self._leads))
        try:
            memory = Unshared(memory) if self._is_rehearsal else memory
            watch, found = watch.look(memory, agenda.name, self._kept, now)
        except ScaleTuiError:
            # Where nothing can be remembered, twice (by two programs) is better than never. That the disk has
            # a fault is said when a mark is set.
            watch, found = watch.look(Unshared(), agenda.name, self._kept, now)
        self._watches[agenda.name] = watch
        return agenda, found
