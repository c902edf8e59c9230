"""Links: what is started where, what exactly it is given, and what is said where nothing can be."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from scale_tui.cli.links import BrowserLinks, open_address, opener
from scale_tui.ui.links import NotOpened

PAGE = "https://example.org/a?b=c&d=$(touch%20harmed)#e;`f`|'g'"
DESK = {"TERM": "xterm-256color", "DISPLAY": ":0"}
NOTING = """\
#!{python}
import json, os, sys
told = {{"given": sys.argv[1:], "leads": os.getsid(0) == os.getpid(), "browser": os.environ.get("BROWSER")}}
told["streams"] = [os.stat(each).st_rdev == os.stat(os.devnull).st_rdev for each in (0, 1, 2)]
print("on the screen")
print("on the screen", file=sys.stderr)
try:
    os.open("/dev/tty", os.O_RDWR)
    told["terminal"] = True
except OSError:
    told["terminal"] = False
with open({noted!r} + ".new", "w") as file:
    json.dump(told, file)
os.replace({noted!r} + ".new", {noted!r})
{then}
"""
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")


def fake(folder: Path, name: str = "xdg-open", then: str = "") -> Path:
    """A program of this name that notes what it is given, and what it could do to the terminal."""
    noted = folder / f"{name}.noted"
    program = folder / name
    program.write_text(NOTING.format(python=sys.executable, noted=str(noted), then=then))
    program.chmod(0o755)
    return noted


def never(reason: str) -> None:
    raise AssertionError(reason)


def refusal(address: str, environ: dict[str, str], platform: str = "linux") -> str:
    with pytest.raises(NotOpened) as refused:
        open_address(address, never, environ, platform)
    return str(refused.value)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what the program notes, however slow this machine is."""
    monkeypatch.setattr("scale_tui.cli.links.FAILS_AT_ONCE", PATIENCE)


@pytest.mark.usefixtures("patient")
def test_the_program_gets_the_address_as_it_is_and_no_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    noted = fake(tmp_path)
    open_address(PAGE, never, DESK | {"PATH": str(tmp_path)}, "linux")
    told = json.loads(noted.read_text())
    assert told["given"] == [PAGE]
    assert told["leads"]
    assert not told["terminal"]
    assert told["streams"] == [True, True, True]
    assert "on the screen" not in "".join(capfd.readouterr())
    assert not Path("harmed").exists()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("browser", "left"),
    [
        (None, None),
        ("w3m", None),
        ("/usr/bin/lynx %s:www-browser", None),
        ("firefox:w3m", "firefox"),
        ("links: :chromium --incognito", "chromium --incognito"),
    ],
)
def test_a_browser_of_the_terminal_is_not_proposed(
    tmp_path: Path, browser: str | None, left: str | None
) -> None:
    noted = fake(tmp_path)
    chosen = {} if browser is None else {"BROWSER": browser}
    open_address(PAGE, never, DESK | chosen | {"PATH": str(tmp_path)}, "linux")
    assert json.loads(noted.read_text())["browser"] == left


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("environ", "platform", "name", "options"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "xdg-open", []),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "rundll32.exe", ["url.dll,FileProtocolHandler"]),
        ({}, "darwin", "open", []),
        ({}, "win32", "rundll32.exe", ["url.dll,FileProtocolHandler"]),
    ],
)
def test_each_system_has_its_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    platform: str,
    name: str,
    options: list[str],
) -> None:
    noted = fake(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    open_address(PAGE, never, environ | {"PATH": str(tmp_path)}, platform)
    assert json.loads(noted.read_text())["given"] == [*options, PAGE]


def test_over_ssh_nothing_is_started(tmp_path: Path) -> None:
    noted = fake(tmp_path)
    for far in ({"SSH_CONNECTION": "::1 1 ::1 22"}, {"SSH_TTY": "/dev/pts/1"}):
        for platform in ("linux", "darwin", "win32"):
            with pytest.raises(NotOpened, match="over SSH: a browser would open on the other machine"):
                opener(DESK | far | {"PATH": str(tmp_path)}, platform)
        assert "over SSH" in refusal(PAGE, DESK | far | {"PATH": str(tmp_path)})
    assert not noted.exists()


def test_without_a_desktop_or_the_program_it_says_so(tmp_path: Path) -> None:
    noted = fake(tmp_path)
    assert "no desktop here" in refusal(PAGE, {"PATH": str(tmp_path), "BROWSER": "w3m"})
    assert "xdg-open, which opens links here, is not installed" in refusal(
        PAGE, DESK | {"PATH": str(tmp_path / "none")}
    )
    assert not noted.exists()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "-a",
        "https://example.org/\x1b[31m",
        "https://example.org/ https://evil.example/",
        f"https://example.org/{'a' * 9_000}",
    ],
)
def test_what_is_no_page_and_no_mail_reaches_no_program(tmp_path: Path, address: str) -> None:
    noted = fake(tmp_path)
    assert refusal(address, DESK | {"PATH": str(tmp_path)}) == "This is no address of a page or of mail."
    assert not noted.exists()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (3, "xdg-open found no browser."),
        (4, "xdg-open could not have it opened."),
        (9, "xdg-open failed with exit code 9."),
    ],
)
def test_a_program_that_fails_at_once_is_an_error(tmp_path: Path, code: int, said: str) -> None:
    fake(tmp_path, then=f"sys.exit({code})")
    assert refusal(PAGE, DESK | {"PATH": str(tmp_path)}) == said


def test_a_program_that_fails_later_is_told_of_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scale_tui.cli.links.FAILS_AT_ONCE", 0.0)
    monkeypatch.setattr("scale_tui.cli.links.MAY_FAIL", PATIENCE)
    fake(tmp_path, then="sys.exit(3)")
    told: list[str] = []
    is_told = Event()
    tell: Callable[[str], object] = lambda reason: (told.append(reason), is_told.set())  # noqa: E731
    open_address(PAGE, tell, DESK | {"PATH": str(tmp_path)}, "linux")
    assert is_told.wait(PATIENCE)
    assert told == ["xdg-open found no browser."]


def test_a_program_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "xdg-open").write_text("#!/no/such/interpreter\n")
    (tmp_path / "xdg-open").chmod(0o755)
    said = refusal(PAGE, DESK | {"PATH": str(tmp_path)})
    assert said == "xdg-open cannot be started (No such file or directory)."


def test_in_a_browser_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = fake(tmp_path)
    for name, value in (DESK | {"PATH": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    links = BrowserLinks()
    assert links.is_in_browser
    with pytest.raises(NotOpened):
        links.open(PAGE, never)
    assert not noted.exists()
