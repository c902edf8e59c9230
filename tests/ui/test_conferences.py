"""Several conferences: choosing one, adding one, and a newer agenda of the one that is open."""

from asyncio import to_thread
from dataclasses import replace
from threading import Event

from textual.pilot import Pilot

from builders import agenda, row_of_talks, session
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.screens.picker import PickerScreen
from scale_tui.ui.shelf import Progress
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, saved, settled


def small() -> Agenda:
    return agenda(*row_of_talks(3), name="small", title="Small [/b] Conf")


def large() -> Agenda:
    return agenda(*row_of_talks(30), name="large", title="Large Conf")


async def came(pilot: Pilot[None], title: str) -> None:
    """Wait until this conference is on the screen."""
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    for _ in range(2000):
        if app.scene.agenda.title == title:
            break
        await pilot.pause(0.005)
    await settled(pilot)


async def until_shown(pilot: Pilot[None], text: str) -> None:
    for _ in range(400):
        if text in " ".join(take_screenshot(pilot.app).text.split()):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{text} never appeared:\n{take_screenshot(pilot.app).text}")


async def test_capital_o_lists_the_conferences_and_enter_opens_one() -> None:
    app = app_on(small(), now="10:00", shelf=MemoryShelf(small(), large()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "Large Conf")
        text = take_screenshot(app).text
        assert "Small [/b] Conf" in text
        assert "30 sessions" in text
        await pilot.press("down", "enter")
        await came(pilot, "Large Conf")
        assert not isinstance(app.screen, PickerScreen)
        shot = take_screenshot(app)
        assert shot.lines[0].startswith(" Large Conf")
        assert "Talk 5" in shot.text


async def test_how_old_each_copy_is_stands_beside_it() -> None:
    app = app_on(small(), now="13:25", shelf=MemoryShelf(small()))
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "checked 2 h 05 ago")


