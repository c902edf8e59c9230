"""Two spellings of one word fold to the same, and hits are marked where they stand."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scale_tui.domain.folding import find_spans, fold
from strategies import texts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Networking @Scale", "networking @scale"),
        ("Ødegård", "odegard"),
        ("Łódź", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("Đorđe", "dorde"),
        ("Guðmundur Þór", "gudmundur thor"),
        ("Straße GROẞ", "strasse gross"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Ħamrun", "hamrun"),
        ("Işık", "isik"),
        ("İstanbul", "istanbul"),
        ("ﬁnal oﬃce", "final office"),
        ("Cafe\u0301", "cafe"),
        ("Café", "cafe"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
        ("Οδυσσεύς", "οδυσσευσ"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("ﾊﾝｶｸ", "ハンカク"),
        ("会場", "会場"),
        ("Ꭰꭰ", "ᎠᎠ"),
        ("🎉 Party", "🎉 party"),
        ("What’s ‘new’ ʼn ŉ", "what's 'new' 'n 'n"),
        ("a‐b‑c‒d–e—f", "a-b-c-d-e-f"),
        ("x² №", "x2 no"),
    ],
)
def test_case_accents_and_typography_are_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_it_does_not_matter_how_accents_are_written(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_a_text_folds_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(st.text(), st.text())
def test_what_stands_beside_a_text_does_not_change_how_it_folds(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_latin_folds_alike_in_either_case(text: str) -> None:
    assert fold(fold(text).upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("Amy Ødegård", ["odegard"], ((4, 11),)),
        ("Amy Ødegård", ["amy", "gar"], ((0, 3), (7, 10))),
        ("Amy Ødegård", ["gar", "amy"], ((0, 3), (7, 10))),
        ("Straße", ["ss"], ((4, 5),)),
        ("Straße", ["s"], ((0, 1), (4, 5))),
        ("Straße", ["se"], ((4, 6),)),
        ("oﬃce", ["fi"], ((1, 2),)),
        ("Zoe\u0308 C", ["zoe c"], ((0, 6),)),
        ("data center data", ["data"], ((0, 4), (12, 16))),
        ("data", ["dat", "ata"], ((0, 4),)),
        ("data", ["da", "ta"], ((0, 4),)),
        ("banana", ["an"], ((1, 5),)),
        ("banana", ["na", "b"], ((0, 1), (2, 6))),
        ("banana", ["x", "ban"], ((0, 3),)),
        ("banana", [""], ()),
        ("xa bcdefa", ["a"], ((1, 2), (8, 9))),
        ("banana", [], ()),
        ("", ["a"], ()),
        ("", [""], ()),
        ("会場で夕食", ["夕食"], ((3, 5),)),
    ],
)
def test_hits_are_marked_in_the_text_as_it_is_written(
    text: str, words: list[str], spans: tuple[tuple[int, int], ...]
) -> None:
    assert find_spans(text, words) == spans


@pytest.mark.parametrize(("text", "end"), [("Cafe\u0301", 5), ("Cafe\u0301 noir", 5)])
def test_a_hit_is_marked_with_the_accent_of_its_last_letter(text: str, end: int) -> None:
    assert find_spans(text, ["cafe"]) == ((0, end),)


needles = st.lists(
    st.sampled_from(["a", "e", "ss", "s", "fi", "o", "on", "nа", "oe", " "]) | texts.map(fold), max_size=3
)


@given(texts, needles)
@example("ﬁ ß", ["s", "f"])
def test_spans_are_inside_the_text_in_order_and_apart(text: str, words: list[str]) -> None:
    edges = [edge for span in find_spans(text, words) for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@given(texts, needles)
def test_each_span_holds_one_of_the_words(text: str, words: list[str]) -> None:
    for start, end in find_spans(text, words):
        assert any(word in fold(text[start:end]) for word in words if word)


@given(texts, needles)
def test_a_word_is_marked_wherever_the_folded_text_has_it(text: str, words: list[str]) -> None:
    spans = find_spans(text, words)
    rest = "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in spans))
    assert bool(spans) == any(word in fold(text) for word in words if word)
    assert not any(word in fold(rest) for word in words if len(word) == 1)
