"""Searching: live, folded, with a guess at what was misspelt."""

from collections.abc import Iterable

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from builders import agenda, row_of_talks, session, speaker
from scale_tui.domain.concordance import Gathering
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.row_painters import paint_row
from scale_tui.ui.row_painting import Canvas
from scale_tui.ui.rows import Fold, Row
from scale_tui.ui.views import View
from scale_tui.ui.widgets import session_list
from screenshot import take_screenshot
from stage import NEXT_DAY, app_on, main_screen, selected, settled, star_ids


async def test_slash_searches_while_it_is_typed_and_counts() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"llama")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "/ llama" in text
        assert "3 of 18" in text
        assert text.index("Faster Than Fast") < text.index("Network Communication")


async def test_words_are_found_in_any_order_and_without_accents() -> None:
    talks = agenda(
        session("10:00", title="Trains", speakers=(speaker("Øyvind Ødegård", "NSB"),)),
        session("11:00", title="Boats"),
    )
    app = app_on(talks, now="09:50")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"ode", "space", *"tra")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Trains" in text
        assert "Boats" not in text


async def test_enter_keeps_the_words_as_a_filter_in_time_order_and_escape_clears_it() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"llama", "enter")
        await pilot.pause()
        text = take_screenshot(app).text
        assert text.index("Network Communication") < text.index("Scheduler") < text.index("Faster Than Fast")
        assert "Lunch Break" not in text
        await pilot.press("escape")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Lunch Break" in text
        assert "llama" not in text


async def test_arrows_move_among_the_hits_while_typing() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"llama", "down")
        await pilot.pause()
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.title.startswith("Network Communication")
        assert "/ llama" in take_screenshot(app).text


async def test_keys_are_letters_while_typing() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"qn?15 :")
        assert app.is_running
        assert main_screen(app).outlook.text == "qn?15 :"


async def test_a_misspelt_name_is_guessed_and_enter_takes_the_guess() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"jitin", "space", *"jose")
        await pilot.pause()
        assert "Did you mean Jithin Jose?" in take_screenshot(app).text
        await pilot.press("enter")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Designing Scalable Networks" in text
        assert "Jithin Jose" in text


async def test_what_nothing_is_near_to_is_said_to_be_nowhere() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zzzzqqqq")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Nothing found for zzzzqqqq." in text
        assert "Did you mean" not in text


async def test_at_finds_speakers_and_shows_each_with_their_talks() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("at", *"ji")
        await pilot.pause()
        lines = take_screenshot(app).lines
        rows = [line for line in lines if "▌ " in line[:3]]
        assert [row.split()[1] for row in rows] == ["Jiaqi", "Jithin", "Pavan", "Rajiv"]
        assert "Alibaba HPN" in rows[0]
        assert "4 people" in "\n".join(lines)


async def test_search_from_people_keeps_the_view() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "slash", *"scheduler", "enter")
        await pilot.pause()
        assert main_screen(app).outlook.view is View.PEOPLE
        text = take_screenshot(app).text
        assert "Weiwei Chu" in text
        assert "Ying Zhang" not in text


