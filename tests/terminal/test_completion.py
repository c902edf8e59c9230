"""Completion in real shells: typed at a prompt, ended with the tab key."""

import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pseudo_terminal import SOURCE, Playing, playing
from scale_tui.cli import main

SIZE = (150, 12)
START = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
SHELLS = ("bash", "zsh", "fish")
# What a shell is started with, and the lines that set it up for a test.
TYPED = {
    "bash": (("--norc", "--noprofile", "-i"), "PS1='> '; bind 'set bell-style none'; "),
    "zsh": (("-f", "-i"), "PS1='> '; unsetopt beep promptsp; autoload -Uz compinit; compinit -D; "),
    "fish": (("--no-config", "-i"), "function fish_prompt; echo -n '> '; end; "),
}
LOADED = {
    "bash": 'eval "$(scale-tui completion bash)"',
    "zsh": 'eval "$(scale-tui completion zsh)"',
    "fish": "scale-tui completion fish | source",
}
LINE_AWAY = "\x15"
WORDS = (
    ("scale-tui unst", "scale-tui unstar"),
    ("scale-tui now --wayb", "scale-tui now --waybar"),
    ("scale-tui sync pret", "scale-tui sync pretalx"),
    ("scale-tui open --glyphs asc", "scale-tui open --glyphs ascii"),
    ("scale-tui completion fi", "scale-tui completion fish"),
    ("scale-tui remove ev", "scale-tui remove evil"),
    ("scale-tui refresh netw", "scale-tui refresh networking-scale-2024"),
    ("scale-tui mine -c netw", "scale-tui mine -c networking-scale-2024"),
    ("scale-tui mine --conference netw", "scale-tui mine --conference networking-scale-2024"),
    ("scale-tui open netw", "scale-tui open networking-scale-2024"),
    ("scale-tui import agen", "scale-tui import agenda.txt"),
    ("scale-tui show -c netw", "scale-tui show -c networking-scale-2024"),
    ("scale-tui show -c networking 20240911-121", "scale-tui show -c networking 20240911-1215-alibaba-hpn"),
    ("scale-tui -c evil show od", "scale-tui -c evil show odd:id"),
    ("scale-tui show odd:i", "scale-tui show odd:id"),
    ("scale-tui star odd:id", "scale-tui star odd:id"),
)
HOSTILE_ID = "x$(touch pwned)`touch pwned` ;'\" &*\\ é{a,b}~$HOME"
HOSTILE_TITLE = "Evil: $(touch pwned) `touch pwned` [x]"


def schedule(guid: str, title: str) -> str:
    event = {
        "id": 1,
        "guid": guid,
        "date": "2024-09-11T09:00:00+02:00",
        "start": "09:00",
        "duration": "00:30",
        "room": "A",
        "slug": "a",
        "title": title,
        "persons": [],
    }
    day = {
        "index": 1,
        "date": "2024-09-11",
        "day_start": "2024-09-11T09:00:00+02:00",
        "day_end": "2024-09-11T18:00:00+02:00",
        "rooms": {"A": [event]},
    }
    conference = {"acronym": "evil", "title": "Evil Conf", "time_zone_name": "Europe/Oslo", "days": [day]}
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a conference that means harm, and the program on the path."""
    place = tmp_path / "home"
    monkeypatch.setenv("SCALE_TUI_HOME", str(place))
    file = tmp_path / "evil.json"
    file.write_text(schedule("odd:id", HOSTILE_TITLE), encoding="utf-8")
    assert main(["add", str(file)]) == 0
    programs = tmp_path / "bin"
    programs.mkdir()
    python = f"PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)}"
    (programs / "scale-tui").write_text(f'#!/bin/sh\n{python} -m scale_tui "$@"\n')
    (programs / "scale-tui").chmod(0o755)
    (programs / "show-words").write_text('#!/bin/sh\nfor word; do printf "(%s)" "$word"; done; echo\n')
    (programs / "show-words").chmod(0o755)
    return place


@contextmanager
def prompt(shell: str, home: Path) -> Iterator[Playing]:
    """A shell that has the completion, at its prompt."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell}")
    folder = home.parent
    options, setting = TYPED[shell]
    env = {
        "PATH": f"{folder}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "TERM": "xterm",
        "HISTFILE": "/dev/null",
    }
    with playing(home, program, *options, program=START, env=env, size=SIZE) as played:
        played.type(f"{setting}{LOADED[shell]}; cd {folder}; clear; echo rea''dy\r")
        played.until(lambda: any(line.startswith("ready") for line in screen(played)), "the prompt")
        played.until(lambda: screen(played)[-1].startswith(">"), "the prompt")
        yield played


def screen(played: Playing) -> list[str]:
    """The lines that have something on them."""
    return [line.rstrip() for line in played.picture(*SIZE) if line.strip()]


def typed(played: Playing) -> str:
    """What stands at the prompt."""
    return next((line for line in reversed(screen(played)) if line.startswith(">")), "")[2:]


@pytest.mark.parametrize("shell", SHELLS)
def test_words_are_completed(home: Path, shell: str) -> None:
    (home.parent / "agenda.txt").touch()
    with prompt(shell, home) as played:
        for before, after in WORDS:
            played.type(f"{before}\t")
            played.until(lambda after=after: typed(played).startswith(after), after)
            played.type(LINE_AWAY)
            played.until(lambda: not typed(played), "an empty line")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_second_session_is_completed_as_the_first(home: Path, shell: str) -> None:
    with prompt(shell, home) as played:
        played.type("scale-tui star -c evil odd:id od\t")
        played.until(lambda: typed(played).startswith("scale-tui star -c evil odd:id odd:id"), "the second")


@pytest.mark.parametrize("shell", SHELLS)
def test_where_nothing_fits_nothing_is_said(home: Path, shell: str) -> None:
    with prompt(shell, home) as played:
        played.type("scale-tui show -c no-such qq\t")
        played.type("z")
        played.until(lambda: typed(played) == "scale-tui show -c no-such qqz", "the prompt as it was")
        assert len(screen(played)) == 2


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("command", ["show", "remove", "mine -c"])
def test_a_name_that_means_harm_is_text_to_the_shell(home: Path, shell: str, command: str) -> None:
    """Readers let no such id pass. If one did: what is completed is one word, of which nothing was made."""
    folder = home.parent
    with prompt(shell, home) as played:
        told = f"{HOSTILE_ID}\t{HOSTILE_TITLE}" if shell == "fish" else HOSTILE_ID
        answer = folder / "answer"
        told = told.replace("\\", "\\\\") if shell == "zsh" else told
        answer.write_text(f"{told}\n", encoding="utf-8")
        (folder / "bin" / "scale-tui").write_text(
            f'#!/bin/sh\ncase $1 in completion) cat {answer};; *) printf "<%s>" "$@"; echo;; esac\n'
        )
        played.type(f"scale-tui {command} x\t\r")
        # bash quotes what may be a file by itself, but not well enough: such a name is not offered there.
        word = "x" if (shell, command) == ("bash", "mine -c") else HOSTILE_ID
        words = "".join(f"<{each}>" for each in (*command.split(), word))
        played.until(lambda: words in screen(played), words)
    assert not list(folder.rglob("pwned"))
