"""The pages of keys and commands are those of the program as it is."""

import pytest

from docs.write_reference import PAGES, PLACE, spelled
from scale_tui.cli.commands import COMMANDS
from scale_tui.ui.bound_keys import bound
from scale_tui.ui.screens.help import SEARCH


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert (PLACE / name).read_text("utf-8") == PAGES[name](), "run 'make reference'"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section(name: str) -> None:
    page = (PLACE / "commands.md").read_text("utf-8")
    assert f"\n## scale-tui {name}\n\n{COMMANDS[name].summary[0].upper()}" in page
    assert f"\nscale-tui {name} [-h]" in page
    assert all(f"\nscale-tui {line}".rstrip() in page for line in COMMANDS[name].examples)


def test_every_key_has_a_row_with_the_name_to_put_it_elsewhere_by() -> None:
    page = (PLACE / "keys.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    digits = {f"settle.{digit}" for digit in range(2, 9)}
    for one in bound():
        for key in () if one.name in digits else one.keys:
            shown = f"`{spelled(key)}`".replace("|", "\\|")
            assert any(shown in row and f"`{one.name}`" in row for row in rows), one


@pytest.mark.parametrize(
    ("key", "shown"),
    [("question_mark", "?"), ("ctrl+d", "ctrl+d"), ("pageup", "pgup"), ("escape", "esc"), ("plus", "+")],
)
def test_keys_are_spelled_as_people_write_them(key: str, shown: str) -> None:
    assert spelled(key) == shown


def test_the_page_on_finding_has_all_that_search_understands() -> None:
    page = (PLACE / "search.md").read_text("utf-8")
    for term, _ in SEARCH:
        prefix = next((term[: term.index(mark) + 1] for mark in ":@#%~" if mark in term), "words")
        asked = term if term.startswith("is:") else prefix
        assert asked.lower() in page.lower(), term
