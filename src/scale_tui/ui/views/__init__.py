"""The views of an agenda: each is a function from a scene to rows."""

from enum import StrEnum


class View(StrEnum):
    """The five ways to look at one conference, in the order of their keys."""

    AGENDA = "Agenda"
    ROOMS = "Rooms"
    MINE = "Mine"
    PEOPLE = "People"
    NOW = "Now"

    @property
    def key(self) -> str:
        """The digit that opens it."""
        return str(list(View).index(self) + 1)
