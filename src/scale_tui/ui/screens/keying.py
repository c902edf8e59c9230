"""The part of the main screen that says which keys make sense now."""

from textual.binding import ActiveBinding

from scale_tui.ui.screens.going import GoingScreen
from scale_tui.ui.switched_off import NOTHING_OFF, SwitchedOff
from scale_tui.ui.views import View


class KeyingScreen(GoingScreen):
    """Footer, help and palette show what it leaves."""

    _switched_off: SwitchedOff = NOTHING_OFF

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys in force, of which footer, help and palette are made, without what is switched off."""
        found = super().active_bindings
        if not self._switched_off.actions:
            return found
        return {key: one for key, one in found.items() if one.binding.action not in self._switched_off}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Hide what makes no sense now."""
        match action:
            case "toggle_alphabet":
                return self.outlook.view is View.PEOPLE
            case "search":
                # They are letters like others there.
                return not self._is_in_words
            case "day":
                return len(self.scene.agenda.days) > 1
            case "toggle_star" | "toggle_hidden":
                return self._is_guide or self.outlook.view is not View.ROOMS
            case "toggle_shows_hidden":
                return bool(self.scene.hidden)
            case "back":
                return self.is_reading or self.query_one("#detail").has_focus or bool(self.outlook.text)
            case _:
                return True
