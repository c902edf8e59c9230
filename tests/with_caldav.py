"""Tests that need the caldav library and a calendar server: ``make test-caldav`` runs them where both are."""

from importlib.util import find_spec


def left_out_without_caldav(*files: str) -> list[str]:
    """Which of these test files are not to be collected here."""
    return [] if find_spec("caldav") and find_spec("radicale") else list(files)
