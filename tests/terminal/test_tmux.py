"""The status line of a real tmux, as the README says to set it up."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pseudo_terminal import SOURCE, Playing, playing

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None, reason="there is no tmux")
README = Path(__file__).parents[2] / "README.md"
SIZE = (120, 8)
START = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
HOSTILE = """\
Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
#(touch pwned) #[fg=red]C# ##[bg=blue] #S #{pid} %H ,}
"""


@contextmanager
def tmux(home: Path, settings: str, **env: str) -> Iterator[Playing]:
    """A tmux of its own in a terminal; what starts it is on the path as ``scale-tui``."""
    programs = home.with_name("bin")
    programs.mkdir()
    python = f"PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)}"
    (programs / "scale-tui").write_text(f'#!/bin/sh\n{python} -m scale_tui "$@"\n')
    (programs / "scale-tui").chmod(0o755)
    config = home.with_name("tmux.conf")
    config.write_text(settings)
    # The name of a socket must be short.
    with TemporaryDirectory(prefix="tmux") as place:
        given = [str(TMUX), "-u", "-S", f"{place}/s", "-f", str(config)]
        path = f"{programs}:/usr/local/bin:/usr/bin:/bin"
        env = {"PATH": path, "SHELL": "/bin/sh", "TMUX_TMPDIR": place, **env}
        try:
            with playing(home, *given, "new", "cat", program=START, size=SIZE, env=env) as played:
                yield played
        finally:
            subprocess.run([*given, "kill-server"], check=False, capture_output=True, env=env)


def status_line(played: Playing) -> str:
    return played.picture(*SIZE)[-1].rstrip()


def test_the_recipe_of_the_readme_shows_what_is_on(tmp_path: Path) -> None:
    lines = README.read_text("utf-8").splitlines()
    recipe = "\n".join(line for line in lines if line.startswith("set -g status-"))
    assert recipe.count("\n") == 2
    with tmux(tmp_path / "home", recipe, SCALE_TUI_NOW="2024-09-11T12:20") as played:
        played.until(lambda: "min left" in status_line(played), "the status")
        line, _, time = status_line(played).rpartition(" ")
        assert line.endswith(
            " Alibaba HPN: A Data Cen… · 15 min left | High Network Reliability a… · in 15 min"
        )
        assert re.fullmatch(r"\d\d:\d\d", time)


def test_a_title_is_text_there_whatever_it_says(tmp_path: Path) -> None:
    agenda = tmp_path / "hostile.txt"
    agenda.write_text(HOSTILE, encoding="utf-8")
    command = f"scale-tui now --tmux --width 100 -c {agenda}"
    settings = (
        f"set -g status-right-length 110\nset -g status-right '#({command})'\nset -g status-interval 1\n"
    )
    with tmux(tmp_path / "home", settings, SCALE_TUI_NOW="2024-09-11T09:30") as played:
        played.until(lambda: "min left" in status_line(played), "the status")
        assert status_line(played).endswith(
            " #(touch pwned) #[fg=red]C# ##[bg=blue] #S #{pid} %H ,} · 30 min left"
        )
    assert not list(tmp_path.rglob("pwned"))


def test_where_something_is_wrong_the_bar_stays_empty(tmp_path: Path) -> None:
    command = "scale-tui now --tmux -c no-such; echo done"
    settings = (
        f"set -g status-right-length 110\nset -g status-right '#({command})'\nset -g status-interval 1\n"
    )
    with tmux(tmp_path / "home", settings) as played:
        played.until(lambda: status_line(played).endswith("done"), "the status")
        assert re.fullmatch(r"\[0\] 0:\w+\* +done", status_line(played))
