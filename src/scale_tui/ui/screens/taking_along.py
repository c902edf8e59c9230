"""The part of the main screen that hands my schedule, or a session, to other programs and machines."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.binding import Binding

from scale_tui.domain.agenda import Session
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.searching import SearchingScreen
from scale_tui.ui.widgets.detail_pane import DetailPane

if TYPE_CHECKING:
    from scale_tui.domain.agenda import Link


class TakingAlongScreen(SearchingScreen):
    """Whoever derives from it has the scene and the selected session."""

    BINDINGS = [
        Binding("o", "open_link", "open", show=False, id="take.open_link", tooltip="open the talk's page"),
        Binding("y", "copy_link", "copy", show=False, id="take.copy_link", tooltip="copy the talk's link"),
        Binding(
            "Y", "copy_session", "copy text", show=False, id="take.copy_text", tooltip="copy the talk as text"
        ),
    ]

    scene: Scene
    session: Session | None

    def __init__(self, outbox: Outbox) -> None:
        super().__init__()
        self._outbox = outbox

    def action_export(self) -> None:
        """Choose a form and a place for a file with my schedule."""
        from scale_tui.ui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.scene, self._outbox), self._tell_exported)

    def _tell_exported(self, told: str | None) -> None:
        if told is not None:
            self.notify(told, title="Exported", timeout=15, markup=False)

    def action_show_qr(self) -> None:
        """Show the selected session for the camera of a phone."""
        if self.session:
            from scale_tui.ui.screens.qr import QrScreen

            self.app.push_screen(QrScreen(self.scene.agenda, self.session, self.scene.glyphs))

    def action_open_link(self) -> None:
        """Open the link of the selected session; offer them where it has several."""
        from scale_tui.export.addresses import page_of

        if self.session is None:
            return
        links = self._links(self.session)
        if len(links) == 1:
            self._open(links[0].url)
        elif links:
            self._offer_links("Which link?", links)
        elif page := page_of(self.scene.agenda):
            self._offer_links("No link of its own; of the conference:", [page])
        else:
            self.notify("There is no link with it.", markup=False)

    def action_copy_link(self) -> None:
        """Copy the link of the selected session: that in the detail which the keys are on, else the first."""
        from scale_tui.ui.link_messages import CopyText

        if self.session is None:
            return
        links = self._links(self.session)
        if links:
            self.post_message(CopyText(links[0].url, links[0].url))
        else:
            told = self.scene.and_hint(
                "There is no link with it to copy.", "{take.copy_text} copies the talk as text."
            )
            self.notify(told, markup=False)

    def action_copy_session(self) -> None:
        """Copy what the selected session is, when, where and by whom."""
        from scale_tui.export.session_text import session_text
        from scale_tui.ui.link_messages import CopyText

        if self.session:
            text = session_text(self.scene.agenda, self.session, self.scene.zone)
            self.post_message(CopyText(text, self.session.title))

    def _links(self, session: Session) -> "list[Link]":
        """What can be opened: the line of the detail that is chosen, else all, the page first."""
        from scale_tui.domain.agenda import Link
        from scale_tui.export.addresses import links_of

        if chosen := self.query_one("#detail", DetailPane).chosen_link:
            return [Link(chosen)]
        return [
            replace(link, title=link.title or "Its page") if link.url == session.url else link
            for link in links_of(session)
        ]

    def _offer_links(self, title: str, links: "list[Link]") -> None:
        from scale_tui.ui.screens.links import LinksScreen

        self.app.push_screen(LinksScreen(title, links, self.scene.glyphs), self._open)

    def _open(self, address: str | None) -> None:
        from scale_tui.ui.link_messages import OpenLink

        if address is not None:
            self.post_message(OpenLink(address))
