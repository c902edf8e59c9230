"""The plan of the house, read from its imports: CONTRIBUTING.md says why."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

PACKAGE = "scale_tui"
ROOT = Path(__file__).parents[1] / "src" / PACKAGE

# What each floor may import of the others; the package itself holds nothing but the version.
MAY_IMPORT = {
    "values": set[str](),
    "domain": {"domain", "values"},
    "export": {"export", "domain", "values", ""},
    "sync": {"sync", "domain", "values", ""},
    "sources": {"sources", "domain", "values", ""},
    "storage": {"storage", "domain", "values", ""},
    "quick": {"quick", "domain", "values", ""},
    "ui": {"ui", "domain", "export", "values", ""},
    "cli": {"cli", "ui", "export", "sync", "sources", "storage", "quick", "domain", "values", "data", ""},
    "data": {"data"},
    "__main__": {"cli"},
    "": set[str](),
}
UNTOLD_NAMES = {"utils", "helpers", "common", "managers", "core"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
# Files by their path, functions by module and name. Empty: every one that is added needs a reason.
LONGER_FILES: frozenset[str] = frozenset()
LONGER_FUNCTIONS: frozenset[str] = frozenset()
# Nothing of the domain looks at a clock or a disk; what does is passed in.
OUTSIDE_WORLD = {
    "io",
    "locale",
    "logging",
    "os",
    "pathlib",
    "random",
    "socket",
    "subprocess",
    "sys",
    "threading",
    "time",
}
CLOCKS_AND_FILES = {"open", "input", "print", "now", "today", "utcnow", "time", "monotonic"}

Trees = Mapping[str, ast.Module]


def read(sources: Mapping[str, str]) -> Trees:
    return {module: ast.parse(source) for module, source in sources.items()}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted(ROOT.rglob("*.py"))
TREES = read({module_name(path): path.read_text("utf-8") for path in FILES})


def floor_of(module: str) -> str:
    """The floor a module of ours is on; the package itself is on none."""
    return f"{module}.".split(".")[1]


def imported(tree: ast.Module, modules: Trees) -> Iterator[str]:
    """Every module a tree imports, at its top or late; of ours, the very file a name comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules else node.module for name in inner)


def is_ours(module: str) -> bool:
    return module.split(".")[0] == PACKAGE


def arrows_up(trees: Trees) -> list[str]:
    return sorted(
        {
            f"{module} imports {name}"
            for module, tree in trees.items()
            for name in imported(tree, trees)
            if is_ours(name) and floor_of(name) not in MAY_IMPORT[floor_of(module)]
        }
    )


def circle(trees: Trees) -> list[str]:
    """The modules of one circle of imports; none when there is no circle."""
    graph = {
        module: {name for name in imported(tree, trees) if is_ours(name)} for module, tree in trees.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def foreign_to_the_domain(trees: Trees) -> list[str]:
    domain = {module: tree for module, tree in trees.items() if floor_of(module) == "domain"}
    return sorted(
        {
            f"{module} imports {name}"
            for module, tree in domain.items()
            for name in imported(tree, trees)
            if not is_ours(name)
            and (name.split(".")[0] not in sys.stdlib_module_names or name.split(".")[0] in OUTSIDE_WORLD)
        }
    )


def looks_outside(trees: Trees) -> list[str]:
    found = []
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if floor_of(module) == "domain" and isinstance(node, ast.Call):
                name = called(node.func)
                # ``x.time()`` is the time of day of a value; only the module's is a clock.
                if name in CLOCKS_AND_FILES and ast.unparse(node.func) != "time":
                    found.append(f"{module}:{node.lineno} calls {ast.unparse(node.func)}")
    return found


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute) and (
        function.attr != "time" or ast.unparse(function) == "time.time"
    ):
        return function.attr
    return ""


