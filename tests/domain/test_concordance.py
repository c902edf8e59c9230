"""A concordance says of any part of a line which texts have it, as looking through all of them would."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.bits import bits_of
from scale_tui.domain.concordance import Concordance, Gathering

words = st.text("abcé", min_size=1, max_size=4)
pages = st.lists(st.frozensets(words, max_size=5), max_size=140)


def made(texts: Sequence[frozenset[str]], *, reads: list[int] | None = None) -> Concordance:
    """Of texts whose lines these are; the numbers of those that it reads again are put into ``reads``."""

    def read(number: int) -> str:
        if reads is not None:
            reads.append(number)
        return " ".join(texts[number])

    gathering = Gathering(len(texts), read)
    for number, lines in enumerate(texts):
        gathering.add(number, lines)
    *steps, concordance = gathering.packed()
    assert not any(steps)
    assert concordance is not None
    return concordance


def found(texts: Sequence[frozenset[str]], part: str) -> int:
    """The same as it is defined: any of a text's lines, between its ends, has the part."""
    return bits_of(
        number for number, lines in enumerate(texts) if any(part in f"\n{line}\n" for line in lines)
    )


@given(pages, words, st.sampled_from(("{}", "\n{}", "{}\n", "\n{}\n")))
def test_a_part_of_a_line_is_found_where_it_stands(texts: list[frozenset[str]], word: str, form: str) -> None:
    part = form.format(word)
    assert made(texts).holding(part) == found(texts, part)


@given(st.lists(words, min_size=1, max_size=30))
def test_a_line_of_most_texts_and_lines_of_one_text_each_are_found_alike(rare: list[str]) -> None:
    texts = [frozenset({"common", f"only{number}"}) for number in range(200)]
    texts += [frozenset({word}) for word in rare]
    concordance = made(texts)
    for part in ("common", "mm", "only", "only1", "\nonly19\n", "ly7", *rare):
        assert concordance.holding(part) == found(texts, part)


def test_where_nearly_all_texts_are_answered_for_only_the_rest_is_read_again() -> None:
    texts = [frozenset({"common", f"rare{number}"}) for number in range(500)]
    texts[7], texts[9] = frozenset({"zoom"}), frozenset({"other"})
    reads: list[int] = []
    assert made(texts, reads=reads).holding("mm") == found(texts, "mm")
    assert reads == [7, 9]


def test_what_was_looked_up_is_known() -> None:
    texts = [frozenset({"common", f"rare{number}"}) for number in range(500)] + [frozenset({"zoom"})]
    reads: list[int] = []
    concordance = made(texts, reads=reads)
    assert concordance.holding("mm") == concordance.holding("mm")
    assert reads == [500]


def test_packing_many_lines_takes_many_steps() -> None:
    gathering = Gathering(9000, str)
    for number in range(9000):
        gathering.add(number, [f"line{number}"])
    *steps, concordance = gathering.packed()
    assert len(steps) > 3
    assert concordance is not None
    assert concordance.holding("\nline8999\n") == 1 << 8999
