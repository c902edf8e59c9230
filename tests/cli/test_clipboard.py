"""Copying: which programs are asked where, what they and the terminal get, and what is claimed of it."""

import os
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from scale_tui.cli.clipboard import commands, copy, osc_52, sequence
from scale_tui.cli.links import BrowserLinks

TEXT = "https://example.org/ $(touch harmed); 田中 é"
TERMINAL = {"TERM": "xterm-256color"}
X11 = TERMINAL | {"DISPLAY": ":0"}
WAYLAND = TERMINAL | {"WAYLAND_DISPLAY": "wayland-0"}
FAR = {"SSH_CONNECTION": "::1 1 ::1 22"}
IN_TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
UNANSWERED = "Terminals do not say whether they took it."

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")


def fake(folder: Path, name: str, then: str = "") -> None:
    """A program that notes its arguments and what it is given to read."""
    program = folder / name
    program.write_text(
        f'#!/bin/sh\nPATH=/usr/bin:/bin\nprintf \'%s|\' "$@" >> "$0.args"\n{then}\ncat > "$0.read"\n'
    )
    program.chmod(0o755)


def asked(folder: Path, name: str) -> str | None:
    """With which options a program was started; None where it was not."""
    noted = folder / f"{name}.args"
    return noted.read_text().rstrip("|").replace("|", " ") if noted.exists() else None


