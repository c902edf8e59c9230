"""Every key of the design's table: bound where it says, to what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from builders import NEXT_DAY, agenda, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.marks import Mark, put
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.views import View
from scale_tui.ui.widgets.rooms_guide import RoomsGuide
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, saved, settled

LIST, ROOMS, DETAIL, PEOPLE = (), ("2",), ("enter",), ("4",)

# The table as it is designed, a key a line: where, the keys, and what they do by the name of the binding.
TABLE = [
    (LIST, "up k", "move.up"),
    (LIST, "down j", "move.down"),
    (LIST, "1", "view.agenda"),
    (LIST, "2", "view.rooms"),
    (LIST, "3", "view.mine"),
    (LIST, "4", "view.people"),
    (LIST, "5", "view.now"),
    (LIST, "tab", "view.pane"),
    (DETAIL, "left h", "move.back"),
    (LIST, "right l", "move.open"),
    (ROOMS, "left h", "move.earlier"),
    (ROOMS, "right l", "move.later"),
    (LIST, "left_square_bracket", "move.day_back"),
    (LIST, "right_square_bracket", "move.day_on"),
    (LIST, "g", "move.first"),
    (LIST, "G", "move.last"),
    (LIST, "pageup ctrl+u", "move.page_up"),
    (LIST, "pagedown ctrl+d", "move.page_down"),
    (LIST, "n", "move.now"),
    (LIST, "N", "move.next_star"),
    (LIST, "enter", "move.open"),
    (DETAIL, "escape", "move.back"),
    (DETAIL, "J", "move.walk_on"),
    (DETAIL, "K", "move.walk_back"),
    (LIST, "space", "mark.star"),
    (LIST, "b", "mark.backup"),
    (LIST, "x", "mark.hide"),
    (LIST, "X", "find.hidden"),
    (LIST, "slash", "find.search"),
    (LIST, "at", "find.speaker"),
    (LIST, "f", "find.filter"),
    (LIST, "s", "find.stars"),
    (LIST, "p", "find.past"),
    (LIST, "c", "mark.settle"),
    (LIST, "equals_sign", "find.beside"),
    (LIST, "e", "mark.note"),
    (LIST, "Q", "take.qr"),
    (LIST, "E", "take.export"),
    (LIST, "O", "app.pick"),
    (LIST, "r", "app.refresh"),
    (LIST, "u", "mark.undo"),
    (LIST, "ctrl+r", "mark.redo"),
    (LIST, "v", "view.detail"),
    (ROOMS, "plus", "view.zoom_in"),
    (ROOMS, "minus", "view.zoom_out"),
    (ROOMS, "0", "view.zoom_back"),
    (LIST, "z", "view.clock"),
    (LIST, "t", "app.theme"),
    (LIST, "ctrl+p colon", "app.palette"),
    (LIST, "question_mark", "app.help"),
    (LIST, "f1", "app.help_anywhere"),
    (LIST, "q", "app.quit"),
    (PEOPLE, "a", "find.alphabet"),
]


def conference() -> Agenda:
    return agenda(
        session(
            "12:00", 60, "Kernel", room="A", speakers=(speaker("Ada", "Acme"),), url="https://example.org/k"
        ),
        session("12:30", 60, "Rust", room="B", speakers=(speaker("Bo", "Acme"),)),
        session("14:00", 60, "Fonts", room="A", speakers=(speaker("Ada", "Acme"),)),
        session("10:00", 60, "Old", room="B"),
        session("10:00", 60, "Late", room="A", day=NEXT_DAY),
    )


def store() -> MemoryStore:
    hidden = put(Mark.HIDDEN, "old")
    return MemoryStore(("kernel", "rust"), settings=hidden)


@pytest.mark.parametrize(
    ("place", "key", "name"), [(place, key, name) for place, keys, name in TABLE for key in keys.split()]
)
async def test_each_key_is_bound_to_what_it_is_designed_for(
    place: tuple[str, ...], key: str, name: str
) -> None:
    app = app_on(conference(), store=store())
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press(*place)
        await settled(pilot)
        active = app.screen.active_bindings[key]
        assert active.binding.id == name
        assert active.enabled


@dataclass(frozen=True)
class Seen:
    """What a key has left behind."""

    app: ScaleTuiApp
    store: MemoryStore

    @property
    def main(self) -> MainScreen:
        return main_screen(self.app)

    @property
    def title(self) -> str:
        assert self.main.session is not None
        return self.main.session.title

    @property
    def screen(self) -> str:
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        return take_screenshot(self.app).text


Check = Callable[[Seen], object]
# The keys that are pressed, and what is so afterwards. At noon the cursor is on "Kernel".
DOES: list[tuple[str, Check]] = [
    ("down", lambda seen: seen.title == "Rust"),
    ("j k", lambda seen: seen.title == "Kernel"),
    ("j up", lambda seen: seen.title == "Kernel"),
    ("1", lambda seen: seen.main.outlook.view is View.AGENDA),
    ("2", lambda seen: seen.main.outlook.view is View.ROOMS),
    ("3", lambda seen: seen.main.outlook.view is View.MINE),
    ("4", lambda seen: seen.main.outlook.view is View.PEOPLE),
    ("5", lambda seen: seen.main.outlook.view is View.NOW),
    ("tab", lambda seen: seen.main.detail.has_focus),
    ("right", lambda seen: seen.main.detail.has_focus),
    ("l h", lambda seen: seen.main.sessions.has_focus),
    ("enter left", lambda seen: seen.main.sessions.has_focus),
    ("2 right", lambda seen: seen.title == "Fonts"),
    ("2 l h", lambda seen: seen.title == "Kernel"),
    ("2 j", lambda seen: seen.title == "Rust"),
    ("right_square_bracket", lambda seen: seen.main.outlook.day == NEXT_DAY),
    ("right_square_bracket left_square_bracket", lambda seen: seen.main.outlook.day != NEXT_DAY),
    ("G", lambda seen: seen.title == "Fonts"),
    ("G g", lambda seen: seen.title == "Kernel"),
    ("pagedown", lambda seen: seen.title == "Fonts"),
    ("ctrl+d", lambda seen: seen.title == "Fonts"),
    ("G pageup", lambda seen: seen.title == "Kernel"),
    ("G ctrl+u", lambda seen: seen.title == "Kernel"),
    ("G n", lambda seen: seen.title == "Kernel"),
    ("G N", lambda seen: seen.title == "Rust"),
    ("enter", lambda seen: seen.main.detail.has_focus),
    ("enter escape", lambda seen: seen.main.sessions.has_focus),
    ("slash a enter escape", lambda seen: seen.main.outlook.text == ""),
    ("escape escape", lambda seen: seen.app.is_running),
    ("enter J", lambda seen: seen.title == "Rust" and seen.main.detail.has_focus),
    ("enter J K", lambda seen: seen.title == "Kernel" and seen.main.detail.has_focus),
    ("G space", lambda seen: "fonts" in seen.store.schedule.stars),
    ("G b", lambda seen: "fonts" in seen.store.schedule.backups),
    ("G x", lambda seen: "fonts" in seen.store.schedule.hidden),
    ("X", lambda seen: seen.main.outlook.shows_hidden),
    ("slash r", lambda seen: seen.main.outlook.text == "r" and seen.main.outlook.is_typing),
    ("at b", lambda seen: seen.main.outlook.text == "@b" and seen.main.outlook.is_typing),
    ("f", lambda seen: seen.screen == "FiltersScreen"),
    ("s", lambda seen: seen.main.outlook.text == "is:star"),
    ("p", lambda seen: seen.main.outlook.shows_past),
    ("c", lambda seen: seen.screen == "SettleScreen"),
    ("equals_sign", lambda seen: seen.screen == "SessionsScreen"),
    ("e", lambda seen: seen.screen == "NoteScreen"),
    ("Q", lambda seen: seen.screen == "QrScreen"),
    ("E", lambda seen: seen.screen == "ExportScreen"),
    ("O", lambda seen: seen.screen == "PickerScreen"),
    ("r", lambda seen: "Nothing new." in seen.text),
    ("G space u", lambda seen: "fonts" not in seen.store.schedule.stars),
    ("G space u ctrl+r", lambda seen: "fonts" in seen.store.schedule.stars),
    ("v", lambda seen: seen.main.has_class("-without-detail")),
    ("z", lambda seen: seen.app.scene.is_on_my_clock),
    ("t", lambda seen: seen.screen != "MainScreen"),
    ("colon", lambda seen: "Palette" in seen.screen),
    ("ctrl+p", lambda seen: "Palette" in seen.screen),
    ("question_mark", lambda seen: seen.screen == "HelpScreen"),
    ("f1", lambda seen: seen.screen == "HelpScreen"),
    ("4 a", lambda seen: seen.main.outlook.is_alphabetical),
    ("q", lambda seen: not seen.app.is_running),
    ("ctrl+q", lambda seen: not seen.app.is_running),
]


@pytest.mark.parametrize(("keys", "is_so"), DOES, ids=[keys for keys, _ in DOES])
async def test_each_key_does_what_it_is_designed_for(keys: str, is_so: Check) -> None:
    kept, shelf = store(), MemoryShelf(conference())
    app = app_on(conference(), store=kept, shelf=shelf, my_zone=ZoneInfo("Asia/Tokyo"))
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.pause()
        for key in keys.split():
            await pilot.press(key)
            await settled(pilot)
            if app.is_running:
                await saved(pilot)
        for _ in range(1000):
            # What the source says comes from a thread.
            if is_so(Seen(app, kept)):
                break
            await pilot.pause(0.005)
        assert is_so(Seen(app, kept))


async def test_the_guide_is_zoomed() -> None:
    app = app_on(conference())
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        guide, widths = main_screen(app).query_one(RoomsGuide), []
        for key in ("0", "plus", "0", "minus"):
            await pilot.press(key)
            await settled(pilot)
            widths.append(guide.virtual_size.width)
        assert widths[1] > widths[0] == widths[2] > widths[3]