def relative_imports(trees: Trees) -> list[str]:
    return [
        f"{module}:{node.lineno}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def catches_everything(trees: Trees) -> list[str]:
    return [
        f"{module}:{node.lineno}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)))
    ]


def long_functions(trees: Trees) -> set[str]:
    return {
        f"{module}.{node.name}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }


def loose_values(trees: Trees) -> list[str]:
    """The dataclasses of the domain that could be changed, or be given what they do not have."""
    return [
        f"{module}.{node.name}"
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if floor_of(module) == "domain" and isinstance(node, ast.ClassDef)
        for told in map(ast.unparse, node.decorator_list)
        if "dataclass" in told and ("frozen=True" not in told or not re.search("slots=True|eq=False", told))
    ]


def test_every_module_is_on_a_floor_of_the_plan() -> None:
    assert {floor_of(module) for module in TREES} <= set(MAY_IMPORT)
    assert {"", "__main__", "domain"} <= {floor_of(module) for module in TREES}


def test_no_import_runs_up_or_across() -> None:
    assert arrows_up(TREES) == []


def test_no_imports_run_in_a_circle() -> None:
    assert circle(TREES) == []


def test_the_domain_imports_nothing_but_the_standard_library() -> None:
    assert foreign_to_the_domain(TREES) == []


def test_the_domain_looks_at_no_clock_and_no_file() -> None:
    assert looks_outside(TREES) == []


def test_only_the_ui_knows_textual() -> None:
    knowing = {
        floor_of(m)
        for m, tree in TREES.items()
        for n in imported(tree, TREES)
        if n.split(".")[0] == "textual"
    }
    assert knowing <= {"ui"}


def test_the_values_of_the_domain_cannot_be_changed() -> None:
    assert loose_values(TREES) == []


def test_no_import_is_relative() -> None:
    assert relative_imports(TREES) == []


def test_nothing_catches_every_error() -> None:
    assert catches_everything(TREES) == []


def test_files_and_folders_are_named_for_their_subject() -> None:
    named = {part for module in TREES for part in module.split(".")}
    assert named & UNTOLD_NAMES == set()


def test_no_file_is_too_long() -> None:
    paths = {str(p.relative_to(ROOT)) for p in FILES if len(p.read_text("utf-8").splitlines()) > LONGEST_FILE}
    assert paths == LONGER_FILES


def test_no_function_is_too_long() -> None:
    assert long_functions(TREES) == LONGER_FUNCTIONS


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh Python has after this statement."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}; import sys; print(*sys.modules)"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT.parent), *filter(None, sys.path)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_the_package_imports_nothing_else_of_it() -> None:
    assert {module for module in loaded_by(f"import {PACKAGE}") if is_ours(module)} == {PACKAGE}


def test_importing_main_starts_nothing_and_loads_no_library() -> None:
    loaded = loaded_by(f"import {PACKAGE}.__main__")
    assert {floor_of(module) for module in loaded if is_ours(module)} <= {"", "__main__", "cli", "quick"}
    assert {module.split(".")[0] for module in loaded} & {
        "textual",
        "rich",
        "pydantic",
        "platformdirs",
    } == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("domain.agenda", "from scale_tui.ui import app"),
        ("domain.agenda", "import scale_tui"),
        ("domain.agenda", "def f():\n    import scale_tui.export.ics"),
        ("export.ics", "from scale_tui.sources.clean import clean"),
        ("sources.clean", "from scale_tui import storage"),
        ("storage.paths", "from scale_tui.ui.app import App"),
        ("sync.caldav", "from scale_tui.export import ics"),
        ("ui.app", "from scale_tui.storage import paths"),
        ("ui.app", "from scale_tui.sources import clean"),
        ("ui.app", "from scale_tui import cli"),
        ("ui.app", "import scale_tui.sync.caldav"),
        ("__main__", "from scale_tui.ui.app import App"),
        ("export.ics", "import scale_tui.cli"),
    ],
)
def test_an_arrow_that_runs_up_or_across_is_found(module: str, source: str) -> None:
    trees = read({f"{PACKAGE}.storage": "", f"{PACKAGE}.cli": "", f"{PACKAGE}.{module}": source})
    assert len(arrows_up(trees)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("domain.search", "from scale_tui.domain import agenda"),
        ("sources.frab", "from scale_tui.sources.clean import clean"),
        ("export.ics", "from scale_tui import __version__"),
        ("ui.app", "from scale_tui.export.ics import calendar"),
        ("cli.now", "from scale_tui.sources.clean import clean\nfrom scale_tui.ui.app import App"),
        ("__main__", "from scale_tui.cli import main"),
    ],
)
def test_an_arrow_that_runs_down_is_none_to_worry_about(module: str, source: str) -> None:
    assert arrows_up(read({f"{PACKAGE}.{module}": source})) == []