def given(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.read").read_bytes()


# By programs of this machine


@pytest.mark.parametrize(
    ("environ", "platform", "name", "options"),
    [
        (WAYLAND, "linux", "wl-copy", "--type text/plain;charset=utf-8"),
        (X11, "linux", "xclip", "-selection clipboard -in"),
        (X11, "linux", "xsel", "--clipboard --input"),
        (TERMINAL, "darwin", "pbcopy", ""),
    ],
)
def test_the_program_of_the_desktop_gets_the_text_to_read_and_no_argument_of_it(
    tmp_path: Path, environ: dict[str, str], platform: str, name: str, options: str
) -> None:
    fake(tmp_path, name)
    copied = copy(TEXT, environ | {"PATH": str(tmp_path)}, platform)
    assert (copied.told, copied.remark, copied.is_done) == ("Copied", "", True)
    assert asked(tmp_path, name) == options
    assert given(tmp_path, name).decode() == TEXT
    assert not Path("harmed").exists()


@pytest.mark.parametrize(
    ("environ", "platform"), [(TERMINAL | {"WSL_DISTRO_NAME": "Debian"}, "linux"), (TERMINAL, "win32")]
)
def test_windows_gets_the_encoding_that_it_takes_for_text(
    tmp_path: Path, environ: dict[str, str], platform: str
) -> None:
    fake(tmp_path, "clip.exe")
    assert copy(TEXT, environ | {"PATH": str(tmp_path)}, platform).told == "Copied"
    assert given(tmp_path, "clip.exe").decode("utf-16-le") == TEXT


def test_where_there_are_several_the_first_that_works_is_enough(tmp_path: Path) -> None:
    for name, then in (("wl-copy", "exit 1"), ("xclip", ""), ("xsel", "")):
        fake(tmp_path, name, then)
    copied = copy(TEXT, WAYLAND | X11 | {"PATH": str(tmp_path)}, "linux")
    assert (copied.told, copied.remark) == ("Copied", "")
    assert asked(tmp_path, "wl-copy") is not None
    assert given(tmp_path, "xclip").decode() == TEXT
    assert asked(tmp_path, "xsel") is None


def test_a_program_that_fails_or_is_gone_is_named_and_the_terminal_left(tmp_path: Path) -> None:
    fake(tmp_path, "xclip", "exit 7")
    (tmp_path / "xsel").write_text("#!/no/such/interpreter\n")
    (tmp_path / "xsel").chmod(0o755)
    copied = copy(TEXT, X11 | {"PATH": str(tmp_path)}, "linux")
    assert copied.is_done
    assert copied.told == "Sent to the terminal's clipboard"
    assert "xclip failed with exit code 7." in copied.remark
    assert "xsel cannot be started (No such file or directory)." in copied.remark
    assert copied.remark.endswith(UNANSWERED)


def test_a_program_that_waits_is_given_up_and_no_other_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scale_tui.cli.clipboard.TIMEOUT", 0.2)
    fake(tmp_path, "xclip", "exec sleep 60")
    fake(tmp_path, "xsel", "exec sleep 60")
    copied = copy(TEXT, X11 | {"PATH": str(tmp_path)}, "linux")
    assert copied.told == "Sent to the terminal's clipboard"
    assert copied.remark == f"xclip does not answer. {UNANSWERED}"
    assert asked(tmp_path, "xsel") is None


def test_a_program_that_goes_on_behind_is_not_waited_for(tmp_path: Path) -> None:
    # As wl-copy and xclip do, to hand the text out: were their output read, its end would never come.
    fake(tmp_path, "xclip", 'cat > "$0.read"; sleep 60 & echo $! > "$0.behind"; exit 0')
    copied = copy(TEXT, X11 | {"PATH": str(tmp_path)}, "linux")
    behind = int((tmp_path / "xclip.behind").read_text())
    os.kill(behind, 9)
    assert copied.told == "Copied"


def test_over_ssh_no_program_of_the_other_machine_is_asked(tmp_path: Path) -> None:
    for name in ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe"):
        fake(tmp_path, name)
    desk = WAYLAND | X11 | {"WSL_INTEROP": "/run/x", "PATH": str(tmp_path)}
    for far in (FAR, {"SSH_TTY": "/dev/pts/1"}):
        for platform in ("linux", "darwin", "win32"):
            assert list(commands(desk | far, platform)) == []
            copied = copy(TEXT, desk | far, platform)
            assert (copied.told, copied.remark) == ("Sent to the terminal's clipboard", UNANSWERED)
    assert not list(tmp_path.glob("*.args"))
    assert len(list(commands(desk, "linux"))) == 4


def test_without_a_desktop_or_a_program_it_is_left_to_the_terminal(tmp_path: Path) -> None:
    fake(tmp_path, "xclip")
    for environ in (TERMINAL | {"PATH": str(tmp_path)}, X11 | {"PATH": str(tmp_path / "none")}):
        copied = copy(TEXT, environ, "linux")
        assert (copied.told, copied.remark) == ("Sent to the terminal's clipboard", UNANSWERED)
    assert asked(tmp_path, "xclip") is None


def test_where_nothing_can_be_done_nothing_is_claimed(tmp_path: Path) -> None:
    copied = copy(TEXT, {"TERM": "linux", "PATH": str(tmp_path)}, "linux")
    assert (copied.told, copied.is_done) == ("Not copied", False)
    assert copied.remark == "This terminal has no clipboard."
    fake(tmp_path, "xsel", "exit 1")
    copied = copy(TEXT, {"TERM": "linux", "DISPLAY": ":0", "PATH": str(tmp_path)}, "linux")
    assert (copied.remark, copied.is_done) == ("xsel failed with exit code 1.", False)


# By tmux


def test_tmux_gets_it_into_its_buffer_and_is_to_pass_it_on(tmp_path: Path) -> None:
    fake(tmp_path, "tmux")
    copied = copy(TEXT, TERMINAL | FAR | IN_TMUX | {"PATH": str(tmp_path)}, "linux")
    assert (copied.told, copied.remark) == ("In tmux's buffer, and sent to the clipboard", UNANSWERED)
    assert asked(tmp_path, "tmux") == "load-buffer -w -"
    assert given(tmp_path, "tmux").decode() == TEXT


def test_an_older_tmux_has_at_least_its_buffer_filled(tmp_path: Path) -> None:
    fake(tmp_path, "tmux", '[ "$2" = -w ] && exit 1')
    copied = copy(TEXT, TERMINAL | IN_TMUX | {"PATH": str(tmp_path)}, "linux")
    assert copied.told == "In tmux's buffer, and sent to the clipboard"
    assert asked(tmp_path, "tmux") == "load-buffer -w - load-buffer -"
    assert given(tmp_path, "tmux").decode() == TEXT


def test_a_tmux_that_has_gone_is_no_reason_to_claim_its_buffer(tmp_path: Path) -> None:
    fake(tmp_path, "tmux", "exit 1")
    copied = copy(TEXT, TERMINAL | IN_TMUX | {"PATH": str(tmp_path)}, "linux")
    assert copied.told == "Sent to the terminal's clipboard"


def test_in_tmux_at_a_desk_both_get_it(tmp_path: Path) -> None:
    fake(tmp_path, "tmux")
    fake(tmp_path, "xclip")
    assert copy(TEXT, X11 | IN_TMUX | {"PATH": str(tmp_path)}, "linux").told == "Copied"
    assert given(tmp_path, "tmux") == given(tmp_path, "xclip") == TEXT.encode()


def test_outside_of_tmux_it_is_not_asked(tmp_path: Path) -> None:
    fake(tmp_path, "tmux")
    copy(TEXT, TERMINAL | {"PATH": str(tmp_path)}, "linux")
    assert asked(tmp_path, "tmux") is None


@pytest.fixture
def a_tmux(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a program in a real tmux."""
    tmux = shutil.which("tmux")
    if tmux is None:
        pytest.skip("there is no tmux")
    place = tmp_path / "s"
    command = [tmux, "-S", str(place), "-f", "/dev/null"]
    subprocess.run([*command, "new", "-d", "-x", "80", "-y", "24", "cat"], check=True)
    pid = subprocess.run([*command, "display", "-p", "#{pid}"], check=True, capture_output=True, text=True)
    try:
        yield TERMINAL | {"TMUX": f"{place},{pid.stdout.strip()},0", "PATH": os.environ["PATH"]}
    finally:
        subprocess.run([*command, "kill-server"], check=False)


def test_a_real_tmux_has_the_text_in_its_buffer(a_tmux: dict[str, str]) -> None:
    assert copy(TEXT, a_tmux, "linux").told == "In tmux's buffer, and sent to the clipboard"
    shown = subprocess.run(["tmux", "show-buffer"], env=a_tmux, check=True, capture_output=True)
    assert shown.stdout.decode() == TEXT


# By the terminal


def test_the_terminal_is_asked_in_one_sequence_of_letters_and_digits() -> None:
    asked_for = sequence(TEXT, TERMINAL)
    assert re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", asked_for)
    assert b64decode(asked_for[7:-1]).decode() == TEXT
    assert sequence(TEXT, TERMINAL | FAR | IN_TMUX) == asked_for == BrowserLinks().sequence(TEXT)


def test_a_text_cannot_end_the_sequence_and_a_lone_surrogate_not_break_it() -> None:
    assert b64decode(osc_52("a\x07\x1b\\b\ud800")[7:-1]) == b"a\x07\x1b\\b?"


def test_a_terminal_that_would_write_it_on_the_screen_is_not_asked() -> None:
    for term in ("linux", "dumb", ""):
        assert sequence(TEXT, {"TERM": term}) == ""
    assert sequence(TEXT, {}) == ""


def test_gnu_screen_gets_it_in_pieces_that_it_hands_on_whole() -> None:
    text = "long " * 200
    wrapped = sequence(text, TERMINAL | {"STY": "1.pts-0"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", wrapped, re.DOTALL)
    assert len(pieces) > 5
    assert all(len(piece) < 256 for piece in pieces)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == wrapped
    assert "".join(pieces) == osc_52(text)


def test_in_a_browser_no_program_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "xclip")
    for name, value in (X11 | {"PATH": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    assert BrowserLinks().copy(TEXT).told == "Sent to the browser's clipboard"
    assert asked(tmp_path, "xclip") is None
