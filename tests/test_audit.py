"""``make audit`` does not take silence for an all-clear."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit import main

CLEAN = {"name": "rich", "version": "15.0.0", "vulns": []}
UNKNOWN = {"name": "segno", "skip_reason": "Dependency not found"}
BAD = {
    "name": "urllib3",
    "version": "2.6.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.6.3"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
Answers = Callable[..., str]


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Makes a program that says of each service what it is told to; None is a failure."""

    def make(**said: list[object] | None) -> str:
        told = {
            service: packages and json.dumps({"dependencies": packages}) for service, packages in said.items()
        }
        program = tmp_path / "pip-audit"
        program.write_text(
            f"#!{sys.executable}\nimport sys\nsaid = {told!r}.get(sys.argv[-1])\n"
            "sys.exit('ConnectionError') if said is None else print(said)\n"
        )
        program.chmod(0o755)
        return str(program)

    return make


@pytest.mark.parametrize("pypi", [None, [UNKNOWN, UNKNOWN], []])
def test_where_nothing_could_be_looked_up_it_says_so_in_a_line(
    answers: Answers, capsys: pytest.CaptureFixture[str], pypi: list[object] | None
) -> None:
    assert main(answers(pypi=pypi), "constraints.txt") == 69
    said = "constraints.txt: not audited, no list of vulnerabilities can be reached from here\n"
    assert capsys.readouterr().out == said


def test_what_is_known_is_told_a_line_each(answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(answers(pypi=[CLEAN, BAD]), "constraints.txt") == 1
    assert capsys.readouterr().out.splitlines() == [
        "urllib3 2.6.0: PYSEC-1, mended in 2.6.3",
        "urllib3 2.6.0: PYSEC-2, mended in no version yet",
        "constraints.txt: 2 packages looked up, 2 known vulnerabilities",
    ]


def test_the_second_service_is_asked_where_the_first_is_silent(answers: Answers) -> None:
    assert main(answers(osv=[CLEAN]), "constraints.txt") == 0
    assert main(answers(pypi=[UNKNOWN], osv=[BAD]), "constraints.txt") == 1


def test_a_package_that_was_not_looked_up_is_no_all_clear(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(answers(pypi=[CLEAN, UNKNOWN]), "constraints.txt") == 69
    assert "not looked up: segno" in capsys.readouterr().out
    assert main(answers(pypi=[CLEAN]), "a.txt", "b.txt") == 0
