"""Lines of cells: whatever is written in them, from whichever script, they are as wide as they should be."""

from collections.abc import Callable
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from wcwidth import wcswidth

from scale_tui.quick import columns, painting
from scale_tui.quick.book import Unfit
from scale_tui.ui.line import Line, cut, is_right_to_left, wrap

BASE, MARK = Style(bgcolor="#121212"), Style(underline=True)
LEFT_TO_RIGHT_MARK = "\u200e"
CLUSTERS = (
    *"abc XYZ 0189 -–—.,!?()‹›«»…·éßøłœ",
    *(normalize("NFD", each) for each in ("ế", "ữ", "Å", "ñ")),
    *("日", "本", "語", "한", "글", "漢", "Ａ", "〜", "「", "」"),
    *("👩‍👩‍👧‍👦", "👩🏽‍💻", "👍🏿", "🇩🇪", "🇯🇵", "❤️", "☺️", "✈️", "1️⃣", "🏳️‍🌈", "🎉"),
    *("สวั", "ดี", "ก็", "น้ำ", "नि", "क्षि", "हि", "ন্ত্র", "த்"),
    *("ש", "ל", "ם", "שָׁ", "ع", "ر", "بِ", "ي", "لا", "ی", "٣"),
)
texts = st.lists(st.sampled_from(CLUSTERS), max_size=24).map("".join)
widths = st.integers(0, 40)


def agreed(text: str) -> bool:
    """Whether the libraries that measure for programs and for terminals say the same of it."""
    return cell_len(text) == wcswidth(text)


@given(texts, widths)
def test_what_is_cut_fits_and_is_the_beginning(text: str, width: int) -> None:
    found = cut(text, width)
    assert cell_len(found) <= width
    if cell_len(text) > width > 0:
        assert found.endswith("…")
        assert text.startswith(found[:-1])
    elif width:
        assert found == text


@pytest.mark.parametrize("cut_by", [cut, painting.cut, columns.cut])
def test_no_bracket_is_opened_and_then_cut_off(cut_by: Callable[[str, int], str]) -> None:
    """A room with a second name behind it: in few cells the first is all that is said."""
    found = [cut_by("H.1301 (Cornil)", width) for width in range(7, 16)]
    assert found[:4] == ["H.1301…", "H.1301…", "H.1301…", "H.1301 (C…"]
    assert found[-1] == "H.1301 (Cornil)"


@given(texts, widths)
def test_no_character_is_cut_in_two(text: str, width: int) -> None:
    kept = cut(text, width).removesuffix("…")
    rest = text[len(kept) :]
    # What is left of a character that was cut in two is as wide alone as it never was within it.
    assert cell_len(kept) + cell_len(rest) == cell_len(text)


@given(texts, st.integers(2, 40))
def test_what_is_wrapped_fits_and_nothing_is_lost(text: str, width: int) -> None:
    found = wrap(text, width)
    assert all(cell_len(line) <= width for line in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@example([("a\U0001f1e9\U0001f1eaa", "")], 3)
@given(
    st.lists(st.tuples(texts, st.sampled_from(["", "a", "0", "日", "❤", "ש", "ع", "ni"])), max_size=4), widths
)
def test_a_line_is_exactly_as_wide_as_was_asked_for(parts: list[tuple[str, str]], width: int) -> None:
    line = Line(BASE)
    for text, word in parts:
        # As the painters do it: cut to what is left, then the next.
        line.add_marked(cut(text, width - line.width), [word] if word else [], MARK).add("|")
    strip = line.strip(width)
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width
    if all(agreed(text) for text, _ in parts):
        assert wcswidth(strip.text) == width


@given(texts, texts, st.sampled_from(["", "a", "ש", "ع"]))
def test_what_is_written_from_the_right_stays_in_its_place(before: str, text: str, word: str) -> None:
    line = Line(BASE).add(before).add_marked(text, [word] if word else [], MARK).add(" 20 min")
    found = line.strip(200).text
    for each in filter(is_right_to_left, (before, text)):
        assert f"{LEFT_TO_RIGHT_MARK}{each}{LEFT_TO_RIGHT_MARK}" in found
    marks = 2 * sum(map(is_right_to_left, (before, text)))
    assert found.count(LEFT_TO_RIGHT_MARK) == marks
    assert cell_len(found) == 200


def test_the_marks_take_no_room() -> None:
    plain = Line(BASE).add("abcd").add("12").strip(10)
    turned = Line(BASE).add("שלום").add("12").strip(10)
    assert cell_len(turned.text) == cell_len(plain.text) == 10
    assert turned.text.replace(LEFT_TO_RIGHT_MARK, "") == "שלום12    "


@given(texts, widths)
def test_the_early_picture_measures_alike_or_leaves_it_to_the_app(text: str, width: int) -> None:
    try:
        cells = painting.cells_of(text, {})
    except Unfit:
        return
    assert len(cells) == cell_len(text)
    assert painting.cut(cells, width).replace(painting.COVERED, "") == cut(text, width)


@pytest.mark.parametrize("text", ["שלום", "مرحبا"])
def test_the_early_picture_leaves_to_the_app_what_is_written_from_the_right(text: str) -> None:
    with pytest.raises(Unfit):
        painting.cells_of(text, {})
