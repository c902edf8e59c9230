"""What SECURITY.md promises is held by tests that there are."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")]
PROMISES = [line for line in ROWS if "`tests/" in line]
NAMED = sorted({name for line in PROMISES for name in re.findall(r"`(tests/[^`]+)`", line)})


def test_every_promise_names_what_holds_it() -> None:
    assert PROMISES
    headings = ("| threat |", "| what |")
    before_the_figures = ROWS[: next(i for i, line in enumerate(ROWS) if line.startswith("| what |"))]
    assert [
        line for line in before_the_figures if line not in PROMISES and not line.startswith(headings)
    ] == []


@pytest.mark.parametrize("name", NAMED)
def test_what_holds_it_is_there(name: str) -> None:
    file, _, function = name.partition("::")
    text = (ROOT / file).read_text("utf-8")
    if not file.endswith(".py"):
        return
    names = {
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert function in names if function else any(each.startswith("test_") for each in names)
