"""Which keys can be asked for, and that a line which cannot be had costs nothing but itself."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.dom import DOMNode

import scale_tui.ui
from scale_tui.ui.bound_keys import all_places, bound
from scale_tui.ui.own_keys import NO_KEY, OwnKeys
from scale_tui.ui.rebinding import FIXED, own_keys

Asked = tuple[str, tuple[str, ...]]


def keymap(*asked: Asked) -> dict[str, str]:
    found = own_keys(asked)
    assert found.complaints == ()
    return dict(found.keymap)


def complaint(*asked: Asked) -> str:
    """What is said of the one line that does not count; the others do."""
    found = own_keys(asked)
    assert len(found.complaints) == 1
    assert len(found.keymap) == len(asked) - 1
    return ": ".join(found.complaints[0])


def test_all_bindings_of_the_house_are_known() -> None:
    found = set()
    for module in walk_packages(scale_tui.ui.__path__, "scale_tui.ui."):
        for node in vars(import_module(module.name)).values():
            if isinstance(node, type) and issubclass(node, DOMNode) and node.__module__ == module.name:
                found |= {each.id for each in node.BINDINGS if isinstance(each, Binding) and each.id}
    assert {one.name for one in bound()} == found
    assert {one.name for place in all_places() for one in place} == found


def test_as_it_is_no_key_is_in_the_way_of_another() -> None:
    # Within one widget, screen or app; a widget's are in front of its screen's.
    for place in all_places():
        for node in {one.node for one in place}:
            keys = [key for one in place if one.node is node for key in one.keys]
            assert sorted(keys) == sorted(set(keys)), node


def test_an_action_gets_the_keys_that_are_asked_for() -> None:
    assert keymap(("mark.star", ("ctrl+s",))) == {"mark.star": "ctrl+s"}
    assert keymap(("mark.star", ("space", "Ctrl+S", "*"))) == {"mark.star": "space,ctrl+s,asterisk"}


def test_two_actions_change_places() -> None:
    swapped = {"mark.star": "s", "find.stars": "space"}
    assert keymap(("mark.star", ("s",)), ("find.stars", ("space",))) == swapped
    assert keymap(("find.stars", ("space",)), ("mark.star", ("s",))) == swapped


def test_an_action_is_switched_off() -> None:
    (keys,) = keymap(("mark.hide", ())).values()
    assert keys.startswith(NO_KEY)
    # Its key is free for another.
    assert keymap(("mark.hide", ()), ("mark.star", ("x",)))["mark.star"] == "x"


def test_an_unknown_action_is_told_with_the_one_that_may_be_meant() -> None:
    assert "mark.sar: there is no action of this name, but mark.star" in complaint(("mark.sar", ("s",)))
    assert complaint(("zzz", ("s",))) == "zzz: there is no action of this name"


def test_an_unknown_key_is_told() -> None:
    assert complaint(("mark.star", ("spcae",))) == 'mark.star: there is no key called "spcae"'
    assert len(complaint(("mark.star", ("x" * 500,)))) < 80


def test_a_key_that_does_something_else_there_stays_where_it_is() -> None:
    assert complaint(("mark.star", ("s",))).startswith("mark.star: s is already the key of find.stars (")
    # In front of it, behind it, and on another screen.
    assert "is already the key of move.now (" in complaint(("move.room_down", ("n",)))
    assert "is already the key of read.down (" in complaint(("app.theme", ("j",)))
    assert "is already the key of changes.seen (" in complaint(("move.down", ("a",)))
    assert "is already the key of changes.seen (" in complaint(("app.help", ("a",)))


def test_of_two_lines_with_one_key_the_first_counts() -> None:
    asked = ("mark.star", ("Z",)), ("mark.backup", ("Z",))
    assert complaint(*asked).startswith("mark.backup: Z is already the key of mark.star (")


def test_a_line_that_falls_back_takes_its_key_again() -> None:
    # Backup would free b for the star, but falls back itself.
    found = own_keys((("mark.star", ("b",)), ("mark.backup", ("n",))))
    assert found.keymap == {}
    assert [name for name, _ in found.complaints] == ["mark.backup", "mark.star"]


def test_what_leads_out_cannot_be_taken_and_not_be_lost() -> None:
    for key in FIXED:
        assert "always" in complaint(("mark.star", (key,)))
    assert keymap(("move.back", ("backspace",)))["move.back"] == "backspace,escape"
    assert keymap(("note.keep", ("ctrl+g",)))["note.keep"] == "ctrl+g,escape"
    assert keymap(("filter.back", ()))["filter.back"] == "escape"
    assert "app.help_anywhere" not in keymap(("app.help", ()), ("app.quit", ()))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("search.keep", ("a",)), "writes a character"),
        (("search.clear", ("space",)), "writes a character"),
        (("filter.group", ("n",)), "writes a character"),
        (("export.close", ("w",)), "writes a character"),
        (("note.keep", ("q",)), "writes a character"),
        (("search.down", ("left",)), "is needed to edit"),
        (("note.save", ("enter",)), "is needed to edit"),
        (("own.remove", ("ctrl+w",)), "is needed to edit"),
    ],
)
def test_what_a_text_is_written_with_is_no_key_there(asked: Asked, why: str) -> None:
    assert why in complaint(asked)


def test_where_a_letter_is_a_key_until_one_types_another_may_be() -> None:
    assert keymap(("filter.hide", ("h",))) == {"filter.hide": "h"}
    assert keymap(("export.all", ("A",))) == {"export.all": "A"}


def test_what_is_shown_for_several_keys_is_not_where_one_of_them_went() -> None:
    assert own_keys([("view.rooms", ("R",))]).alone == {"view.agenda"}
    assert "move.room_down" in own_keys([("move.room_up", ("I",))]).alone
    assert own_keys([("mark.star", ("Z",))]).alone == set()


NAMES = st.sampled_from(sorted({one.name for one in bound()}))
KEYS = st.lists(
    st.sampled_from([*"abjkxyZ?/+", "space", "enter", "f1", "escape", "ctrl+s", "nonsense"]), max_size=3
)


@given(st.dictionaries(NAMES, KEYS.map(tuple), max_size=8))
def test_whatever_is_asked_for_each_key_does_one_thing_and_one_gets_out(
    asked: dict[str, tuple[str, ...]],
) -> None:
    found = own_keys(asked.items())
    assert found.keymap.keys() | {name for name, _ in found.complaints} == asked.keys()
    assert found.keymap.keys().isdisjoint(name for name, _ in found.complaints)
    for place in all_places():
        on: dict[str, set[str]] = {}
        for one in place:
            for key in keys_of(found, one.name, one.keys):
                on.setdefault(key, set()).add(one.name)
        usual = {key: {one.name for one in place if key in one.keys} for key in on}
        assert all(len(names) < 2 or names <= usual[key] for key, names in on.items())
        assert all("escape" in keys_of(found, one.name, one.keys) for one in place if "escape" in one.keys)


def keys_of(own: OwnKeys, name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    found = own.keymap.get(name)
    if found is None:
        return usual
    return tuple(key for key in found.split(",") if not key.startswith(NO_KEY))
