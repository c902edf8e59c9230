"""The page of JSON has every key of every document, and no other."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scale_tui.cli import main

PAGE = (Path(__file__).parents[2] / "docs/json.md").read_text("utf-8")
AT = "2024-09-11T12:20"
# What the lists and objects of a document are described as.
_OBJECTS = {
    "conference": "A conference",
    "sessions": "A session",
    "running": "A session",
    "next": "A session",
    "gone": "A session",
    "both": "A session",
    "only_you": "A session",
    "only_them": "A session",
    "speakers": "Somebody on stage",
    "links": "A link",
    "people": "A person",
    "changes": "A change",
    "fields": "A field",
    "marks": "Marks",
    "free_together": "Free time",
    "facts": "A fact",
}
# What stands alone, without a conference around it.
_TOP = {"conferences": "A conference that is kept", "filters": "A saved filter", "doctor": "Doctor"}

OLD = """\
Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
10:30 AM - 11:00 AM
Second talk
Speaker Ann Lee,Acme
01:00 PM - 02:00 PM
Third talk
Speaker Ann Lee,Acme
"""
NEW = OLD.replace("10:30 AM - 11:00 AM", "11:00 AM - 11:30 AM")


def told(section: str) -> list[str]:
    """The keys in the table of a section, in its order."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def objects(name: str, value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Each object in a document, with the section that describes it."""
    if isinstance(value, list):
        for each in value:
            yield from objects(name, each)
    elif isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            if name == "A person" and key == "sessions":
                yield from objects("An appearance", inner)
            elif key in _OBJECTS and name != "A field":
                yield from objects(_OBJECTS[key], inner)


@pytest.fixture
def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SCALE_TUI_NOW", AT)

    def ask(*typed: str) -> str:
        main(typed)
        return capsys.readouterr().out

    return ask


def documents(ask: Callable[..., str], folder: Path) -> Iterator[tuple[str, object]]:
    """What each command answers with, about a conference that has changed, of which much is marked."""
    source, exported = folder / "conf.txt", folder / "mine.json"
    source.write_text(OLD, encoding="utf-8")
    ask("add", str(source), "--name", "conf")
    ask("star", "first", "second", "-c", "conf")
    ask("filters", "save", "acme", "talk")
    ask("star", "hpn", "-c", "networking-scale-2024")
    ask("export", str(exported), "-c", "conf")
    source.write_text(NEW, encoding="utf-8")
    ask("refresh", "conf")
    for typed in (
        ("list", "--json"),
        ("list", "--json", "-c", "networking-scale-2024"),
        ("now", "--json", "-c", "networking-scale-2024"),
        ("mine", "--json"),
        ("show", "first", "--json"),
        ("people", "--json"),
        ("changes", "--json"),
        ("import", str(exported), "--compare", "--json"),
        ("conferences", "--json"),
        ("filters", "--json"),
        ("doctor", "--json"),
    ):
        yield typed[0], json.loads(ask(*typed))
    yield "export", json.loads(exported.read_text("utf-8"))


def test_every_key_is_on_the_page_in_its_order(ask: Callable[..., str], tmp_path: Path) -> None:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for command, document in documents(ask, tmp_path):
        top = _TOP.get(command, "Every document")
        for section, value in objects(top, document):
            keys = tuple(value)
            if section == "Every document":
                keys = tuple(key for key in keys if f"`{key}`" not in PAGE.partition("## Every document")[0])
            found[section].add(keys)
    sections = {*_OBJECTS.values(), *_TOP.values(), "An appearance", "Every document"}
    # Nobody in these agendas has a link; its keys are held by the tests of the document itself.
    assert sections - found.keys() <= {"A link"}
    for section, several in found.items():
        assert several == {tuple(told(section))}, section


def test_every_document_is_named_with_what_it_has_beside(ask: Callable[..., str], tmp_path: Path) -> None:
    usual = told("Every document")
    rows = [line for line in PAGE.splitlines() if re.match(r"\| `.*json`.* \|", line)]
    for command, document in documents(ask, tmp_path):
        if isinstance(document, dict) and command != "doctor":
            row = next(row for row in rows if f"`{command} " in row)
            assert all(f"`{key}`" in row for key in document.keys() - set(usual)), command


def test_every_kind_and_state_is_named() -> None:
    from scale_tui.domain.agenda import Kind, Role
    from scale_tui.domain.changes import ChangeKind
    from scale_tui.domain.timeline import Status

    for each in (*Kind, *Role, *ChangeKind, *Status):
        assert f"`{each.value}`" in PAGE, each
