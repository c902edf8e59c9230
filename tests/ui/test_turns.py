"""Keys that come in one go: each arrives where it would have, had it come alone."""

import itertools
from collections.abc import Iterable

import pytest
from textual import events
from textual.pilot import Pilot

from builders import agenda, at, row_of_talks, session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import WORDS
from scale_tui.ui.key_names import key_of
from scale_tui.ui.screens.filters import FiltersScreen
from scale_tui.ui.screens.note import NoteScreen
from scale_tui.ui.screens.own_entry import OwnEntryScreen
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, saved, selected, settled

NAMED = {"\r": "enter", "\x1b": "escape", "\t": "tab", " ": "space"}


def type_at_once(app: ScaleTuiApp, keys: Iterable[str]) -> None:
    """Hand keys to the app as its driver does with what it has read in one go."""
    for key in keys:
        name = NAMED.get(key) or key_of(key)
        app.post_message(events.Key(name, key if key.isprintable() else None))


async def typed(pilot: Pilot[None], keys: str) -> None:
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    type_at_once(app, keys)
    for _ in range(6):
        await settled(pilot)
    await saved(pilot)


async def test_what_follows_the_key_for_a_note_is_the_note() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, "eask how it ends, q jj")
        assert isinstance(app.screen, NoteScreen)
        assert app.screen.area.text == "ask how it ends, q jj"


async def test_a_note_is_kept_with_all_letters_and_what_follows_is_for_the_list() -> None:
    store = MemoryStore()
    app = app_on(store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        before = selected(app)
        await typed(pilot, "eask\x1bjej\x1bk ")
        notes = store.schedule.notes
        assert sorted(notes.values()) == ["ask", "j"]
        assert selected(app) == before
        assert len(store.schedule.stars) == 1


async def test_what_follows_the_key_for_an_own_entry_is_its_title() -> None:
    store = MemoryStore()
    app = app_on(store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, "iLunch with jj")
        assert isinstance(app.screen, OwnEntryScreen)
        await typed(pilot, "\r")
        assert [entry.title for entry in store.schedule.own] == ["Lunch with jj"]


async def test_what_follows_the_key_for_filters_narrows_them_and_stays_text() -> None:
    rooms = agenda(*(session("12:00", 60, f"Talk {n}", room=f"Box 0{n}") for n in range(4)))
    app = app_on(rooms)
    async with app.run_test(size=(120, 35)) as pilot:
        # x, 0 and space are keys there until something is typed.
        await typed(pilot, "fbox 03")
        assert isinstance(app.screen, FiltersScreen)
        assert app.screen.words.value == "box 03"
        await typed(pilot, "\r\x1b\x1bj")
        assert main_screen(app).outlook.text == '%="Box 03"'
        assert app.screen is main_screen(app)


async def test_what_follows_the_key_for_conferences_is_the_address() -> None:
    app = app_on(shelf=MemoryShelf(agenda(*row_of_talks(3))))
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, "Ohttps://example.org/jk.ics")
        assert "https://example.org/jk.ics" in take_screenshot(app).text


async def test_what_follows_the_key_for_the_palette_is_looked_for() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, ":what else")
        assert "What else is on then" in take_screenshot(app).text


async def test_a_search_is_kept_before_what_follows_moves_in_what_it_found() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, "/meta\rj ")
        assert main_screen(app).outlook.text == "meta"
        assert len(app.scene.schedule.stars) == 1


async def test_a_clash_is_settled_by_two_keys_at_once() -> None:
    two = agenda(session("12:00", 60, "One"), session("12:30", 60, "Two"))
    store = MemoryStore(("one", "two"))
    app = app_on(two, store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await typed(pilot, "c2")
        assert (len(store.schedule.stars), len(store.schedule.backups)) == (1, 1)
        assert app.screen is main_screen(app)


@pytest.mark.parametrize(
    "keys",
    [
        *("jjj", "Gkk", "gjJ", "\rJ\x1b", "?\x1bj", "?qj", "2jj1", "31j", "/llama\x1bj", "fx\x1b\x1bj"),
        *("Q\x1bj", "=j\r", "nj", "]j[", "p jx", "svj", "C\x1bj", "E\x1bj", "O\x1bj", "\t\tj", "4aj\r"),
    ],
)
async def test_together_they_do_what_they_do_one_after_the_other(keys: str) -> None:
    pictures = []
    for is_together in (False, True):
        store = MemoryStore()
        app = app_on(store=store)
        async with app.run_test(size=(120, 35)) as pilot:
            await pilot.pause()
            for part in [keys] if is_together else keys:
                await typed(pilot, part)
            pictures.append((take_screenshot(app).text, selected(app), store.schedule.stars))
    assert pictures[0] == pictures[1]


async def test_what_is_pasted_behind_a_key_arrives_there() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        type_at_once(app, "e")
        app.post_message(events.Paste("pasted"))
        type_at_once(app, "!")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, NoteScreen)
        assert app.screen.area.text == "pasted!"


async def test_many_moves_at_once_are_drawn_together() -> None:
    app = app_on(agenda(*row_of_talks(400)), now=at("09:00"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        frames = 0

        def count(*_: object) -> None:
            nonlocal frames
            frames += 1

        app.screen.screen_layout_refresh_signal.subscribe(app.screen, count)
        turns = len(app.scene.agenda.sessions) // 2
        type_at_once(app, "j" * turns)
        await settled(pilot)
        assert selected(app) == app.scene.agenda.sessions[turns].title
        assert frames <= 2
        assert app.scene.schedule == PersonalSchedule()


async def test_a_key_right_behind_what_opens_the_detail_acts_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The detail has no lines before it has a size, which comes late on a busy machine."""
    app = app_on(now="12:20", glyphs=WORDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = main_screen(app)
        timer, frames = screen._update_timer, itertools.count()  # noqa: SLF001 - laid out by it alone
        lay_out = timer._callback  # noqa: SLF001
        assert lay_out is not None
        with monkeypatch.context() as busy:
            busy.setattr(timer, "_callback", lambda: next(frames) < 2 or lay_out())
            type_at_once(app, "\rj")
            await settled(pilot)
        assert next(frames) > 2
        assert screen.detail.chosen == 1
