"""The part of the main screen that hands my schedule, or a session, to other programs and machines."""

from scale_tui.domain.agenda import Session
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.searching import SearchingScreen


class TakingAlongScreen(SearchingScreen):
    """Whoever derives from it has the scene and the selected session."""

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
