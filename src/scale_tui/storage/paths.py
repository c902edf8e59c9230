"""Where the attendee's data lies, and who may read it: nobody else.

One rule: the folder named by the environment variable SCALE_TUI_HOME, else the folder that this platform
has for a user's application data.
"""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

APP_NAME = "scale-tui"
HOME_VARIABLE = "SCALE_TUI_HOME"
SCHEDULE_NAME = "schedule.sqlite3"
LIBRARY_NAME = "conferences"
CONFIG_NAME = "config.toml"
HABITS_NAME = "habits"


def data_dir() -> Path | None:
    """The folder of all that is kept, which may not exist yet; None for a user without a home."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen).absolute()
    # Late: half of the start of a command that needs no more than this one path.
    from platformdirs import user_data_path

    try:
        folder = user_data_path(APP_NAME, appauthor=False)
    except RuntimeError:  # neither HOME nor an entry in the user database
        return None
    # The same in older platformdirs: "~" stays as it is, and would become a folder where one happens to be.
    return folder if folder.is_absolute() else None


def schedule_path() -> Path | None:
    """The database of the attendee's own schedule; None for a user without a home."""
    folder = data_dir()
    return None if folder is None else folder / SCHEDULE_NAME


def library_path() -> Path | None:
    """The folder of the saved conferences; None for a user without a home."""
    folder = data_dir()
    return None if folder is None else folder / LIBRARY_NAME


def habits_path() -> Path | None:
    """What is remembered of how the app was left; None for a user without a home."""
    folder = data_dir()
    return None if folder is None else folder / HABITS_NAME


def config_path() -> Path | None:
    """The configuration, in the folder that this platform has for it; None for a user without a home."""
    if os.environ.get(HOME_VARIABLE):
        folder = data_dir()
        return None if folder is None else folder / CONFIG_NAME
    from platformdirs import user_config_path

    try:
        folder = user_config_path(APP_NAME, appauthor=False)
    except RuntimeError:
        return None
    return folder / CONFIG_NAME if folder.is_absolute() else None


def lock_path(database: Path) -> Path:
    """The file that writers of this database queue at. It stays empty, and may be deleted at any time."""
    return database.with_name(f"{database.name}.lock")


def make_private_folder(folder: Path) -> None:
    """Make the folder (mode 0700) where it is missing. Raises OSError where that is not possible."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only this user can read: SQLite alone makes it 0644, its journal alike.

    Raises FileExistsError rather than touch one that is there.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def tighten(path: Path) -> None:
    """Take everybody else's rights off a database of ours, and off the folder that is named for this program.

    A folder chosen with SCALE_TUI_HOME keeps its rights: it may be shared on purpose, or be ``/tmp``.
    """
    if sys.platform == "win32":
        return
    for private in (path, path.parent) if path.parent.name == APP_NAME else (path,):
        # By name, never through an open file: closing any descriptor of a database drops all locks that
        # SQLite holds on it in this process (POSIX advisory locks).
        with suppress(OSError):  # a read-only disk: it stays as it is, and reading goes on
            status = private.stat()
            if status.st_uid == os.geteuid() and status.st_mode & 0o077:
                private.chmod(stat.S_IMODE(status.st_mode) & 0o700)


def can_write(path: Path) -> bool:
    """Whether a database could be written here: the file, its journal beside it, and the lock."""
    if not path.exists():
        nearest = next((folder for folder in path.parents if folder.exists()), path.parent)
        return _is_allowed(nearest, os.W_OK | os.X_OK)
    target = path.resolve()
    folders = {target.parent, path.parent}
    return _is_allowed(target, os.W_OK) and all(_is_allowed(each, os.W_OK | os.X_OK) for each in folders)


def can_read(path: Path) -> bool:
    """Whether this user may read the file."""
    return _is_allowed(path, os.R_OK)


def _is_allowed(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
