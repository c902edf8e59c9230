"""Keys that somebody asks for instead of the usual ones: which of them can be had."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from textual.actions import parse
from textual.app import App
from textual.screen import Screen

from scale_tui.ui.bound_keys import Bound, Place, all_places, editing_keys, is_written_in, main_places
from scale_tui.ui.key_names import key_called, writes
from scale_tui.ui.keys_in_force import in_prose
from scale_tui.ui.own_keys import NO_KEY, OwnKeys

FIXED = {"ctrl+q": "quits", "f1": "opens the help", "escape": "leads back"}
"""Keys that stay where they are, whatever is asked for: with them nobody is caught."""

_LONGEST_QUOTED = 20


def own_keys(asked: Iterable[tuple[str, Sequence[str]]]) -> OwnKeys:
    """What of these bindings and keys, as people write them, can be had; the rest stays as it is usually."""
    asking = _Asking(dict(asked))
    return asking.answer()


class _Asking:
    """Takes out, line by line, what cannot be had."""

    def __init__(self, asked: Mapping[str, Sequence[str]]) -> None:
        self._places = _places_of(asked)
        self._bound: defaultdict[str, list[Bound]] = defaultdict(list)
        for one in dict.fromkeys(one for place in self._places for one in place):
            self._bound[one.name].append(one)
        self._complaints: list[tuple[str, str]] = []
        self._wanted: dict[str, tuple[str, ...]] = {}
        for name, written in asked.items():
            keys = self._read(name, written)
            if keys is not None:
                self._wanted[name] = keys

    def answer(self) -> OwnKeys:
        """What is left when no key does two things at one place."""
        while found := self._clash():
            name, why = found
            del self._wanted[name]
            self._complaints.append((name, why))
        keymap = {name: ",".join(keys) or f"{NO_KEY}_{name}" for name, keys in self._wanted.items()}
        alone = frozenset(one.name for one in self._displayed_with_others())
        return OwnKeys(keymap, alone, tuple(self._complaints))

    def _read(self, name: str, written: Sequence[str]) -> tuple[str, ...] | None:
        if name not in self._bound:
            self._complaints.append((name, _no_such_action(name, self._bound)))
            return None
        usual = {key for one in self._bound[name] for key in one.keys}
        keys = []
        for each in written:
            key = key_called(each)
            why = (
                f"there is no key called {_quoted(each)}"
                if key is None
                else self._objection(name, key, usual)
            )
            if why:
                self._complaints.append((name, why))
                return None
            keys.append(key or "")
        keys += [key for key in FIXED if key in usual]
        return tuple(dict.fromkeys(keys))

    def _objection(self, name: str, key: str, usual: set[str]) -> str | None:
        if key in usual:
            return None
        if key in FIXED:
            return f"{in_prose(key)} {FIXED[key]}, always"
        for one in self._bound[name]:
            if is_written_in(one.node) and not any(map(writes, one.keys)):
                if writes(key):
                    return f"{in_prose(key)} writes a character there"
                if key in editing_keys():
                    return f"{in_prose(key)} is needed to edit the text there"
        return None

    def _keys(self, one: Bound) -> tuple[str, ...]:
        return self._wanted.get(one.name, one.keys)

    def _clash(self) -> tuple[str, str] | None:
        """A line that asks for a key that does something else at one of its places, and what."""
        for place in self._places:
            on: defaultdict[str, list[Bound]] = defaultdict(list)
            for one in place:
                for key in self._keys(one):
                    on[key].append(one)
            for key, several in on.items():
                for pair in combinations(several, 2):
                    if found := self._to_blame(key, *pair):
                        return found
        return None

    def _to_blame(self, key: str, one: Bound, other: Bound) -> tuple[str, str] | None:
        if one.name == other.name or (key in one.keys and key in other.keys):
            return None  # One is in front of the other, as it is meant.
        lines = list(self._wanted)
        to_blame = [each for each in (one, other) if each.name in self._wanted and key not in each.keys]
        if not to_blame:
            return None
        blamed = max(to_blame, key=lambda each: lines.index(each.name))
        rest = other if blamed is one else one
        return blamed.name, f"{in_prose(key)} is already the key of {rest.name} ({rest.binding.tooltip})"

    def _displayed_with_others(self) -> Iterable[Bound]:
        for one in (one for several in self._bound.values() for one in several if one.binding.key_display):
            action = parse(one.binding.action)[1]
            for other in (other for several in self._bound.values() for other in several):
                is_kin = other.node is one.node and parse(other.binding.action)[1] == action
                if is_kin and other.name in self._wanted and other is not one:
                    yield one


def _places_of(names: Iterable[str]) -> tuple[Place, ...]:
    """The places that these names are of: all of them, unless they are of the main screen and app alone."""
    places = main_places()
    known = dict.fromkeys(one for place in places for one in place)
    alone = {
        one.name
        for one in known
        if issubclass(one.node, Screen) or (issubclass(one.node, App) and not one.binding.priority)
    }
    return places if alone.issuperset(names) else all_places()


def _no_such_action(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    like = get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f"there is no action of this name, but {like[0]}" if like else "there is no action of this name"


def _quoted(written: str) -> str:
    shown = written if len(written) <= _LONGEST_QUOTED else f"{written[:_LONGEST_QUOTED]}…"
    return f'"{shown}"'
