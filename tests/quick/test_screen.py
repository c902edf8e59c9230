"""The first picture of the app stands before the app does, and the terminal is given back in any case."""

import shutil
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from pseudo_terminal import TAKEN, WITHOUT_ANY, Playing, playing
from scale_tui import quick
from scale_tui.quick.book import head_of
from scale_tui.quick.packing import packed
from scale_tui.quick.place import read
from scale_tui.quick.usual_look import FEWER, TRUECOLOR, look_file

AT = ("--at", "2024-09-11T12:21")
TITLE = "Networking"
ON_NOW = "Alibaba HPN"
COLOURS = {"COLORTERM": "truecolor"}
SHORT = """\
Clash Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
09:30 AM - 10:30 AM
Second talk
Speaker Jo Doe,Acme
"""
EARLY = b"\x1b[?1049h\x1b[?25l\x1b[1;1H"
# Shows the first picture, and goes on when there is a file that says so.
HELD = """
import os, select, sys
from scale_tui import quick
try:
    code = quick.answer(sys.argv[2:])
    while not os.path.exists(sys.argv[1]):
        select.select([], [], [], 0.02)
    from scale_tui.cli.run import run
    code = run(sys.argv[2:])
finally:
    quick.give_back_screen()
sys.exit(code)
"""
ASKED = """
import sys
from scale_tui import quick
before = set(sys.modules)
code = quick.answer(sys.argv[1:])
assert code is None
is_shown = quick.early_screen is not None
quick.give_back_screen()
print("shown" if is_shown else "left", *sorted(set(sys.modules) - before))
"""
OURS = {
    "scale_tui.domain",
    "scale_tui.domain.figures",
    "scale_tui.domain.habits",
    "scale_tui.quick.asked",
    "scale_tui.quick.bars",
    "scale_tui.quick.book",
    "scale_tui.quick.day_list",
    "scale_tui.quick.frame",
    "scale_tui.quick.look",
    "scale_tui.quick.painting",
    "scale_tui.quick.place",
    "scale_tui.quick.ribbon",
    "scale_tui.quick.screen",
}
OTHERS = {"gc", "termios", "zlib"}


@pytest.fixture(scope="module")
def opened_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the app was opened and left once, with a star."""
    home = tmp_path_factory.mktemp("home")
    with playing(home, "star", "lunch") as terminal:
        assert terminal.ended() == 0
    with playing(home, *AT, env=COLOURS) as terminal:
        terminal.drawn()
        terminal.type("q")
        assert terminal.ended() == 0
    return home


@pytest.fixture
def home(opened_before: Path, tmp_path: Path) -> Path:
    """The same, to be changed; the marks keep the file that they are known by."""
    home = tmp_path / "home"
    shutil.copytree(opened_before, home)
    with playing(home, *AT, env=COLOURS) as terminal:
        terminal.drawn()
        terminal.type("q")
        assert terminal.ended() == 0
    return home


@contextmanager
def held(home: Path, *typed: str, size: tuple[int, int] = (120, 35)) -> Iterator[tuple[Playing, "Gate"]]:
    """The app with its first picture shown, before anything of it is loaded."""
    gate = Gate(home.parent / f"{home.name}-goes-on")
    with playing(home, str(gate.path), *typed, program=HELD, env=COLOURS, size=size) as terminal:
        terminal.until(lambda: EARLY in terminal.written and b"help" in terminal.written, "the picture")
        yield terminal, gate


class Gate:
    """What the program waits for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.unlink(missing_ok=True)

    def go_on(self) -> None:
        self.path.touch()


def until_app(terminal: Playing) -> None:
    """Wait until the app has the terminal, and is drawn."""
    terminal.until(lambda: terminal.modes >= TAKEN, "the app")
    terminal.read_the_rest()


def test_the_picture_is_right_before_the_app_is_there(opened_before: Path) -> None:
    with held(opened_before, *AT) as (terminal, gate):
        early = terminal.picture(120, 35)
        assert TITLE in early[0]
        assert "12:21 PDT" in early[0]
        assert ON_NOW in early[1]
        assert "14 min left" in early[1]
        gate.go_on()
        until_app(terminal)
        whole = terminal.picture(120, 35)
        assert whole[:4] == early[:4]
        assert [line[:67] for line in whole[4:-1]] == [line[:67] for line in early[4:-1]]
        assert whole[-1] == early[-1]


