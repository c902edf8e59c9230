"""The rows of a list, as values: what stands where, not how it is painted.

Every row has a ``height`` in lines and a ``session``, or None; ``is_choice`` says where the cursor may rest.
An ``action`` is what a click asks for on a row where it may not.
Named tuples, as fifteen dataclasses take 7 ms to define at each start, these 1 (measured).
"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from scale_tui.domain.agenda import Person, Role, Session

if TYPE_CHECKING:
    from scale_tui.domain.gaps import Gap, RoomChange


class SessionRow(NamedTuple):
    """A session of the agenda; the time stands once per start, the room where there are several.

    ``day`` is named where rows of several days stand together in another order than that of time, and
    ``remark`` is what is said of it in place of who speaks: why it is there.
    """

    session: Session
    height: int = 1
    shows_time: bool = True
    room_width: int = 0
    day: str = ""
    remark: str = ""


class NowRule(NamedTuple):
    """The line between what has started and what has not."""

    coming: datetime | None
    session: None = None
    height: int = 1


class Heading(NamedTuple):
    """A title over the rows that follow, with a count or remark beside it.

    ``ink`` names the colour; ``group`` is the number of the affiliation or track it is for.
    """

    text: str
    aside: str = ""
    ink: str = "heading"
    group: int | None = None
    warning: str = ""
    action: str = ""
    session: None = None
    height: int = 1


class Note(NamedTuple):
    """A line of our own words: why there is nothing here, and which key helps."""

    text: str
    is_strong: bool = False
    action: str = ""
    session: None = None
    height: int = 1


class Fold(NamedTuple):
    """Rows that are folded away: how many, and which key shows them."""

    text: str
    action: str = ""
    session: None = None
    height: int = 1


class PersonRow(NamedTuple):
    """A person with one of their sessions; the name stands at the first of them only."""

    person: Person
    session: Session
    role: Role
    name_width: int
    shows_name: bool = True
    height: int = 1


class StarRow(NamedTuple):
    """A session of my schedule, with its start over its end."""

    session: Session
    height: int = 2


class GapRow(NamedTuple):
    """Free time between two stars."""

    gap: "Gap"
    session: None = None
    height: int = 1


class RoomChangeRow(NamedTuple):
    """The few minutes between two rooms."""

    change: "RoomChange"
    session: None = None
    height: int = 1


class BackupRow(NamedTuple):
    """A session that is kept as second choice, where it would stand."""

    session: Session
    height: int = 1


class LostRow(NamedTuple):
    """A session of my schedule that was cancelled, or that the agenda has no longer."""

    session: Session
    height: int = 1


class ClashHeading(NamedTuple):
    """The start of stars that overlap, how many they are and until when."""

    start: datetime
    end: datetime
    size: int
    action: str = "screen.settle"
    session: None = None
    height: int = 1


class ClashRow(NamedTuple):
    """One of the stars that overlap, as a bar on the axis from ``start`` to ``end`` of them all."""

    session: Session
    start: datetime
    end: datetime
    height: int = 1


class RunningRow(NamedTuple):
    """A session that is on, with how much of it is gone and left."""

    session: Session
    height: int = 1


class ComingRow(NamedTuple):
    """A session that starts soon, with the time until then."""

    session: Session
    height: int = 1


def is_choice(row: "Row") -> bool:
    """Whether the cursor may rest there: on a session, and on free time that has something to offer."""
    return row.session is not None or (isinstance(row, GapRow) and bool(row.gap.talks))


Row = (
    SessionRow
    | NowRule
    | Heading
    | Note
    | Fold
    | PersonRow
    | StarRow
    | GapRow
    | RoomChangeRow
    | BackupRow
    | LostRow
    | ClashHeading
    | ClashRow
    | RunningRow
    | ComingRow
)
