"""A fault of the program: the terminal comes back, and a line says where a report lies; neither quotes."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import PROGRAM, Playing

Play = Callable[..., Playing]
SECRET = "Dinner with Zed"
ENV = {"SECRET_NOTE": SECRET}

# Each raises an error that quotes what is the attendee's, with it in a variable, somewhere in the app.
FAULTS = {
    "a key": """
from scale_tui.ui.app import ScaleTuiApp
def fails(self):
    note = os.environ["SECRET_NOTE"]
    raise KeyError(note)
ScaleTuiApp.action_help = fails
""",
    "a thread": """
from scale_tui.ui.keeping import Keeper
def fails(self, *_):
    note = os.environ["SECRET_NOTE"]
    raise KeyError(note)
Keeper._carry_out = fails
""",
    "the thread of keys": """
from scale_tui.ui.driver import CarefulDriver
process = CarefulDriver.process_message
def fails(self, message):
    note = os.environ["SECRET_NOTE"]
    if getattr(message, "key", "") in {"question_mark", "space"}:
        raise AssertionError(note)
    process(self, message)
CarefulDriver.process_message = fails
""",
    "painting": """
from scale_tui.ui.screens.help import HelpScreen
def fails(self, *_):
    note = os.environ["SECRET_NOTE"]
    raise KeyError(note)
HelpScreen.compose = fails
""",
    "the way out": """
from scale_tui.ui.app import ScaleTuiApp
def fails(self):
    note = os.environ["SECRET_NOTE"]
    raise KeyError(note)
ScaleTuiApp.action_help = ScaleTuiApp.action_quit
ScaleTuiApp.on_unmount = fails
""",
}


@pytest.mark.parametrize("where", FAULTS)
def test_a_crash_gives_the_terminal_back_and_says_where_the_report_is(
    play: Play, tmp_path: Path, where: str
) -> None:
    app = play(program=f"import os\n{FAULTS[where]}\n{PROGRAM}", env=ENV).drawn()
    app.type(" " if where == "a thread" else "?")
    assert app.ended() == 70
    assert app.is_as_before()
    said = app.written.rpartition(b"scale-tui: ")[2]
    (report,) = tmp_path.glob("crash-*.txt")
    assert said.count(b"\n") == 1
    assert str(report).encode() in said
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text(encoding="utf-8")
    assert SECRET.encode() not in app.written
    assert SECRET not in text
    assert "textual 8" in text
    assert "Error" in text
    assert "120x35" in text


def test_where_no_report_can_be_kept_it_is_told_instead(play: Play, tmp_path: Path) -> None:
    fault = FAULTS["a key"] + (
        "import scale_tui.storage.files\n"
        "def full(*_): raise OSError(28, 'No space left on device')\n"
        "scale_tui.storage.files.replace_file = full\n"
    )
    app = play(program=f"import os\n{fault}\n{PROGRAM}", env=ENV).drawn()
    app.type("?")
    assert app.ended() == 70
    assert app.is_as_before()
    assert b"KeyError" in app.written
    assert SECRET.encode() not in app.written
    assert b"scale_tui/cli/run.py" in app.written
