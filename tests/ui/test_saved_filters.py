"""Filters saved under a name: saved, found, chosen, removed and brought back by keys."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from builders import agenda, session
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.screens.filters import FiltersScreen
from scale_tui.ui.screens.saving_filter import SavingFilterScreen
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import MemoryStore, app_on, app_on_disk, main_screen, opened, saved, settled


def day() -> Agenda:
    return agenda(
        session("10:00", title="Rust in kernels", room="A"),
        session("11:00", title="Rust on phones", room="B"),
        session("12:00", title="Go on phones", room="B"),
        session("13:00", title="Fonts", room="A"),
    )


def keeping(**filters: str) -> MemoryStore:
    store = MemoryStore()
    store.filters = filters
    return store


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_s_saves_what_is_looked_for_and_its_name_finds_it() -> None:
    store = keeping()
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "slash", *"%=b rust", "enter", "S")
        assert isinstance(app.screen, SavingFilterScreen)
        shot = take_screenshot(app).text
        assert "%=b rust" in shot
        assert "It is kept for all conferences." in shot
        await press(pilot, "ctrl+u", *"Mine", "enter")
        await saved(pilot)
        assert store.filters == {"Mine": "%=b rust"}
        assert "filter:Mine finds it" in take_screenshot(app).text
        await press(pilot, "escape", "slash", *"filter:mine", "enter")
        assert [row.session.id for row in app.screen.sessions.rows if row.session] == ["rust-on-phones"]


async def test_the_name_is_suggested_and_escape_saves_nothing() -> None:
    store = keeping()
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"#rust kernel", "enter", "S", "escape")
        assert store.filters == {}
        await press(pilot, "S", "enter")
        await saved(pilot)
        assert store.filters == {"rust kernel": "#rust kernel"}


async def test_a_name_that_is_taken_is_replaced_and_that_is_said_before() -> None:
    store = keeping(Rust="rust")
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"filter:rust phones", "enter", "S", "ctrl+u", *"RUST")
        assert "Replaces Rust: rust" in take_screenshot(app).text
        await press(pilot, "enter")
        await saved(pilot)
        assert store.filters == {"RUST": "rust phones"}


async def test_without_a_name_or_a_query_nothing_is_saved() -> None:
    store = keeping()
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "S")
        assert "Nothing is looked for" in take_screenshot(app).text
        assert not isinstance(app.screen, SavingFilterScreen)
        await press(pilot, "slash", *"rust", "enter", "S", "ctrl+u", "enter")
        assert isinstance(app.screen, SavingFilterScreen)
        assert "Give it a name." in take_screenshot(app).text
        assert store.filters == {}


def example(app: ScaleTuiApp) -> str:
    """The line with what a name may look like, in its colours."""
    shot = take_screenshot(app)
    (at,) = (number for number, line in enumerate(shot.lines) if "│  rust" in line)
    return shot.ansi().splitlines()[at]


async def test_what_a_name_may_look_like_is_pale_whichever_boxes_were_open_before() -> None:
    app = app_on(day(), now="09:00", store=keeping())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"phones", "enter", "S", "ctrl+u")
        first = example(app)
        assert ";3;" in first.partition("ust")[0].rpartition("m")[0].rpartition("\x1b")[2]
        await press(pilot, "escape", "f", "escape", "S", "ctrl+u")
        assert example(app) == first


async def test_where_it_cannot_be_saved_that_is_said() -> None:
    store = keeping()
    store.fault = "the disk is full [/b]"
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "slash", *"rust", "enter", "S", "enter")
        await saved(pilot)
        await settled(pilot)
        assert "the disk is full [/b]" in take_screenshot(app).text
        assert "finds it" not in take_screenshot(app).text


async def test_the_menu_has_them_first_and_choosing_one_writes_its_name() -> None:
    store = keeping(rust="rust", **{"on phones": "phones"})
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        lines = take_screenshot(app).lines
        at = next(number for number, line in enumerate(lines) if "Saved" in line)
        assert "on phones" in lines[at + 1]
        assert lines[at + 1].rstrip(" │").endswith("2")
        await press(pilot, "space", "down", "space", "escape")
        assert main_screen(app).outlook.text == 'filter:"on phones"|rust'
        assert "3 of 4" in take_screenshot(app).text


async def test_delete_in_the_menu_removes_one_and_delete_again_brings_it_back() -> None:
    store = keeping(rust="rust", go="go")
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"filter:go", "enter", "f", "home", "delete")
        await saved(pilot)
        assert store.filters == {"rust": "rust"}
        assert any("go" in line and "removed" in line for line in take_screenshot(app).lines)
        assert isinstance(app.screen, FiltersScreen)
        assert app.screen.text == ""
        await press(pilot, "delete")
        await saved(pilot)
        assert store.filters == {"rust": "rust", "go": "go"}
        assert "removed" not in take_screenshot(app).text
        await press(pilot, "down", *"zz", "delete")
        await saved(pilot)
        assert store.filters == {"rust": "rust", "go": "go"}


async def test_delete_on_a_room_removes_nothing() -> None:
    store = keeping(rust="rust")
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "end", "delete")
        await saved(pilot)
        assert store.filters == {"rust": "rust"}


async def test_a_name_that_was_never_saved_is_told_with_those_that_were() -> None:
    app = app_on(day(), now="09:00", store=keeping(rust="rust", phones="phones"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"filter:zzzz")
        text = take_screenshot(app).text
        assert "There is no saved filter zzzz." in text
        assert "Saved are phones, rust." in text
        await press(pilot, "escape", "slash", *"filter:ru")
        assert "Did you mean filter:rust?" in take_screenshot(app).text
        await press(pilot, "enter")
        assert main_screen(app).outlook.text == "filter:rust"
        assert "2 of 4" in take_screenshot(app).text


async def test_where_none_is_saved_the_key_that_saves_is_told() -> None:
    app = app_on(day(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"filter:zz")
        assert "None is saved yet: S saves what is looked for." in take_screenshot(app).text


async def test_the_names_are_told_while_one_is_typed() -> None:
    app = app_on(day(), now="09:00", store=keeping(rust="rust", rubber="x", go="go"))
    async with app.run_test(size=(120, 35)) as pilot:
        await press(pilot, "slash")
        assert "after:14" in take_screenshot(app).text
        await press(pilot, *"filter:ru")
        (line,) = (line for line in take_screenshot(app).lines if "/ filter:ru" in line)
        assert "rubber  rust" in line
        assert "go" not in line


async def test_what_a_saved_filter_looks_for_is_marked() -> None:
    app = app_on(day(), now="09:00", store=keeping(mine="phones"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"filter:mine", "enter")
        assert main_screen(app).words == ("phones",)


async def test_the_palette_offers_them_and_keeps_the_view() -> None:
    app = app_on(day(), now="09:00", store=keeping(**{"on phones": "phones"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "ctrl+p", *"filter: on ph")
        await press(pilot, "enter", "enter")
        assert main_screen(app).outlook.text == 'filter:"on phones"'
        assert main_screen(app).outlook.view is View.PEOPLE


async def test_it_is_on_the_disk_and_another_program_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    app = app_on_disk(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"llama", "enter", "S", "enter")
        await saved(pilot)
        with opened(path) as store:
            assert store.load("elsewhere").filters == {"llama": "llama"}


@pytest.mark.parametrize("size", [(40, 20), (30, 8)])
async def test_the_name_is_asked_for_in_small_windows_too(size: tuple[int, int]) -> None:
    store = keeping()
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash", *"rust", "enter", "S")
        assert "rust" in take_screenshot(app).text
        await press(pilot, "enter")
        await saved(pilot)
        assert store.filters == {"rust": "rust"}


async def test_the_key_that_removes_is_told_where_it_does() -> None:
    app = app_on(day(), now="09:00", store=keeping(rust="rust"))
    async with app.run_test(size=(120, 35)) as pilot:
        await press(pilot, "f")
        assert "del remove" in take_screenshot(app).text
        await press(pilot, "down")
        assert "del remove" not in take_screenshot(app).text
        await press(pilot, "up")
        assert "del remove" in take_screenshot(app).text
