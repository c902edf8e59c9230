"""The views of an agenda: each is a function from a scene to rows."""

from enum import StrEnum


class View(StrEnum):
    """The five ways to look at one conference, in the order of their usual keys."""

    AGENDA = "Agenda"
    ROOMS = "Rooms"
    MINE = "Mine"
    PEOPLE = "People"
    NOW = "Now"

    @property
    def hint(self) -> str:
        """The key that opens it, as texts name it."""
        return f"{{view.{self.name.lower()}}}"
