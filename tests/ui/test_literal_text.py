"""What an agenda says is shown as it is: no markup, no control characters, nothing off the side."""

import pytest
from rich.cells import cell_len

from builders import agenda, session, speaker
from scale_tui.ui.app import ScaleTuiApp
from screenshot import take_screenshot
from stage import MemoryStore, app_on, saved, settled

TRAPS = ("[RFC] x", "[/i]", "[@click=app.quit]quit[/]", "[b]bold", "\\[x]", "$primary", "{0}", "[/]")
KEYS = ("1", "2", "3", "4", "5", "1", "enter", "escape", "space", "u", "n", "J", "K", "v", "s", "s", "a")


def app_of_traps(trap: str, store: MemoryStore | None = None) -> ScaleTuiApp:
    talk = session(
        "12:10",
        30,
        title=trap,
        id="trap",
        speakers=(speaker(trap, trap),),
        room=trap,
        track=trap,
        abstract=f"{trap}\n\n{trap}",
        subtitle=trap,
    )
    other = session("12:20", 30, title=f"{trap} again", id="other", room="B")
    return app_on(agenda(talk, other, title=trap), stars=("other",), store=store)


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("size", [(40, 20), (120, 35), (200, 50)])
async def test_a_title_that_looks_like_markup_is_text_everywhere(trap: str, size: tuple[int, int]) -> None:
    app = app_of_traps(trap)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert trap[:12] in take_screenshot(app).text
        for key in KEYS:
            await pilot.press(key)
        await saved(pilot)
        assert app.is_running


@pytest.mark.parametrize("trap", TRAPS)
async def test_toasts_palette_search_and_people_show_it_as_text(trap: str) -> None:
    app = app_of_traps(trap)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("space", "u")
        await saved(pilot)
        await settled(pilot)
        assert trap in take_screenshot(app).text
        await pilot.press("ctrl+p", "a", "g", "a", "i", "n")
        await settled(pilot)
        assert f"{trap} again" in take_screenshot(app).text
        await pilot.press("escape", "4")
        await settled(pilot)
        assert trap in take_screenshot(app).text
        await pilot.press("slash", *"zzzz")
        await pilot.press(*"[/i]")
        await settled(pilot)
        assert "zzzz[/i]" in take_screenshot(app).text


WIDE = ("田中さんの話", "👩‍👩‍👧 family", "Zażółć gęślą", "e\u0301e\u0301e\u0301", "עברית", "🇩🇪 flag")


@pytest.mark.parametrize("text", WIDE)
@pytest.mark.parametrize("width", [30, 41, 80, 121, 200])
async def test_every_line_is_as_wide_as_the_screen(text: str, width: int) -> None:
    long = " ".join([text] * 30)
    talk = session("12:10", 30, title=long, speakers=(speaker(long, long),), room=long, abstract=long)
    app = app_on(agenda(talk, session("12:20", title=text, room="B"), title=long))
    async with app.run_test(size=(width, 24)) as pilot:
        for key in ("1", "3", "4", "5", "1", "enter"):
            await pilot.press(key)
            await pilot.pause()
            assert max(map(cell_len, take_screenshot(app).lines)) <= width


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (9, 30), (29, 8), (30, 7)])
async def test_a_window_that_is_too_small_asks_for_a_larger_one_and_survives(size: tuple[int, int]) -> None:
    app = app_on()
    async with app.run_test(size=size) as pilot:
        for key in ("j", "enter", "escape", "2", "3", "4", "5", "slash", "x", "escape", "question_mark"):
            await pilot.press(key)
        await pilot.press("escape")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Networking @Scale 2024" in take_screenshot(app).text


async def test_below_30_by_8_a_sentence_asks_for_a_larger_window() -> None:
    app = app_on()
    async with app.run_test(size=(60, 7)) as pilot:
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Please make this window larger" in text
        assert "Agenda" not in text
