"""After a refresh: what changed, in rows, detail and Mine; the list of it, and taking notice of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from builders import NEXT_DAY, agenda, at, row_of_talks, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.marks import Mark, Setting, note, put
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.messages import FetchFailed
from scale_tui.ui.screens.changes import ChangesScreen
from scale_tui.ui.shelf import Progress
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, saved, settled

KERNEL = session("10:00", 30, "Kernel", room="A")
COMPILERS = session("10:30", title="Compilers", room="B", speakers=(speaker("Ada", "Acme"),))
LINKERS = session("11:00", title="Linkers", room="A")
DATABASES = session("13:00", title="Databases", room="A")
QUEUES = session("13:30", title="Queues", room="B")
OLD = agenda(KERNEL, COMPILERS, LINKERS, DATABASES, QUEUES)
NEW = agenda(
    session("10:15", 45, "Kernel", room="C"),
    replace(COMPILERS, title="Compilers [/b] today", speakers=(speaker("Bo"),)),
    replace(LINKERS, is_cancelled=True),
    replace(QUEUES, id="other-id"),
    session("14:00", title="Fonts", room="B"),
)


def refreshed(
    *stars: str, store: MemoryStore | None = None, **options: Any
) -> tuple[ScaleTuiApp, MemoryShelf]:
    """The app after a refresh that brought ``NEW`` at eight; the next minute has not begun."""
    shelf = MemoryShelf(NEW)
    shelf.previous[OLD.name] = OLD
    return app_on(NEW, now="09:00", store=store or MemoryStore(stars), shelf=shelf, **options), shelf


def shown(app: ScaleTuiApp) -> str:
    return take_screenshot(app).text


def in_words(app: ScaleTuiApp) -> str:
    """What is on the screen, with one space where there are several, without borders and cursor."""
    return " ".join(shown(app).replace("│", " ").replace("▌", " ").split())


def line_with(app: ScaleTuiApp, text: str) -> str:
    return next(line for line in take_screenshot(app).lines if text in line)


async def until_shown(pilot: Pilot[None], text: str) -> None:
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    for _ in range(400):
        if text in in_words(app):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{text} never appeared:\n{shown(app)}")


# What a refresh brings


async def test_nothing_is_flagged_on_the_first_load() -> None:
    app = app_on(OLD, now="09:00", stars=("kernel",), shelf=MemoryShelf(OLD))
    async with app.run_test(size=(200, 50), notifications=True) as pilot:
        await settled(pilot)
        for key in ("1", "3", "5"):
            await pilot.press(key)
            await settled(pilot)
            assert "±" not in shown(app)
        assert "change" not in shown(app)
        await pilot.press("C")
        await until_shown(pilot, "Nothing has changed.")


@pytest.mark.parametrize("is_asked", [True, False])
async def test_a_refresh_that_brought_something_says_how_much_and_how_much_of_mine(is_asked: bool) -> None:
    shelf = MemoryShelf(OLD)
    (shelf.newer if is_asked else shelf.due)[OLD.name] = NEW
    app = app_on(OLD, now="09:00", stars=("kernel", "queues"), shelf=shelf)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        if is_asked:
            await pilot.press("r")
        await until_shown(pilot, "5 changes, 1 in your schedule · C shows them")
        assert "±Kernel" in shown(app)


async def test_a_refresh_that_brought_other_bytes_and_nothing_new_says_so() -> None:
    shelf = MemoryShelf(OLD)
    shelf.newer[OLD.name] = replace(OLD)
    app = app_on(OLD, now="09:00", shelf=shelf)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("r")
        await until_shown(pilot, "Nothing new.")
        assert "change" not in shown(app)


async def test_one_change_is_one() -> None:
    shelf = MemoryShelf(OLD)
    shelf.newer[OLD.name] = replace(OLD, sessions=(*OLD.sessions, NEW.by_id["fonts"]))
    app = app_on(OLD, now="09:00", shelf=shelf)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("r")
        await until_shown(pilot, "1 change · C shows it")


async def test_changes_of_an_earlier_visit_are_marked_from_the_start_without_a_word() -> None:
    app, _ = refreshed("kernel")
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        assert "C shows" not in shown(app)


class SlowShelf(MemoryShelf):
    """Its source answers when it may go on, or not at all."""

    def refresh_if_due(self, agenda: Agenda, progress: Progress) -> Agenda | None:
        assert self.go_on.wait(timeout=30)
        if self.fault:
            raise ScaleTuiError(self.fault)
        return super().refresh_if_due(agenda, progress)


async def test_what_is_known_here_is_shown_before_the_network_answers() -> None:
    shelf = SlowShelf(NEW)
    shelf.previous[OLD.name] = OLD
    shelf.go_on.clear()
    app = app_on(NEW, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "±Kernel")
        shelf.go_on.set()


async def test_what_comes_unasked_does_not_turn_back_to_a_conference_that_was_left() -> None:
    other = agenda(*row_of_talks(3), name="other", title="Other Conf")
    shelf = SlowShelf(OLD, other)
    shelf.due[OLD.name] = NEW
    shelf.go_on.clear()
    app = app_on(OLD, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("O")
        await until_shown(pilot, "3 sessions")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Talk 2")
        shelf.go_on.set()
        await pilot.app.workers.wait_for_complete(
            [worker for worker in pilot.app.workers if worker.group == "refresh"]
        )
        await settled(pilot)
        assert app.scene.agenda is other
        assert "change" not in shown(app)


async def test_a_source_that_cannot_be_had_is_told_of_once_unless_it_is_asked_for() -> None:
    shelf = SlowShelf(OLD)
    shelf.fault = "nobody answers [/b]"
    app = app_on(OLD, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "nobody answers [/b]")
        for is_asked, toasts in ((False, 1), (True, 2)):
            app.post_message(FetchFailed(shelf.fault, is_asked=is_asked))
            await settled(pilot)
            assert in_words(app).count("nobody answers") == toasts


async def test_another_conference_brings_its_own_changes_and_takes_these_away() -> None:
    other = agenda(*row_of_talks(3), name="other", title="Other Conf")
    app, shelf = refreshed()
    shelf.agendas = {NEW.name: NEW, other.name: other}
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("O")
        await until_shown(pilot, "3 sessions")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Talk 2")
        assert "±" not in shown(app)
        assert "C shows" not in shown(app)


# Where it is seen


async def test_rows_are_marked_a_clash_first_then_a_change_then_a_note() -> None:
    store = MemoryStore(("kernel", "compilers"), settings=[*note("linkers", "ask"), *note("other-id", "ask")])
    app, _ = refreshed(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "±Linkers")
        assert "!Kernel" in shown(app)
        assert "±Linkers" in shown(app)
        assert "✎Queues" in shown(app)
        assert "±Fonts" in shown(app)
        assert "±" not in line_with(app, "Queues")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Kernel", ("± moved since 08:00", "10:00 → 10:15", "30 min → 45 min", "room A → C")),
        ("Compilers", ("± renamed, edited since", "title Compilers → Compilers [/b] today")),
        ("Linkers", ("cancelled", "± cancelled since 08:00")),
        ("Fonts", ("± new since 08:00",)),
    ],
)
async def test_the_detail_says_what_changed_with_old_and_new_value(title: str, told: tuple[str, ...]) -> None:
    app, _ = refreshed()
    async with app.run_test(size=(160, 40)) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("slash", *title, "enter")
        await settled(pilot)
        for words in told:
            assert words in in_words(app)


async def test_old_and_new_times_are_on_the_clock_that_is_shown() -> None:
    app, _ = refreshed(my_zone=ZoneInfo("Europe/Berlin"), is_on_my_clock=True)
    async with app.run_test(size=(160, 40)) as pilot:
        await until_shown(pilot, "± moved since 17:00")
        assert "19:00 → 19:15" in shown(app)


async def test_mine_counts_what_changed_of_it_and_says_it_in_the_rows() -> None:
    store = MemoryStore(("kernel",), settings=put(Mark.BACKUP, "compilers"))
    app, _ = refreshed(store=store)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        await until_shown(pilot, "± 2 changed")
        assert "±Kernel" in shown(app)
        assert "10:00 → 10:15, 30 min → 45 min, room A → C" in shown(app)
        assert "±Compilers" in shown(app)


async def test_a_terminal_without_unicode_gets_ascii_only() -> None:
    app, _ = refreshed("kernel", glyphs=ASCII)
    async with app.run_test(size=(120, 35)) as pilot:
        await until_shown(pilot, "^Kernel")
        assert "10:00 > 10:15" in shown(app)
        assert shown(app).isascii()
        await pilot.press("3")
        await settled(pilot)
        assert "^ 1 changed" in shown(app)
        assert shown(app).isascii()
        await pilot.press("C")
        await until_shown(pilot, "Changed since 08:00")
        assert not set("→±·★⏎") & set(shown(app))


async def test_people_now_and_rooms_show_it_too() -> None:
    app, _ = refreshed()
    async with app.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("4")
        await until_shown(pilot, "±Compilers")
        await pilot.press("5")
        await until_shown(pilot, "±Compilers")
        await pilot.press("2", "g", "home")
        await until_shown(pilot, "11:00–11:20 A cancelled")
        assert "±" not in shown(app)
        await pilot.press("G", "home")
        await until_shown(pilot, "± 10:00 → 10:15, 30 min → 45 min, room A → C")


# The list of changes


async def test_the_list_has_mine_first_then_the_rest_each_with_what_it_was_and_is() -> None:
    app, _ = refreshed("linkers", "compilers")
    async with app.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C")
        await until_shown(pilot, "Changed since 08:00")
        text = shown(app)
        assert "5 changes, 2 in your schedule" in text
        places = [
            text.index(words)
            for words in (
                "In your schedule  2",
                "title Compilers → Compilers [/b] today",
                "cancelled 11:00",
                "Everything else  3",
                "10:00 → 10:15",
                "gone",
                "new ",
            )
        ]
        assert places == sorted(places)


async def test_enter_goes_to_the_session_wherever_it_is() -> None:
    late = session("09:00", title="Late", day=NEXT_DAY)
    shelf = MemoryShelf(replace(NEW, sessions=(*NEW.sessions, late)))
    shelf.previous[OLD.name] = OLD
    app = app_on(shelf.agendas[NEW.name], now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C")
        await until_shown(pilot, "Changed since")
        await pilot.press("G", "enter")
        await settled(pilot)
        assert not isinstance(app.screen, ChangesScreen)
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.title == "Late"
        await pilot.press("C", "j", "k", "j", "j")
        await settled(pilot)
        assert "▌   cancelled" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, ChangesScreen)


def with_a_loss() -> MemoryStore:
    gone = Setting("databases", Mark.GONE, DATABASES)
    return MemoryStore(("databases", "queues"), settings=[gone, *note("kernel", "ask")])


async def test_what_is_gone_leads_to_my_schedule_where_it_stays_struck_through() -> None:
    app, _ = refreshed(store=with_a_loss())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C")
        await until_shown(pilot, "5 changes, 2 in your schedule")
        await pilot.press("j", "enter")
        await settled(pilot)
        assert "★±Databases" in line_with(app, "Databases")
        assert "no longer in the agenda" in line_with(app, "Databases")
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.id == "databases"


async def test_what_is_gone_and_was_not_mine_cannot_be_gone_to() -> None:
    app, _ = refreshed()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C", "j", "j", "j", "enter")
        await until_shown(pilot, "It is no longer in the agenda.")
        assert isinstance(app.screen, ChangesScreen)


async def test_a_takes_notice_of_all_and_u_puts_a_star_that_is_gone_back() -> None:
    store = with_a_loss()
    app, shelf = refreshed(store=store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C", "a")
        await until_shown(pilot, "5 changes seen.")
        await saved(pilot)
        assert shelf.previous == {}
        assert store.schedule.stars == {"queues"}
        assert store.schedule.gone == ()
        assert store.schedule.notes == {"kernel": "ask"}
        for key in ("1", "3"):
            await pilot.press(key)
            await settled(pilot)
            assert "±" not in shown(app)
        assert "Databases" not in shown(app)
        await pilot.press("u")
        await saved(pilot)
        assert store.schedule.stars == {"queues", "databases"}
        assert "no longer in the agenda" in line_with(app, "Databases")


async def test_that_they_were_seen_is_kept_or_it_is_said_why_not() -> None:
    app, shelf = refreshed()
    shelf.fault = "no space [/b] left"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C", "a")
        await until_shown(pilot, "no space [/b] left")
        assert "±Kernel" in shown(app)


async def test_the_list_follows_a_refresh_and_a_keeps_the_cursor_on_a_change() -> None:
    shelf = MemoryShelf(OLD)
    app = app_on(OLD, now="09:00", shelf=shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C")
        await until_shown(pilot, "Nothing has changed.")
        shelf.newer[OLD.name] = NEW
        app.action_refresh()
        await until_shown(pilot, "5 changes, none in your schedule")
        assert "▌   moved" in shown(app)
        await pilot.press("pagedown", "pageup", "g", "down", "end", "home", "enter")
        await settled(pilot)
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.id == "kernel"


async def test_a_click_puts_the_cursor_on_a_change_and_a_second_goes_there() -> None:
    app, _ = refreshed()
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "±Kernel")
        await pilot.press("C")
        await until_shown(pilot, "Changed since")
        lines = take_screenshot(app).lines
        row = next(number for number, line in enumerate(lines) if "Linkers" in line and "cancelled" in line)
        await pilot.click(offset=(lines[row].index("Linkers"), row))
        await settled(pilot)
        assert "▌   cancelled" in shown(app)
        await pilot.click(offset=(lines[row].index("Linkers"), row), times=2)
        await settled(pilot)
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.id == "linkers"


@pytest.mark.parametrize("size", [(30, 8), (40, 20), (61, 10), (200, 50)])
async def test_the_list_fits_every_window_and_the_cursor_stays_in_sight(size: tuple[int, int]) -> None:
    old = agenda(*row_of_talks(60), name="long", title="Long Conf")
    new = replace(old, sessions=tuple(replace(each, title=f"{each.title}, now") for each in old.sessions))
    shelf = MemoryShelf(new)
    shelf.previous["long"] = old
    app = app_on(new, now="09:00", shelf=shelf)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("C", "G")
        await settled(pilot)
        assert "Talk 60 → Talk 60, now" in in_words(app)
        assert "▌" in line_with(app, "Talk 60, now")
        await pilot.press("g")
        await settled(pilot)
        assert "Talk 1 → Talk 1, now" in in_words(app)
        await pilot.resize_terminal(50, 12)
        await settled(pilot)
        assert "Talk 1 → Talk 1, now" in in_words(app)


# How old the copy is


def checked(hours: float, **options: Any) -> ScaleTuiApp:
    shelf = MemoryShelf(OLD)
    shelf.checked[OLD.name] = timedelta(hours=hours)
    return app_on(OLD, shelf=shelf, **options)


@pytest.mark.parametrize(
    ("now", "size", "keys"),
    [
        ("10:10", (120, 35), ()),
        ("10:10", (80, 24), ("C",)),
        ("10:10", (80, 24), ("question_mark",)),
        ("09:00", (80, 24), ()),
        ("10:10", (40, 20), ("C",)),
    ],
)
async def test_how_old_the_copy_is_can_be_seen(
    now: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = checked(2, now=now)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await until_shown(pilot, "checked 2 h ago")


async def test_the_age_grows_and_is_nought_after_a_check_that_found_nothing_new() -> None:
    now = [at("09:00")]
    shelf = MemoryShelf(OLD)
    shelf.checked[OLD.name] = timedelta(minutes=59)
    app = app_on(OLD, clock=lambda: now[0], shelf=shelf)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until_shown(pilot, "checked 59 min ago")
        now[0] += timedelta(minutes=1)
        app.read_clock()
        await until_shown(pilot, "checked 1 h ago")
        shelf.checked[OLD.name] = timedelta()
        await pilot.press("r")
        await until_shown(pilot, "checked just now")


async def test_a_conference_without_a_source_has_no_age() -> None:
    app = app_on(OLD, now="09:00", shelf=MemoryShelf(OLD))
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await until_shown(pilot, "Nothing has changed.")
        assert "checked" not in shown(app)
