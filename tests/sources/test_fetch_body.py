"""A body as it is taken in, piece by piece."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scale_tui.sources.fetch_body import Body, Broken, TooLarge


def taken(pieces: list[bytes], most: int = 10_000, *, is_packed: bool = False) -> bytes:
    body = Body(most, is_packed=is_packed)
    try:
        for piece in pieces:
            body.take(piece)
        return body.whole()
    finally:
        assert body.size <= most + 1


@settings(max_examples=300)
@given(st.binary(max_size=300), st.data())
def test_however_it_is_cut_the_whole_is_the_same(data: bytes, draw: st.DataObject) -> None:
    is_packed = draw.draw(st.booleans())
    sent = gzip.compress(data) + gzip.compress(data) if is_packed else data + data
    places = sorted(draw.draw(st.lists(st.integers(0, len(sent)), max_size=5)))
    pieces = [sent[begin:end] for begin, end in zip([0, *places], [*places, len(sent)], strict=True)]
    assert taken(pieces, is_packed=is_packed) == data + data


@given(st.integers(0, 40))
def test_a_piece_too_much_is_refused(size: int) -> None:
    data = b"x" * size
    for pieces, is_packed in (([data], False), ([gzip.compress(data)], True)):
        if size <= 30:
            assert taken(pieces, 60, is_packed=is_packed) == data
        else:
            with pytest.raises(TooLarge):
                taken(pieces, 30, is_packed=is_packed)


def test_padding_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        taken([gzip.compress(b"x"), *[b"\0" * 10] * 100], 500, is_packed=True)


@given(st.integers(1, 30))
def test_a_second_part_that_is_cut_is_refused(length: int) -> None:
    second = gzip.compress(b"y" * 10)
    with pytest.raises(Broken):
        taken([gzip.compress(b"x"), second[: min(length, len(second) - 1)]], is_packed=True)


def test_what_is_no_gzip_is_refused() -> None:
    with pytest.raises(Broken):
        taken([b"<schedule/>"], is_packed=True)
