"""Sets of numbers as bits: what is put in is chosen again."""

from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.bits import bits_of, chosen

numbers = st.lists(st.integers(0, 300))


@given(numbers)
def test_each_number_is_one_bit(given_numbers: list[int]) -> None:
    assert bits_of(given_numbers) == sum(1 << number for number in set(given_numbers))


@given(numbers)
def test_what_is_in_a_set_is_chosen_in_its_order(given_numbers: list[int]) -> None:
    assert list(chosen(range(301), bits_of(given_numbers))) == sorted(set(given_numbers))


def test_of_no_numbers_nothing_is_chosen() -> None:
    assert list(chosen("abc", bits_of(()))) == []
