"""A data file may be a pipe, a link or a device: it is read, or given up, and nothing waits for ever."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli.files import Patience, read_patiently

Ask = Callable[..., Any]
HASTY = Patience(silence=0.2, total=60)
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_patiently, "__defaults__", (HASTY,))


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("command", ["check", "add", "open", "list -c", "import --yes"])
def test_a_pipe_that_nobody_writes_to_is_given_up(ask: Ask, pipe: Path, command: str) -> None:
    answered = ask(*command.split(), str(pipe))
    assert answered.code == 65
    assert answered.err == f"scale-tui: {pipe}: a pipe or device that nothing more comes from\n"


@pytest.mark.usefixtures("hasty")
def test_one_that_falls_silent_is_given_up_too(ask: Ask, pipe: Path) -> None:
    writer = os.open(pipe, os.O_RDWR)
    try:
        os.write(writer, b"BEGIN:VCALENDAR\n")
        assert ask("check", str(pipe)).code == 65
    finally:
        os.close(writer)


def test_one_that_drips_is_given_up(pipe: Path) -> None:
    is_over = threading.Event()
    writer = os.open(pipe, os.O_RDWR)

    def drip() -> None:
        while not is_over.wait(0.01):
            os.write(writer, b"x")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with pytest.raises(TimeoutError):
            read_patiently(str(pipe), 10**9, Patience(silence=60, total=0.3))
    finally:
        is_over.set()
        thread.join()
        os.close(writer)


def test_what_comes_through_a_pipe_is_read_to_its_end(ask: Ask, pipe: Path, clash_conf: str) -> None:
    text = Path(clash_conf).read_bytes()
    # More than a pipe holds at once.
    padded = text + b"\n" * 200_000
    thread = threading.Thread(target=pipe.write_bytes, args=(padded[: len(text) + 90_000],))
    thread.start()
    answered = ask("check", str(pipe))
    thread.join()
    assert "First talk" in answered.out


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no such devices here")
@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("/dev/zero", "more than 32 mib"),
        ("/dev/null", "is empty"),
        ("/dev", "it is a folder: name the file in it"),
    ],
)
def test_devices_and_folders_are_refused(ask: Ask, tmp_path: Path, device: str, words: str) -> None:
    link = tmp_path / "link.ics"
    link.symlink_to(device)
    answered = ask("check", str(link))
    assert answered.code == 65
    assert words in answered.err.lower()
    assert len(answered.err.splitlines()) == 1


def test_a_link_to_a_file_is_read_and_one_to_itself_is_not(ask: Ask, tmp_path: Path, clash_conf: str) -> None:
    link, loop = tmp_path / "link.txt", tmp_path / "loop.txt"
    link.symlink_to(clash_conf)
    loop.symlink_to(loop)
    assert ask("check", str(link)).code == 0
    answered = ask("check", str(loop))
    assert (answered.code, len(answered.err.splitlines())) == (65, 1)
