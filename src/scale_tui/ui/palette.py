"""The command palette: every key's command, every saved filter, session and person."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Protocol, cast

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from scale_tui.domain.agenda import Session
from scale_tui.domain.wording import capitalised, day_name
from scale_tui.ui.filter_messages import ShowFilter
from scale_tui.ui.keys_in_force import keys_in_force
from scale_tui.ui.messages import OpenDetail, OpenSession, ShowPerson
from scale_tui.ui.scene import Scene

Command = Callable[[], Awaitable[object] | object]


class _Showing(Protocol):
    """The screen under the palette."""

    scene: Scene


class PaletteProvider(Provider):
    """Finds by letters in order. What the agenda says is shown as it is, never read as markup."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for candidates in (self._commands(), self._filters()):
            for text, display, command in candidates:
                yield DiscoveryHit(display, command, text=text)

    async def search(self, query: str) -> Hits:
        """The commands, sessions and people that match, their letters marked."""
        matcher = self.matcher(query)
        for candidates in (self._commands(), self._filters(), self._agenda()):
            for text, display, command in candidates:
                score = matcher.match(text)
                if score > 0:
                    aside = display[len(text) :]
                    yield Hit(score, matcher.highlight(text) + aside, command, text=text)

    def _commands(self) -> Iterator[tuple[str, Content, Command]]:
        seen: set[str] = set()
        for active in keys_in_force(self.screen):
            binding = active.binding
            if binding.id is None or not binding.tooltip or binding.id in seen:
                continue
            seen.add(binding.id)
            text = capitalised(binding.tooltip)
            key = self.app.get_key_display(replace(binding, key_display=None))
            yield text, _with_aside(text, key), partial(self._run, active)

    def _filters(self) -> Iterator[tuple[str, Content, Command]]:
        for name, query in cast("_Showing", self.screen).scene.schedule.filters.items():
            text = f"Filter: {name}"
            yield text, _with_aside(text, query), partial(self._look_for, name)

    def _agenda(self) -> Iterator[tuple[str, Content, Command]]:
        scene = cast("_Showing", self.screen).scene
        for session in scene.agenda.sessions:
            when = f"{day_name(session.day)} {scene.clock_on(session.start, session.day)}"
            yield session.title, _with_aside(session.title, when), partial(self._open, session)
        for person in scene.agenda.people:
            show = partial(self.screen.post_message, ShowPerson(person.name))
            yield person.name, _with_aside(person.name, person.affiliation or "on stage"), show

    async def _run(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, active.node)

    def _look_for(self, name: str) -> None:
        self.screen.post_message(ShowFilter(name))

    def _open(self, session: Session) -> None:
        self.screen.post_message(OpenSession(session))
        self.screen.post_message(OpenDetail())


def _with_aside(text: str, aside: str) -> Content:
    return Content.assemble(text, (f"  {aside}", "$text-muted")) if aside else Content(text)
