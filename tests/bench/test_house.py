"""The bench is built as the house is."""

import ast
from pathlib import Path

import pytest

from test_architecture import LONGEST_FILE, long_functions, read

BENCH = Path(__file__).parents[2] / "bench"
FILES = sorted(BENCH.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_and_no_function_is_too_long(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert long_functions(read({path.stem: text})) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_of_the_bench_is_told_without_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
