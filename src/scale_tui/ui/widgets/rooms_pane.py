"""The view of the rooms: the programme guide over a peek at its session; a word where there is one room."""

from asyncio import Lock
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from scale_tui.domain.agenda import Session
from scale_tui.ui.scene import Scene, empty_scene

if TYPE_CHECKING:
    from scale_tui.ui.widgets.rooms_guide import RoomsGuide
    from scale_tui.ui.widgets.session_peek import SessionPeek


class RoomsPane(Vertical):
    """Holds what the view is made of, which comes with ``bring``: most start with another view.

    The cursor is the guide's; where it went is ``highlighted``, to be watched.
    """

    scene: var[Scene] = var(empty_scene, init=False)
    session: var[Session | None] = var[Session | None](None, init=False)
    highlighted: var[Session | None] = var[Session | None](None, init=False, always_update=True)

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._bringing = Lock()
        self._parts: tuple[RoomsGuide, SessionPeek, Static] | None = None

    @property
    def guide(self) -> "RoomsGuide":
        """The guide, once it has been brought."""
        assert self._parts is not None  # noqa: S101
        return self._parts[0]

    async def bring(self) -> None:
        """Have the guide with its peek there, and what is said in their place."""
        async with self._bringing:
            if self._parts is not None:
                return
            from scale_tui.ui.widgets.rooms_guide import RoomsGuide
            from scale_tui.ui.widgets.session_peek import SessionPeek

            parts = RoomsGuide(), SessionPeek(), Static(id="one-room", markup=False)
            await self.mount(*parts)
            self._parts = parts
            self.watch(parts[0], "highlighted", partial(setattr, self, "highlighted"), init=False)
            self.watch_scene()
            self.watch_session()

    # Handed down rather than bound: what has just been brought is asked for its cursor at once.

    def watch_scene(self) -> None:
        """Show it in the guide and the peek, or say that there is one room."""
        if self._parts is None:
            return
        from scale_tui.ui.views.rooms import about_rooms

        guide, peek, one_room = self._parts
        self.set_class(self.scene.has_several_rooms, "-several")
        one_room.update(Content(about_rooms(self.scene)))
        guide.scene = peek.scene = self.scene

    def watch_session(self) -> None:
        """Peek at it."""
        if self._parts is not None:
            self._parts[1].session = self.session
