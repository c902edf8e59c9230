"""How the app was left: what of it the next start is like, and what is remembered of this one."""

from typing import TYPE_CHECKING

from scale_tui.domain.errors import UsageError
from scale_tui.domain.habits import Habits as Remembered
from scale_tui.storage.config import ScreenConfig
from scale_tui.storage.habits import habits_at, leave, positions_in, remember
from scale_tui.storage.paths import habits_path

if TYPE_CHECKING:
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.habits import Habits


def habits_before() -> Remembered:
    """How the app was left the last time."""
    return habits_at(habits_path())


def habits_for_app(before: Remembered) -> "Habits":
    """What the app is told of it."""
    from scale_tui.ui.habits import Habits

    return Habits(positions_in(before))


def theme_at_start(asked: str | None, before: Remembered, configured: ScreenConfig) -> str:
    """The theme asked for on the command line, else the usual one. Raises UsageError where there is none."""
    from scale_tui.ui.themes import THEME_NAMES

    if asked is None:
        return usual_theme(before, configured)
    if asked not in THEME_NAMES:
        raise UsageError(f"no theme {asked!r}; there are {', '.join(sorted(THEME_NAMES))}")
    return asked


def usual_theme(before: Remembered, configured: ScreenConfig) -> str:
    """The theme of a start at which none is asked for: the newest wish that can be had.

    What was chosen in the app counts until the configuration asks for another theme than it did then.
    """
    from scale_tui.ui.themes import DEFAULT_THEME, THEME_NAMES

    asked = configured.theme or ""
    chosen = before.theme if before.configured == asked else ""
    return next((theme for theme in (chosen, asked) if theme in THEME_NAMES), DEFAULT_THEME)


def remember_how_left(app: "ScaleTuiApp", habits: "Habits", configured: ScreenConfig) -> None:
    """Keep for the next time what was chosen, and where each conference was left.

    After a crash nothing is kept of the conference that was shown, for it may have been what is shown there.
    """
    name = app.scene.agenda.name
    app.leave_conference()

    def change(kept: Remembered) -> None:
        if habits.theme is not None:
            kept.choose_theme(habits.theme, configured.theme or "")
        for conference, position in habits.positions.items():
            leave(kept, conference, position)
        if app.crashed_of is not None:
            kept.forget(name)

    remember(habits_path(), change)


def forget_position(conference: str) -> None:
    """Forget where a conference was left that is no longer kept."""
    remember(habits_path(), lambda kept: kept.forget(conference))
