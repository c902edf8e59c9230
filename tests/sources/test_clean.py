"""Text that is not ours, cleaned."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.sources.clean import clean_line, clean_text

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
INVISIBLE = [
    *"\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\ufffe\uffff\ufdd0",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2070)),
    *map(chr, range(0xE0000, 0xE0080)),
    "\U0001fffe",
    "\U0010ffff",
]
WHITE = "\t\n\v\f\r\x85"

anything = st.text(st.characters(exclude_categories=()))
hostile = st.text(
    st.sampled_from(
        [*CONTROLS, *INVISIBLE, *"aZ [](){};m0\\-*.あ漢한\u0301\u0335\u200d\ufe0f\u2028\u2029\ud800\udc00"]
    )
)
texts = anything | hostile


def is_forbidden(character: str) -> bool:
    return character in CONTROLS or character in INVISIBLE or unicodedata.category(character) in ("Cc", "Cs")


@given(texts)
def test_a_clean_line_is_one_line_without_anything_forbidden(text):
    line = clean_line(text)
    assert not [character for character in line if is_forbidden(character)]
    assert line == line.strip()
    assert not re.search(r"\s\s|[^\S ]", line)


@given(texts)
def test_clean_text_has_paragraphs_and_nothing_forbidden(text):
    cleaned = clean_text(text)
    assert not [character for character in cleaned.replace("\n", "") if is_forbidden(character)]
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert not re.search(r"[^\S\n]\n|\n[^\S\n]", cleaned)


@given(texts)
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.lists(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1)))
def test_plain_words_stay_as_they_are(words):
    assert clean_line(" ".join(words)) == " ".join(words)


@given(texts)
def test_no_character_carries_more_than_four_marks(text):
    assert not re.search("[\u0301\u0335\u200d\ufe0f]{5}", clean_line(text))


@pytest.mark.parametrize("text", [" a", "a ", "a\n", " é’"])
def test_no_space_is_left_at_the_ends(text):
    assert clean_line(text) == clean_text(text) == text.strip()


def test_what_nobody_sees_leaves_no_trace_between_letters():
    for character in (*CONTROLS, *INVISIBLE):
        assert clean_line(f"a{character}b") == ("a b" if character in WHITE else "ab"), hex(ord(character))


@pytest.mark.parametrize(
    "white", [" ", "\t", "\n", "\r\n", "\xa0", "\u2028", "\u2029", "\u3000", "\u202f", " \n\t "]
)
def test_every_run_of_white_space_is_one_space(white):
    assert clean_line(f"{white}a{white}{white}b{white}") == "a b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mRed\x1b[0m", "Red"),
        ("\x1b]0;new title\x07Talk", "Talk"),
        ("\x1b]8;;http://x.example\x1b\\Link\x1b]8;;\x1b\\", "Link"),
        ("\x1bPq payload\x1b\\Talk", "Talk"),
        ("\x1b(Blines", "lines"),
    ],
)
def test_a_complete_escape_sequence_goes_as_a_whole(text, expected):
    assert clean_line(text) == expected


def test_a_sequence_without_an_end_swallows_nothing():
    assert clean_line("\x1b]0;all of this is text") == "]0;all of this is text"
    assert clean_line("\x9bcafé") == "café"


@pytest.mark.parametrize(
    "text",
    [
        "\u05e9\u05b8\u05bc\u05c1\u05dc\u05d5\u05b9\u05dd",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
        "Nguye\u0302\u0303n The\u0302\u0301 Vie\u0323\u0302t",
        "क्षत्रिय हिन्दी",
        "\u1112\u1161\u11ab\u1100\u1173\u11af 한글",
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧\u200d👦 ❤\ufe0f\u200d🔥 🇺🇸 1\ufe0f\u20e3",
        "\ue0b0 private use",
        "日本語 ｶﾞ",
    ],
)
def test_scripts_and_emoji_are_not_damaged(text):
    assert clean_line(text) == text


def test_a_flood_of_marks_is_cut_to_four():
    assert clean_line("a" + "\u0301" * 50 + "b") == "a" + "\u0301" * 4 + "b"
    assert clean_line("a" + "\u0301\u200d" * 50) == "a" + "\u0301\u200d" * 2


def test_lone_surrogates_become_replacement_characters_and_pairs_their_character():
    assert clean_line("a\ud800b\udc00") == "a\ufffdb\ufffd"
    assert clean_line("\ud83d\ude00") == "😀"
    assert clean_line("x\udb40\udc41y") == "xy"


def test_paragraphs_stay_apart_and_their_lines_come_together():
    assert clean_text("one\ntwo  \r\n \t\r\n\r\nthree\u2029four\u2028five") == "one two\n\nthree\n\nfour five"


def test_list_items_keep_a_line_each():
    assert (
        clean_text("We show:\n- one\n  goes on\n• two\n1. three")
        == "We show:\n- one goes on\n• two\n1. three"
    )


def test_japanese_lines_are_joined_without_a_space_and_korean_ones_with_it():
    assert clean_text("東京の\n会議") == "東京の会議"
    assert clean_text("서울의\n회의") == "서울의 회의"


def test_megabytes_of_beginnings_are_read_in_one_go():
    for beginning in ("\x1b]", "\x1b[0", "\x1b[;", "\x1b ", " \n", "a\u0301", "- \n"):
        clean_text(beginning * 500_000)
    clean_text("\x1b[" + "0" * 2_000_000)
    clean_text("\x1b]" + "0" * 2_000_000)
