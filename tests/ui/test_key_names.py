"""Keys as people write them down, and as Textual calls them."""

import pytest
from textual.binding import Binding

from scale_tui.ui.bound_keys import bound
from scale_tui.ui.key_names import key_called, writes
from scale_tui.ui.keys_in_force import in_prose


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("s", "s"),
        ("S", "S"),
        ("é", "é"),
        ("?", "question_mark"),
        ("/", "slash"),
        (",", "comma"),
        ("comma", "comma"),
        ("+", "plus"),
        ("-", "minus"),
        ("=", "equals_sign"),
        ("question_mark", "question_mark"),
        ("f5", "f5"),
        ("F5", "f5"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("space", "space"),
        ("PgDn", "pagedown"),
        ("page down", "pagedown"),
        ("Up", "up"),
        ("ctrl+x", "ctrl+x"),
        ("Ctrl+X", "ctrl+x"),
        ("ctrl-x", "ctrl+x"),
        ("C-x", "ctrl+x"),
        ("^x", "ctrl+x"),
        ("ctrl++", "ctrl+plus"),
        ("alt+j", "alt+j"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("shift+tab", "shift+tab"),
        ("backtab", "shift+tab"),
        ("shift+a", "A"),
        # A terminal sends the same for both.
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("ctrl+space", "ctrl+@"),
    ],
)
def test_a_key_has_the_name_that_textual_gives_it(written: str, key: str) -> None:
    assert key_called(written) == key


@pytest.mark.parametrize(
    "written", ["", "spcae", "f25", "ctrl+", "shift+1", "\x1b", "no_key", "ctrl", "jj", "banana", "ctrl+key"]
)
def test_what_is_no_key_has_none(written: str) -> None:
    assert key_called(written) is None


def test_every_key_in_use_can_be_asked_for_by_its_name_and_as_it_is_shown() -> None:
    for key in {key for one in bound() for key in one.keys}:
        assert key_called(key) == key
        assert key_called(in_prose(key)) == key


def test_what_writes_is_a_key_with_a_character() -> None:
    assert all(map(writes, ("a", "space", "question_mark", "é")))
    assert not any(map(writes, ("enter", "ctrl+a", "f1", "left", "shift+tab")))


def test_textual_calls_characters_as_we_do() -> None:
    for character in "abzAZ09?/@:[]=+-_#%~!.;'\"<>(){}|\\&*^$`":
        (binding,) = Binding.make_bindings([Binding(character, "none")])
        assert key_called(character) == binding.key