@pytest.mark.parametrize(("minute", "left"), [("12:20", "15 min left"), ("12:36", "19 min left")])
def test_it_is_drawn_for_the_minute(opened_before: Path, minute: str, left: str) -> None:
    with held(opened_before, "--at", f"2024-09-11T{minute}") as (terminal, _):
        early = terminal.picture(120, 35)
        assert f"{minute} PDT" in early[0]
        assert left in early[1]


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 50)])
def test_it_is_drawn_for_the_size(opened_before: Path, size: tuple[int, int]) -> None:
    with held(opened_before, *AT, size=size) as (terminal, _):
        assert "? help" in terminal.picture(*size)[-1]


def test_keys_typed_meanwhile_arrive_in_order_and_are_not_echoed(home: Path) -> None:
    with held(home, *AT) as (terminal, gate):
        before = terminal.written
        for key in "jj kkk j":
            terminal.type(key)
        while terminal.read(0.0):
            pass
        assert terminal.written == before
        gate.go_on()
        until_app(terminal)

        def rows() -> list[str]:
            return [line[:60].rstrip() for line in terminal.picture(120, 35) if line[8:10] in ("★ ", "★!")]

        terminal.until(lambda: len(rows()) == 3, "two more stars, and lunch")
        # Two down, a star; three up, a star; one down, where the cursor stays.
        assert [row[10:30].rstrip() for row in rows()] == [
            "Network Communicatio",
            "Live Q&A Session 2",
            "Lunch Break",
        ]
        terminal.type("q")
        assert terminal.ended() == 0
        assert terminal.is_as_before
        assert terminal.modes == WITHOUT_ANY


