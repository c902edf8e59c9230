"""What is looked for is marked where it stands, in every view."""

import re
from typing import Any

import pytest

from builders import NEXT_DAY, agenda, session, speaker
from scale_tui.domain.agenda import Agenda
from screenshot import Screenshot, take_screenshot
from stage import MemoryStore, app_on, settled

_UNDERLINED = "4"
_COLOURS = re.compile(r";[34]8;2;\d+;\d+;\d+")


def rooms() -> Agenda:
    ada = speaker("Ada Rusty", "Rust Belt")
    return agenda(
        session("10:00", 50, title="Rust in kernels", room="A", track="Systems", speakers=(ada,)),
        session("10:00", 60, title="Trust on phones", room="Rust hall", speakers=(speaker("Bob"),)),
        session("10:30", 40, title="On rust", room="B", speakers=(speaker("Cy", "Rust Belt"),)),
        session("12:00", 40, title="Rustic food", room="B"),
        session("10:00", 40, title="More rust", room="B", day=NEXT_DAY),
    )


def marked(shot: Screenshot) -> list[str]:
    """What is underlined, each run of cells as a text."""
    found: list[str] = []
    for cells, styles in zip(shot.cells, shot.styles, strict=True):
        is_in_run = False
        for cell, style in zip(cells, styles, strict=True):
            is_marked = _UNDERLINED in _COLOURS.sub("", style).split(";")
            if is_marked and is_in_run:
                found[-1] += cell
            elif is_marked:
                found.append(cell)
            is_in_run = is_marked
    return found


async def shown(*keys: str, size: tuple[int, int] = (80, 24), **stage: Any) -> list[str]:
    app = app_on(rooms(), now="10:35", **stage)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"rust", "enter", *keys)
        await settled(pilot)
        return marked(take_screenshot(app))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("1", "Rust Rust Rust rust Rust rust Rust Rust rust"),
        ("4", "Rust Rust Rust rust rust"),
        ("5", "Rust rust Rust rust Rust"),
        ("enter", "Rust Rust Rust"),
    ],
)
async def test_hits_are_marked_in_titles_names_affiliations_and_rooms(key: str, words: str) -> None:
    assert await shown(key) == words.split()


async def test_hits_are_marked_in_the_guide_and_in_its_peek() -> None:
    found = await shown("2", size=(120, 35))
    assert found.count("Rust") >= 2
    assert found.count("rust") >= 2
    narrow = await shown("2", size=(40, 20))
    assert {"Rust", "rust"} <= set(narrow)


async def test_hits_are_marked_in_my_schedule() -> None:
    store = MemoryStore(["rust-in-kernels", "rustic-food"])
    found = await shown("3", store=store)
    assert found == ["Rust", "Rust", "Rust", "Rust"]


async def test_hits_are_marked_in_a_clash() -> None:
    store = MemoryStore(["rust-in-kernels", "on-rust"])
    assert {"Rust", "rust"} <= set(await shown("3", store=store))


async def test_nothing_is_marked_where_nothing_is_looked_for() -> None:
    for key in "12345":
        assert await shown("escape", key) == []
