"""The agenda that comes with the program is what its page says, compiled or not."""

from pathlib import Path

import pytest

from scale_tui.cli import bundled
from scale_tui.cli.shipped import shipped
from scale_tui.sources.bundled import bundled_agenda as read_page
from scale_tui.storage.compiled import LAYOUT, compile_agenda


def test_what_comes_made_is_what_the_page_says() -> None:
    """And what the app looks like at first."""
    made = dict(shipped(read_page()))

    # Where this fails: python -m scale_tui.cli.shipped
    assert {path: path.read_bytes() for path in made} == made
    assert {path.suffix for path in made} == {".agenda", ".book", ".look"}


@pytest.mark.parametrize("damage", ["missing", "another layout", "cut"])
def test_the_page_is_read_where_the_compiled_agenda_cannot_be(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = bundled.COMPILED.read_bytes()
    path = tmp_path / "damaged.agenda"
    if damage != "missing":
        other = compiled.replace(b"agenda %d" % LAYOUT, b"agenda %d" % (LAYOUT + 1), 1)
        path.write_bytes(compiled[:-100] if damage == "cut" else other)
    monkeypatch.setattr(bundled, "COMPILED", path)

    assert compile_agenda(bundled.bundled_agenda()) == compile_agenda(read_page())
