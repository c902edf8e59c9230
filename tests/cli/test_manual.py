"""The manual page is that of the parsers as they are, and a page that man can read."""

import shutil
import subprocess

import pytest

from man.write_manual import PAGE, manual
from scale_tui.cli.commands import COMMANDS


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == manual(), "run 'make manual'"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_the_command(name: str) -> None:
    text = PAGE.read_text("utf-8").replace("\\-", "-")
    assert f".SS \\fBscale-tui {name}\\fR\n{COMMANDS[name].summary}\n" in text
    assert f"\nscale-tui {name} [-h]" in text


@pytest.mark.parametrize(
    "command", [("mandoc", "-Tlint", "-Wwarning"), ("groff", "-man", "-Tutf8", "-ww", "-z")]
)
def test_nothing_in_the_page_is_warned_of(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]}")
    done = subprocess.run([*command, str(PAGE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_man_shows_what_is_meant() -> None:
    if shutil.which("groff") is None:
        pytest.skip("there is no groff")
    typed = ["groff", "-man", "-Tascii", "-P-cbou", "-rLL=200n", str(PAGE)]
    shown = subprocess.run(typed, capture_output=True, text=True, check=True).stdout
    for text in (
        "scale-tui - the conference companion for the terminal",
        "scale-tui now [-h] [--mine]",
        "--format STR",
        "{title} {room}",
        "'unstar' shows them again",
        "~/.config/scale-tui/config.toml",
    ):
        assert text in shown
