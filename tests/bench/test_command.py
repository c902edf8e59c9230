"""The command that is measured."""

from pathlib import Path

import pytest

from bench.command import Command, parse_command


def test_variables_may_stand_before_it() -> None:
    command = parse_command("PYTHONPATH=src A='b c' python -m scale_tui")
    assert command == Command(("python", "-m", "scale_tui"), {"PYTHONPATH": "src", "A": "b c"})
    assert command.interpreter == Command(("python",), {"PYTHONPATH": "src", "A": "b c"})


def test_options_of_the_interpreter_are_kept() -> None:
    assert parse_command("python3 -X utf8 -m scale_tui").interpreter.words == ("python3", "-X", "utf8")


def test_a_script_tells_its_interpreter(tmp_path: Path) -> None:
    script = tmp_path / "scale-tui"
    script.write_text("#!/opt/venv/bin/python3 -I\nimport sys\n")
    assert parse_command(str(script)).interpreter.words == ("/opt/venv/bin/python3", "-I")


@pytest.mark.parametrize("text", ["", "A=b"])
def test_nothing_is_no_command(text: str) -> None:
    with pytest.raises(ValueError, match="no command"):
        parse_command(text)


def test_its_surroundings_are_always_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "TEXTUAL_FPS", "NO_COLOR", "COLUMNS"):
        monkeypatch.setenv(name, "1")
    environment = Command(("x",), {"PYTHONPATH": "src"}).at_home(tmp_path).environment(tmp_path)
    assert set(environment) == {"PATH", "HOME", "LANG", "TERM", "COLORTERM", "PYTHONPATH", "SCALE_TUI_HOME"}
