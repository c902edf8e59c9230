"""What holds for every picture."""

import pytest

from scale_tui.ui.screens import searching


@pytest.fixture(autouse=True)
def nothing_follows_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The agenda behind the filter menu follows when that closes: no picture depends on the clock."""
    monkeypatch.setattr(searching, "BETWEEN_KEYS", 1_000)
