"""What the attendee has configured, read once a command; what is wrong with it is said on standard error."""

from scale_tui.cli.complaints import complain
from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.storage.config import Config, read_config
from scale_tui.storage.paths import config_path


def settings() -> Config:
    """The configuration; a line that makes no sense is complained of, and counts as absent."""
    found = read_config(config_path())
    for complaint in found.complaints:
        complain(complaint)
    return found


def is_refreshing(found: Config) -> bool:
    """Whether the app asks for a newer agenda by itself."""
    return found.schedule.refresh is not False


def change_minutes(found: Config) -> int:
    """How long changing rooms takes."""
    configured = found.schedule.change_minutes
    return CHANGE_MINUTES if configured is None else configured
