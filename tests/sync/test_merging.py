"""Laws of bringing two sides level, whatever happened offline and wherever it broke off."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scale_tui.sync.merging import Action, Known, NotAccepted, Step, carry_out, plan

BOTH = {"x": Known.BOTH}
X = frozenset("x")
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("here", "there", "known", "expected"),
    [
        (X, NONE, {}, Action.ADD_THERE),
        (NONE, X, {}, Action.ADD_HERE),
        (NONE, X, BOTH, Action.REMOVE_THERE),
        (X, NONE, BOTH, Action.REMOVE_HERE),
        (X, X, {}, Action.REMEMBER),
        (NONE, NONE, BOTH, Action.FORGET),
    ],
)
def test_what_was_done_on_one_side_is_done_on_the_other(
    here: frozenset[str], there: frozenset[str], known: dict[str, Known], expected: Action
) -> None:
    assert plan(here, there, known) == (Step(expected, "x", known.get("x")),)


def test_sides_that_are_alike_ask_for_nothing() -> None:
    assert plan(X, X, BOTH) == ()
    assert plan(NONE, NONE, {}) == ()


@given(st.frozensets(st.sampled_from("abcdef")), st.frozensets(st.sampled_from("abcdef")))
def test_the_first_time_it_is_the_union(here: frozenset[str], there: frozenset[str]) -> None:
    one, other = Keys(set(here)), Keys(set(there))
    run(one, other, {})
    assert one.keys == other.keys == here | there


def test_what_is_not_accepted_is_remembered_as_it_was_and_asked_again() -> None:
    class Refusing(Keys):
        def add(self, key: str) -> None:
            raise NotAccepted("no")

        remove = add

    for known in ({}, dict(BOTH)):
        here, there = (Keys({"x"}), Refusing(set())) if not known else (Keys(set()), Refusing({"x"}))
        (step,) = plan(here.keys, there.keys, known)
        remembered = dict(known)
        with pytest.raises(NotAccepted):
            carry_out(step, here, there, partial(put, remembered))
        assert remembered == known
        assert plan(here.keys, there.keys, remembered) == (step,)


# A model: two machines with a memory each, and a server, which people also change themselves.


class BrokeOff(Exception):
    """Whatever ends a synchronising: no network, no power, Ctrl+C."""


@dataclass
class Fuse:
    """Breaks at the write of this number, before it is done or just after."""

    at: int = -1
    is_after: bool = False
    writes: int = 0

    def write(self, change: Callable[[], object]) -> None:
        self.writes += 1
        if self.writes == self.at and not self.is_after:
            raise BrokeOff
        change()
        if self.writes == self.at:
            raise BrokeOff


@dataclass
class Keys:
    keys: set[str]
    fuse: Fuse = field(default_factory=Fuse)

    def add(self, key: str) -> None:
        self.fuse.write(lambda: self.keys.add(key))

    def remove(self, key: str) -> None:
        self.fuse.write(lambda: self.keys.discard(key))


def put(known: dict[str, Known], key: str, value: Known | None) -> None:
    known.pop(key, None)
    if value is not None:
        known[key] = value


def run(here: Keys, there: Keys, known: dict[str, Known], fuse: Fuse | None = None) -> None:
    fuse = fuse or Fuse()
    here.fuse = there.fuse = fuse
    try:
        for step in plan(frozenset(here.keys), frozenset(there.keys), known):
            carry_out(step, here, there, lambda key, value: fuse.write(lambda: put(known, key, value)))
    except BrokeOff:
        pass


KEYS = "ab"
PARTIES = ("ann's laptop", "ann's phone", "server")
TOGGLES = st.tuples(st.just("toggle"), st.sampled_from(PARTIES), st.sampled_from(KEYS))
BROKEN_OFF = st.tuples(st.just("sync"), st.sampled_from(PARTIES[:2]), st.integers(1, 6), st.booleans())
SYNCS = st.tuples(st.just("sync"), st.sampled_from(PARTIES[:2]))


class World:
    def __init__(self, first: frozenset[str]) -> None:
        self.keys = {party: Keys(set(first)) for party in PARTIES}
        self.known = {party: dict.fromkeys(first, Known.BOTH) for party in PARTIES[:2]}

    def sync(self, party: str, fuse: Fuse | None = None) -> None:
        run(self.keys[party], self.keys["server"], self.known[party], fuse)

    def settle(self) -> set[str]:
        """Everybody once more, without anything going wrong; what all have then."""
        for party in (*PARTIES[:2], PARTIES[0]):
            self.sync(party)
        first, *others = (self.keys[party].keys for party in PARTIES)
        assert all(keys == first for keys in others)
        return first


@settings(max_examples=500)
@given(st.frozensets(st.sampled_from(KEYS)), st.lists(TOGGLES | SYNCS | BROKEN_OFF, max_size=12))
def test_in_any_order_and_broken_off_anywhere_all_end_alike(
    first: frozenset[str], events: list[tuple[Any, ...]]
) -> None:
    world = World(first)
    touched: dict[str, set[str]] = {key: set() for key in KEYS}
    left: dict[str, bool] = {key: key in first for key in KEYS}
    for kind, party, *rest in events:
        if kind == "toggle":
            (key,) = rest
            world.keys[party].keys ^= {key}
            touched[key].add(party)
            left[key] = key in world.keys[party].keys
        else:
            world.sync(party, Fuse(*rest))
    end = world.settle()
    for key, by in touched.items():
        if len(by) <= 1:
            assert (key in end) == left[key], "what one party alone has changed ends as that party left it"
    assert world.settle() == end


@pytest.mark.parametrize(("at", "is_after"), list(product(range(1, 20), (False, True))))
def test_broken_off_at_any_write_and_run_again_it_ends_as_if_it_had_not(at: int, is_after: bool) -> None:
    def world() -> tuple[Keys, Keys, dict[str, Known]]:
        return Keys(set("abe")), Keys(set("bcf")), dict.fromkeys("bef", Known.BOTH) | {"g": Known.BOTH}

    here, there, known = world()
    run(here, there, known, Fuse(at, is_after))
    run(here, there, known)
    assert here.keys == there.keys == set("abc")
    assert known == dict.fromkeys("abc", Known.BOTH)


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("is_added", [False, True])
def test_who_changes_their_mind_after_it_broke_off_has_the_last_word(is_there: bool, is_added: bool) -> None:
    """The other side was written to, but that was not remembered any more."""

    class Unplugged(Keys):
        def add(self, key: str) -> None:
            self.keys.add(key)
            raise BrokeOff

        def remove(self, key: str) -> None:
            self.keys.discard(key)
            raise BrokeOff

    before = NONE if is_added else X
    mine, other = Keys(set(before)), Unplugged(set(before))
    known = {} if is_added else dict(BOTH)

    def both(other: Keys) -> None:
        run(*((other, mine) if is_there else (mine, other)), known)

    mine.keys ^= X
    both(other)
    assert other.keys == mine.keys != before
    mine.keys ^= X
    both(Keys(other.keys))
    assert other.keys == mine.keys == before
