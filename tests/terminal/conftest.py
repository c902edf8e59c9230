"""The real program in a terminal of the test's own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pseudo_terminal import Playing

# There are no such terminals on Windows, nor this driver.
collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []

AT_NOON = {"SCALE_TUI_NOW": "2024-09-11T12:20"}
Play = Callable[..., "Playing"]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Starts a program in a terminal: the app on the bundled agenda, at noon."""
    from pseudo_terminal import playing

    with ExitStack() as stack:

        def play(*typed: str, env: dict[str, str] | None = None, **options: Any) -> "Playing":
            return stack.enter_context(playing(tmp_path, *typed, env=AT_NOON | (env or {}), **options))

        yield play
