"""Links and the clipboard: o opens, y and Y copy, and nobody but the attendee follows an address."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

import scale_tui
from builders import agenda, session, speaker
from qr_reading import decoded
from scale_tui.domain.agenda import Agenda, Link
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII, WORDS
from scale_tui.ui.links import Copied
from scale_tui.ui.screens.address import AddressScreen
from scale_tui.ui.screens.links import LinksScreen
from scale_tui.ui.switched_off import IN_BROWSER, KIOSK
from scale_tui.ui.widgets.link_list import LinkList
from screenshot import take_screenshot
from stage import MemoryLinks, app_on, main_screen, settled
from ui.test_taking_along import light_in

LONG = f"https://example.org/{'path/' * 30}end?of=it"
PAGE = "https://example.org/2026/event/1/"
SLIDES = Link("https://example.org/slides.pdf", "Slides [/b]")
VIDEO = Link("https://video.example.org/1", None)
FAR = "This runs over SSH: a browser would open on the other machine."


def one_page(**fields: Any) -> Agenda:
    return agenda(session("12:15", title="A talk", url=PAGE), **fields)


def three_links() -> Agenda:
    return agenda(session("12:15", title="A talk", url=PAGE, links=(SLIDES, VIDEO)))


def no_link(**fields: Any) -> Agenda:
    return agenda(session("12:15", title="A talk"), **fields)


def words(app: ScaleTuiApp) -> str:
    """What is on the screen, wherever its lines are broken."""
    return " ".join(take_screenshot(app).text.replace("│", " ").replace("▌", " ").split())


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait for the thread that asks browser and clipboard."""
    for _ in range(1000):
        if is_so():
            break
        await pilot.pause(0.005)
    await settled(pilot)
    assert is_so()


@pytest.mark.parametrize("size", [(60, 40), (120, 35)])
async def test_an_address_is_shown_in_full(size: tuple[int, int]) -> None:
    app = app_on(agenda(session("12:15", title="A talk", url=LONG)), now="12:00")
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        shot = take_screenshot(app)
        pieces = [line.split()[-1] for line in shot.lines if line.strip() and line.split()[-1] in LONG]
        assert "".join(pieces) == LONG
        assert "\x1b]8" not in shot.text


def test_one_place_in_the_program_opens_addresses() -> None:
    package = Path(scale_tui.__file__).parent
    opening = {
        "webbrowser.": set(),
        "\\x1b]8;": set(),
        "[link=": set(),
        '"xdg-open"': {"links.py"},
        "FileProtocolHandler": {"links.py"},
        # In a browser, which then opens it.
        "open_url(": {"app_links.py"},
    }
    sources = {path: path.read_text("utf-8") for path in package.rglob("*.py")}
    for word, allowed in opening.items():
        assert {path.name for path, source in sources.items() if word in source} == allowed, word


# Opening


async def test_o_opens_the_page_of_the_selected_talk_and_says_which() -> None:
    links = MemoryLinks()
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "Opening" in words(app))
        assert links.opened == [PAGE]
        assert PAGE in words(app)
        assert len(app.screen_stack) == 1


