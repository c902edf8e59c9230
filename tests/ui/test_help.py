"""Help: from anywhere, of what has the focus first, and of nothing that is not in force there."""

from collections.abc import Iterable

import pytest
from textual.widgets import Static

from builders import agenda, at, session
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.bound_keys import bound
from scale_tui.ui.screens.help import GROUPS, HelpScreen
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, settled

HEADINGS = {*GROUPS.values(), "Search", "Marks"}
LIST, DIALOG = "question_mark", "f1"
# What leads there, the key for help, the heading that comes first, what it says, and what it does not.
PLACES: list[tuple[list[str], str, str, list[str], list[str]]] = [
    (["1"], LIST, "Move", ["next session", "read about it", "undo the last mark"], ["next room", "A to Z"]),
    (["2"], LIST, "Move", ["next room", "next in this room", "usual zoom"], ["next session"]),
    (["4"], LIST, "Move", ["people: A to Z"], ["next room"]),
    (["enter"], LIST, "In the detail", ["scroll, next link", "follow the link"], ["read about it"]),
    (["slash"], DIALOG, "While you search", ["keep it as a filter", "next hit"], ["star, unstar"]),
    (["f"], DIALOG, "Filters", ["hide a room or track for good", "choose nothing"], ["undo"]),
    (["E"], LIST, "The file", ["my schedule, or all", "write the file"], ["undo"]),
    (["O"], LIST, "Conferences", ["open it", "next conference"], ["undo"]),
    (["e"], DIALOG, "Your note", ["keep the note and close", "write in your own editor"], ["undo"]),
    (["i"], DIALOG, "Your entry", ["close, and change nothing"], ["undo"]),
    (["c"], LIST, "What fits together", ["keep this set", "next way"], ["undo"]),
    (["C"], LIST, "What has changed", ["look for changes", "all seen"], ["undo"]),
    (["equals_sign"], LIST, "These sessions", ["second choice, or not", "star, unstar"], ["undo"]),
    (["Q"], LIST, "The code", ["close the code"], ["undo"]),
]


def rooms() -> Agenda:
    return agenda(*(session("12:00", 60, f"Talk {n}", room=f"Room {n}", track="T") for n in range(4)))


async def helped(keys: Iterable[str], key: str, size: tuple[int, int]) -> tuple[str, bool]:
    """What help shows there, and whether its key, pressed again, leads back to where one was."""
    two = rooms()
    store = MemoryStore(each.id for each in two.sessions[:2])
    app = app_on(two, now="12:20", store=store, shelf=MemoryShelf(two))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        place = app.screen
        await pilot.press(key)
        await settled(pilot)
        text = take_screenshot(app).text
        assert isinstance(app.screen, HelpScreen)
        await pilot.press(key)
        await settled(pilot)
        return text, app.screen is place


def first_in_box(text: str) -> str:
    """What stands first in the box whose title is "Keys"."""
    lines = text.splitlines()
    top = next(number for number, line in enumerate(lines) if "─ Keys ─" in line)
    left = lines[top].index("╭") + 1
    return next(line[left:].strip() for line in lines[top + 1 :] if line[left:].strip(" │"))


@pytest.mark.parametrize(("keys", "key", "heading", "told", "left_out"), PLACES, ids=[p[2] for p in PLACES])
async def test_help_of_a_place_begins_with_what_its_keys_do(
    keys: list[str], key: str, heading: str, told: list[str], left_out: list[str]
) -> None:
    text, is_back = await helped(keys, key, (120, 90))
    assert is_back
    assert first_in_box(text).startswith(heading)
    for words in told:
        assert words in text
    for words in left_out:
        assert words not in text


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 35), (200, 50)])
@pytest.mark.parametrize(("keys", "key", "heading"), [p[:3] for p in PLACES], ids=[p[2] for p in PLACES])
async def test_help_is_to_be_had_at_every_size(
    keys: list[str], key: str, heading: str, size: tuple[int, int]
) -> None:
    text, is_back = await helped(keys, key, size)
    assert is_back
    assert heading in text


@pytest.mark.parametrize("size", [(30, 12), (40, 20), (80, 24), (120, 35), (200, 50)])
async def test_what_a_key_does_goes_on_below_itself_where_it_is_too_long(size: tuple[int, int]) -> None:
    """Nothing but a key, or a heading, stands where the keys do."""
    app = app_on(rooms(), now="12:20")
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        for column in app.screen.query(".help-column"):
            assert isinstance(column, Static)
            lines = str(column.content).splitlines()
            assert max(map(len, lines)) <= column.content_size.width
            told = [line for line in lines if line]
            assert [
                line for line in told if line[0] != " " and line not in HEADINGS and line[11] != " "
            ] == []


async def test_where_one_types_a_question_mark_is_typed() -> None:
    for keys in (["slash"], ["f"], ["e"], ["i"], ["colon"]):
        app = app_on(rooms(), now=at("12:20"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            await settled(pilot)
            place = app.screen
            await pilot.press("question_mark")
            await settled(pilot)
            assert app.screen is place
            assert "?" in take_screenshot(app).text.replace("? keys", "").replace("? help", "")


async def test_help_in_the_palette_does_nothing() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon")
        await settled(pilot)
        place = app.screen
        await pilot.press("f1")
        await settled(pilot)
        assert app.screen is place
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is main_screen(app)


# Dialogs name their keys on the border, at any width.

NO_DIALOG = ("Move", "In the detail", "While you search")
BORDERS = [(place[0], place[2]) for place in PLACES if place[2] not in NO_DIALOG]
NEEDLESS = (
    *("move.", "filter.down", "filter.up", "filter.page", "filter.first", "filter.last"),
    *("filter.choose_found", "filter.group_back", "note.save", *(f"settle.{n}" for n in range(2, 10))),
)
"""Cursor keys, and what another key that is named does as well."""


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(("keys", "heading"), BORDERS, ids=[heading for _, heading in BORDERS])
async def test_a_dialog_names_its_keys_at_every_width(keys: list[str], heading: str, width: int) -> None:
    two = rooms()
    store = MemoryStore(each.id for each in two.sessions[:2])
    app = app_on(two, now="12:20", store=store, shelf=MemoryShelf(two))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        lines = take_screenshot(app).lines
        named = [line for line in lines if "esc" in line]
        assert named
        bindings = [each.binding for each in app.screen.active_bindings.values()]
        active = {each.id: each for each in reversed(bindings)}
        for name, binding in active.items():
            if name and not name.startswith(NEEDLESS) and name not in empty_here(heading):
                key = app.get_key_display(binding).replace("^", "ctrl+")
                words = named[-1].replace("·", " ").replace("─", " ").replace("│", " ").split()
                assert key in words, (name, key, named[-1])
        if heading != "The code":
            assert "f1" in named[-1] or "?" in named[-1]


def empty_here(heading: str) -> tuple[str | None, ...]:
    """What there is nothing for in these tests: changes, another form of the code, an entry to take out."""
    return {
        "What has changed": ("changes.go", "changes.seen"),
        "The code": ("qr.form",),
        "Your entry": ("own.remove",),
    }.get(heading, ())


def test_every_group_of_bindings_has_a_heading_of_its_own() -> None:
    from scale_tui.ui.screens.help import GROUPS

    assert {one.name.partition(".")[0] for one in bound()} - {"help"} <= set(GROUPS)