def test_nothing_is_blank_in_between(opened_before: Path) -> None:
    with held(opened_before, *AT) as (terminal, gate):
        gate.go_on()
        until_app(terminal)
        assert terminal.written.count(b"\x1b[?1049h") == 1
        assert b"\x1b[2J" not in terminal.written
        start = terminal.written.index(b"help")
        stream = pyte.ByteStream(screen := pyte.Screen(120, 35))
        stream.feed(terminal.written[: start + 40])
        # Whatever part of what follows has been shown: the title and what is on stand.
        for at in range(start + 40, len(terminal.written), 97):
            part = terminal.written[at : at + 97]
            stream.feed(part.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[?2048$p", b""))
            assert TITLE in screen.display[0]
            assert ON_NOW in screen.display[1]
            assert "Jiaqi Gao" in "".join(line[:67] for line in screen.display[4:-1])
            assert "help" in screen.display[-1]


@pytest.mark.parametrize("changed", ["refresh", "add"])
def test_what_changed_while_the_app_was_open_is_there_at_the_next_start(tmp_path: Path, changed: str) -> None:
    """A newer agenda, or another conference."""
    home, source = tmp_path / "home", tmp_path / "conference.txt"
    at, ordinarily = ("--at", "2024-09-11T09:10"), {quick.SWITCH: quick.OFF}

    def does(*typed: str) -> None:
        with playing(home, *typed, env=ordinarily) as terminal:
            assert terminal.ended() == 0

    source.write_text(SHORT)
    if changed == "refresh":
        does("add", str(source))
    with playing(home, *at, env=COLOURS) as terminal:
        terminal.drawn()
        source.write_text(SHORT.replace("First talk", "Other talk"))
        does(changed, *([str(source)] if changed == "add" else []))
        terminal.type("q")
        assert terminal.ended() == 0
    with held(home, *at) as (terminal, _):
        assert any("Other talk" in line for line in terminal.picture(120, 35))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_gives_the_terminal_back(opened_before: Path, number: signal.Signals) -> None:
    with held(opened_before, *AT) as (terminal, _):
        assert terminal.attributes != terminal.before
        terminal.process.send_signal(number)
        assert terminal.ended() == -number
        assert terminal.is_as_before
        assert terminal.modes == WITHOUT_ANY


def test_interrupted_it_gives_the_terminal_back(opened_before: Path) -> None:
    with held(opened_before, *AT) as (terminal, _):
        terminal.process.send_signal(signal.SIGINT)
        terminal.ended()
        assert terminal.modes == WITHOUT_ANY
        assert terminal.is_as_before


def test_what_is_to_be_said_first_is_said_on_the_screen_from_before(home: Path) -> None:
    (home / "config.toml").write_text("nothing = 1\n")
    with playing(home, *AT, env=COLOURS) as terminal:
        terminal.drawn()
        terminal.type("q")
        assert terminal.ended() == 0
        assert EARLY not in terminal.written
    with held(home, *AT) as (terminal, gate):
        gate.go_on()
        terminal.until_written("there is nothing of this name")
        said = terminal.written.index(b"there is nothing of this name")
        assert terminal.written.rindex(b"\x1b[?1049l", 0, said) > terminal.written.index(EARLY)
        until_app(terminal)
        terminal.type("q")
        assert terminal.ended() == 0
        assert terminal.is_as_before
        assert terminal.modes == WITHOUT_ANY


@pytest.mark.parametrize("is_configured", [False, True])
def test_the_colours_are_those_of_the_terminal(home: Path, *, is_configured: bool) -> None:
    """Of what was chosen nothing is known in another terminal, before the app was seen there."""
    if is_configured:
        (home / "config.toml").write_text("[screen]\ntheme = 'scale-light'\n")
    env = {"COLORTERM": ""}
    for is_known in (not is_configured, True):
        with playing(home, *AT, env=env) as terminal:
            terminal.drawn()
            terminal.type("q")
            assert terminal.ended() == 0
            assert (EARLY in terminal.written) is is_known
    assert b"38;5;" in terminal.written
    assert b"38;2;" not in terminal.written


def test_it_is_there_for_who_has_no_folder_yet(tmp_path: Path) -> None:
    of_a_user = COLOURS | {"SCALE_TUI_HOME": "", "HOME": str(tmp_path)}
    for _ in range(2):
        with playing(tmp_path, *AT, env=of_a_user) as terminal:
            terminal.drawn()
            terminal.type("q")
            assert terminal.ended() == 0
            assert EARLY in terminal.written
    assert (tmp_path / ".local/share/scale-tui").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("colours", [TRUECOLOR, FEWER])
def test_the_usual_look_is_what_the_app_leaves(tmp_path: Path, colours: str) -> None:
    with playing(tmp_path, *AT, env={"COLORTERM": colours}) as terminal:
        terminal.drawn()
        terminal.type("q")
        assert terminal.ended() == 0
    left = head_of((tmp_path / "quick" / "look").read_bytes())
    assert {name for name in left if name not in (usual := head_of(read(look_file(colours))))} == {
        "made for",
        "drawing",
        "drawn by",
    }
    assert usual.items() <= left.items()


def test_for_who_just_added_a_conference_it_is_there(tmp_path: Path) -> None:
    source = tmp_path / "conference.txt"
    source.write_text(SHORT)
    home = tmp_path / "home"
    with playing(home, "add", str(source)) as terminal:
        assert terminal.ended() == 0
    at = ("--at", "2024-09-11T09:10")
    with held(home, *at) as (terminal, gate):
        early = terminal.picture(120, 35)
        assert "Clash Conf" in early[0]
        gate.go_on()
        until_app(terminal)
        whole = terminal.picture(120, 35)
        assert whole[1:4] == early[1:4]  # the title tells, a moment later, when it was checked
        assert [line[:67] for line in whole[4:-1]] == [line[:67] for line in early[4:-1]]
        assert whole[-1] == early[-1]


def asked(home: Path, *typed: str, **options: object) -> list[str]:
    """Whether the picture was shown, and the modules that this took."""
    env = COLOURS | options.pop("env", {})  # type: ignore[operator,arg-type]
    with playing(home, *typed, program=ASKED, env=env, **options) as terminal:  # type: ignore[arg-type]
        assert terminal.ended() == 0
        assert terminal.is_as_before
        assert terminal.modes == WITHOUT_ANY
        return terminal.written.decode().splitlines()[-1].split("\x1b[?1049l")[-1].split()


def test_it_imports_these_modules_and_no_others(opened_before: Path) -> None:
    found, *modules = asked(opened_before, *AT)
    assert (found, set(modules)) == ("shown", OURS | OTHERS)


@pytest.mark.parametrize(
    "typed", [(), ("open",), ("-c", "networking-scale-2024"), ("open", "--at", "2024-09-11")]
)
def test_it_is_shown_however_the_app_is_asked_for(opened_before: Path, typed: tuple[str, ...]) -> None:
    assert asked(opened_before, *typed)[0] == "shown"


@pytest.mark.parametrize(
    "typed",
    [
        ("networking-scale-2024",),
        ("open", "networking-scale-2024"),
        ("--theme", "scale-light"),
        ("open", "--tz", "local"),
        ("--glyphs", "ascii"),
        ("--at", "noon"),
        ("-c", "unknown"),
        ("--help",),
        ("open", "--help"),
        ("people",),
        ("--mine",),
        ("open", "open"),
    ],
)
def test_another_command_or_option_is_left_to_the_app(opened_before: Path, typed: tuple[str, ...]) -> None:
    assert asked(opened_before, *typed) == ["left"] or asked(opened_before, *typed)[0] == "left"


@pytest.mark.parametrize(
    "env",
    [
        {"NO_COLOR": "1"},
        {"TERM": "linux"},
        {"TERM": "dumb"},
        {"TERM": "xterm", "COLORTERM": ""},
        {"COLORTERM": "", "FORCE_COLOR": "1"},
        {"TEXTUAL_DEBUG": "1"},
        {"PYTHONIOENCODING": "latin-1"},
        {"SCALE_TUI_NOW": "noon"},
        {quick.SWITCH: quick.OFF},
    ],
)
def test_another_environment_is_left_to_the_app(opened_before: Path, env: dict[str, str]) -> None:
    assert asked(opened_before, env=env)[0] == "left"


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_without_a_terminal_it_is_left_to_the_app(opened_before: Path, tmp_path: Path, stream: str) -> None:
    with (tmp_path / "elsewhere").open("w+") as file:
        assert asked(opened_before, *AT, redirected={stream: file})[0] == "left"


@pytest.mark.parametrize(("switch", "shown"), [("on", "shown"), (quick.OFF, "left")])
def test_a_star_set_since_is_seen(home: Path, switch: str, shown: str) -> None:
    """Where nobody has left that it was set, the picture is left to the app."""
    with playing(home, "star", "hpn", env={quick.SWITCH: switch}) as terminal:
        assert terminal.ended() == 0
    assert asked(home, *AT)[0] == shown
    if shown == "shown":
        with held(home, *AT) as (terminal, _):
            assert any("★ Alibaba HPN" in line for line in terminal.picture(120, 35))


def test_of_another_textual_nothing_is_known(home: Path) -> None:
    """Its themes may have other colours; from the next start on they are known."""
    (home / "config.toml").write_text("[screen]\ntheme = 'nord'\n")
    look = home / "quick" / "look"
    for is_known in (False, True, False):
        with playing(home, *AT, env=COLOURS) as terminal:
            terminal.drawn()
            terminal.type("q")
            assert terminal.ended() == 0
            assert (EARLY in terminal.written) is is_known
        if is_known:
            look.write_bytes(packed(head_of(look.read_bytes()) | {"drawn by": "another"}))


@pytest.mark.parametrize("env", [{"COLORTERM": "24bit"}, {"TERM": "xterm-kitty", "COLORTERM": ""}])
def test_the_first_time_it_is_there_in_terminals_of_many_colours(tmp_path: Path, env: dict[str, str]) -> None:
    found, *modules = asked(tmp_path, *AT, env=env)
    assert (found, set(modules)) == ("shown", OURS | OTHERS | {"scale_tui.quick.usual_look"})


def test_the_terminal_is_taken_as_the_app_takes_it(opened_before: Path) -> None:
    with held(opened_before, *AT) as (terminal, gate):
        early = terminal.attributes
        gate.go_on()
        until_app(terminal)
        assert terminal.attributes == early
        assert not early[3] & (termios.ECHO | termios.ICANON | termios.ISIG)


def test_what_is_left_lies_in_folders_of_the_attendee_alone(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    with playing(home, *AT, env=COLOURS) as terminal:
        terminal.drawn()
        terminal.type("q")
        assert terminal.ended() == 0

    assert {path.stat().st_mode & 0o777 for path in (home, home / "quick")} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in (home / "quick").iterdir()} == {0o600}
