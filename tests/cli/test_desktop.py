"""Notifications outside of the window: which way, and what exactly is said to whom."""

import json
import os
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from scale_tui.cli.desktop import TIMEOUT, Desktop, DesktopFailed, desktop_for, program_for, sequencer_for

TITLE, BODY = "In 10 min: Ops", "12:15 · Room A"
PROGRAM = """\
#!{python}
import json, sys
with open({noted!r}, "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
print("no service", file=sys.stderr)
{then}
"""
DESK = {"TERM": "xterm-256color", "DISPLAY": ":0"}


def fake_program(folder: Path, name: str = "notify-send", then: str = "") -> Path:
    """A program of this name that notes what it is given; the file it notes in."""
    noted = folder / "noted"
    program = folder / name
    program.write_text(PROGRAM.format(python=sys.executable, noted=str(noted), then=then))
    program.chmod(0o755)
    return noted


def given(noted: Path) -> list[list[str]]:
    return [json.loads(line) for line in noted.read_text().splitlines()] if noted.exists() else []


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, **environ: str) -> Desktop:
    monkeypatch.setenv("PATH", str(folder))
    return desktop_for(DESK | {"PATH": str(folder)} | environ, "linux")


def sequence(environ: dict[str, str], title: str = TITLE, body: str = BODY) -> str | None:
    found = sequencer_for({"TERM": "xterm-256color"} | environ)
    return None if found is None else found(title, body)


# By a program of this machine


def test_notify_send_gets_the_text_as_arguments_that_are_no_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = fake_program(tmp_path)
    desktop = on_path(tmp_path, monkeypatch)
    assert desktop.tell("In 2 min: --help", "--version") == ""
    assert given(noted) == [["--app-name=scale-tui", "--", "In 2 min: --help", "--version"]]


def test_the_body_is_no_markup_and_has_no_escapes_for_notify_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = fake_program(tmp_path)
    on_path(tmp_path, monkeypatch).tell("In 2 min: <b> & \\n", "<a href='x'>Q&A</a> \\x1b[31m")
    assert given(noted)[0][-2:] == [
        "In 2 min: <b> & \\n",
        "&lt;a href='x'&gt;Q&amp;A&lt;/a&gt; \\\\x1b[31m",
    ]


def test_text_of_strangers_is_cleaned_and_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = fake_program(tmp_path)
    on_path(tmp_path, monkeypatch).tell("In 2 min: \x1b]0;x\x07\x00\u202ea\nb" + "z" * 999, "y" * 999)
    title, body = given(noted)[0][-2:]
    assert title.startswith("In 2 min: a b")
    assert (len(title), len(body)) == (120, 240)
    assert title.isprintable()


def test_osascript_gets_the_text_as_arguments_and_not_in_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = fake_program(tmp_path, "osascript")
    monkeypatch.setenv("PATH", str(tmp_path))
    evil = 'x" with title "y'
    assert desktop_for({"PATH": str(tmp_path), "TERM": "xterm"}, "darwin").tell(TITLE, evil) == ""
    option, script, title, body = given(noted)[0]
    assert (option, title, body) == ("-e", TITLE, evil)
    assert "item 2 of argv" in script
    assert evil not in script


def test_over_ssh_or_without_a_desktop_no_program_is_asked(tmp_path: Path) -> None:
    fake_program(tmp_path)
    path = {"PATH": str(tmp_path)}
    assert program_for(DESK | path, "linux") is not None
    for elsewhere in ({"SSH_CONNECTION": "::1 1 ::1 22"}, {"SSH_TTY": "/dev/pts/1"}):
        assert program_for(DESK | path | elsewhere, "linux") is None
    assert program_for(path, "linux") is None
    assert program_for({"PATH": str(tmp_path / "none"), "DISPLAY": ":0"}, "linux") is None


def test_a_program_that_fails_leaves_it_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program(tmp_path, then="sys.exit(1)")
    desktop = on_path(tmp_path, monkeypatch, TERM="foot")
    assert desktop.tell(TITLE, BODY) == f"\x1b]777;notify;{TITLE};{BODY}\x1b\\"


def test_a_program_that_fails_where_the_terminal_has_no_way_is_complained_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = fake_program(tmp_path, then="sys.exit(1)")
    desktop = on_path(tmp_path, monkeypatch)
    with pytest.raises(DesktopFailed, match="no desktop notifications: notify-send failed: no service"):
        desktop.tell(TITLE, BODY)
    assert desktop.tell(TITLE, BODY) == ""
    assert len(given(noted)) == 2  # it may work again


