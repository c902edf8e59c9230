"""The recipes of the README for status bars, run as the bar runs them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cli.conftest import SOURCE, Ask
from scale_tui.cli.now_form import NAMES

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ON, OFF, OVER = "2024-09-11T12:20", "2024-08-30", "2024-10-01"


def recipe(language: str, beginning: str) -> str:
    """The block of the README that begins so."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(block for block in blocks if block.startswith(beginning))


@pytest.fixture
def environment(tmp_path: Path, home: Path) -> dict[str, str]:
    """Where ``scale-tui`` is on the path."""
    program = tmp_path / "bin" / "scale-tui"
    program.parent.mkdir()
    python = f"PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)}"
    program.write_text(f'#!/bin/sh\n{python} -m scale_tui "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    return {"PATH": path, "SCALE_TUI_HOME": str(home), "LANG": "C.UTF-8", "HOME": str(tmp_path)}


def run(command: str, environment: dict[str, str], now: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", "-c", command],
        env=environment | {"SCALE_TUI_NOW": now},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert not done.stderr
    return done.returncode, done.stdout.rstrip("\n")


def test_waybar_is_told_at_any_time(environment: dict[str, str]) -> None:
    settings = json.loads("{" + recipe("json", '"custom/conference"') + "}")["custom/conference"]
    assert settings["return-type"] == "json"
    # It hides what ends with another exit code than 0, and what has no text.
    for now, text in ((ON, "Alibaba"), (OFF, "Networking"), (OVER, "")):
        code, out = run(settings["exec"], environment, now)
        assert code == 0
        assert json.loads(out)["text"].startswith(text)
        assert bool(json.loads(out)["text"]) is bool(text)


def test_starship_shows_my_star_while_it_is_on(ask: Ask, environment: dict[str, str]) -> None:
    settings = tomllib.loads(recipe("toml", "[custom.conference]"))["custom"]["conference"]
    assert run(settings["command"], environment, ON) == (1, "")
    ask("star", "hpn")
    assert run(settings["command"], environment, ON) == (0, "15 min left: Alibaba HPN: A Data Center…")
    assert run(settings["command"], environment, OFF) == (1, "")


def test_a_real_starship_does(ask: Ask, environment: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("starship") is None:
        pytest.skip("there is no starship")
    (tmp_path / "starship.toml").write_text(recipe("toml", "[custom.conference]"), encoding="utf-8")
    environment |= {"STARSHIP_CONFIG": str(tmp_path / "starship.toml"), "STARSHIP_CACHE": str(tmp_path)}
    ask("star", "hpn")
    _, shown = run("starship module custom.conference", environment, ON)
    assert "15 min left: Alibaba HPN: A Data Center…" in shown
    assert run("starship module custom.conference", environment, OFF) == (0, "")


def test_every_name_of_a_form_is_in_the_readme() -> None:
    assert {name for name in NAMES if f"`{{{name}}}`" not in README} == set()