async def test_prefixes_narrow_the_search() -> None:
    app = app_on(stars=star_ids(bundled_agenda(), "Alibaba", "Faster"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"is:star after:14")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "1 of 18" in text
        assert "Faster Than Fast" in text


async def test_the_palette_finds_commands_sessions_and_people() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("ctrl+p", *"brightwell")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert '@"Ron Brightwell"' in take_screenshot(app).text
        await pilot.press("colon", *"happy hour")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.title == "Happy Hour"
        await pilot.press("colon", *"mine: my")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert main_screen(app).outlook.view is View.MINE


async def test_hits_of_several_days_name_their_day() -> None:
    talks = agenda(
        session("10:00", title="Kernel one", speakers=(speaker("Ada"),)),
        session("09:00", title="Kernel two", day=NEXT_DAY, speakers=(speaker("Ada"),)),
    )
    app = app_on(talks, now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"kernel")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Wed 11 · Ada" in text
        assert "Thu 12 · Ada" in text
        await pilot.press("escape", "4")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Wed 10:00" in text
        assert "Thu 09:00" in text


async def test_a_long_title_leaves_room_for_the_day_of_a_hit() -> None:
    title = "Kernel " + "and many other words " * 5
    talks = agenda(
        session("10:00", title=title, room="Janson (main hall)", speakers=(speaker("Ada"),)),
        session("09:00", title=title, room="K.1.105", day=NEXT_DAY, speakers=(speaker("Ada"),)),
    )
    app = app_on(talks, now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"kernel")
        await pilot.pause()
        lines = take_screenshot(app).text.splitlines()
        assert any("Kernel" in line and "…  Wed 11" in line and "Janson" in line for line in lines)
        assert any("Kernel" in line and "…  Thu 12" in line and "K.1.105" in line for line in lines)


async def test_of_very_many_hits_the_best_are_listed_and_enter_lists_all() -> None:
    app = app_on(agenda(*row_of_talks(400, minutes=2)), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"talk")
        await pilot.pause()
        assert "400 of 400" in take_screenshot(app).text
        assert main_screen(app).rows[-1] == Fold(
            "▸ 100 more · type on, or enter lists all", "screen.keep_search"
        )
        await pilot.press("enter", "G")
        await pilot.pause()
        assert selected(app) == "Talk 400"


async def test_the_cursor_on_another_day_lists_nothing_anew() -> None:
    talks = agenda(
        session("10:00", title="One", speakers=(speaker("Ada"),)),
        session("10:00", title="Two", speakers=(speaker("Bo"),), day=NEXT_DAY),
    )
    app = app_on(talks, now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        rows = main_screen(app).rows
        await pilot.press("j")
        await pilot.pause()
        assert selected(app) == "Two"
        assert main_screen(app).outlook.day == NEXT_DAY
        assert main_screen(app).rows is rows
        assert "Thu 12" in take_screenshot(app).lines[0]


def painted(monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """The rows that are painted from now on."""
    rows: list[Row] = []

    def counted(row: Row, canvas: Canvas, y: int, *, is_cursor: bool) -> Strip:
        rows.append(row)
        return paint_row(row, canvas, y, is_cursor=is_cursor)

    monkeypatch.setattr(session_list, "paint_row", counted)
    return rows


def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each time from now on that the whole screen is laid out."""
    times: list[int] = []
    reflow = Compositor.reflow

    def counted(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        times.append(len(times))
        return reflow(compositor, parent, size)

    monkeypatch.setattr(Compositor, "reflow", counted)
    return times


MANY = agenda(*row_of_talks(3000, minutes=1))


async def test_a_letter_paints_the_rows_that_are_seen_and_lays_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_on(MANY, now="08:00")
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("slash", "t")
        await settled(pilot)
        rows, layouts = painted(monkeypatch), laid_out(monkeypatch)
        for letter in "alk":
            rows.clear()
            await pilot.press(letter)
            await settled(pilot)
            assert 0 < len(rows) <= 30
        await pilot.press("space", "1", "2")
        await settled(pilot)
        assert "/ talk 12" in take_screenshot(app).text
        assert not layouts


async def test_nothing_is_made_ready_for_a_search_before_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gathered: list[int] = []

    def counted(gathering: Gathering, number: int, lines: Iterable[str]) -> None:
        gathered.append(number)
        add(gathering, number, lines)

    add = Gathering.add
    monkeypatch.setattr(Gathering, "add", counted)
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "2", "1", "f", "escape")
        await settled(pilot)
        assert not gathered
        await pilot.press("slash")
        await settled(pilot)
        assert gathered
        gathered.clear()
        await pilot.press(*"net", "escape", "slash", *"jitin")
        await settled(pilot)
        assert not gathered


async def test_letters_are_typed_where_the_cursor_stands() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"net", "left", "left", *"xy")
        await settled(pilot)
        assert main_screen(app).outlook.text == "nxyet"


async def test_a_narrow_line_keeps_room_for_the_words() -> None:
    app = app_on()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("slash", *"a network")
        await settled(pilot)
        assert "/ a network" in take_screenshot(app).text
