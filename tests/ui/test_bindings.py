"""Guards over the keys: each says what it does, and the handbook says it too."""

from pathlib import Path

from textual.binding import Binding

from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.screens.address import AddressScreen
from scale_tui.ui.screens.changes import ChangesScreen
from scale_tui.ui.screens.export import ExportScreen, FormList
from scale_tui.ui.screens.help import GROUPS, HelpScreen
from scale_tui.ui.screens.links import LinksScreen
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.screens.picker import ConferenceList, PickerScreen
from scale_tui.ui.screens.qr import QrScreen
from scale_tui.ui.widgets.change_list import ChangeList
from scale_tui.ui.widgets.detail_pane import DetailPane
from scale_tui.ui.widgets.link_list import LinkList
from scale_tui.ui.widgets.rooms_guide import RoomsGuide
from scale_tui.ui.widgets.search_words import SearchWords
from scale_tui.ui.widgets.session_list import SessionList
from screenshot import take_screenshot
from stage import app_on, settled

NODES = (
    ScaleTuiApp,
    MainScreen,
    HelpScreen,
    PickerScreen,
    ConferenceList,
    ExportScreen,
    FormList,
    QrScreen,
    LinksScreen,
    LinkList,
    AddressScreen,
    ChangesScreen,
    ChangeList,
    SessionList,
    RoomsGuide,
    DetailPane,
    SearchWords,
)
KEYS = Path(__file__).parents[2] / "docs" / "keys.md"


def bindings() -> list[Binding]:
    found = [binding for node in NODES for binding in node.BINDINGS]
    assert all(isinstance(binding, Binding) for binding in found)
    return [binding for binding in found if isinstance(binding, Binding)]


def test_every_binding_has_an_id_that_means_the_same_keys_everywhere_and_says_what_it_does() -> None:
    keys: dict[str | None, set[tuple[str, str]]] = {}
    for binding in bindings():
        keys.setdefault(binding.id, set()).add((binding.key, binding.action))
    assert None not in keys
    assert [name for name, several in keys.items() if len(several) > 1] == []
    assert all(binding.tooltip for binding in bindings())


def test_every_binding_of_the_main_screen_has_a_place_in_the_help() -> None:
    groups = {(binding.id or "").partition(".")[0] for binding in bindings()}
    assert groups - {"search", "help", "picker", "export", "qr", "changes", "links", "address"} <= set(GROUPS)


def test_no_key_means_two_things_at_one_place() -> None:
    for node in NODES:
        keys = [key for b in node.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")]
        assert len(keys) == len(set(keys)), node


SPELLED = {
    "slash": "/",
    "at": "@",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "plus": "+",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def test_the_handbook_names_every_key() -> None:
    handbook = KEYS.read_text(encoding="utf-8")
    for binding in bindings():
        for key in binding.key.split(","):
            assert f"`{SPELLED.get(key, key)}`" in handbook, f"{key}: {binding.tooltip}"


async def test_help_names_the_keys_in_force_and_closes_with_the_key_that_opened_it() -> None:
    app = app_on()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        text = take_screenshot(app).text
        for words in ("next session", "only my stars", "undo the last mark", "stars that overlap", "quit"):
            assert words in text
        await pilot.press("question_mark")
        await settled(pilot)
        assert not isinstance(app.screen, HelpScreen)
