"""The themes to choose from: the present one, our own, then Textual's."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from scale_tui.ui.themes import OWN_THEMES


class _Themed(Protocol):
    """The app, which has a theme and takes another."""

    theme_in_use: str

    def choose_theme(self, name: str) -> None:
        """Show it, now and at the next start."""
        ...


class ThemeProvider(Provider):
    """Finds themes by letters in order. The text of each hit is the theme's name."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed; the present one first, so that it is the one shown."""
        for name, display, choose in self._themes():
            yield DiscoveryHit(display, choose, text=name)

    async def search(self, query: str) -> Hits:
        """Those that match, their letters marked."""
        matcher = self.matcher(query)
        for name, display, choose in self._themes():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name) + display[len(name) :], choose, text=name)

    def _themes(self) -> Iterator[tuple[str, Content, Callable[[], None]]]:
        themed = cast("_Themed", self.app)
        present, own = themed.theme_in_use, [theme.name for theme in OWN_THEMES]
        others = sorted(self.app.available_themes.keys() - set(own))
        for name in sorted([*own, *others], key=lambda name: name != present):
            display = Content.assemble(name, ("  in use" if name == present else "", "$text-muted"))
            yield name, display, partial(themed.choose_theme, name)
