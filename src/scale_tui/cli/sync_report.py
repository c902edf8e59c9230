"""What a synchronising does, told as it is done: one line a change, and a summary."""

from collections.abc import Sequence

from scale_tui.cli.output import Output
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.wording import clock, counted, short_day_name
from scale_tui.sync.merging import Action, Step

_DONE = {
    Action.ADD_HERE: "starred here",
    Action.ADD_THERE: "starred there",
    Action.REMOVE_HERE: "unstarred here",
    Action.REMOVE_THERE: "unstarred there",
}
_TO_DO = {
    Action.ADD_HERE: "would star here",
    Action.ADD_THERE: "would star there",
    Action.REMOVE_HERE: "would unstar here",
    Action.REMOVE_THERE: "would unstar there",
}


class SyncReport:
    """Tells of the changes of a conference's stars; ``is_dry_run`` of those that would be made."""

    def __init__(self, out: Output, agenda: Agenda, *, is_dry_run: bool) -> None:
        self._out = out
        self._agenda = agenda
        self._is_dry_run = is_dry_run
        self._changes = 0

    def tell(self, step: Step, sessions: Sequence[Session]) -> None:
        """Tell of one change; ``sessions`` are those that it is about, in time order."""
        self.say((_TO_DO if self._is_dry_run else _DONE)[step.action], sessions)

    def say(self, words: str, sessions: Sequence[Session]) -> None:
        """Tell of one change in these words."""
        self._changes += 1
        first = sessions[0]
        if self._out.is_plain:
            self._out.line(f"{words.capitalize()}: {first.title}")
            return
        local = self._agenda.local
        times = f"{short_day_name(first.day)} {clock(local(first.start))}–{clock(local(first.end))}"
        again = f" and {len(sessions) - 1} more" if len(sessions) > 1 else ""
        width = max(map(len, (_TO_DO if self._is_dry_run else _DONE).values()))
        self._out.line(f"{words:<{width}}  {times}{again}  {first.title}")

    def sum_up(self, place: str, *, alike: int, noun: str = "star") -> None:
        """Say how many changes it came to at this place, and how many stars both sides have now."""
        both = f"{counted(alike, noun)} on both sides"
        if self._is_dry_run:
            changes = f"{counted(self._changes, 'change')} to make" if self._changes else "nothing to change"
            self._out.line(f"{place}: {changes}, {both} so far")
        else:
            changes = counted(self._changes, "change") if self._changes else "nothing to change"
            self._out.line(f"{place}: {changes}, {both}")