def test_a_program_that_does_not_answer_or_is_gone_is_a_failure_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scale_tui.cli.desktop.TIMEOUT", 0.0)
    fake_program(tmp_path, then="import time; time.sleep(60)")
    desktop = on_path(tmp_path, monkeypatch)
    with pytest.raises(DesktopFailed, match="does not answer"):
        desktop.tell(TITLE, BODY)
    gone = on_path(tmp_path, monkeypatch)
    (tmp_path / "notify-send").unlink()
    with pytest.raises(DesktopFailed, match="cannot be started"):
        gone.tell(TITLE, BODY)
    assert TIMEOUT < 20


# By the terminal


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM_PROGRAM": "WezTerm"},
        {"TERM_PROGRAM": "ghostty"},
        {"TERM": "xterm-ghostty"},
        {"TERM": "foot"},
        {"TERM": "foot-extra"},
        {"TERM": "rxvt-unicode-256color"},
        {"VTE_VERSION": "7600"},
        {"KONSOLE_VERSION": "240801"},
        {"WT_SESSION": "b6a1"},
    ],
)
def test_terminals_with_osc_777(environ: dict[str, str]) -> None:
    assert sequence(environ) == f"\x1b]777;notify;{TITLE};{BODY}\x1b\\"


@pytest.mark.parametrize(
    "environ", [{"TERM_PROGRAM": "iTerm.app"}, {"LC_TERMINAL": "iTerm2"}, {"TERM_PROGRAM": "WarpTerminal"}]
)
def test_terminals_with_osc_9(environ: dict[str, str]) -> None:
    assert sequence(environ) == f"\x1b]9;{TITLE}, {BODY}\x1b\\"


@pytest.mark.parametrize("environ", [{"TERM": "xterm-kitty"}, {"KITTY_WINDOW_ID": "1"}])
def test_kitty_gets_osc_99_in_letters_that_need_no_escape(environ: dict[str, str]) -> None:
    said = sequence(environ, "In 2 min: a;b", "ü;\\")
    assert said is not None
    first, second = said.removesuffix("\x1b\\").split("\x1b\\")
    names = {part.split(":")[0] for part in (first, second)}
    assert len(names) == 1
    assert [b64decode(part.rpartition(";")[2]).decode() for part in (first, second)] == [
        "In 2 min: a;b",
        "ü;\\",
    ]
    assert ":d=0;" in first
    assert ":p=body;" in second
    # Under the same name the second of two would take the place of the first.
    other = sequence(environ, "In 2 min: c", "ü;\\")
    assert other is not None
    assert other.split(":")[0] not in names


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"TERM": "dumb", "TERM_PROGRAM": "WezTerm"},
        {"TERM": "linux", "KITTY_WINDOW_ID": "1"},
        {"TERM": ""},
        {"STY": "1.pts", "TERM": "screen", "KITTY_WINDOW_ID": "1"},
        {"TERM_PROGRAM": "Apple_Terminal"},
        {"TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"},
        {"VTE_VERSION": "4205"},
        {"VTE_VERSION": "new"},
    ],
)
def test_other_terminals_are_left_alone(environ: dict[str, str]) -> None:
    assert sequence(environ) is None


def test_a_semicolon_does_not_end_a_field() -> None:
    said = sequence({"TERM": "foot"}, "In 2 min: a;b", "c;d")
    assert said == "\x1b]777;notify;In 2 min: a,b;c,d\x1b\\"


def test_inside_of_tmux_it_is_wrapped_for_the_terminal_outside() -> None:
    inside = {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/tmp/tmux-0/default,1,0"}
    assert sequence(inside) is None
    assert sequence(inside | {"LC_TERMINAL": "iTerm2"}) == (
        f"\x1bPtmux;\x1b\x1b]9;{TITLE}, {BODY}\x1b\x1b\\\x1b\\"
    )


def test_on_a_terminal_the_sequence_arrives_as_it_is() -> None:
    pty, tty = pytest.importorskip("pty"), pytest.importorskip("tty")
    outside, inside = pty.openpty()
    try:
        tty.setraw(inside)
        said = desktop_for({"TERM": "foot"}, "linux").tell("In 2 min: Straße 会場", BODY)
        os.write(inside, said.encode())
        assert os.read(outside, 4096).decode() == f"\x1b]777;notify;In 2 min: Straße 会場;{BODY}\x1b\\"
    finally:
        os.close(outside)
        os.close(inside)
