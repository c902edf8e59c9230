"""The README tells of every command."""

from pathlib import Path

import pytest

from scale_tui.cli.commands import COMMANDS

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_the_command(name: str) -> None:
    assert f"`scale-tui {name}" in README.read_text(encoding="utf-8")
