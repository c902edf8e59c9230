"""Pictures of which link, and of an address that is not opened: see ``test_looks``."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from builders import agenda, session, speaker
from looks.test_looks import SIZES, compare
from scale_tui.domain.agenda import Link
from scale_tui.ui.screens.address import AddressScreen
from scale_tui.ui.screens.links import LinksScreen
from screenshot import take_screenshot
from stage import MemoryLinks, app_on, settled

TALK = session(
    "12:15",
    40,
    "Maps that draw themselves",
    room="Hall 1",
    speakers=(speaker("Ada Lovelace", "Acme"),),
    abstract="What a map needs to know of its reader.",
    url="https://links.example/2024/schedule/event/maps-that-draw-themselves/",
    links=(
        Link("https://example.org/slides/maps.pdf", "Slides"),
        Link(
            "https://video.example.org/2024/day-1/hall-1/maps-that-draw-themselves.webm?from=12:15",
            "Recording",
        ),
        Link("mailto:ada@example.org"),
    ),
)
FAR = "This runs over SSH: a browser would open on the other machine."


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("name", "keys", "screen"),
    [
        ("links", ("o", "j"), LinksScreen),
        ("address", ("o", "enter"), AddressScreen),
        ("address-code", ("o", "enter", "s"), AddressScreen),
        ("address-long", ("o", "G", "k", "enter"), AddressScreen),
    ],
)
async def test_links_look_as_they_were_accepted(
    name: str, keys: tuple[str, ...], screen: type, size: tuple[int, int]
) -> None:
    app = app_on(agenda(TALK, title="Links Conf"), now="12:20", links=MemoryLinks(refusal=FAR))
    async with app.run_test(size=size) as pilot:
        *before, last = keys
        for key in before:
            await pilot.press(key)
            await settled(pilot)
        if screen is AddressScreen and last == "s":
            await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        await pilot.press(last)
        await until(pilot, lambda: isinstance(app.screen, screen))
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait for the thread that is asked for a browser."""
    for _ in range(1000):
        if is_so():
            break
        await pilot.pause(0.005)
    await settled(pilot)
    assert is_so()
