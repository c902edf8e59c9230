"""From a session to what has to do with it: the most alike, and the others of its speakers."""

from typing import Any

from textual.pilot import Pilot

from builders import NEXT_DAY, agenda, session, speaker
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.marks import Mark, put
from scale_tui.ui.screens.sessions import SessionsScreen
from screenshot import take_screenshot
from stage import MemoryStore, app_on, selected, settled

ADA, BOB = speaker("Ada"), speaker("Bob", "Acme")


def days() -> Agenda:
    return agenda(
        session("10:00", title="Inlining in LLVM", abstract="How the LLVM optimizer inlines.", track="C"),
        session("11:00", title="LLVM on phones", abstract="A small optimizer.", speakers=(ADA, BOB)),
        session("12:00", title="Bread", abstract="Baking with sourdough.", speakers=(ADA,), room="Hall"),
        session("13:00", title="Lunch", kind=Kind.MEAL),
        session("10:00", title="Optimizer bugs", abstract="LLVM and others.", day=NEXT_DAY, track="C"),
        session("11:00", title="Yeast", abstract="For the sourdough.", day=NEXT_DAY, speakers=(BOB, ADA)),
        session("12:00", title="Knots", abstract="Ropes.", day=NEXT_DAY, speakers=(speaker("Cy"),)),
    )


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def offered(app: Any) -> list[str]:
    assert isinstance(app.screen, SessionsScreen)
    return [row.session.title for row in app.screen.rows if row.session]


async def test_m_offers_what_is_most_like_it_and_says_why() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "M")
        assert offered(app) == ["Optimizer bugs", "LLVM on phones"]
        shot = take_screenshot(app)
        assert "Most like Inlining in LLVM" in shot.text
        assert "Thu 12 · shares LLVM, optimizer · same track" in shot.text
        await press(pilot, "down", "enter")
        assert not isinstance(app.screen, SessionsScreen)
        assert selected(app) == "LLVM on phones"


async def test_what_nothing_is_like_is_said() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "g", "j", "j", "j", "M")
        assert selected(app) == "Lunch"
        assert "Nothing else here is much like it." in take_screenshot(app).text


async def test_what_is_hidden_is_not_offered() -> None:
    app = app_on(days(), now="09:00", store=MemoryStore(settings=put(Mark.HIDDEN, "optimizer-bugs")))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "M")
        assert offered(app) == ["LLVM on phones"]
        await press(pilot, "escape", "j", "T")
        assert offered(app) == ["Bread", "Yeast", "Yeast"]


async def test_an_entry_of_my_own_is_compared_with_nothing() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "g", "i", *"LLVM", "enter")
        await press(pilot, "3", "M")
        assert "It is not in the agenda" in take_screenshot(app).text


async def test_t_offers_what_else_its_speakers_are_in_under_their_names() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "j", "T")
        assert offered(app) == ["Bread", "Yeast", "Yeast"]
        text = take_screenshot(app).text
        assert "Its speakers: 2 other sessions" in text
        assert text.index("Ada  2") < text.index("Bread") < text.index("Bob  1")
        assert "Wed 11 · Hall" in text or "Hall" in text


async def test_of_one_speaker_the_name_is_above() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "j", "j", "T")
        text = take_screenshot(app).text
        assert "Ada: 2 other sessions" in text
        await press(pilot, "down", "enter")
        assert selected(app) == "Yeast"


async def test_in_people_it_is_about_who_is_selected_there() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "a", "g", "G", "k", "T")
        assert offered(app) == ["LLVM on phones"]
        assert "Bob: 1 other session" in take_screenshot(app).text


async def test_who_has_no_other_session_and_who_is_not_named_is_said() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "g", "T")
        assert "It names no speakers." in take_screenshot(app).text
        await press(pilot, "right_square_bracket", "G", "T")
        assert selected(app) == "Knots"
        assert "Cy has no other session here." in take_screenshot(app).text


async def test_a_key_while_sessions_are_compared_is_answered() -> None:
    app = app_on(days(), now="09:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "M", "f")
        await settled(pilot)
        assert not any(isinstance(screen, SessionsScreen) for screen in app.screen_stack[:-1])
