"""The part of the main screen that goes somewhere: to a session, a day, a time, a view."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one

from scale_tui.domain.agenda import Session
from scale_tui.domain.wording import capitalised, day_name, event_state
from scale_tui.ui import messages
from scale_tui.ui.screens.searching import SearchingScreen
from scale_tui.ui.views import View
from scale_tui.ui.widgets.rooms_pane import RoomsPane
from scale_tui.ui.widgets.session_list import SessionList

if TYPE_CHECKING:
    from scale_tui.ui.widgets.rooms_guide import RoomsGuide


class GoingScreen(SearchingScreen):
    """Moves the cursor of the list or the guide. Whoever derives from it has the selected session."""

    BROUGHT_LATER = ("scale_tui.ui.widgets.rooms_guide",)

    session: Session | None

    rooms = query_one("#rooms", RoomsPane)

    @property
    def guide(self) -> "RoomsGuide":
        """The programme guide, which is there once the rooms were looked at."""
        return self.rooms.guide

    @property
    def _is_guide(self) -> bool:
        return self.outlook.view is View.ROOMS and self.scene.has_several_rooms

    @property
    def _front(self) -> "SessionList | RoomsGuide":
        """What has the cursor in this view."""
        return self.guide if self._is_guide else self.sessions

    def _go_to(self, session: Session, *, a_third_down: bool = False) -> None:
        """Put the cursor on a session, in this view if it is there, else in the agenda."""
        if self._front.select(session, a_third_down=a_third_down):
            return
        if session.id not in self.scene.agenda.by_id:
            # An entry of my own, or what the agenda has no longer.
            self._turn_to(View.MINE)
            self.sessions.select(session, a_third_down=a_third_down)
            return
        is_past = self.outlook.shows_past or self.scene.is_over(session)
        is_hidden = self.outlook.shows_hidden or self.scene.is_hidden(session)
        self.outlook = replace(
            self.outlook,
            view=View.AGENDA,
            day=session.day,
            text="",
            is_typing=False,
            shows_past=is_past,
            shows_hidden=is_hidden,
        )
        self.sessions.select(session, a_third_down=a_third_down)

    @on(messages.OpenSession)
    def _open_session(self, message: messages.OpenSession) -> None:
        self._go_to(message.session)

    @on(messages.ShowInstant)
    def _show_instant(self, message: messages.ShowInstant) -> None:
        if self._is_guide:
            self.guide.show_instant(message.instant)
        else:
            places = (self._selection.scene, self.scene)
            found = (scene.first_at(message.instant, self.outlook.day) for scene in places)
            if session := next(filter(None, found), None):
                self._go_to(session)

    @on(messages.ShowView)
    async def _show_view(self, message: messages.ShowView) -> None:
        await self.action_view(message.view.name)

    @on(messages.ShowDay)
    def _show_day(self, message: messages.ShowDay) -> None:
        of_day = self._selection.scene.shown.sessions_on(message.day)
        if self.outlook.text and not of_day:
            nothing = f"Nothing of this on {day_name(message.day)}."
            self.notify(self.scene.and_hint(nothing, "{search.clear} shows all."), markup=False)
        elif self._is_guide:
            if of_day:
                self.guide.show_day(message.day)
        elif self.outlook.text:
            self._look_at_agenda()
            self.sessions.select(of_day[0], a_third_down=True)
        else:
            self._look_at_agenda(day=message.day)

    @on(messages.ShowPerson)
    def _show_person(self, message: messages.ShowPerson) -> None:
        self._look_at_agenda(text=f'@"{message.name}"')

    async def action_view(self, name: str) -> None:
        """Change to a view; the selected session stays selected."""
        view = View[name]
        if view is View.ROOMS:
            await self.rooms.bring()
        self._turn_to(view)

    def _turn_to(self, view: View) -> None:
        self.is_reading = False
        self.outlook = replace(self.outlook, view=view, is_typing=False)
        self._front.focus()

    def action_day(self, step: int) -> None:
        """Change to the previous or next day of the agenda."""
        days = self.scene.agenda.days
        if self.outlook.day in days:
            index = days.index(self.outlook.day) + step
            if 0 <= index < len(days):
                self.post_message(messages.ShowDay(days[index]))

    def action_show_now(self) -> None:
        """Go to what is on, or else to what comes next."""
        left = self._selection.scene.session_to_be_in
        # A filter is left only where nothing of it is on.
        session = left if left and self.scene.is_on(left) else self.scene.session_to_be_in
        if session:
            self._go_to(session, a_third_down=True)
        else:
            state = event_state(self.scene.agenda, self.scene.now, self.scene.zone)
            has_days = bool(self.scene.agenda.days)
            how = "{view.agenda} shows the agenda." if has_days else "{changes.check} looks for a newer one."
            told = self.scene.and_hint(f"{capitalised(state)}.", how)
            self.notify(told, title=self.scene.agenda.title, markup=False)

    def action_show_next_star(self) -> None:
        """Go to the next of my stars, as the event stands; outside of it, to the next below the cursor."""
        if star := self.scene.next_star(self.session):
            self._go_to(star)
        else:
            how = "{mark.star} stars the selected talk."
            self.notify(self.scene.and_hint("Nothing starred yet.", how), markup=False)
