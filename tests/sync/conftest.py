"""Tests that need the caldav library run where it is installed: ``make test-caldav`` has such a place."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("caldav") and find_spec("radicale") else ["test_caldav.py"]
