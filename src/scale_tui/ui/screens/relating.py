"""The part of the main screen that leads from a session to what has to do with it."""

from asyncio import sleep

from textual import work
from textual.binding import Binding

from scale_tui.domain.agenda import Session
from scale_tui.domain.wording import counted
from scale_tui.ui.rows import PersonRow
from scale_tui.ui.screens.choosing import ChoosingScreen
from scale_tui.ui.screens.keeping_filters import KeepingFiltersScreen

_MANY = 3_000
"""So many sessions take a second and more to be compared for the first time."""


class RelatingScreen(ChoosingScreen, KeepingFiltersScreen):
    """Offers the sessions most like the selected one, and the others of its speakers."""

    BINDINGS = [
        Binding("M", "show_alike", "alike", show=False, id="find.alike", tooltip="more like this one"),
        Binding(
            "T", "show_others", "talks", show=False, id="find.others", tooltip="the speaker's other talks"
        ),
    ]

    def action_show_alike(self) -> None:
        """Offer the sessions that are most like the selected one."""
        session = self.session
        if session is None:
            return
        if session.id not in self._finder.agenda.by_id:
            self.notify("It is not in the agenda: nothing there is compared with it.", markup=False)
            return
        count = len(self._finder.agenda.sessions)
        if count > _MANY and not self._finder.has_compared:
            self.notify(f"Comparing {counted(count, 'session')} {self.scene.glyphs.ellipsis}", markup=False)
        self._look_for_alike(session)

    @work(exclusive=True, group="alike")
    async def _look_for_alike(self, session: Session) -> None:
        """Compare in steps, between which keys are answered; the first time takes longest."""
        finder = self._finder
        for _ in finder.comparing():
            await sleep(0)
        if finder is not self._finder or not self.is_current:
            return  # Somebody went on to something else.
        found = finder.most_like(session, self.scene)
        if not found:
            self._tell("Nothing else here is much like it.", "{find.beside} lists what else is on then.")
            return
        from scale_tui.ui.views.related import alike_rows

        self._offer_rows(f"Most like {session.title}", lambda scene, width: alike_rows(scene, found, width))

    def action_show_others(self) -> None:
        """Offer what else the speakers of the selected session are in; in People, who is selected there."""
        if self.session is None:
            return
        from scale_tui.domain.other_talks import others_of
        from scale_tui.ui.views.related import others_rows

        scene, name = self.scene, self._name_under_cursor()
        found = others_of(scene.agenda, self.session, name=name, without=scene.hidden)
        sessions = {session.id for each in found for session in each.sessions}
        who = found[0].person.name if len(found) == 1 else "Its speakers"
        if sessions:
            title = f"{who}: {counted(len(sessions), 'other session')}"
            self._offer_rows(title, lambda scene, width: others_rows(scene, found, width))
        elif not found:
            self._tell("It names no speakers.", "{find.alike} lists what is most like it.")
        else:
            has = "has" if len(found) == 1 else "have"
            self._tell(f"{who} {has} no other session here.", "{find.alike} lists what is most like it.")

    def _tell(self, text: str, hint: str) -> None:
        self.notify(self.scene.and_hint(text, hint), markup=False)

    def _name_under_cursor(self) -> str | None:
        """Who stands under the cursor, where the list is of people."""
        row = (
            None
            if self._is_guide or self.sessions.cursor is None
            else self.sessions.rows[self.sessions.cursor]
        )
        return row.person.name if isinstance(row, PersonRow) else None
