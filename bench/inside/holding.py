"""Keeps every other program from writing marks, until standard input is closed."""

import sys

from scale_tui.storage.lock import hold
from scale_tui.storage.paths import lock_path, schedule_path


def main() -> None:
    """Hold the lock; a line says that it is held."""
    path = schedule_path()
    assert path is not None
    with hold(lock_path(path), patience=5.0):
        print("held", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
