"""The top line: which conference, which view, which day, what time."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from rich.cells import cell_len
from textual.reactive import var

from scale_tui.domain.wording import day_name, short_day_name, zone_name
from scale_tui.ui.line import cut
from scale_tui.ui.messages import ShowDay, ShowView, SwitchClock
from scale_tui.ui.outlook import Outlook
from scale_tui.ui.scene import Scene
from scale_tui.ui.views import View
from scale_tui.ui.widgets.bar import Bar, Part

_LEAST_OF_A_TITLE = 6
_PICK = "app.pick"

Tab = TypeVar("Tab")


class TitleBar(Bar):
    """Too narrow, it drops the copy's age, the date, other days and tabs, takes the acronym, drops the day.

    The clock always names its zone: a time means nothing without it.
    """

    outlook: var[Outlook] = var(Outlook(), init=False)

    def watch_outlook(self, old: Outlook, outlook: Outlook) -> None:
        """Paint anew where another view or day is looked at; what is typed does not stand here."""
        if (old.view, old.day) != (outlook.view, outlook.day):
            self.refresh()

    def parts(self, scene: Scene, width: int) -> tuple[list[Part], list[Part]]:
        """The fullest form that fits."""
        if scene.glyphs.is_words:
            from scale_tui.ui.spoken_bars import title_in_words

            return [Part(title_in_words(scene, self.outlook, width))], []
        left: list[Part] = []
        right: list[Part] = []
        for left, right in self._forms(scene):
            if sum(part.width for part in (*left, *right)) <= width:
                return left, right
        space = width - sum(part.width for part in (*left[1:], *right)) - 1
        if space < _LEAST_OF_A_TITLE:
            space += sum(part.width for part in right[:-2])
            right = right[-2:]
        title = cut(left[0].text.rstrip(), max(0, space), scene.glyphs.ellipsis)
        return [Part(title, left[0].styles, left[0].request), *left[1:]], right

    def _forms(self, scene: Scene) -> Iterator[tuple[list[Part], list[Part]]]:
        title, acronym = scene.agenda.title, scene.agenda.acronym or scene.agenda.title
        if cell_len(acronym) >= cell_len(title):
            acronym = title
        tabs, tab = self._view_tabs(scene), self._view_tabs(scene, only_current=True)
        days, day = self._day_tabs(scene), self._day_tabs(scene, only_current=True)
        date_, clock_ = self._date(scene), self._clock(scene)
        if scene.is_live and scene.age:
            # Outside of the event the line below says it.
            age = Part(f" {scene.age} ", (self.inks.dim,), "app.refresh")
            yield [Part(f" {title}  ", (self.inks.strong,), _PICK), *tabs], [age, *days, date_, *clock_]
        for name in (title, acronym):
            head = Part(f" {name}  ", (self.inks.strong,), _PICK)
            yield [head, *tabs], [*days, date_, *clock_]
            yield [head, *tabs], [*days, *clock_]
            yield [head, *tabs], [*day, *clock_]
        for name in (title, acronym):
            yield [Part(f" {name}  ", (self.inks.strong,), _PICK), *tab], [*day, *clock_]

    def _view_tabs(self, scene: Scene, *, only_current: bool = False) -> list[Part]:
        tabs: list[Part] = []
        for view in View:
            request = partial(ShowView, view)
            key = f" {scene.hint(view.hint)}".rstrip()
            if view is self.outlook.view:
                label = f" {view.value} " if only_current else f"{key} {view.value} "
                # Where it stands alone, it leads through all of them.
                to = _after(view, tuple(View)) if only_current else view
                tabs.append(Part(label, (self.inks.tab,), partial(ShowView, to)))
            elif not only_current:
                tabs.append(Part(f"{key} ", (self.inks.past,), request))
                tabs.append(Part(f"{view.value} ", (), request))
        return tabs

    def _day_tabs(self, scene: Scene, *, only_current: bool = False) -> list[Part]:
        if len(scene.agenda.days) < 2:
            return []
        tabs: list[Part] = []
        for day in scene.agenda.days:
            styles = (self.inks.cursor, self.inks.strong) if day == self.outlook.day else (self.inks.dim,)
            if day == self.outlook.day or not only_current:
                to = _after(day, scene.agenda.days) if only_current else day
                tabs.append(Part(f" {short_day_name(day)} ", styles, partial(ShowDay, to)))
        return [*tabs, Part(" ")]

    def _date(self, scene: Scene) -> Part:
        return Part(f" {day_name(scene.local(scene.now).date())} ", (self.inks.dim,), "screen.show_now")

    def _clock(self, scene: Scene) -> list[Part]:
        """The time and its zone, in another colour where the clock is not the conference's."""
        ink = self.inks.key if scene.is_on_my_clock else self.inks.dim
        zone = f" {zone_name(scene.local(scene.now))} "
        return [
            Part(f" {scene.clock(scene.now)}", (self.inks.strong,), SwitchClock),
            Part(zone, (ink,), SwitchClock),
        ]


def _after(tab: Tab, tabs: Sequence[Tab]) -> Tab:
    """The tab behind this one, the first behind the last."""
    return tabs[(tabs.index(tab) + 1) % len(tabs)] if tab in tabs else tab
