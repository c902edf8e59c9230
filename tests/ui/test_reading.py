"""Reader mode: every row a sentence, one pane, nothing drawn anew but what has changed."""

from datetime import datetime, timedelta

import pytest
from textual.app import App

from builders import NEXT_DAY, agenda, at, many_rooms, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import WORDS
from scale_tui.ui.thin_frames import ThinFrames
from screenshot import take_screenshot
from stage import MemoryStore, app_on, main_screen, saved, settled, star_ids

SIZE = (80, 24)
MANY_STARS = ("0-7", "1-8", "lightning", "9-9")
SIZES = ((40, 20), (80, 24), (120, 35), (200, 50))


def lines(app: ScaleTuiApp) -> tuple[str, ...]:
    return take_screenshot(app).lines


def read(app: ScaleTuiApp) -> str:
    """What stands from the terminal's cursor on."""
    place = app.cursor_position
    return lines(app)[place.y][place.x :]


def clash_day() -> Agenda:
    return agenda(
        session("10:00", 60, "Alpha", room="Attic", speakers=(speaker("Ada", "Acme"), speaker("Bo")), id="a"),
        session("10:30", 60, "Beta", room="Barn", id="b"),
        session("12:00", 75, "Gamma", room="Attic", id="c", is_cancelled=True),
        session("13:30", 30, "Delta", room="Barn", id="d"),
        title="Day",
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ((), "Alpha, on now, 10:00 to 11:00, Attic, Ada of Acme, Bo"),
        (put(Mark.STAR, "a"), "Alpha, starred, on now, 10:00 to 11:00"),
        (put(Mark.BACKUP, "a"), "Alpha, second choice, on now, 10:00 to 11:00"),
        (note("a", "ask"), "Alpha, with a note, on now, 10:00 to 11:00"),
        ((*put(Mark.STAR, "a"), *put(Mark.STAR, "b")), "Alpha, starred, clashes with Beta, on now, 10:00"),
    ],
)
async def test_a_row_says_how_the_session_stands(settings: tuple[Setting, ...], sentence: str) -> None:
    app = app_on(clash_day(), now="10:20", store=MemoryStore(settings=settings), glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g")
        await settled(pilot)
        assert read(app).startswith(sentence)


async def test_what_is_over_cancelled_and_hidden_is_said() -> None:
    store = MemoryStore(settings=[*put(Mark.HIDDEN, "d")])
    app = app_on(clash_day(), now="11:40", store=store, glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("X", "g")
        await settled(pilot)
        text = "\n".join(lines(app))
        assert "Alpha, over, 10:00 to 11:00" in text
        assert "Gamma, cancelled, 12:00 to 13:15, Attic" in text
        assert "Delta, hidden, 13:30 to 14:00, Barn" in text


async def test_of_several_days_each_row_names_its_own() -> None:
    days = agenda(session("10:00", 30, "Early", id="a"), session("10:00", 30, "Late", day=NEXT_DAY, id="b"))
    app = app_on(days, now="08:00", glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", "l", "enter", "G")
        await settled(pilot)
        assert read(app).startswith("Late, Thu 12, 10:00 to 10:30")
        await pilot.press("escape", "g")
        await settled(pilot)
        assert read(app).startswith(("Early, 10:00", "Late, 10:00"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["1", "2", "3", "4", "5", "f", "?", "3c", "=", "E", "C", "O", "i", "1\r"])
async def test_there_are_no_signs_and_no_lines_on_any_screen(keys: str, size: tuple[int, int]) -> None:
    names = {"?": "question_mark", "=": "equals_sign", "\r": "enter"}
    ascii_rooms = many_rooms(24)
    lunch = session("16:30", 45, title="Lunch with Ada", id="own-1")
    store = MemoryStore(MANY_STARS, [*own_entry(lunch), *put(Mark.BACKUP, "6-8")])
    app = app_on(ascii_rooms, now="14:20", store=store, glyphs=WORDS)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(names.get(key, key))
            await settled(pilot)
        shown = "\n".join(lines(app))
        foreign = {character for character in shown if not character.isascii() and not character.isalpha()}
        assert not foreign
        assert not [line for line in lines(app) if set(line.split()) & {"*", "|", "+", "!", "^", "o"}]
        assert all(line.strip("-_=#") or not line for line in lines(app))


class Sent:
    """What would be sent to a terminal from now on, frame by frame."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.frames: list[str] = []
        display, thin = App._display, ThinFrames()  # noqa: SLF001

        def displaying(app: App[object], screen: object, update: object) -> None:
            if update is not None:
                text = update.render_segments(app.console)  # type: ignore[attr-defined]
                x, y = app.cursor_position
                self.frames.append(thin.thinned(f"{text}\x1b[{y + 1};{x + 1}H", app.size))
            display(app, screen, update)  # type: ignore[arg-type]

        patch.setattr(App, "_display", displaying)

    @property
    def text(self) -> str:
        return "".join(self.frames)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    return Sent(monkeypatch)


@pytest.mark.parametrize("view", ["1", "3", "4"])
async def test_a_minute_repaints_the_digits_of_the_clock_and_leaves_the_cursor(view: str, sent: Sent) -> None:
    now = at("12:20")
    app = app_on(
        clock=lambda: now, now=now, stars=star_ids(bundled_agenda(), "Alibaba", "Faster"), glyphs=WORDS
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(view)
        await settled(pilot)
        before = app.cursor_position
        for minutes, clock in ((1, "12:21"), (2, "12:22")):
            sent.frames.clear()
            now = at("12:20") + timedelta(minutes=minutes)
            app.read_clock()
            await settled(pilot)
            assert clock in lines(app)[0]
            # The digit, where it stands, its colours, and the way back of the cursor.
            assert len(sent.text) < 60, repr(sent.text)
            assert app.cursor_position == before


async def test_the_views_that_count_minutes_repaint_those(sent: Sent) -> None:
    now: datetime = at("12:20")
    app = app_on(clock=lambda: now, now=now, glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert "on now, 15 minutes left" in lines(app)
        sent.frames.clear()
        now += timedelta(minutes=1)
        app.read_clock()
        await settled(pilot)
        assert "on now, 14 minutes left" in lines(app)
        assert len(sent.text) < 120, repr(sent.text)


async def test_a_cursor_key_sends_where_the_cursor_is_and_a_page_is_turned_at_its_end(sent: Sent) -> None:
    app = app_on(many_rooms(24), now="09:00", glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g")
        await settled(pilot)
        sizes = []
        for _ in range(40):
            sent.frames.clear()
            await pilot.press("j")
            await settled(pilot)
            sizes.append(len(sent.text))
        pages = [size for size in sizes if size > 12]
        # Some ten rows fill a page: one key in ten repaints it, the others move the cursor.
        assert 2 <= len(pages) <= 8, sizes
        assert app.cursor_position.x == 0


async def test_what_is_told_stays_until_a_key_with_the_cursor_on_it() -> None:
    app = app_on(clash_day(), now="10:20", glyphs=WORDS)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("g", "u")
        await saved(pilot)
        await settled(pilot)
        assert read(app).startswith("Nothing to undo.")
        assert app.animation_level == "none"
        await pilot.press("j")
        await settled(pilot)
        assert read(app).startswith("Beta")
        assert "Nothing to undo" not in "\n".join(lines(app))


async def test_it_is_switched_on_and_off_while_the_app_runs() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await settled(pilot)
        drawn = take_screenshot(app).text
        for _ in range(2):
            await app.run_action("toggle_reader")
            await settled(pilot)
            assert lines(app)[0].startswith("Agenda, Wed 11 Sep. It is 12:20 PDT. Networking @Scale 2024")
            assert read(app).startswith("Reader mode is on. With reader = true under [screen]")
            await pilot.press("g")
            await settled(pilot)
            assert read(app).startswith("Breakfast Available at Venue, over, 08:30 to 10:00")
            assert "\n".join(lines(app)).isascii()
            await app.run_action("toggle_reader")
            await pilot.press("n")
            app.clear_notifications()
            await settled(pilot)
            assert take_screenshot(app).text == drawn


async def test_the_palette_switches_it_on() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("colon", *"reader mode")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.is_reader


async def test_the_detail_is_walked_through_line_by_line() -> None:
    app = app_on(clash_day(), now="10:20", stars=("a", "b"), glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter")
        await settled(pilot)
        said = [read(app)]
        for _ in range(8):
            await pilot.press("j")
            await settled(pilot)
            said.append(read(app))
        assert said == [
            "Alpha",
            "Wed 11 Sep, 10:00 to 11:00, 1 hour",
            "starred",
            "on now, 40 minutes left",
            "room Attic",
            "clashes with Beta, 30 minutes",
            "speaker Ada of Acme",
            "speaker Bo",
            "1 other on at the same time",
        ]
        await pilot.press("k", "k", "enter")
        await settled(pilot)
        assert '@"Ada"' in "\n".join(lines(app))


async def test_a_detail_longer_than_the_window_is_turned_page_by_page() -> None:
    text = "\n\n".join(f"Paragraph {number}." for number in range(40))
    app = app_on(agenda(session("10:00", 60, "Long", abstract=text)), now="10:20", glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", *"j" * 30)
        await settled(pilot)
        assert read(app).startswith("Paragraph ")
        reached = read(app)
        await pilot.press("j", "k")
        await settled(pilot)
        assert read(app) == reached


@pytest.mark.parametrize("size", SIZES[:3])
async def test_starring_keeps_the_rows_below_in_their_place(size: tuple[int, int]) -> None:
    app = app_on(now="12:20", glyphs=WORDS)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g")
        for number in range(8):
            await pilot.press("j")
            await settled(pilot)
            before, place = lines(app), app.cursor_position
            await pilot.press("space")
            await saved(pilot)
            await settled(pilot)
            after, height = lines(app), main_screen(app).sessions.rows[number + 1].height
            assert app.cursor_position == place
            assert after != before
            assert after[place.y + height :] == before[place.y + height :]


@pytest.mark.parametrize(
    "key", ["slash", "f", "E", "O", "i", "e", "colon", "t", "S", "question_mark", "pagedown", "5", "T"]
)
async def test_nothing_moves_or_blinks_by_itself(key: str) -> None:
    app = app_on(many_rooms(24), now="14:20", stars=MANY_STARS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        await settled(pilot)
        assert app.animation_level == "none"
        assert not app.animator._animations  # noqa: SLF001
        for field in app.screen.query("Input, TextArea"):
            assert field.cursor_blink is False, field  # type: ignore[attr-defined]
        assert not app.screen.query("LoadingIndicator.--visible")


async def test_a_page_of_rooms_is_turned_and_not_scrolled(sent: Sent) -> None:
    app = app_on(many_rooms(24), now="14:20", glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "g")
        await settled(pilot)
        for key in ("down", "up"):
            sizes = []
            for _ in range(30):
                sent.frames.clear()
                await pilot.press(key)
                await settled(pilot)
                sizes.append(len(sent.text))
            assert 1 <= len([size for size in sizes if size > 12]) <= 4, sizes


async def test_the_filter_menu_says_what_each_line_is() -> None:
    rooms = agenda(
        session("10:00", title="Rust", room="Attic", track="Kernels", id="a"),
        session("11:00", title="Go", room="Barn", track="Fonts", id="b"),
        session("12:00", title="C", room="Attic", track="Kernels", id="c"),
    )
    store = MemoryStore(settings=[*put(Mark.HIDDEN_ROOM, "Barn"), *put(Mark.HIDDEN_TRACK, "Fonts")])
    store.filters = {"Mine": "rust"}
    app = app_on(rooms, now="09:00", store=store, glyphs=WORDS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        await settled(pilot)
        assert read(app) == "Mine, 1 session"
        await pilot.press("space", "tab")
        await settled(pilot)
        assert {"Mine, chosen, 1 session", "Barn, hidden room", "Fonts, hidden track"} <= set(lines(app))
        await pilot.press("shift+tab", "delete")
        await saved(pilot)
        assert read(app) == "Mine, removed"
