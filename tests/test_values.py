"""Values are what the standard library's dataclasses would be, made another way."""

import dataclasses
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui import values
from scale_tui.domain.agenda import Speaker

FORMS: tuple[dict[str, bool], ...] = (
    {"frozen": True, "slots": True},
    {"frozen": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "slots": True, "eq": False},
)

NUMBERS = st.integers(0, 9)


def point(make: Callable[..., Any], **how: bool) -> type[Any]:
    @make(**how)
    class Point:
        """Somewhere."""

        x: int
        y: int = 0
        names: list[str] = dataclasses.field(default_factory=list)
        secret: str = dataclasses.field(default="", repr=False)

        def __len__(self) -> int:
            return self.x + self.y

    return Point


@pytest.mark.parametrize("how", FORMS, ids=str)
@given(x=NUMBERS, y=NUMBERS, other=NUMBERS, secret=st.text())
def test_a_value_is_what_the_standard_library_makes(
    how: dict[str, bool], x: int, y: int, other: int, secret: str
) -> None:
    ours, theirs = point(values.dataclass, **how), point(dataclasses.dataclass, **how)
    for given_values, named in (((x,), {}), ((x,), {"y": y}), ((x, y, ["a"], secret), {})):
        mine, model = ours(*given_values, **named), theirs(*given_values, **named)
        assert repr(mine) == repr(model)
        assert dataclasses.astuple(mine) == dataclasses.astuple(model)
        assert len(mine) == len(model)
        for changed in ({"x": other}, {"y": other}, {"secret": "?"}, {}):
            next_to, beside = dataclasses.replace(mine, **changed), dataclasses.replace(model, **changed)
            assert (mine == next_to) == (model == beside)
            assert (mine != next_to) == (model != beside)
    assert ours(x) != theirs(x)
    assert ours(x).names is not ours(x).names
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__doc__ == theirs.__doc__
    assert hasattr(ours, "__slots__") == hasattr(theirs, "__slots__")


@given(st.text(), st.text())
def test_equal_values_have_one_hash(name: str, other: str) -> None:
    assert hash(Speaker(name)) == hash(Speaker(name))
    assert len({Speaker(name), Speaker(name), Speaker(other)}) == (1 if name == other else 2)


@pytest.mark.parametrize("how", FORMS, ids=str)
def test_nothing_can_be_set_or_taken_off(how: dict[str, bool]) -> None:
    value = point(values.dataclass, **how)(1)
    for name in ("x", "z"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.x
    assert value.x == 1


def test_what_is_missing_or_too_much_is_refused_as_ever() -> None:
    ours = point(values.dataclass, frozen=True)
    for wrong in ((), (1, 2, [], "", 5)):
        with pytest.raises(TypeError, match=r"Point\.__init__"):
            ours(*wrong)


def test_values_are_copied_and_sent_like_others() -> None:
    speaker = Speaker("Ada", "Meta")
    assert copy(speaker) == deepcopy(speaker) == pickle.loads(pickle.dumps(speaker)) == speaker


def test_what_is_out_of_the_ordinary_the_standard_library_makes() -> None:
    @values.dataclass(frozen=True)
    class Base:
        a: int

    @values.dataclass(frozen=True)
    class Derived(Base):
        b: int = 0

        def __post_init__(self) -> None:
            assert self.b < 9

    @values.dataclass(slots=True)
    class Changing:
        a: int

    @values.dataclass
    class Bare:
        a: int

    assert Derived(1, 2) == Derived(1, 2) != Derived(1, 3)
    with pytest.raises(AssertionError):
        Derived(1, 9)
    changing, bare = Changing(1), Bare(1)
    changing.a = bare.a = 2
    assert (changing, bare) == (Changing(2), Bare(2))


def test_all_of_it_can_be_switched_off() -> None:
    program = "from scale_tui.domain.agenda import Speaker; print(Speaker.__eq__.__qualname__)"
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "SCALE_TUI_PLAIN_VALUES": switch},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for switch in ("", "1")
    ]
    assert told[0] == "_is_equal"
    assert "Speaker" in told[1] or "__eq__" in told[1]
