"""The part of the main screen that offers a few sessions to choose among."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from scale_tui.domain.agenda import Session
from scale_tui.domain.wording import counted, length, talks_that_fit
from scale_tui.ui import messages
from scale_tui.ui.screens.going import GoingScreen

if TYPE_CHECKING:
    from scale_tui.ui.screens.sessions import LayOut


class ChoosingScreen(GoingScreen):
    """Goes to what was chosen."""

    BINDINGS = [
        Binding(
            "equals_sign",
            "show_beside",
            "beside",
            show=False,
            id="find.beside",
            tooltip="what else is on then",
        ),
    ]

    def action_show_beside(self) -> None:
        """Offer what else is on during the selected session."""
        session = self.session
        if session is None:
            return
        during = self.scene.agenda.during(session.start, session.end)
        others = [one for one in during if one.id != session.id and not self.scene.is_hidden(one)]
        if others:
            title = f"{self._span(session.start, session.end)}: {counted(len(others), 'other')}"
            self._offer(title, others)
        else:
            how = "{move.now} goes to what is on now."
            self.notify(self.scene.and_hint("Nothing else is on at that time.", how), markup=False)

    @on(messages.ShowFree)
    def _show_free(self, message: messages.ShowFree) -> None:
        gap = message.gap
        fits = talks_that_fit(len(gap.talks))
        self._offer(f"{self._span(gap.start, gap.end)}, {length(gap.minutes)} free: {fits}", gap.talks)

    def _span(self, start: datetime, end: datetime) -> str:
        return f"{self.scene.clock(start)}{self.scene.glyphs.dash}{self.scene.clock(end)}"

    def _offer(self, title: str, sessions: Sequence[Session]) -> None:
        from scale_tui.ui.screens.sessions import in_one_line

        self._offer_rows(title, lambda scene, width: in_one_line(scene, sessions, width))

    def _offer_rows(self, title: str, lay_out: "LayOut") -> None:
        from scale_tui.ui.screens.sessions import SessionsScreen

        self.app.push_screen(SessionsScreen(title, lay_out, self.scene), self._go_to_chosen)

    def _go_to_chosen(self, session: Session | None) -> None:
        if session is not None:
            self._go_to(session)
