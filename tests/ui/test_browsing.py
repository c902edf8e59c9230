"""Looking around: start, move, change the view, open the detail."""

from datetime import date

import pytest
from textual.strip import Strip

from builders import agenda, at, row_of_talks, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import NEXT_DAY, app_on, main_screen, settled, star_ids

YEARS_LATER = at("09:00", date(2026, 11, 23))


def selected(app: ScaleTuiApp) -> str:
    chosen = main_screen(app).session
    assert chosen is not None
    return chosen.title


async def test_it_opens_on_what_is_on_now_a_third_from_the_top() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert selected(app).startswith("Alibaba HPN")
        lines = take_screenshot(app).lines
        assert "12:15" in lines[10]


async def test_it_opens_on_the_first_talk_when_the_event_is_long_past() -> None:
    app = app_on(now=YEARS_LATER)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        assert selected(app) == "Evolving Meta's Edge Architecture"
        text = take_screenshot(app).text
        assert "Ended 11 Sep 2024" in text
        assert "Meta operates a globally distributed Edge CDN" in text


async def test_before_the_event_it_says_when_it_starts() -> None:
    app = app_on(now=at("09:00", date(2024, 8, 30)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Starts in 12 days" in take_screenshot(app).text


async def test_nothing_is_dim_unless_the_event_runs() -> None:
    for now, is_dim in ((YEARS_LATER, False), (at("12:20"), True)):
        app = app_on(now=now)
        async with app.run_test(size=(120, 35)) as pilot:
            await pilot.pause()
            shot = take_screenshot(app)
            line = next(n for n, text in enumerate(shot.lines) if "Future Challenges" in text)
            title_style = shot.styles[line][shot.lines[line].index("Future")]
            assert ("148;148;148" in title_style) is is_dim


@pytest.mark.parametrize("down", ["down", "j"])
async def test_the_cursor_moves_over_the_now_rule(down: str) -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press(down)
        assert selected(app).startswith("High Network Reliability")
        await pilot.press("up", "k")
        assert selected(app).startswith("Network Communication")


async def test_home_and_end_go_to_the_first_and_the_last_session() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        assert selected(app) == "Happy Hour"
        assert "Happy Hour" in take_screenshot(app).text
        await pilot.press("g")
        assert selected(app) == "Breakfast Available at Venue"
        await pilot.press("down", "end", "home")
        assert selected(app) == "Breakfast Available at Venue"


async def test_pages_move_by_what_is_visible() -> None:
    app = app_on(agenda(*row_of_talks(100, minutes=5)), now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        assert selected(app) == "Talk 19"
        await pilot.press("pagedown", "ctrl+u", "ctrl+u")
        assert selected(app) == "Talk 1"


async def test_the_selected_session_stays_selected_when_the_view_changes() -> None:
    app = app_on(stars=star_ids(bundled_agenda(), "Alibaba", "Faster"))
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        for key, view in (("4", View.PEOPLE), ("3", View.MINE), ("5", View.NOW), ("1", View.AGENDA)):
            await pilot.press(key)
            assert main_screen(app).outlook.view is view
            assert selected(app).startswith("Alibaba HPN")


async def test_rooms_says_that_there_is_one_room() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "Networking @Scale 2024 has one room" in take_screenshot(app).text
        await pilot.press("1")
        assert "Alibaba HPN" in take_screenshot(app).text


async def test_n_comes_back_to_now_from_anywhere() -> None:
    app = app_on(now="13:30")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "n")
        assert selected(app) == "Lunch Break"
        await pilot.press("slash", *"scheduler", "enter")
        assert selected(app).startswith("Scheduler")
        await pilot.press("n")
        assert selected(app) == "Lunch Break"


async def test_n_says_so_when_the_event_is_over() -> None:
    app = app_on(now=YEARS_LATER)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("n")
        await settled(pilot)
        assert "Ended 11 Sep 2024." in take_screenshot(app).text


async def test_capital_n_goes_to_my_next_star() -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), "Evolving", "Faster"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("N")
        assert selected(app).startswith("Faster Than Fast")


async def test_enter_opens_the_detail_in_the_place_of_the_list_and_escape_goes_back() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Due to the differences between LLMs" in text
        assert "Lunch Break" not in text
        await pilot.press("J")
        await pilot.pause()
        assert "Meta has focused on enhancing reliability" in take_screenshot(app).text
        await pilot.press("K", "escape")
        await pilot.pause()
        assert selected(app).startswith("Alibaba")
        assert "Lunch Break" in take_screenshot(app).text


async def test_escape_never_quits() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "escape", "escape")
        assert app.is_running


