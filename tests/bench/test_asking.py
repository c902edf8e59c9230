"""What can be asked of the bench."""

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the bench is for Linux", allow_module_level=True)

from bench.__main__ import LINES, main

PAGE = Path(__file__).parents[2] / "BENCHMARKS.md"


@pytest.mark.parametrize(
    "others",
    [["now"], ["--runs", "3"], ["--idle", "5"], ["--command", "python -m scale_tui"]],
    ids=lambda others: others[0],
)
def test_the_page_gets_whole_tables_only(others: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = PAGE.read_bytes()
    assert main(["--write", *others]) == 2
    assert "--write is for all lines" in capsys.readouterr().err
    assert PAGE.read_bytes() == before


def test_a_program_that_there_is_not_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["now", "--command", str(tmp_path / "nothing")]) == 2
    assert "nothing to measure" in capsys.readouterr().err


def test_a_line_that_there_is_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "first" in capsys.readouterr().err


def test_the_page_explains_every_line() -> None:
    text = PAGE.read_text("utf-8")
    assert all(f"\n| {number} " in text for number in range(1, len(LINES) + 1))
