"""The page of settings has each of them, and nothing else."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

from scale_tui.domain.schedule import CHANGE_MINUTES
from scale_tui.storage.config import Config, read_config
from scale_tui.ui.rebinding import own_keys

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/config.md").read_text("utf-8")
_VARIABLE = re.compile(r"\bSCALE_TUI_[A-Z_]*[A-Z]\b")
_WHERE = {"caldav": "sync.caldav", "pretalx": "sync.pretalx"}


def told(section: str) -> set[str]:
    """The names in the table of a section."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))


def test_every_table_and_key_is_told_of() -> None:
    for table in fields(Config):
        value = getattr(Config(), table.name)
        if is_dataclass(value):
            assert told(_WHERE.get(table.name, table.name)) == {each.name for each in fields(value)}
    assert "\n## keys\n" in PAGE


def test_every_block_is_a_configuration_without_complaints(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert blocks
    for block in blocks:
        path = tmp_path / "config.toml"
        path.write_text(block, encoding="utf-8")
        config = read_config(path)
        assert config.complaints == ()
        assert own_keys(config.keys).complaints == ()


def test_the_first_block_has_every_key_and_the_defaults_that_are_told() -> None:
    block = tomllib.loads(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0])
    tables = {"schedule", "reminders", "screen", "keys", "sync"}
    assert set(block) == tables
    for section in ("schedule", "reminders", "screen"):
        assert set(block[section]) == told(section)
    assert {f"sync.{name}" for name in block["sync"]} == set(_WHERE.values())
    assert block["schedule"]["change_minutes"] == CHANGE_MINUTES


def test_every_variable_of_the_environment_is_told_of() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = {name for source in sources for name in _VARIABLE.findall(source)}
    section = PAGE.partition("\n## The environment\n")[2]
    assert set(_VARIABLE.findall(section)) == used