async def test_q_quits() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_detail_stands_beside_the_list_where_there_is_room() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Due to the differences between LLMs" in text
        assert "Lunch Break" in text
        await pilot.press("v")
        await pilot.pause()
        assert "Due to the differences" not in take_screenshot(app).text


async def test_enter_on_a_speaker_shows_their_talks() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        shot = take_screenshot(app)
        assert any(line.startswith("▌▌ Jiaqi Gao") for line in shot.lines), shot.text
        assert '@"Jiaqi Gao"' in shot.text
        assert "1 person" in shot.text


async def test_the_detail_of_a_q_and_a_names_the_talks_it_takes_questions_on() -> None:
    app = app_on(now="11:10")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert selected(app) == "Live Q&A Session 1"
        text = take_screenshot(app).text
        assert "Takes questions on" in text
        detail = text[text.index("Takes questions on") :]
        for title in ("Evolving Meta", "Future Challenges", "AI Impact"):
            assert title in detail
        assert "Opening Remarks" not in detail


async def test_people_stand_by_affiliation_and_from_a_to_z() -> None:
    app = app_on()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("4", "g")
        await pilot.pause()
        assert "Meta  17" in take_screenshot(app).text
        await pilot.press("a", "g")
        await pilot.pause()
        lines = take_screenshot(app).lines
        names = [line[3:10].strip() for line in lines if "▌ " in line[:4]]
        assert names[:3] == ["Abishek", "Adi Gan", "Arnab C"]
        assert names == sorted(names)


async def test_now_shows_what_is_on_and_what_is_next() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "On now  1" in text
        assert "15 min left" in text
        assert "in 15 min" in text
        assert text.index("High Network") < text.index("Live Q&A Session 2") < text.index("Lunch Break")


async def test_the_countdown_follows_the_clock() -> None:
    instants = [at("12:20")]
    app = app_on(clock=lambda: instants[-1])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "15 min left" in take_screenshot(app).text
        instants.append(at("12:31"))
        app.read_clock()
        await pilot.pause()
        assert "4 min left" in take_screenshot(app).text


def two_days() -> Agenda:
    return agenda(
        session("09:00", title="First morning"),
        session("23:50", 40, title="Late show"),
        session("09:00", title="Second morning", day=NEXT_DAY),
    )


