"""Two sides that were alike at the last synchronising: what has to change so that they are again.

A side is a set of keys. What both had the last time is remembered, so that a key which only one side has is
known to be new there, or to be taken off at the other.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Protocol

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.values import dataclass


class Known(StrEnum):
    """What is remembered of a key; nothing, for one that neither side had the last time.

    While a side is being written to, nobody can say whether it has the key: should that break off, the next
    time the other side's word counts.
    """

    BOTH = "both"
    HERE = "here"
    THERE = "there"


class Action(StrEnum):
    """What is to be done about a key; the last two change no side, only what is remembered."""

    ADD_HERE = "add here"
    ADD_THERE = "add there"
    REMOVE_HERE = "remove here"
    REMOVE_THERE = "remove there"
    REMEMBER = "remember"
    FORGET = "forget"

    @property
    def is_change(self) -> bool:
        """Whether one of the sides is written to."""
        return self not in {Action.REMEMBER, Action.FORGET}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; ``known`` is what was remembered of the key when it was planned."""

    action: Action
    key: str
    known: Known | None = None


class NotAccepted(ScaleTuiError):
    """A side says that it will not change, and has not: the others may go on."""


class Side(Protocol):
    """Where keys are kept. Doing again what was done before must change nothing."""

    def add(self, key: str) -> object:
        """Have the key from now on. Raises ScaleTuiError."""

    def remove(self, key: str) -> object:
        """Have the key no more. Raises ScaleTuiError."""


def plan(here: AbstractSet[str], there: AbstractSet[str], known: Mapping[str, Known]) -> tuple[Step, ...]:
    """What makes both sides alike, in the order of the keys.

    A key that is new on one side is added to the other, one that was taken off on one side is taken off the
    other. With nothing known it is the union.
    """
    steps = (_step(key, here, there, known.get(key)) for key in sorted(here | there | known.keys()))
    return tuple(step for step in steps if step is not None)


def _step(key: str, here: AbstractSet[str], there: AbstractSet[str], known: Known | None) -> Step | None:
    is_here, is_there = key in here, key in there
    if _is_wanted(known, is_here=is_here, is_there=is_there):
        if is_here and is_there:
            return None if known is Known.BOTH else Step(Action.REMEMBER, key, known)
        return Step(Action.ADD_THERE if is_here else Action.ADD_HERE, key, known)
    if is_here or is_there:
        return Step(Action.REMOVE_HERE if is_here else Action.REMOVE_THERE, key, known)
    return Step(Action.FORGET, key, known)


def _is_wanted(known: Known | None, *, is_here: bool, is_there: bool) -> bool:
    match known:
        case None:
            return is_here or is_there
        case Known.BOTH:
            return is_here and is_there
        case Known.HERE:
            return is_here
        case Known.THERE:
            return is_there


def carry_out(step: Step, here: Side, there: Side, remember: Callable[[str, Known | None], object]) -> None:
    """Do one step, and remember it as soon as it is done; ``remember`` with None forgets.

    It may break off anywhere: a new plan then goes on where this one stopped. Raises what the sides raise;
    after NotAccepted what is remembered is as it was before.
    """
    key = step.key
    try:
        match step.action:
            case Action.ADD_HERE:
                remember(key, Known.THERE)
                here.add(key)
            case Action.ADD_THERE:
                remember(key, Known.HERE)
                there.add(key)
            case Action.REMOVE_HERE:
                remember(key, Known.THERE)
                here.remove(key)
            case Action.REMOVE_THERE:
                remember(key, Known.HERE)
                there.remove(key)
            case Action.REMEMBER | Action.FORGET:
                pass
    except NotAccepted:
        remember(key, step.known)
        raise
    is_kept = step.action in {Action.ADD_HERE, Action.ADD_THERE, Action.REMEMBER}
    remember(key, Known.BOTH if is_kept else None)
