"""What comes from the keyboard, or whatever else a terminal sends."""

from collections.abc import Callable

import pytest

from pseudo_terminal import Playing

Play = Callable[..., Playing]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff\xfe\xe9",  # no UTF-8
        b"\x1b[1114112;1u",  # a key past the last character
        b"\x1b[99999999999999999999;1u",
        b"\x1b[97:65;2u",  # kitty's other form of a key
        b"\x1b[<0;99999;99999M",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[?2048;9$y\x1b[?2026;9$y",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x00\x7f\x80",
    ],
)
def test_what_makes_no_sense_is_passed_over(play: Play, garbage: bytes) -> None:
    app = play().drawn()
    app.type(garbage)
    # Whatever the garbage has opened.
    app.type("\x11")
    assert app.ended() == 0
    assert app.is_as_before()


def test_escape_alone_is_a_key(play: Play) -> None:
    app = play().drawn()
    app.type("?")
    app.until_written("keys and marks")
    app.read_the_rest()
    since = len(app.written)
    app.type("\x1b")
    app.until_written("Lunch Break", since)
    app.type("q")
    assert app.ended() == 0


def test_a_key_that_comes_in_two_pieces_is_one(play: Play) -> None:
    app = play().drawn()
    app.type("\x1b")
    app.type("[B")
    app.until_written("Jose Leitao, Robert Colanuoni")
    app.until(lambda: any("Jose Leitao  Meta" in line for line in app.picture(120, 35)), "the next talk")
    app.type("q")
    assert app.ended() == 0


@pytest.mark.parametrize(
    ("typed", "searched"),
    [("/llama2", "llama2"), ("@jose", "@jose"), ("2/llama2", "llama2"), ("jj/a/b@c", "a/b@c")],
)
def test_what_is_typed_in_one_go_with_the_slash_is_all_searched_for(
    play: Play, typed: str, searched: str
) -> None:
    app = play().drawn()
    app.type(typed)
    app.until(lambda: any(line.startswith(f" / {searched} ") for line in app.picture(120, 35)), searched)


def test_what_is_typed_in_one_go_with_the_key_for_a_note_is_the_note(play: Play) -> None:
    app = play().drawn()
    app.type("emind the jjap, q")
    app.until(lambda: any("mind the jjap, q" in line for line in app.picture(120, 35)), "the note")
    app.type("\x11")
    assert app.ended() == 0
