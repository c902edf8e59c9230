import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.quick.columns import GAP, cells, cut, fit, wrap

# What readers let through: no controls, and with plenty of what is not one cell wide.
TEXT = st.text(
    st.one_of(
        st.sampled_from("ab é漢字カ한👍🏽\u0301\u200d\ufe0f☺ｱＡ\u1112\u1161…"),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    max_size=30,
)
WIDTH = st.integers(0, 40)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("plain", 5),
        ("Ødegård", 7),
        ("e\u0301te\u0301", 3),
        ("漢字", 4),
        ("ｱ", 1),
        ("Ａ", 2),
        ("👍", 2),
        ("☺\ufe0f", 2),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200db", 2),
        ("★ – …", 5),
    ],
)
def test_cells_of_a_text(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("networks", 8, "networks"),
        ("networks", 7, "networ…"),
        ("net works", 5, "net…"),
        ("漢字漢字", 7, "漢字漢…"),
        ("漢字漢字", 6, "漢字…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
        ("", 0, ""),
    ],
)
def test_a_text_is_cut_before_an_ellipsis(text: str, width: int, short: str) -> None:
    assert cut(text, width) == short


@given(TEXT, WIDTH)
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, width: int) -> None:
    short = cut(text, width)
    assert cells(short) <= width
    assert (short == text) == (cells(text) <= width)


@given(TEXT, WIDTH)
def test_a_cut_never_leaves_a_mark_without_its_letter(text: str, width: int) -> None:
    kept = cut(text, width).removesuffix("…")
    rest = text[len(kept) :].lstrip()
    if kept and rest and text.startswith(kept) and kept != text:
        assert not (unicodedata.combining(rest[0]) and text[len(kept)] == rest[0])


@given(TEXT, st.integers(2, 40))
def test_no_wrapped_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_at_spaces_and_only_a_word_too_long_is_divided() -> None:
    assert wrap("the quick brown fox", 9) == ["the quick", "brown fox"]
    assert wrap("see abcdefghijkl now", 5) == ["see", "abcde", "fghij", "kl", "now"]
    assert wrap("漢字漢字", 5) == ["漢字", "漢字"]
    assert wrap("漢", 1) == ["漢"]
    assert wrap("", 5) == [""]


@st.composite
def columns(draw: st.DrawFn) -> tuple[list[int], dict[int, int]]:
    natural = draw(st.lists(st.integers(0, 60), min_size=1, max_size=6))
    flexible = draw(st.lists(st.sampled_from(range(len(natural))), unique=True, max_size=3))
    return natural, {column: draw(st.integers(1, 20)) for column in flexible}


def total(widths: list[int]) -> int:
    shown = [width for width in widths if width]
    return sum(shown) + GAP * max(0, len(shown) - 1)


@given(columns(), st.integers(0, 200))
def test_columns_never_exceed_the_width(given_columns: tuple[list[int], dict[int, int]], width: int) -> None:
    natural, flexible = given_columns
    widths = fit(natural, width, flexible)
    assert total(widths) <= width
    assert all(0 <= got <= wanted for got, wanted in zip(widths, natural, strict=True))
    if total(natural) <= width:
        assert widths == natural


@given(columns())
def test_without_a_width_every_column_has_what_it_wants(
    given_columns: tuple[list[int], dict[int, int]],
) -> None:
    natural, flexible = given_columns
    assert fit(natural, None, flexible) == natural


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (100, [5, 40, 10, 30]),
        (81, [5, 40, 10, 20]),
        (70, [5, 39, 10, 10]),
        (51, [5, 20, 10, 10]),
        (50, [5, 31, 0, 10]),
        (39, [5, 20, 0, 10]),
        (38, [0, 26, 0, 10]),
        (32, [0, 20, 0, 10]),
        (31, [0, 31, 0, 0]),
        (7, [0, 7, 0, 0]),
        (0, [0, 0, 0, 0]),
    ],
)
def test_flexible_columns_shrink_then_others_go_from_the_right(width: int, widths: list[int]) -> None:
    assert fit([5, 40, 10, 30], width, {3: 10, 1: 20}) == widths
