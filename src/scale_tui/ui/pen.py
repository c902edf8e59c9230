"""How a terminal is told to write: the least that turns one look of a cell into another."""

from functools import cache, lru_cache
from itertools import count

from scale_tui.values import dataclass

_DEFAULT_COLOR, _DEFAULT_GROUND = "39", "49"
_SEEN_ON_BLANKS = frozenset(("4", "5", "6", "7", "9", "21", "53"))
"""Underlined, blinking, reversed, struck: what shows where there is no character, beside the ground."""

_BACK = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29", "21": "24", "53": "55"}
"""What ends an attribute."""


@dataclass(frozen=True, eq=False, slots=True)
class Ink:
    """How a cell looks beside its character, in the numbers of SGR. One look is one object: ``ink_of``."""

    attributes: frozenset[str]
    color: str
    ground: str
    sign: str
    """A character that stands for it, and for nothing else."""

    @property
    def is_plain_on_blanks(self) -> bool:
        """Whether only its ground is seen where there is no character."""
        return self.attributes.isdisjoint(_SEEN_ON_BLANKS)


_FIRST_SIGN = 0xF0000
_signs = count()


@cache
def _ink(attributes: frozenset[str], color: str, ground: str) -> Ink:
    return Ink(attributes, color, ground, chr(_FIRST_SIGN + next(_signs)))


PLAIN = _ink(frozenset(), _DEFAULT_COLOR, _DEFAULT_GROUND)
"""How a terminal writes that was told nothing, or to forget what it was told."""


@lru_cache(4096)
def ink_of(sequence: str) -> Ink | None:
    """The look after ``ESC [ sequence m`` to a plain pen; None where the sequence is not understood."""
    attributes: set[str] = set()
    color, ground = _DEFAULT_COLOR, _DEFAULT_GROUND
    numbers = sequence.split(";")
    while numbers:
        number = numbers.pop(0)
        if number in ("38", "48"):
            length = {"2": 4, "5": 2}.get(numbers[0] if numbers else "", 0)
            if not length or len(numbers) < length:
                return None
            chosen = ";".join((number, *numbers[:length]))
            del numbers[:length]
            color, ground = (chosen, ground) if number == "38" else (color, chosen)
        elif number in _BACK:
            attributes.add(number)
        elif not number.isdigit():
            return None
        elif 30 <= int(number) <= 37 or 90 <= int(number) <= 97:
            color = number
        elif 40 <= int(number) <= 47 or 100 <= int(number) <= 107:
            ground = number
        else:
            return None
    return _ink(frozenset(attributes), color, ground)


@lru_cache(4096)
def on_blanks(ink: Ink) -> Ink:
    """What is seen of a look where there is no character."""
    return _ink(frozenset(), _DEFAULT_COLOR, ink.ground) if ink.is_plain_on_blanks else ink


@lru_cache(4096)
def change(before: Ink, after: Ink, *, is_blank: bool = False) -> tuple[str, Ink]:
    """The sequence that makes the pen write like ``after``, and like what it then writes.

    For blanks only what is seen of them counts.
    """
    if is_blank and after.is_plain_on_blanks and before.is_plain_on_blanks:
        after = _ink(before.attributes, before.color, after.ground)
    if before is after:
        return "", after
    numbers = min(_turned(before, after), _anew(after), key=len)
    return f"\x1b[{numbers}m", after


def _turned(before: Ink, after: Ink) -> str:
    ended = {_BACK[attribute] for attribute in before.attributes - after.attributes}
    begun = {attribute for attribute in after.attributes if _BACK[attribute] in ended}
    numbers = [*sorted(ended), *sorted(begun | (after.attributes - before.attributes))]
    if after.color != before.color:
        numbers.append(after.color)
    if after.ground != before.ground:
        numbers.append(after.ground)
    return ";".join(numbers)


def _anew(after: Ink) -> str:
    colors = [after.color] if after.color != _DEFAULT_COLOR else []
    grounds = [after.ground] if after.ground != _DEFAULT_GROUND else []
    # Nothing stands for 0, also before the first semicolon.
    return ";".join(("", *sorted(after.attributes), *colors, *grounds)) if after is not PLAIN else ""
