"""What the bench's terminal shows."""

import pytest

from bench.emulator import Chunk, Emulator, frames, shown_after


def shown(*written: bytes, size: tuple[int, int] = (10, 4)) -> list[str]:
    chunks = [Chunk(float(at), data) for at, data in enumerate(written)]
    return [row.rstrip() for row in shown_after(chunks, size).text()]


def test_text_stands_where_it_was_put() -> None:
    assert shown(b"one\r\ntwo\x1b[4;3Hend") == ["one", "two", "", "  end"]


@pytest.mark.parametrize("cut", range(1, 23))
def test_a_sequence_may_come_in_two_parts(cut: int) -> None:
    written = b"\x1b[2;2H\x1b[38;5;9mr\xc3\xb8d\x1b[0m"
    assert shown(written[:cut], written[cut:]) == ["", " rød", "", ""]


@pytest.mark.parametrize(
    "unknown",
    [
        b"\x1b[>1u",
        b"\x1b[<u",
        b"\x1b[?2048$p",
        b"\x1b[?u",
        b"\x1b[?2031h",
        b"\x1b[=5u",
        b"\x1b[2 q",
        b"\x1b]0;title\x07",
        b"\x1b]8;;https://example.org\x1b\\",
        b"\x1bP+q544e\x1b\\",
        b"\x1b_Ga=q;AAAA\x1b\\",
        b"\x1b=",
    ],
)
def test_what_pyte_does_not_know_leaves_nothing_on_the_screen(unknown: bytes) -> None:
    assert shown(b"a" + unknown + b"b")[0] == "ab"


def test_the_other_screen_is_empty_and_the_shells_comes_back() -> None:
    assert shown(b"shell\x1b[?1049hmine")[0] == "mine"
    assert shown(b"shell\x1b[?1049h\x1b[Hmine\x1b[?1049l") == ["shell", "", "", ""]


def test_what_was_on_the_other_screen_before_is_gone() -> None:
    assert shown(b"\x1b[?1049hold\x1b[?1049l\x1b[?1049h\x1b[2;1Hnew") == ["", "new", "", ""]


def test_lines_scroll_within_their_margins() -> None:
    rows = b"a\r\nb\r\nc\r\nd"
    assert shown(rows + b"\x1b[S") == ["b", "c", "d", ""]
    assert shown(rows + b"\x1b[2T") == ["", "", "a", "b"]
    assert shown(rows + b"\x1b[2;3r\x1b[S") == ["a", "c", "", "d"]


def test_a_character_is_repeated() -> None:
    assert shown(b"-\x1b[3b|")[0] == "----|"


def test_colours_may_be_written_with_colons() -> None:
    plain, with_colons = Emulator((4, 1)), Emulator((4, 1))
    plain.feed(b"\x1b[38;5;9mx")
    with_colons.feed(b"\x1b[38:5:9mx")
    assert with_colons.cells() == plain.cells()
    assert with_colons.cells()[0][0].fg != "default"


def test_nothing_is_seen_of_an_update_before_it_is_let_go() -> None:
    written = (b"a", b"\x1b[?2026hb", b"c", b"d\x1b[?2026l")
    chunks = [Chunk(float(at), data) for at, data in enumerate(written)]
    seen = [(at, emulator.text()[0].rstrip()) for at, emulator in frames(chunks, (10, 1))]
    assert seen == [(0.0, "a"), (3.0, "abcd")]
