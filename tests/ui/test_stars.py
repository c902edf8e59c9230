"""Starring talks: durable before it is shown, undone and redone, seen by every instance."""

import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from builders import agenda, at, session
from scale_tui.domain.marks import Mark, Setting, put
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from screenshot import take_screenshot
from stage import MemoryStore, app_on, app_on_disk, main_screen, opened, saved, settled, star_ids


async def test_space_stars_the_selected_talk_and_mine_lists_it() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await saved(pilot)
        assert any("★ Alibaba HPN" in line for line in take_screenshot(app).lines)
        await pilot.press("3")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "★ 1 talk · 20 min" in text
        assert "Alibaba HPN" in text


async def test_space_again_takes_the_star_off() -> None:
    store = MemoryStore()
    app = app_on(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space")
        await saved(pilot)
        assert store.schedule.stars == frozenset()
        assert "★" not in take_screenshot(app).text


async def test_quick_presses_count_from_what_was_asked_for_last_not_from_what_is_saved() -> None:
    store = SlowStore()
    app = app_on(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "space")
        store.go_on.set()
        await saved(pilot)
        assert store.written == [True, False, True]
        assert len(store.schedule.stars) == 1


class SlowStore(MemoryStore):
    """A disk that writes only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.written: list[bool] = []

    def keep(self, conference: str, settings: Iterable[Setting], *, at: datetime) -> None:
        assert self.go_on.wait(timeout=30)
        wanted = tuple(settings)
        self.written.append(wanted[0].is_on)
        super().keep(conference, wanted, at=at)


async def test_a_star_is_not_shown_before_it_is_saved_and_what_is_not_saved_says_so() -> None:
    store = SlowStore()
    app = app_on(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await pilot.press("j")
        assert "★" not in take_screenshot(app).text
        app.show_unsaved()
        await pilot.pause()
        shot = take_screenshot(app)
        assert any("◌ Alibaba HPN" in line for line in shot.lines), shot.text
        store.go_on.set()
        await saved(pilot)
        shot = take_screenshot(app)
        assert any("★ Alibaba HPN" in line for line in shot.lines), shot.text
        assert "◌" not in shot.text


async def test_a_star_that_cannot_be_saved_is_not_shown_and_the_reason_is() -> None:
    store = MemoryStore()
    store.fault = "the disk is full [/b]"
    app = app_on(store=store)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("space")
        await saved(pilot)
        await settled(pilot)
        text = take_screenshot(app).text
        assert "the disk is full [/b]" in text
        assert "★" not in text
        store.fault = None
        await pilot.press("u")
        await settled(pilot)
        assert "Nothing to undo" in take_screenshot(app).text


async def test_undo_takes_back_each_mark_in_turn_and_redo_sets_it_again() -> None:
    store = MemoryStore()
    app = app_on(store=store)
    alibaba, network = star_ids(bundled_agenda(), "Alibaba", "High Network")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "j", "space")
        await saved(pilot)
        assert store.schedule.stars == {alibaba, network}
        await pilot.press("u")
        await saved(pilot)
        assert store.schedule.stars == {alibaba}
        await pilot.press("u")
        await saved(pilot)
        assert store.schedule.stars == frozenset()
        await pilot.press("ctrl+r", "ctrl+r")
        await saved(pilot)
        assert store.schedule.stars == {alibaba, network}


async def test_s_leaves_only_my_stars() -> None:
    app = app_on(stars=star_ids(bundled_agenda(), "Alibaba", "Faster"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "2 of 18" in text
        assert "Lunch Break" not in text
        await pilot.press("s")
        await pilot.pause()
        assert "Lunch Break" in take_screenshot(app).text


async def test_mine_says_what_to_press_while_it_is_empty() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert "Press space on a talk, or / to search." in take_screenshot(app).text


async def test_mine_shows_the_free_time_between_stars_and_what_fits() -> None:
    app = app_on(stars=star_ids(bundled_agenda(), "Alibaba", "Faster"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "★ 2 talks · 40 min  no clashes" in text
        assert "2 h 30 free · Lunch Break · 3 talks fit" in text


async def test_stars_that_overlap_are_named_wherever_they_stand() -> None:
    clash = agenda(
        session("10:00", 60, title="Kernel", room="A"),
        session("10:30", 60, title="Compilers", room="B"),
        session("13:00", title="Databases", room="A"),
    )
    app = app_on(clash, now="09:50", stars=("kernel", "compilers", "databases"))
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        text = take_screenshot(app).text
        assert "★!Kernel" in text
        assert "clashes with Compilers, 30 min" in text
        await pilot.press("3")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "! 1 clash" in text
        assert "10:00 ! 2 overlap until 11:30" in text


async def test_stars_are_there_after_quitting_and_coming_back(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    app = app_on_disk(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "q")
    app = app_on_disk(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("★ Alibaba HPN" in line for line in take_screenshot(app).lines)


async def until(pilot: Pilot[None], path: Path, expected: PersonalSchedule) -> None:
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    for _ in range(1000):
        if app.scene is not None and app.scene.schedule == expected:
            return
        await pilot.pause(0.01)
    pytest.fail("the other program's star was not seen")


async def test_the_app_sees_what_another_program_stars(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    (faster,) = star_ids(bundled_agenda(), "Faster")
    app = app_on_disk(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        with opened(path) as other:
            other.keep("networking-scale-2024", put(Mark.STAR, faster), at=at("12:21"))
        await until(pilot, path, PersonalSchedule(frozenset({faster})))
        assert main_screen(app).scene is app.scene


async def test_two_instances_keep_each_others_stars(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    first, second = app_on_disk(path), app_on_disk(path)
    alibaba, network = star_ids(bundled_agenda(), "Alibaba", "High Network")
    both = PersonalSchedule(frozenset({alibaba, network}))
    async with first.run_test(size=(80, 24)) as one, second.run_test(size=(80, 24)) as two:
        await one.press("space")
        await two.press("j", "space")
        await until(one, path, both)
        await until(two, path, both)


async def test_a_notice_about_the_store_is_shown_at_the_start() -> None:
    app = app_on(notice="schedule.sqlite3 could not be read and was set aside [x]")
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await settled(pilot)
        assert "set aside [x]" in " ".join(take_screenshot(app).text.split())
