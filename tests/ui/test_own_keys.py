"""Keys on others than usual: they do what they are asked for, and everything names them as they are."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import scale_tui.ui
from builders import agenda, at, row_of_talks, session
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.marks import Mark, Setting, put
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.bound_keys import bound
from scale_tui.ui.glyphs import ASCII, UNICODE, WORDS
from scale_tui.ui.hints import TOLD, Hints
from scale_tui.ui.keys_in_force import hints_for, in_prose
from scale_tui.ui.own_keys import USUAL_KEYS, OwnKeys
from scale_tui.ui.rebinding import own_keys
from scale_tui.ui.rows import Fold
from scale_tui.ui.scene import Scene
from scale_tui.ui.switched_off import IN_BROWSER, KIOSK, NOTHING_OFF, SwitchedOff
from scale_tui.ui.views.agenda import best_rows
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, main_screen, saved, settled, star_ids

ELSEWHERE = {
    "mark.star": "f2",
    "mark.undo": "f3",
    "mark.settle": "f4",
    "find.search": "f5",
    "find.past": "f6",
    "find.hidden": "f7",
    "find.changes": "f8",
    "find.beside": "f9",
    "search.keep": "f10",
    "search.clear": "f11",
    "changes.check": "f12",
    "find.save": "ctrl+t",
    "find.alike": "ctrl+a",
    "filter.back": "f11",
    "take.copy_text": "ctrl+y",
    "view.mine": "ctrl+n",
}


def keys(**asked: str | list[str]) -> OwnKeys:
    return keys_for({name.replace("_", ".", 1): asked_for for name, asked_for in asked.items()})


def keys_for(asked: dict[str, str | list[str]]) -> OwnKeys:
    found = own_keys((name, [each] if isinstance(each, str) else each) for name, each in asked.items())
    assert found.complaints == ()
    return found


TELLING = re.compile(r"\{([a-z]+\.[a-z_]+)\}")


async def after(
    pressed: Iterable[str], own: OwnKeys = USUAL_KEYS, size: tuple[int, int] = (120, 40), **options: object
) -> str:
    """What the screen shows when these keys have been pressed."""
    app = app_on(keys=own, **options)  # type: ignore[arg-type]
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press(*pressed)
        await settled(pilot)
        return take_screenshot(app).text


# What they do


async def test_an_action_is_on_its_new_key_and_no_more_on_the_old_one() -> None:
    store = MemoryStore()
    app = app_on(store=store, keys=keys(mark_star="ctrl+s"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await saved(pilot)
        assert store.schedule.stars == frozenset()
        await pilot.press("ctrl+s")
        await saved(pilot)
        assert len(store.schedule.stars) == 1


async def test_an_action_may_have_several_keys() -> None:
    store = MemoryStore()
    app = app_on(store=store, keys=keys(mark_star=["space", "*"]))
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("space", "j", "asterisk"):
            await pilot.press(key)
        await saved(pilot)
        assert len(store.schedule.stars) == 2


async def test_two_actions_have_changed_keys() -> None:
    store = MemoryStore()
    app = app_on(store=store, keys=keys(mark_star="b", mark_backup="space"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "j", "space")
        await saved(pilot)
        assert (len(store.schedule.stars), len(store.schedule.backups)) == (1, 1)


async def test_an_action_that_is_off_is_in_the_palette_alone() -> None:
    own = keys(mark_hide=[], mark_backup=[])
    assert "hide the session" not in await after(["question_mark"], own, (160, 90))
    shown = await after(["colon", *"hide the"], own)
    assert "Hide the session" in shown
    assert "Second choice" in await after(["colon", *"second choice"], own)
    store = MemoryStore()
    app = app_on(store=store, keys=own)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "b")
        await saved(pilot)
        assert (store.schedule.hidden, store.schedule.backups) == (frozenset(), frozenset())


async def test_search_is_on_another_key_and_what_is_typed_behind_it_is_searched_for() -> None:
    app = app_on(keys=keys(find_search="s", find_stars="ctrl+t"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"s/s")
        await settled(pilot)
        assert main_screen(app).outlook.text == "s/s"


async def test_the_key_for_help_is_another_one_and_can_be_typed_all_the_same() -> None:
    app = app_on(keys=keys(app_help="H"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", "H")
        await settled(pilot)
        assert main_screen(app).outlook.text == "H"
        await pilot.press("escape", "H")
        await settled(pilot)
        assert "keys and marks" in take_screenshot(app).text
        await pilot.press("H")
        await settled(pilot)
        assert app.screen is main_screen(app)


async def test_whatever_is_asked_for_one_gets_help_and_out() -> None:
    app = app_on(keys=keys(app_help=[], app_quit=[], help_close=[]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f1")
        await settled(pilot)
        assert "quit, while typing too" in take_screenshot(app).text
        await pilot.press("escape", "slash", *"q?")
        await settled(pilot)
        assert main_screen(app).outlook.text == "q?"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


# What names them


async def test_the_footer_names_the_new_keys_in_the_old_order() -> None:
    usual = (await after([])).splitlines()[-1]
    own = keys(mark_star="ctrl+s", view_agenda="f2", app_help="H")
    shown = (await after([], own)).splitlines()[-1]
    assert usual.split("  ")[:2] == shown.split("  ")[:2]
    expected = (
        usual.replace("space star", "^s star").replace("1-5 views", "f2 views").replace("? help", "H help")
    )
    assert shown.rstrip() == expected.rstrip()


async def test_the_tabs_of_the_views_name_the_new_keys() -> None:
    own = keys(view_mine="f3", view_people=[], view_agenda="w")
    assert " 1 Agenda  2 Rooms  3 Mine  4 People  5 Now " in (await after([])).splitlines()[0]
    assert " w Agenda  2 Rooms  f3 Mine  People  5 Now " in (await after([], own)).splitlines()[0]


async def test_what_names_several_keys_does_not_where_one_of_them_went() -> None:
    assert "1-5 views" in (await after([])).splitlines()[-1]
    shown = (await after([], keys(view_rooms="R"))).splitlines()[-1]
    assert "1 views" in shown


async def test_a_click_on_the_footer_is_the_new_key() -> None:
    store = MemoryStore()
    app = app_on(store=store, keys=keys(mark_star="ctrl+s"))
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        line = take_screenshot(app).lines[-1]
        await pilot.click(offset=(line.index("^s star"), 34))
        await saved(pilot)
        assert len(store.schedule.stars) == 1


async def test_help_and_palette_name_the_new_keys() -> None:
    own = keys(mark_star=["ctrl+s", "*"])
    shown = await after(["question_mark"], own, (120, 90))
    assert any("^s * " in line and "star, unstar" in line for line in shown.splitlines())
    assert any(
        "Star, unstar" in line and "^s" in line
        for line in (await after(["colon", *"unstar"], own)).splitlines()
    )


def test_what_texts_tell_of_is_what_the_bindings_say() -> None:
    for name, (key, action) in TOLD.items():
        found = [one for one in bound() if one.name == name]
        assert found, name
        assert {in_prose(one.keys[0]) for one in found} == {key}
        assert {one.binding.action.partition("(")[0].rpartition(".")[2] for one in found} == {action}


def many_rooms() -> Agenda:
    return agenda(*(session(f"{9 + n // 8:02}:00", 50, f"Talk {n}", room=f"Room {n % 8}") for n in range(40)))


def gone() -> MemoryStore:
    lost = session("13:00", title="Databases", room="A")
    return MemoryStore(("databases",), settings=[Setting("databases", Mark.GONE, lost)])


def clashing() -> dict[str, object]:
    two = agenda(session("10:00", 60, "One"), session("10:30", 60, "Two"))
    return {"agenda": two, "store": MemoryStore(("one", "two"))}


def changed(*stars: str) -> dict[str, object]:
    old = agenda(session("10:00", 30, "Kernel", room="A"))
    shelf = MemoryShelf(agenda(session("10:15", 30, "Kernel", room="A")))
    shelf.previous[old.name] = old
    return {"agenda": shelf.agendas[old.name], "now": "09:00", "shelf": shelf, "store": MemoryStore(stars)}


def checked() -> dict[str, object]:
    same = agenda(session("10:00", 30, "Kernel", room="A"))
    shelf = MemoryShelf(same)
    shelf.checked[same.name] = timedelta(hours=2)
    return {"agenda": same, "now": "09:00", "shelf": shelf}


def many_at_once() -> dict[str, object]:
    return {"agenda": agenda(*(session("10:00", 60, f"Talk {n}", room=f"R{n}") for n in range(30)))}


def alone() -> dict[str, object]:
    return {"agenda": agenda(session("10:00", 30, "Kernel", room="A")), "now": "09:00"}


Options = Callable[[], dict[str, object]]
SEARCH = ("find.search",)
TEXTS: list[tuple[str, tuple[str, ...], Options]] = [
    ("Press {mark.star} on a talk, or {find.search} to search.", ("view.mine",), dict),
    ("{find.past} shows them", (), lambda: {"agenda": many_rooms()}),
    ("1 hidden · {find.hidden} shows them", (), lambda: {"store": hiding()}),
    ("1 hidden shown · {find.hidden} hides them", ("find.hidden",), lambda: {"store": hiding()}),
    ("1 clash · {mark.settle} settles", ("view.mine",), clashing),
    ("{mark.star} takes it off", ("view.mine",), lambda: {"store": gone()}),
    ("in the agenda; {mark.star} takes it off", ("view.mine", "G"), lambda: {"store": gone()}),
    ("more · {find.beside} lists them", (), many_at_once),
    ("Fewer letters find more; {search.clear} clears", (*SEARCH, *"qqqzzz"), dict),
    ("Press {search.keep} to search for it.", (*SEARCH, *"brightwall"), dict),
    ("{mark.star} stars the selected talk.", ("N",), dict),
    ("{mark.star} takes the star off, then", ("x",), lambda: {"store": starred()}),
    ("{changes.check} checks again", ("find.changes",), checked),
    ("changed: {find.changes} tells how", ("question_mark", "end"), dict),
    ("off your schedule · {mark.undo} puts it back", ("find.changes", "a"), lambda: changed_and_gone()),
    ("Nothing to redo. {mark.undo} undoes the last mark.", ("mark.redo",), dict),
    (
        "fits together. {view.mine} shows it.",
        ("mark.settle",),
        lambda: alone() | {"store": MemoryStore(("kernel",))},
    ),
    ("much like it. {find.beside} lists what else is on", ("find.alike",), alone),
    ("It names no speakers. {find.alike} lists", ("find.others",), alone),
    ("no link with it to copy. {take.copy_text} copies", ("take.copy_link",), alone),
    ("{find.search} searches, then {find.save} saves that.", ("find.save",), dict),
    (
        "Nothing of this name. {filter.back} shows all.",
        ("find.filter", *"qqq"),
        lambda: {"agenda": many_rooms()},
    ),
    ("11:30, {mark.settle} settles:", ("view.mine",), lambda: clashing() | {"glyphs": WORDS}),
]


def hiding() -> MemoryStore:
    hidden = star_ids(app_on().scene.agenda, "Alibaba")
    return MemoryStore(settings=[*put(Mark.HIDDEN, hidden[0])])


def starred() -> MemoryStore:
    return MemoryStore(each.id for each in app_on().scene.agenda.sessions)


def changed_and_gone() -> dict[str, object]:
    options = changed("kernel")
    lost = session("13:00", title="Databases", room="A")
    shelf = options["shelf"]
    assert isinstance(shelf, MemoryShelf)
    old = shelf.previous["test-conf"]
    shelf.previous["test-conf"] = replace(old, sessions=(*old.sessions, lost))
    store = MemoryStore(("databases",), settings=[Setting("databases", Mark.GONE, lost)])
    return options | {"store": store}


def pressed(names: tuple[str, ...], own: OwnKeys) -> list[str]:
    return [own.keymap[name].partition(",")[0] if name in own.keymap else usual_key(name) for name in names]


def usual_key(name: str) -> str:
    return next((one.keys[0] for one in bound() if one.name == name), name)


@pytest.mark.parametrize("own", [USUAL_KEYS, keys_for(dict(ELSEWHERE))], ids=["usual", "own"])
@pytest.mark.parametrize(("text", "names", "options"), TEXTS, ids=[text for text, *_ in TEXTS])
async def test_a_text_names_the_key_in_force(
    text: str, names: tuple[str, ...], options: Options, own: OwnKeys
) -> None:
    shown = await after(pressed(names, own), own, (120, 60), **options())
    in_words = " ".join(shown.translate(dict.fromkeys(map(ord, "▌│"), " ")).split())
    assert hints_for(own, NOTHING_OFF).told(text).lower() in in_words.lower()


def test_what_a_search_leaves_out_names_the_key_that_lists_it() -> None:
    many = agenda(*row_of_talks(400))
    scene = Scene.of(many, PersonalSchedule(), at("09:00"), UNICODE)
    for own, key in ((USUAL_KEYS, "enter"), (keys_for(dict(ELSEWHERE)), "f10")):
        *_, more = best_rows(replace(scene, hints=hints_for(own, NOTHING_OFF)), many.sessions, 80)
        assert isinstance(more, Fold)
        assert more.text.endswith(f"· type on, or {key} lists all")


def test_every_key_that_texts_tell_of_is_known() -> None:
    sources = Path(scale_tui.ui.__file__).parent.rglob("*.py")
    told = {name for source in sources for name in TELLING.findall(source.read_text(encoding="utf-8"))}
    assert told & {one.name for one in bound()} <= TOLD.keys() <= {one.name for one in bound()}


@pytest.mark.parametrize(
    ("off", "text"), [(KIOSK, "takes it off"), (KIOSK, "settles"), (KIOSK, "Press space")]
)
async def test_what_is_switched_off_is_not_told_of(off: SwitchedOff, text: str) -> None:
    for options in (clashing(), clashing() | {"glyphs": WORDS}, {"store": gone()}, {}):
        assert text not in await after(["3"], switched_off=off, **options)


def test_a_hint_is_left_out_where_its_key_is() -> None:
    own = keys(mark_star=[])
    for hints in (hints_for(own, NOTHING_OFF), hints_for(USUAL_KEYS, KIOSK)):
        assert hints.told("{mark.star} takes it off") == ""
        assert hints.told("{find.past} shows them") == "p shows them"
    assert hints_for(USUAL_KEYS, IN_BROWSER).told("{mark.star} takes it off") == "space takes it off"


def test_a_sentence_begins_with_a_capital_and_a_letter_stays_the_key_that_it_is() -> None:
    assert Hints().told("{mark.star} stars the selected talk.") == "Space stars the selected talk."
    assert (
        Hints({"mark.star": "s"}).told("{mark.star} stars the selected talk.") == "s stars the selected talk."
    )
    assert Hints().told("{mark.undo} puts it back") == "u puts it back"


async def test_a_hint_is_written_in_characters_that_the_terminal_has() -> None:
    shown = await after(["3"], keys(mark_star="ctrl+right"), glyphs=ASCII)
    assert "Press ctrl+right on a talk" in shown


# What is wrong


async def test_what_does_not_count_in_the_configuration_is_told_in_the_app() -> None:
    complaints = tuple(
        f"/home/ada/config.toml: keys.{n}: no such thing, so it does not count" for n in "abcde"
    )
    shown = await after([], complaints=complaints[:1])
    assert "config.toml" in shown
    assert "keys.a: no such thing, so it does not count" in " ".join(shown.split())
    many = await after([], complaints=complaints)
    assert "keys.c" in many
    assert "keys.d" not in many
    assert "do not count. 'scale-tui doctor' lists all 5." in " ".join(many.replace("▌", " ").split())
    some = " ".join((await after([], complaints=complaints[:2])).replace("▌", " ").split())
    assert "keys.a, keys.b do not count. 'scale-tui doctor' says why." in some


async def test_what_does_not_count_covers_at_most_half_of_a_small_window() -> None:
    why = "s is already the key of find.stars (only my stars, or all), so it does not count"
    for count in (1, 3, 9):
        app = app_on(
            complaints=tuple(f"/home/ada/config.toml: keys.mark.star{n}: {why}" for n in range(count))
        )
        async with app.run_test(size=(40, 20), notifications=True) as pilot:
            await settled(pilot)
            assert "config.toml" in take_screenshot(app).text
            assert app.screen.query("Toast").first().outer_size.height <= 10