async def test_of_several_links_one_is_chosen_with_its_whole_address_in_sight() -> None:
    links = MemoryLinks()
    app = app_on(three_links(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(app.screen, LinksScreen)
        for text in ("Its page", PAGE, "Slides [/b]", SLIDES.url, VIDEO.url):
            assert text in words(app)
        await pilot.press("j", "enter")
        await until(pilot, lambda: bool(links.opened))
        await pilot.press("o", "G", "o")
        await until(pilot, lambda: len(links.opened) == 2)
        assert links.opened == [SLIDES.url, VIDEO.url]
        await pilot.press("o", "escape")
        await settled(pilot)
        assert len(links.opened) == 2
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", [(40, 20), (120, 35)])
async def test_a_click_on_an_address_in_the_detail_opens_it(size: tuple[int, int]) -> None:
    links = MemoryLinks()
    app = app_on(agenda(session("12:15", title="A talk", url=LONG, links=(SLIDES,))), links=links)
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        lines = take_screenshot(app).lines
        row = next(y for y, line in enumerate(lines) if line.rstrip().endswith("end?of=it"))
        await pilot.click(offset=(lines[row].index("end?"), row))
        await until(pilot, lambda: links.opened == [LONG])
        row = next(y for y, line in enumerate(lines) if SLIDES.url in line)
        await pilot.click(offset=(lines[row].index("https"), row))
        await until(pilot, lambda: links.opened == [LONG, SLIDES.url])


async def test_a_click_in_the_list_of_links_selects_and_the_next_opens() -> None:
    links = MemoryLinks()
    app = app_on(three_links(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.click(LinkList, offset=(5, 3))
        await settled(pilot)
        assert links.opened == []
        await pilot.click(LinkList, offset=(5, 2))
        await until(pilot, lambda: links.opened == [SLIDES.url])


async def test_in_the_detail_the_keys_are_for_the_link_that_is_chosen() -> None:
    links = MemoryLinks()
    app = app_on(agenda(session("12:15", title="A talk", url=LONG, links=(SLIDES, VIDEO))), links=links)
    async with app.run_test(size=(120, 35)) as pilot:
        # An address of several lines is one stop on the way down.
        await pilot.press("enter", "j", "j")
        await pilot.press("o", "y", "enter")
        await until(pilot, lambda: len(links.opened) == 2 and len(links.copied) == 1)
        assert links.opened == [SLIDES.url] * 2
        assert links.copied == [SLIDES.url]
        # Back in the list they are for the talk.
        await pilot.press("escape", "y")
        await until(pilot, lambda: links.copied == [SLIDES.url, LONG])


async def test_without_a_link_the_page_of_the_conference_is_offered_as_what_it_is() -> None:
    links = MemoryLinks()
    app = app_on(no_link(title="Test Conf", url="https://conf.example/"), links=links)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert "No link of its own; of the conference:" in words(app)
        assert links.opened == []
        await pilot.press("enter")
        await until(pilot, lambda: links.opened == ["https://conf.example/"])
        await pilot.press("y")
        await settled(pilot)
        assert "There is no link with it to copy." in words(app)
        assert links.copied == []


async def test_without_any_link_it_says_so() -> None:
    app = app_on(no_link(url="file:///etc/passwd"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert "There is no link with it." in words(app)
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a\x1b[31mb/", "https://a b/"]
)
async def test_an_address_of_another_kind_is_opened_neither_by_key_nor_by_click(url: str) -> None:
    links = MemoryLinks()
    app = app_on(agenda(session("12:15", title="A talk", url=url)), links=links)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert "There is no link with it." in words(app)
        await pilot.press("enter", "j", "enter")
        await settled(pilot)
        assert "This is no address of a page or of mail." in words(app)
        assert (links.opened, links.copied) == ([], [])


# Where nothing is opened


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 50)])
async def test_where_no_browser_is_opened_the_address_and_its_code_are_shown(size: tuple[int, int]) -> None:
    app = app_on(one_page(), links=MemoryLinks(refusal=FAR))
    async with app.run_test(size=size) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        assert decoded(light_in(take_screenshot(app))) == PAGE
        assert PAGE in words(app)
        assert "This runs over SSH" in words(app)
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.screen_stack) == 1


async def test_in_a_small_window_s_turns_from_the_address_to_its_code() -> None:
    app = app_on(one_page(), links=MemoryLinks(refusal=FAR))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        assert PAGE in words(app)
        assert "s its code" in words(app)
        await pilot.press("s")
        await settled(pilot)
        assert decoded(light_in(take_screenshot(app))) == PAGE
        await pilot.click("#address-code")
        await settled(pilot)
        assert PAGE in words(app)


async def test_an_address_whose_code_is_too_large_is_shown_whole_and_says_so() -> None:
    app = app_on(agenda(session("12:15", title="A talk", url=LONG)), links=MemoryLinks(refusal=FAR))
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        lines = [line.strip() for line in take_screenshot(app).lines]
        assert LONG in "".join(lines)
        assert "Its code needs a window of 53x27, this one has 40x24." in words(app)
        assert "s its code" not in words(app)
        await pilot.press("s")
        await settled(pilot)
        assert LONG in "".join(line.strip() for line in take_screenshot(app).lines)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert decoded(light_in(take_screenshot(app))) == LONG


@pytest.mark.parametrize("size", [(30, 8), (40, 20), (80, 24), (120, 35)])
async def test_without_half_blocks_or_read_aloud_there_are_letters(size: tuple[int, int]) -> None:
    for glyphs in (ASCII, WORDS):
        app = app_on(one_page(), links=MemoryLinks(refusal=FAR), glyphs=glyphs)
        async with app.run_test(size=size) as pilot:
            await pilot.press("o")
            await until(pilot, lambda: isinstance(app.screen, AddressScreen))  # noqa: B023
            shot = take_screenshot(app)
            assert shot.text.isascii()
            if size != (30, 8):
                assert PAGE in "".join(line.strip() for line in shot.lines)
            assert glyphs is not WORDS or "code" not in shot.text


async def test_an_address_that_is_longer_than_the_window_can_be_read_to_its_end() -> None:
    longest = f"https://example.org/{'a/long/path/' * 150}end?of=it"
    app = app_on(agenda(session("12:15", title="A talk", url=longest)), links=MemoryLinks(refusal=FAR))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        assert "end?of=it" not in take_screenshot(app).text
        await pilot.press("end")
        await settled(pilot)
        assert "end?of=it" in take_screenshot(app).text


async def test_a_browser_that_fails_later_is_told_of_then() -> None:
    links = MemoryLinks(late="xdg-open found no browser.")
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        assert "xdg-open found no browser." in words(app)
        assert PAGE in words(app)


async def test_what_fails_late_takes_no_letter_from_whoever_types_by_then() -> None:
    links = MemoryLinks()
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: links.opened == [PAGE])
        await pilot.press("slash", "a")
        links.failed("xdg-open found no browser.")
        await until(pilot, lambda: "Not opened" in words(app))
        assert "xdg-open found no browser." in words(app)
        await pilot.press("b")
        await settled(pilot)
        assert main_screen(app).outlook.text == "ab"


@pytest.mark.parametrize("way", ["key", "hint", "address"])
async def test_the_address_that_is_shown_can_be_copied(way: str) -> None:
    links = MemoryLinks(refusal=FAR)
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        match way:
            case "key":
                await pilot.press("y")
            case "hint":
                await pilot.click("#address-keys", offset=(3, 0))
            case _:
                await pilot.click("#address-letters", offset=(8, 0))
        await until(pilot, lambda: links.copied == [PAGE])


# Copying


async def test_y_copies_the_link_by_the_terminal_and_beside_it() -> None:
    links = MemoryLinks()
    app = app_on(three_links(), links=links)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("y")
        await until(pilot, lambda: "Copied" in words(app))
        assert links.asked == links.copied == [PAGE]
        assert PAGE in words(app)
        assert app.clipboard == PAGE


async def test_capital_y_copies_the_talk_as_text_on_the_clock_that_is_shown() -> None:
    links = MemoryLinks()
    talk = session("12:15", 20, "A talk [/b]", room="Hall 1", speakers=(speaker("Ada", "Acme"),), url=PAGE)
    app = app_on(agenda(talk), links=links, my_zone=ZoneInfo("Europe/Berlin"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("Y", "z", "Y")
        await until(pilot, lambda: len(links.copied) == 2 and "A talk [/b]" in words(app))
        here, mine = (text.split("\n") for text in links.copied)
        assert here == [
            "A talk [/b]",
            "Test Conf",
            "Wed 11 Sep 2024",
            "12:15–12:35 PDT",
            "Hall 1",
            "Ada · Acme",
            PAGE,
        ]
        assert mine == [*here[:3], "21:15–21:35 CEST", *here[4:]]


async def test_what_is_said_of_it_is_what_is_known_of_it() -> None:
    for copied, said in (
        (Copied("Sent to the terminal's clipboard", "xclip does not answer."), "xclip does not answer."),
        (
            Copied("Not copied", "This terminal has no clipboard.", is_done=False),
            "This terminal has no clipboard.",
        ),
    ):
        app = app_on(one_page(), links=MemoryLinks(copied=copied))
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("y")
            await until(pilot, lambda: copied.told in words(app))  # noqa: B023
            assert said in words(app)
            assert (PAGE in words(app)) == copied.is_done


async def test_in_the_list_of_links_y_copies_the_one_under_the_cursor() -> None:
    links = MemoryLinks()
    app = app_on(three_links(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o", "j", "y")
        await until(pilot, lambda: links.copied == [SLIDES.url])
        assert isinstance(app.screen, LinksScreen)


async def test_what_was_copied_can_be_pasted_within_the_app_too() -> None:
    app = app_on(one_page())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "slash", "ctrl+v")
        await settled(pilot)
        assert main_screen(app).outlook.text == PAGE


async def test_o_y_and_capital_y_are_letters_where_one_types() -> None:
    links = MemoryLinks()
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"oyY")
        await settled(pilot)
        assert main_screen(app).outlook.text == "oyY"
        assert (links.opened, links.copied) == ([], [])


async def test_ctrl_c_is_still_for_what_the_mouse_has_selected() -> None:
    links = MemoryLinks(refusal=FAR)
    app = app_on(one_page(), links=links)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert (links.copied, links.asked) == ([], [])
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        app.screen.text_select_all()
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert PAGE in app.clipboard
        assert len(links.asked) == 1


async def test_a_long_address_fills_no_window_of_its_own() -> None:
    longest = f"https://example.org/{'a/long/path/' * 150}end?of=it"
    app = app_on(agenda(session("12:15", title="A talk", url=longest)))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("y")
        await until(pilot, lambda: "Copied" in words(app))
        assert len(words(app)) < 1200
        assert app.clipboard == longest


async def test_with_nothing_selected_the_keys_do_nothing() -> None:
    links = MemoryLinks()
    app = app_on(agenda(), links=links)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o", "y", "Y")
        await settled(pilot)
        assert len(app.screen_stack) == 1
        assert (links.opened, links.copied) == ([], [])


@pytest.mark.parametrize("key", ["question_mark", "colon"])
async def test_help_and_palette_have_all_three(key: str) -> None:
    app = app_on(one_page())
    async with app.run_test(size=(160, 100)) as pilot:
        await pilot.press(key)
        await settled(pilot)
        text = take_screenshot(app).text.lower()
        for tooltip in ("open the talk's page", "copy the talk's link", "copy the talk as text"):
            assert tooltip in text


# On a public screen, in a browser


async def test_in_a_kiosk_a_click_shows_the_code_and_nothing_is_opened_or_copied() -> None:
    links = MemoryLinks(refusal="This screen opens no links: take the address along.")
    app = app_on(one_page(), links=links, switched_off=KIOSK)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        for key in ("o", "y", "Y"):
            await pilot.press(key)
        await settled(pilot)
        assert len(app.screen_stack) == 1
        lines = take_screenshot(app).lines
        row = next(y for y, line in enumerate(lines) if PAGE in line)
        await pilot.click(offset=(lines[row].index("https"), row))
        await until(pilot, lambda: isinstance(app.screen, AddressScreen))
        app.clear_notifications()
        await settled(pilot)
        assert decoded(light_in(take_screenshot(app))) == PAGE
        assert "copies" not in words(app)
        await pilot.press("y")
        await pilot.click("#address-letters")
        await settled(pilot)
        assert (links.opened, links.copied, links.asked) == ([], [], [])


async def test_in_a_browser_it_opens_the_address_itself() -> None:
    class Browser(MemoryLinks):
        is_in_browser = True

    links, told = Browser(refusal="not from here"), list[str]()
    app = app_on(one_page(), links=links, switched_off=IN_BROWSER)
    app.open_url = lambda url, **_: told.append(url)  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "Opening" in words(app))
        assert told == [PAGE]
        await pilot.press("y")
        await until(pilot, lambda: links.copied == [PAGE])
