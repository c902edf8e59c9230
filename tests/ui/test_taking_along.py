"""Taking along: the file that E writes, and the code that Q shows."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from builders import agenda, session
from qr_reading import decoded
from scale_tui.domain.agenda import Agenda
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.screens.export import ExportScreen
from scale_tui.ui.screens.qr import QrScreen
from screenshot import Screenshot, take_screenshot
from stage import MemoryOutbox, app_on, settled, star_ids

PAGE = "https://example.org/2026/schedule/event/ABCDEF/"
TALK = session("12:15", 20, "A talk with a page", url=PAGE, room="Hall 1")
SUGGESTED = "/downloads/networking-scale-2024"


def on_stars(outbox: MemoryOutbox) -> ScaleTuiApp:
    return app_on(outbox=outbox, stars=star_ids(bundled_agenda(), "Alibaba", "Faster"))


def typed(app: ScaleTuiApp) -> str:
    return app.screen.query_one("#export-path", Input).value


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait for what the thread that writes files has to do first."""
    for _ in range(1000):
        if is_so():
            break
        await pilot.pause(0.005)
    await settled(pilot)
    assert is_so()


def shows(app: ScaleTuiApp, words: str) -> bool:
    """Whether these words are on the screen, wherever its lines are broken."""
    return words in " ".join(take_screenshot(app).text.replace("│", " ").split())


async def test_capital_e_and_enter_write_my_schedule_as_a_calendar_to_my_downloads() -> None:
    outbox = MemoryOutbox()
    app = on_stars(outbox)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        text = take_screenshot(app).text
        assert f"{SUGGESTED}.ics" in text
        assert "My schedule: 2 sessions" in text
        await pilot.press("enter")
        await until(pilot, lambda: shows(app, "2 sessions written to"))
        assert list(outbox.files) == [f"{SUGGESTED}.ics"]
        assert outbox.files[f"{SUGGESTED}.ics"].count(b"BEGIN:VEVENT") == 2
        assert not isinstance(app.screen, ExportScreen)


async def test_another_form_another_ending_and_a_writes_all() -> None:
    outbox = MemoryOutbox()
    app = on_stars(outbox)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        for ending in ("md", "csv", "json"):
            await pilot.press("j")
            await settled(pilot)
            assert typed(app) == f"{SUGGESTED}.{ending}"
        await pilot.press("k", "a")
        await settled(pilot)
        assert "All: 18 sessions" in take_screenshot(app).text
        await pilot.press("enter")
        await until(pilot, lambda: bool(outbox.files))
        assert outbox.files[f"{SUGGESTED}.csv"].count(b"\r\n") == 19


async def test_the_name_can_be_typed_and_its_ending_decides() -> None:
    outbox = MemoryOutbox()
    app = on_stars(outbox)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        await pilot.press("down", "down", "down", "down", "ctrl+u", *"/a/all.md", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        assert outbox.files["/a/all.md"].startswith(b"# Networking")
        # Without an ending it is that of the form.
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        await pilot.press("j", "j", "j", "j", "ctrl+u", *"/a/plain", "up", "up", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        assert set(outbox.files) == {"/a/all.md", "/a/plain.csv"}


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice() -> None:
    path = f"{SUGGESTED}.ics"
    outbox = MemoryOutbox(**{path: b"precious"})
    app = on_stars(outbox)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        await pilot.press("enter")
        await until(pilot, lambda: shows(app, "is there already. Press enter once more to replace it."))
        assert outbox.files[path] == b"precious"
        # Another form asks anew, and so does coming back to this one.
        await pilot.press("j", "k")
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: outbox.refused == 2)
        assert outbox.files[path] == b"precious"
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        assert outbox.files[path].startswith(b"BEGIN:VCALENDAR")


async def test_what_cannot_be_written_says_why_and_can_be_mended() -> None:
    outbox = MemoryOutbox()
    outbox.fault = "/downloads: not written, [/b] no space left"
    app = on_stars(outbox)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        await pilot.press("enter")
        await until(pilot, lambda: shows(app, "not written, [/b] no space left"))
        outbox.fault = None
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        assert len(outbox.files) == 1


async def test_escape_writes_nothing_and_a_name_is_needed() -> None:
    outbox = MemoryOutbox()
    app = on_stars(outbox)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("E")
        await until(pilot, lambda: typed(app) != "")
        await pilot.press("j", "j", "j", "j", "ctrl+u", "enter")
        await settled(pilot)
        assert "Which file?" in take_screenshot(app).text
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, ExportScreen)
        assert outbox.files == {}