async def test_brackets_change_the_day() -> None:
    app = app_on(two_days(), now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Wed 11" in take_screenshot(app).lines[0]
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert selected(app) == "Second morning"
        assert "First morning" not in take_screenshot(app).text
        await pilot.press("right_square_bracket", "left_square_bracket")
        await pilot.pause()
        assert "Late show" in take_screenshot(app).text


async def test_a_session_over_midnight_says_so_in_its_detail() -> None:
    app = app_on(two_days(), now="23:55")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "Wed 11 Sep 23:50–00:30 +1d" in take_screenshot(app).text


async def test_many_rooms_name_the_room_and_what_else_is_on() -> None:
    rooms = agenda(
        session("10:00", title="Kernel", room="Janson", speakers=(speaker("Ada", "X"),)),
        session("10:00", title="Compilers", room="K.1.105"),
        session("10:10", 30, title="Databases", room="H.1301", track="Data"),
    )
    app = app_on(rooms, now="10:05")
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        text = take_screenshot(app).text
        assert "Janson" in text
        assert "2 sessions on now" in text
        assert "2 others on at the same time" in text
        await pilot.press("5")
        await pilot.pause()
        assert "Starting in the next 30 minutes" in take_screenshot(app).text


async def test_an_agenda_without_sessions_is_said_to_be_empty() -> None:
    app = app_on(agenda(), now="10:00")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("1", "2", "3", "4", "5", "n", "N", "space", "enter", "j", "G", "escape"):
            await pilot.press(key)
        await pilot.press("1")
        await pilot.pause()
        assert "Test Conf has no sessions yet." in take_screenshot(app).text


async def test_breaks_are_answered_with_what_comes_then() -> None:
    pause = session("10:00", 30, title="Coffee", kind=Kind.BREAK)
    app = app_on(agenda(pause, session("10:30", title="Kernel")), now="10:05")
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        assert selected(app) == "Coffee"
        assert "10:30   Kernel" in take_screenshot(app).text


def long_agenda(count: int) -> Agenda:
    talks: tuple[Session, ...] = row_of_talks(count, minutes=1)
    return agenda(*talks)


async def test_a_key_paints_as_few_rows_among_ten_thousand_as_among_ten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from scale_tui.ui.widgets import session_list

    painted: list[object] = []
    paint_row = session_list.paint_row

    def counted(row, canvas, y, *, is_cursor):  # type: ignore[no-untyped-def]
        painted.append(row)
        return paint_row(row, canvas, y, is_cursor=is_cursor)

    monkeypatch.setattr(session_list, "paint_row", counted)
    for count in (10, 10_000):
        app = app_on(long_agenda(count), now="09:00")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            await pilot.pause()
            painted.clear()
            await pilot.press("j")
            await pilot.pause()
            assert 1 <= len(painted) <= 2


async def test_the_cursor_keeps_its_row_where_one_session_has_several() -> None:
    app = app_on()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("4", "g")
        seen = []
        for _ in range(20):
            row = next(line for line in take_screenshot(app).lines if line.startswith("▌▌"))
            seen.append(row[3:20])
            app.read_clock()
            await pilot.press("j")
        assert len(set(seen)) == 20


async def test_the_agenda_follows_to_the_day_of_the_session_that_was_selected_elsewhere() -> None:
    app = app_on(two_days(), now="08:00", stars=("first-morning", "second-morning"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "G", "1")
        await pilot.pause()
        assert selected(app) == "Second morning"
        assert "First morning" not in take_screenshot(app).text


async def test_a_cursor_move_draws_the_row_left_and_the_row_reached_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from scale_tui.ui.widgets.session_list import SessionList

    drawn: list[int] = []
    render_line = SessionList.render_line

    def counted(self: SessionList, y: int) -> Strip:
        drawn.append(y)
        return render_line(self, y)

    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(SessionList, "render_line", counted)
        await pilot.press("j")
        await pilot.pause()
    assert 2 <= len(drawn) <= 5


async def test_the_rooms_stand_under_each_other_and_many_others_are_counted() -> None:
    talks = [
        session("10:00", 15 + 55 * (number % 2), f"Talk {number}", room=f"R{number}") for number in range(12)
    ]
    app = app_on(agenda(*talks), now="10:05")
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        shot = take_screenshot(app)
        columns = {line.index(" R") for line in shot.lines if " min left" in line[:70] and " R" in line}
        assert len(columns) == 1
        assert "11 others on at the same time" in shot.text
        assert "and 3 more" in shot.text


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 50)])
async def test_a_title_has_more_of_its_line_than_what_stands_beside_it(size: tuple[int, int]) -> None:
    title = "What everybody should know about the names of lecture halls in Brussels"
    talks = [session("10:00", 50, title, room=f"UD2.20{number} (Chavanne)") for number in range(2)]
    app = app_on(agenda(*talks), now="10:05")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = [line for line in take_screenshot(app).lines if "What" in line[:20] and "UD2.200" in line]
    assert lines
    assert all(len(line[line.index("What") : line.index("UD2.200")].rstrip()) >= 30 for line in lines)


async def test_without_unicode_the_detail_is_cut_in_characters_that_the_terminal_has() -> None:
    talk = session(
        "10:00", title="Talk", track="Tracks " * 10, speakers=(speaker("Ada " * 20, "Acme " * 20),), room="A"
    )
    other = session("10:00", title="Another " * 10, room="B")
    app = app_on(agenda(talk, other), now="09:00", glyphs=ASCII)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("g", "enter")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "1 other on at the same time" in text
        assert text.isascii()
        assert text.count("~") == 3


@pytest.mark.parametrize(
    ("acronym", "shown"),
    [("fosdem-2025", "FOSDEM 2025"), ("FOSDEM", "FOSDEM "), ("FOSDEM in Brussels", "FOSDEM 2025")],
)
async def test_an_acronym_is_taken_only_where_it_is_shorter(acronym: str, shown: str) -> None:
    days = (session("12:00", 60, "Talk"), session("12:00", 60, "Another", day=NEXT_DAY))
    app = app_on(agenda(*days, title="FOSDEM 2025", acronym=acronym), now="12:20")
    async with app.run_test(size=(41, 20)) as pilot:
        await pilot.pause()
        assert take_screenshot(app).lines[0].startswith(f" {shown}")
