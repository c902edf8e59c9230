"""What a synchronising does, told as it is done: one line a change, and a summary."""

from collections.abc import Sequence

from scale_tui.cli.output import Output
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import Mark
from scale_tui.domain.wording import clock, counted, short_day_name
from scale_tui.sync.merging import Action

Words = tuple[str, str]
"""What is told of a change, once it is made and before."""

HERE, THERE = "here", "there"
UPDATED: Words = ("updated", "would update")
_ADDED: dict[Mark, Words] = {
    Mark.STAR: ("starred", "would star"),
    Mark.BACKUP: ("backup", "would be backup"),
    Mark.OWN: ("added", "would add"),
}
_REMOVED: dict[Mark, Words] = {
    Mark.STAR: ("unstarred", "would unstar"),
    Mark.BACKUP: ("removed", "would remove"),
    Mark.OWN: ("removed", "would remove"),
}
_LONGEST = tuple(max(map(len, words)) for words in zip(*_ADDED.values(), *_REMOVED.values(), strict=True))


class SyncReport:
    """Tells of the changes of what is kept of a conference; ``is_dry_run`` of those that would be made."""

    def __init__(self, out: Output, agenda: Agenda, *, is_dry_run: bool) -> None:
        self._out = out
        self._agenda = agenda
        self._is_dry_run = is_dry_run
        self._changes = 0

    def tell(self, action: Action, sessions: Sequence[Session], mark: Mark = Mark.STAR) -> None:
        """Tell of one change; ``sessions`` are those that it is about, in time order, and so kept."""
        words = _ADDED if action in {Action.ADD_HERE, Action.ADD_THERE} else _REMOVED
        where = HERE if action in {Action.ADD_HERE, Action.REMOVE_HERE} else THERE
        self.say(words[mark], where, sessions)

    def say(self, words: Words, where: str, sessions: Sequence[Session]) -> None:
        """Tell of one change in these words."""
        self._changes += 1
        first, told = sessions[0], f"{words[self._is_dry_run]} {where}"
        if self._out.is_plain:
            self._out.line(f"{told.capitalize()}: {first.title}")
            return
        local = self._agenda.local
        times = f"{short_day_name(first.day)} {clock(local(first.start))}–{clock(local(first.end))}"
        again = f" and {len(sessions) - 1} more" if len(sessions) > 1 else ""
        width = _LONGEST[self._is_dry_run] + len(f" {THERE}")
        self._out.line(f"{told:<{width}}  {times}{again}  {first.title}")

    def sum_up(self, place: str, *, alike: int, noun: str = "star") -> None:
        """Say how many changes it came to at this place, and how many stars both sides have now."""
        both = f"{counted(alike, noun)} on both sides"
        if self._is_dry_run:
            changes = f"{counted(self._changes, 'change')} to make" if self._changes else "nothing to change"
            self._out.line(f"{place}: {changes}, {both} so far")
        else:
            changes = counted(self._changes, "change") if self._changes else "nothing to change"
            self._out.line(f"{place}: {changes}, {both}")
