"""Backups, notes and own entries, and a clash settled: all with keys, all undone with u."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.errors import MissingProgram
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.ui.screens.note import NoteScreen
from scale_tui.ui.screens.settle import SettleScreen
from screenshot import take_screenshot
from stage import NEXT_DAY, MemoryStore, app_on, app_on_disk, saved, settled

LUNCH = session("11:30", 60, title="Lunch with Ada", id="own-1", kind=Kind.OTHER)


def clashing() -> Agenda:
    return agenda(
        session("10:00", 60, title="Kernel", room="A"),
        session("10:30", 60, title="Compilers", room="B"),
        session("11:00", 30, title="Linkers", room="A"),
        session("13:00", title="Databases", room="A"),
        session("13:22", title="Queues", room="B"),
    )


def stars(*titles: str) -> MemoryStore:
    return MemoryStore(title.lower() for title in titles)


async def test_b_keeps_a_talk_as_second_choice_in_place_of_its_star() -> None:
    store = stars("Kernel")
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b")
        await saved(pilot)
        assert any("☆ Kernel" in line for line in take_screenshot(app).lines)
        assert store.schedule.backups == {"kernel"}
        await pilot.press("3")
        await pilot.pause()
        assert "☆ 1 backup  no clashes" in take_screenshot(app).text
        await pilot.press("b")
        await saved(pilot)
        assert store.schedule.backups == frozenset()
        await pilot.press("u", "u")
        await saved(pilot)
        assert store.schedule.stars == {"kernel"}


async def test_e_writes_a_note_that_is_shown_and_found_in_the_row() -> None:
    store = MemoryStore()
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("g", "e")
        await pilot.pause()
        assert isinstance(app.screen, NoteScreen)
        await pilot.press(*"ask", "enter", *"[b]it")
        await pilot.press("escape")
        await saved(pilot)
        assert store.schedule.notes == {"kernel": "ask\n[b]it"}
        text = take_screenshot(app).text
        assert "✎ your note" in text
        assert "[b]it" in text
        assert "✎Kernel" in text
        await pilot.press("u")
        await saved(pilot)
        assert store.schedule.notes == {}


async def test_a_note_left_as_it_was_is_no_change() -> None:
    store = MemoryStore(settings=note("kernel", "ask"))
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("g", "e", "escape", "u")
        await settled(pilot)
        assert "Nothing to undo." in take_screenshot(app).text


async def test_a_note_is_written_in_my_own_editor() -> None:
    store = MemoryStore(settings=note("kernel", "ask"))
    app = app_on(clashing(), now="09:00", store=store, editor=lambda text: f"{text} about optics")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("g", "e", "ctrl+o")
        await settled(pilot)
        # A test has no terminal to hand over: nothing typed is lost for it.
        assert "cannot be handed" in take_screenshot(app).text
        assert app.screen.query_one(TextArea).text == "ask"


async def test_i_puts_an_entry_of_my_own_into_my_schedule_and_changes_it() -> None:
    store = MemoryStore()
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "i")
        await pilot.pause()
        assert "New entry, Wed 11 Sep" in take_screenshot(app).text
        await pilot.press(*"Lunch", "tab", *["backspace"] * 5, *"12:15", "down", *["backspace"] * 5, *"13")
        await pilot.press("enter")
        await saved(pilot)
        (entry,) = store.schedule.own
        assert (entry.title, entry.start, entry.end) == ("Lunch", at("12:15"), at("13:00"))
        await pilot.press("3")
        await pilot.pause()
        assert any("◆ Lunch" in line for line in take_screenshot(app).lines), take_screenshot(app).text
        await pilot.press("i")
        await pilot.press(*" with Ada", "enter")
        await saved(pilot)
        assert [entry.title for entry in store.schedule.own] == ["Lunch with Ada"]
        await pilot.press("space")
        await saved(pilot)
        assert store.schedule.own == ()
        await pilot.press("u")
        await saved(pilot)
        assert [entry.title for entry in store.schedule.own] == ["Lunch with Ada"]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["enter"], "Say what it is."),
        ([*"Lunch", "tab", "x", "enter"], "is no time"),
        ([*"Lunch", "tab", "tab", "9", "9", "enter"], "is no time"),
    ],
)
async def test_an_entry_that_makes_no_sense_says_so_and_can_be_mended(
    typed: list[str], complaint: str
) -> None:
    store = MemoryStore()
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "i", *typed)
        await pilot.pause()
        assert complaint in take_screenshot(app).text
        await pilot.press("escape")
        await pilot.pause()
        assert store.schedule.own == ()


async def test_an_own_entry_is_busy_time() -> None:
    store = MemoryStore(["kernel", "databases"], own_entry(LUNCH))
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "30 min free · 1 talk fits" in text
        assert "30 min free" in text
        assert "2 h free" not in text


async def settle_kernel(pilot: Pilot[None]) -> None:
    await pilot.press("g", "c")
    await settled(pilot)


async def test_c_shows_what_fits_together_and_one_key_keeps_a_set_and_one_undo_brings_all_back() -> None:
    store = stars("Kernel", "Compilers", "Linkers", "Databases")
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(120, 35)) as pilot:
        await settle_kernel(pilot)
        assert isinstance(app.screen, SettleScreen)
        text = take_screenshot(app).text
        assert "1  2 talks · 1 h 30" in text
        assert "2  1 talk · 1 h" in text
        await pilot.press("1")
        await saved(pilot)
        assert store.schedule.stars == {"kernel", "linkers", "databases"}
        assert store.schedule.backups == {"compilers"}
        await pilot.press("u")
        await saved(pilot)
        assert store.schedule.stars == {"kernel", "compilers", "linkers", "databases"}
        assert store.schedule.backups == frozenset()


async def test_the_arrows_and_enter_keep_a_set_too() -> None:
    store = stars("Kernel", "Compilers", "Linkers")
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle_kernel(pilot)
        await pilot.press("down", "enter")
        await saved(pilot)
        assert store.schedule.stars == {"compilers"}
        assert store.schedule.backups == {"kernel", "linkers"}


async def test_an_own_entry_is_never_settled_away() -> None:
    call = session("10:45", 30, title="Call", id="own-2", kind=Kind.OTHER)
    store = MemoryStore(["kernel", "compilers", "linkers"], own_entry(call))
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle_kernel(pilot)
        await pilot.press("1")
        await saved(pilot)
        assert [entry.title for entry in store.schedule.own] == ["Call"]
        assert store.schedule.stars == frozenset()
        assert store.schedule.backups == {"kernel", "compilers", "linkers"}


async def test_escape_settles_nothing() -> None:
    store = stars("Kernel", "Compilers")
    app = app_on(clashing(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle_kernel(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, SettleScreen)
        assert store.schedule.stars == {"kernel", "compilers"}


async def test_without_a_clash_c_says_so() -> None:
    app = app_on(clashing(), now="09:00", store=stars("Kernel"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle_kernel(pilot)
        assert "No clashes: everything" in take_screenshot(app).text


async def test_mine_says_how_long_there_is_to_change_rooms() -> None:
    app = app_on(clashing(), now="09:00", store=stars("Databases", "Queues"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        lines = take_screenshot(app).lines
        assert any("! 2 min to change rooms" in " ".join(line.split()) for line in lines), "\n".join(lines)


async def test_what_was_cancelled_or_taken_out_stays_until_i_take_notice() -> None:
    was = session("15:00", title="Gone talk", id="gone")
    store = MemoryStore(["kernel", "dropped", "gone"], [Setting("gone", Mark.GONE, was)])
    conference = agenda(
        session("10:00", 60, title="Kernel"), session("10:00", 60, title="Dropped", is_cancelled=True)
    )
    app = app_on(conference, now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "★ 1 talk · 1 h  no clashes" in text
        assert "no longer in the agenda" in text
        assert "cancelled" in text
        await pilot.press("G", "space")
        await saved(pilot)
        assert "Gone talk" not in take_screenshot(app).text
        assert store.schedule.gone == ()
        await pilot.press("G", "space")
        await saved(pilot)
        assert "Dropped" not in take_screenshot(app).text
        assert store.schedule.stars == {"kernel"}


async def test_an_editor_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> str:
        raise MissingProgram("the editor 'nano [/b]' cannot be started; set EDITOR to one")

    app = app_on(
        clashing(), now="09:00", store=MemoryStore(settings=put(Mark.STAR, "kernel")), editor=missing
    )
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        monkeypatch.setattr(type(app), "suspend", lambda self: __import__("contextlib").nullcontext())
        await pilot.press("g", "e", *"text", "ctrl+o")
        await settled(pilot)
        assert "nano [/b]" in take_screenshot(app).text
        assert app.screen.query_one(TextArea).text == "text"


def test_the_day_of_the_examples() -> None:
    assert clashing().days == (date(2024, 9, 11),)


async def test_time_to_change_rooms_is_a_setting_and_counts_in_what_fits_together() -> None:
    conference = agenda(
        session("10:00", 60, title="Kernel", room="A"),
        session("10:30", 40, title="Compilers", room="A"),
        session("11:08", 30, title="Linkers", room="B"),
    )
    for minutes, best in ((5, "2 talks · 1 h 30"), (10, "1 talk · 1 h")):
        app = app_on(
            conference,
            now="09:00",
            store=stars("Kernel", "Compilers", "Linkers"),
            change_minutes=minutes,
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await settle_kernel(pilot)
            assert f"1  {best}" in take_screenshot(app).text


async def test_what_was_marked_before_a_restart_is_undone_after_it(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    for keys in (["space", "b"], ["u"]):
        app = app_on_disk(path)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            await saved(pilot)
    assert len(app.scene.schedule.stars) == 1
    assert app.scene.schedule.backups == frozenset()


async def test_a_clash_over_midnight_is_named_on_both_days() -> None:
    conference = agenda(
        session("23:30", 60, title="Late show", room="A"),
        session("00:15", 45, title="Early bird", room="B", day=NEXT_DAY),
        session("09:00", title="Morning", room="B", day=NEXT_DAY),
    )
    app = app_on(conference, now="09:00", store=MemoryStore(["late-show", "early-bird"]))
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("g")
        await settled(pilot)
        assert "clashes with Early bird, 15 min" in " ".join(take_screenshot(app).text.split())
        assert "★!Late show" in take_screenshot(app).text
        await pilot.press("right_square_bracket", "g")
        await settled(pilot)
        assert "★!Early bird" in take_screenshot(app).text
        assert "clashes with Late show, 15 min" in " ".join(take_screenshot(app).text.split())
        await pilot.press("3")
        await settled(pilot)
        assert "2 overlap until 01:00" in take_screenshot(app).text