async def test_an_address_is_fetched_with_progress_and_opened() -> None:
    shelf = MemoryShelf(small())
    shelf.sources["https://example.org/schedule.xml"] = large()
    shelf.go_on.clear()
    app = app_on(small(), now="10:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "3 sessions")
        await pilot.press("down", *"https://example.org/schedule.xml", "enter")
        await until_shown(pilot, "Fetching … 1.0 MiB, 50 %")
        shelf.go_on.set()
        await came(pilot, "Large Conf")
        assert "Large Conf" in take_screenshot(app).lines[0]


async def test_an_address_that_cannot_be_had_says_why_and_leaves_what_is_open() -> None:
    app = app_on(small(), now="10:00", shelf=MemoryShelf(small()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "3 sessions")
        await pilot.press("down", *"https://example.org/", "enter")
        await until_shown(pilot, "https://example.org/: nobody answers [/b]")
        await pilot.press("escape")
        await settled(pilot)
        assert "Talk 1" in take_screenshot(app).text
        assert app.scene.agenda.name == "small"


class StoppedShelf(MemoryShelf):
    """Tells when what is fetched was stopped before its end."""

    def __init__(self, *agendas: Agenda) -> None:
        super().__init__(*agendas)
        self.stopped = Event()

    def add(self, source: str, progress: Progress, *, is_agreed: bool) -> Agenda:
        found = super().add(source, progress, is_agreed=is_agreed)
        try:
            progress(2**21, 2**21)
        except ScaleTuiError:
            self.stopped.set()
            raise
        return found


async def test_who_gives_up_waiting_for_a_conference_stays_where_they_are() -> None:
    shelf, store = StoppedShelf(small()), MemoryStore()
    shelf.sources["https://example.org/"] = large()
    shelf.go_on.clear()
    app = app_on(small(), now="10:00", shelf=shelf, store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "3 sessions")
        await pilot.press("down", *"https://example.org/", "enter")
        await until_shown(pilot, "Fetching … 1.0 MiB, 50 %")
        await pilot.press("escape", "e", *"Ask", "escape")
        shelf.go_on.set()
        assert await to_thread(shelf.stopped.wait, 10)
        await saved(pilot)
        assert app.scene.agenda.name == "small"
        assert store.schedule.notes == {"talk": "Ask"}


async def test_each_conference_has_its_own_stars_and_its_own_undo() -> None:
    store = MemoryStore()
    app = app_on(small(), now="10:00", store=store, shelf=MemoryShelf(small(), large()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await saved(pilot)
        await pilot.press("O")
        await until_shown(pilot, "Large Conf")
        await pilot.press("down", "enter")
        await came(pilot, "Large Conf")
        await pilot.press("u")
        await until_shown(pilot, "Nothing to undo")


async def test_r_shows_a_newer_agenda_with_the_cursor_where_it_was() -> None:
    old = small()
    shelf = MemoryShelf(old)
    moved = replace(old.sessions[1], title="Talk 2, renamed")
    shelf.newer["small"] = agenda(
        old.sessions[0], moved, old.sessions[2], session("12:00", title="New"), name="small", title=old.title
    )
    app = app_on(old, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "r")
        await until_shown(pilot, "Talk 2, renamed")
        assert "New" in take_screenshot(app).text
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.title == "Talk 2, renamed"


async def test_a_copy_that_is_too_old_is_refreshed_without_being_asked() -> None:
    old = small()
    shelf = MemoryShelf(old)
    shelf.due["small"] = agenda(
        *old.sessions, session("12:00", title="Just in"), name="small", title=old.title
    )
    app = app_on(old, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Just in")


class SlowShelf(MemoryShelf):
    """Is asked for what is due, and answers when it is let go on."""

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        assert self.go_on.wait(10)
        return super().refresh_if_due(agenda, progress)


async def test_a_newer_agenda_that_no_key_asked_for_leaves_who_types_an_address_where_they_are() -> None:
    old = small()
    shelf = SlowShelf(old)
    shelf.go_on.clear()
    shelf.due["small"] = agenda(
        *old.sessions, session("12:00", title="Just in"), name="small", title="Newer Conf"
    )
    app = app_on(old, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O", *"https://")
        shelf.go_on.set()
        await came(pilot, "Newer Conf")
        assert app.scene.agenda.title == "Newer Conf"
        assert isinstance(app.screen, PickerScreen)
        assert app.screen.source.value == "https://"


async def test_r_says_when_there_is_nothing_new() -> None:
    app = app_on(small(), now="09:00", shelf=MemoryShelf(small()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("r")
        await until_shown(pilot, "Nothing new.")


async def test_the_picker_fits_small_windows() -> None:
    app = app_on(small(), now="10:00", shelf=MemoryShelf(small(), large()))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "Large")
        assert "The address or file of another:" in take_screenshot(app).text


async def test_the_past_of_many_rooms_is_folded_and_p_unfolds_it() -> None:
    talks = [
        session(f"{hour:02}:00", 60, f"In {room} at {hour}", room=room)
        for hour in (9, 10, 11)
        for room in ("A", "B", "C", "D")
    ]
    app = app_on(agenda(*talks), now="10:30")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = take_screenshot(app).text
        assert "▸ 4 earlier sessions · p shows them" in text
        assert "In A at 9" not in text
        await pilot.press("p")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "In A at 9" in text
        assert "earlier sessions" not in text


async def test_an_address_on_a_private_network_is_asked_for_twice() -> None:
    shelf = MemoryShelf(small(), large())
    shelf.sources["http://localhost/a"] = large()
    app = app_on(small(), now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("O")
        await until_shown(pilot, "Large")
        await pilot.press("down", "down", *"http://localhost/a", "enter")
        await until_shown(pilot, "is on a private network [/b]. Enter again")
        await pilot.press("b", "enter")
        await until_shown(pilot, "http://localhost/ab: is on a private network [/b]. Enter again")
        await pilot.press("backspace", "enter")
        await until_shown(pilot, "http://localhost/a: is on a private network [/b]. Enter again")
        await pilot.press("enter")
        await came(pilot, "Large Conf")