def light_in(shot: Screenshot) -> list[list[bool]]:
    """Which modules are light on the screen, from the colours in which its cells are drawn."""
    return [
        [is_light(cell, style, half) for cell, style in zip(cells, styles, strict=True)]
        for cells, styles in zip(shot.cells, shot.styles, strict=True)
        for half in (0, 1)
    ]


def is_light(cell: str, style: str, half: int) -> bool:
    drawn = {"▀": (True, False), "▄": (False, True), "█": (True, True)}.get(cell, (False, False))[half]
    colour = ";38;2;255;255;255" if drawn else ";48;2;255;255;255"
    return colour in style


def only_code(app: ScaleTuiApp) -> str:
    return decoded(light_in(take_screenshot(app)))


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 35), (200, 50)])
async def test_capital_q_shows_a_code_that_a_camera_reads_from_the_screen(size: tuple[int, int]) -> None:
    app = app_on(agenda(TALK))
    async with app.run_test(size=size) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        assert only_code(app) == PAGE
        await pilot.press("s")
        await settled(pilot)
        assert only_code(app).startswith("BEGIN:VEVENT\nSUMMARY:A talk with")
        await pilot.press("s")
        await settled(pilot)
        assert only_code(app) == PAGE
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, QrScreen)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((30, 12), "the page · s · esc"),
        ((40, 20), "the page · s the event in short · esc"),
        ((80, 24), "the page · s the event · esc closes"),
        ((36, 20), "the page · s · esc"),
    ],
)
async def test_below_a_code_its_keys_are_told_whole(size: tuple[int, int], told: str) -> None:
    """However narrow the code is that stands above them."""
    app = app_on(agenda(TALK))
    async with app.run_test(size=size) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        caption = app.screen.query_one("#qr-caption")
        region = caption.region
        lines = take_screenshot(app).text.splitlines()
        assert lines[region.y][region.x : region.right].strip() == told


async def test_a_talk_without_a_page_is_an_event_at_every_size() -> None:
    app = app_on()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        assert only_code(app).startswith("BEGIN:VEVENT\nSUMMARY:Alibaba HPN")
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "SUMMARY:Alibaba HPN: A Data Center Network for Large Language Model Training\n" in only_code(
            app
        )


def long_page() -> Agenda:
    return agenda(session("12:15", title="A talk", url=f"https://example.org/{'long/' * 40}"))


async def test_a_code_that_is_too_large_says_so_and_offers_another() -> None:
    app = app_on(long_page())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        text = " ".join(take_screenshot(app).text.split())
        assert "The code of the page needs a window of 57x30, this one has 40x20." in text
        assert "Press s for the event" in text
        await pilot.press("s")
        await settled(pilot)
        assert only_code(app).startswith("BEGIN:VEVENT\nSUMMARY:A talk\n")
        await pilot.press("s")
        await pilot.resize_terminal(57, 30)
        await settled(pilot)
        assert only_code(app).startswith("https://example.org/long/")


async def test_in_a_window_for_nothing_there_is_still_a_sentence() -> None:
    app = app_on(agenda(session("12:15", title="A talk")))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        assert "needs a window of" in " ".join(take_screenshot(app).text.split())


async def test_without_half_blocks_the_code_is_drawn_with_spaces() -> None:
    app = app_on(agenda(TALK), glyphs=ASCII)
    async with app.run_test(size=(80, 42)) as pilot:
        await pilot.press("Q")
        await settled(pilot)
        shot = take_screenshot(app)
        assert shot.text.isascii()
        light = [line[::2] for line in light_in(shot)[::2]]
        assert decoded(light) == PAGE


async def test_no_notice_lies_over_a_code() -> None:
    app = app_on(agenda(TALK))
    async with app.run_test(size=(40, 20), notifications=True) as pilot:
        await pilot.press("Q")
        app.notify("A talk begins in 5 minutes, in a hall that is far away. " * 4, markup=False)
        await settled(pilot)
        assert only_code(app) == PAGE
