"""What holds for every test that runs the app."""

import pytest


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app leaves until after the first keys, it does at once: no test waits for the clock."""
    monkeypatch.setattr("scale_tui.ui.app_conferences.FIRST_LOOK_AFTER", 0.001)
