"""Reader mode at every size: read a picture aloud to know whether it is clear without its layout."""

import pytest

from builders import many_rooms, session
from looks.test_looks import MANY_ROOMS_STARS, SIZES, STARS, compare
from scale_tui.domain.agenda import Kind
from scale_tui.domain.marks import Mark, note, own_entry, put
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.glyphs import WORDS
from screenshot import take_screenshot
from stage import MemoryStore, app_on, settled, star_ids

OF_ONE_ROOM: dict[str, tuple[str, ...]] = {
    "agenda": (),
    "people": ("4",),
    "now": ("5",),
    "detail": ("enter",),
    "search": ("slash", *"llama"),
    "help": ("question_mark",),
}
OF_MANY_ROOMS: dict[str, tuple[str, ...]] = {
    "many": (),
    "rooms": ("2",),
    "mine": ("3",),
    "now-many": ("5",),
    "detail-clash": ("3", "enter"),
    "filters": ("f", "space"),
    "settle": ("3", "c"),
    "beside": ("equals_sign",),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", OF_ONE_ROOM)
async def test_a_screen_of_one_room_is_read_as_it_was_accepted(name: str, size: tuple[int, int]) -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS), glyphs=WORDS)
    async with app.run_test(size=size) as pilot:
        for key in OF_ONE_ROOM[name]:
            await pilot.press(key)
        await settled(pilot)
        shot = take_screenshot(app)
    compare(f"reader-{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", OF_MANY_ROOMS)
async def test_a_screen_of_many_rooms_is_read_as_it_was_accepted(name: str, size: tuple[int, int]) -> None:
    lunch = session("16:30", 45, title="Lunch with Ada", id="own-1", kind=Kind.OTHER)
    settings = [*own_entry(lunch), *note("lightning", "Ask about\noptics"), *put(Mark.BACKUP, "6-8")]
    store = MemoryStore(MANY_ROOMS_STARS[:-1], settings)
    app = app_on(many_rooms(), now="14:20", store=store, glyphs=WORDS)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in OF_MANY_ROOMS[name]:
            await pilot.press(key)
            await settled(pilot)
        shot = take_screenshot(app)
    compare(f"reader-{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)
