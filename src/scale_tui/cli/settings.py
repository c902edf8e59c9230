"""What the attendee has configured, read once a command; what is wrong with it is said on standard error."""

from typing import TYPE_CHECKING

from scale_tui.cli.complaints import complain
from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.storage.config import Config, read_config
from scale_tui.storage.paths import config_path

if TYPE_CHECKING:
    from scale_tui.ui.own_keys import OwnKeys


def settings() -> Config:
    """The configuration; a line that makes no sense is complained of, and counts as absent."""
    found = read_config(config_path())
    for complaint in found.complaints:
        complain(complaint)
    return found


def keys_of(found: Config) -> "OwnKeys":
    """The keys of the app as they are asked for, as far as that can be had. It imports what draws screens."""
    if not found.keys:
        from scale_tui.ui.own_keys import USUAL_KEYS

        return USUAL_KEYS
    from scale_tui.ui.rebinding import own_keys

    return own_keys(found.keys)


def complaints_of_keys(keys: "OwnKeys") -> tuple[str, ...]:
    """Which lines of ``[keys]`` do not count, and why."""
    path = config_path()
    return tuple(f"{path}: keys.{name}: {why}, so it does not count" for name, why in keys.complaints)


def complaints_of_theme(found: Config) -> tuple[str, ...]:
    """Why the theme that is asked for does not count. Where one is, it imports what draws screens."""
    if not found.screen.theme:
        return ()
    from scale_tui.ui.themes import THEME_NAMES

    why = "there is no theme of this name, so it does not count"
    return () if found.screen.theme in THEME_NAMES else (f"{config_path()}: screen.theme: {why}",)


def is_refreshing(found: Config) -> bool:
    """Whether the app asks for a newer agenda by itself."""
    return found.schedule.refresh is not False


def change_minutes(found: Config) -> int:
    """How long changing rooms takes."""
    configured = found.schedule.change_minutes
    return CHANGE_MINUTES if configured is None else configured
