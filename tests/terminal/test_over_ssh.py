"""The recipe for an account that anybody may log in to, with a real sshd on this machine."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from pseudo_terminal import PATIENCE, PROGRAM, SOURCE, playing
from storage.test_looking_store import snapshot

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
RECIPE = Path(__file__).parents[2] / "docs" / "kiosk.md"
SSH = "import os, sys; os.execvp('ssh', ['ssh', *sys.argv[1:]])"

pytestmark = pytest.mark.skipif(
    SSHD is None or shutil.which("ssh") is None, reason="there is no sshd here to try it with"
)


def recipe() -> list[str]:
    """The lines for an account that the page tells to write into sshd_config."""
    found = re.search(r"```sshd_config\n(.*?)```", RECIPE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return [line.strip() for line in found[1].splitlines()]


def key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A server of the test's own, with the lines of the recipe, and what a guest types to get there."""
    assert SSHD is not None
    with suppress(PermissionError):  # where sshd of a system that runs none looks for it
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    folder, home = tmp_path / "ssh", tmp_path / "home"
    folder.mkdir(mode=0o700)
    home.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    guest = key(folder / "guest")
    (folder / "authorized").write_text(guest.with_suffix(".pub").read_text())
    start = folder / "scale-tui"
    start.write_text(
        f"#!{sys.executable}\nimport os, sys\nsys.path[:0] = [{str(SOURCE)!r}]\n"
        f"os.environ |= {{'SCALE_TUI_HOME': {str(home)!r}, 'SCALE_TUI_NOW': '2024-09-11T12:20'}}\n{PROGRAM}\n"
    )
    start.chmod(0o755)
    user = getpass.getuser()
    lines = [line.replace("Match User agenda", f"Match User {user}") for line in recipe()]
    lines = [line.replace("/usr/local/bin/scale-tui", str(start)) for line in lines]
    config = folder / "config"
    config.write_text(
        "\n".join(
            [
                f"ListenAddress 127.0.0.1:{port}",
                f"HostKey {key(folder / 'host')}",
                f"AuthorizedKeysFile {folder / 'authorized'}",
                f"PidFile {folder / 'pid'}",
                "StrictModes no",
                "UsePAM no",
                "PermitRootLogin yes",
                "Subsystem sftp internal-sftp",
                *lines,
                "",
            ]
        )
    )
    server = subprocess.Popen(
        [SSHD, "-D", "-e", "-f", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    typed = [
        *("-F", "none", "-p", str(port), "-i", str(guest), "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"),
        *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder / 'known'}"),
    ]
    try:
        assert server.stderr is not None
        said = next((line for line in server.stderr if "listening" in line or "rror" in line), "")
        assert "Server listening" in said, said
        yield SimpleNamespace(typed=typed, target=f"{user}@127.0.0.1", home=home, folder=folder, port=port)
    finally:
        server.terminate()
        server.wait()
        if server.stderr:
            server.stderr.close()


@pytest.mark.parametrize("command", [[], ["sh", "-i"], ["scale-tui;", "id"]])
def test_the_terminal_shows_the_app_and_q_ends_the_session(
    ssh: SimpleNamespace, tmp_path: Path, command: list[str]
) -> None:
    before = snapshot(ssh.home)
    with playing(tmp_path, "-tt", *ssh.typed, ssh.target, *command, program=SSH) as guest:
        guest.drawn()
        guest.type(" ")
        guest.until_written("This screen is for looking")
        for keys in ("\x1a", "\x03", "\x1c", "E", "O", "e"):
            guest.type(keys)
            guest.read(0.1)
        assert guest.process.poll() is None
        guest.type("q")
        assert guest.ended() == 0
        assert b"uid=" not in guest.written
    assert snapshot(ssh.home) == before


def test_there_is_nothing_else_to_be_had(ssh: SimpleNamespace, tmp_path: Path) -> None:
    def ask(*typed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            typed, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE
        )

    # Without a terminal the app says so, whatever was asked for in its place.
    for command in (["id"], ["sh", "-c", "id"], ["cat", "/etc/passwd"]):
        answer = ask("ssh", *ssh.typed, ssh.target, *command)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert "needs a terminal" in answer.stderr
    options = [word if word != "-p" else "-P" for word in ssh.typed]
    (tmp_path / "file").write_text("harm")
    copied = ask("scp", *options, str(tmp_path / "file"), f"{ssh.target}:{tmp_path / 'harmed'}")
    assert copied.returncode != 0
    assert not (tmp_path / "harmed").exists()
    with socket.create_server(("127.0.0.1", 0)) as inner:
        inner.settimeout(0.1)
        port = inner.getsockname()[1]
        ask("ssh", *ssh.typed, "-W", f"127.0.0.1:{port}", ssh.target)
        with pytest.raises(TimeoutError):
            inner.accept()
    assert ask(
        "ssh", *ssh.typed, "-N", "-R", "0:127.0.0.1:1", "-o", "ExitOnForwardFailure=yes", ssh.target
    ).returncode