def test_a_circle_is_found_also_when_it_is_closed_late() -> None:
    chain = ["ui.app", "ui.screens", "ui.widgets", "ui.app"]
    sources = {f"{PACKAGE}.{a}": f"def f():\n    from {PACKAGE}.{b} import x" for a, b in pairwise(chain)}
    assert set(circle(read(sources))) == set(sources)
    assert circle(read({f"{PACKAGE}.ui.app": f"from {PACKAGE}.ui import rows", f"{PACKAGE}.ui": ""})) == []


Guard = Callable[[Trees], list[str]]
PLANTED: tuple[tuple[Guard, tuple[str, ...]], ...] = (
    (
        foreign_to_the_domain,
        ("import textual", "from pydantic import Field", "import rich.text", "import os", "import time"),
    ),
    (
        looks_outside,
        ("open('x')", "datetime.now()", "datetime.now(UTC)", "date.today()", "time.time()", "print(1)"),
    ),
    (relative_imports, ("from . import b", "from ..c import d")),
    (
        loose_values,
        tuple(
            f"@dataclass{told}\nclass A:\n    a: int"
            for told in (
                "",
                "()",
                "(frozen=True)",
                "(slots=True)",
                "(eq=False)",
                "(frozen=False, slots=True)",
            )
        ),
    ),
    (
        catches_everything,
        tuple(
            f"try:\n    x\nexcept{types}:\n    pass"
            for types in ("", " Exception", " BaseException", " (OSError, Exception)", " Exception as error")
        ),
    ),
)
HARMLESS: tuple[tuple[Guard, tuple[str, ...]], ...] = (
    (
        foreign_to_the_domain,
        ("from datetime import time", "import unicodedata", "import scale_tui.domain.search"),
    ),
    (looks_outside, ("time(14, 30)", "instant.time()", "now", "f(now=now)")),
    (relative_imports, ("import a", "from a import b")),
    (
        loose_values,
        tuple(
            f"@dataclass({told})\nclass A:\n    a: int"
            for told in ("frozen=True, slots=True", "frozen=True, eq=False")
        ),
    ),
    (catches_everything, ("try:\n    x\nexcept (OSError, MyException):\n    pass",)),
)


@pytest.mark.parametrize(("guard", "source"), [(guard, s) for guard, sources in PLANTED for s in sources])
def test_what_is_forbidden_is_found(guard: Guard, source: str) -> None:
    assert len(guard(read({f"{PACKAGE}.domain.agenda": source}))) == 1


@pytest.mark.parametrize(("guard", "source"), [(guard, s) for guard, sources in HARMLESS for s in sources])
def test_what_only_looks_like_it_is_not(guard: Guard, source: str) -> None:
    assert guard(read({f"{PACKAGE}.domain.agenda": source})) == []


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_function_is_too_long_from_its_forty_first_line(kind: str) -> None:
    of_forty = f"{kind} f():\n" + "    x\n" * 39
    assert long_functions(read({"a": of_forty})) == set()
    assert long_functions(read({"a": of_forty + "    x\n"})) == {"a.f"}
