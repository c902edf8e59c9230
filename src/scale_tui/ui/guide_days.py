"""An agenda's days by room, each laid out once: the guide of a day does not change with the cursor."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from rich.cells import cell_len

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.wording import counted
from scale_tui.ui.guide import Guide
from scale_tui.ui.line import cut
from scale_tui.ui.views.rooms import NO_ROOM, RoomDay, time_apart
from scale_tui.values import dataclass

_NARROWEST_CUT = 8


class GuideDays:
    """Keeps what was laid out of one agenda, or of what a filter leaves of it."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._days: dict[date, RoomDay] = {}
        self._guide: Guide | None = None
        self._guide_for: tuple[date, int, int] | None = None

    def day(self, day: date) -> RoomDay:
        """The rooms of one of the agenda's days."""
        if day not in self._days:
            self._days[day] = RoomDay.of(self.agenda.sessions_on(day))
        return self._days[day]

    def guide(self, day: date, scale: int, height: int) -> Guide:
        """A day's guide with so many cells a quarter of an hour on so many lines; the last one is kept."""
        if self._guide is None or self._guide_for != (day, scale, height):
            self._guide_for = (day, scale, height)
            self._guide = Guide.of(self.day(day), scale, height)
        return self._guide

    def counterpart(self, session: Session | None) -> Session | None:
        """A session of another agenda as it is in this one, else what is nearest to it in room and time.

        Room matters within a day only; None where this agenda has nothing.
        """
        if session is None or session.id in self.agenda.by_id or not self.agenda.days:
            return session and self.agenda.by_id.get(session.id)
        if session.day in self.agenda.days:
            return self.at_the_same_time(session, session.day)
        return min(self.agenda.sessions, key=lambda other: time_apart(other, session.start))

    def beside(self, session: Session, instant: datetime) -> Session:
        """What runs in a session's room, on its day, at an instant, or is nearest to it."""
        return self.day(session.day).nearest(instant, session.room or NO_ROOM)

    def at_the_same_time(self, session: Session, day: date) -> Session:
        """What stands on another of the agenda's days where a session stands on its own."""
        instant = session.start + (day - session.day)
        return self.day(day).nearest(instant, session.room or NO_ROOM)


@dataclass(frozen=True, slots=True)
class RoomNames:
    """What the rooms are called on a screen, and how many cells their names take at most."""

    names: Mapping[str, str]
    width: int

    @property
    def count(self) -> str:
        """How many rooms there are, in words."""
        return counted(len(self.names) - (NO_ROOM in self.names), "room")

    @classmethod
    def of(cls, day: RoomDay, width: int, ellipsis: str) -> "RoomNames":
        """Whole names where they take at most so many cells, else short ones in half as many again."""
        names = {room: room if room != NO_ROOM else "no room" for room in day.sessions}
        if _widest(names) > width:
            names = {room: day.short_names[room] or names[room] for room in names}
        narrowed = min(_widest(names), max(width * 3 // 2, _NARROWEST_CUT))
        return cls(_told_apart(names, narrowed, ellipsis), narrowed)


def _widest(names: Mapping[str, str]) -> int:
    return max(map(cell_len, names.values()))


def _told_apart(names: Mapping[str, str], width: int, ellipsis: str) -> dict[str, str]:
    """The names cut at their end, those that would then read alike in their middle."""
    cuts = {room: cut(name, width, ellipsis) for room, name in names.items()}
    taken = Counter(cuts.values())
    return {
        room: text if taken[text] == 1 else _cut_inside(names[room], width, ellipsis)
        for room, text in cuts.items()
    }


def _cut_inside(name: str, width: int, ellipsis: str) -> str:
    half = width // 2
    tail = next(name[i:] for i in range(len(name) + 1) if cell_len(name[i:]) <= half)
    return cut(name, width - cell_len(tail), ellipsis) + tail
