"""What is sent of a frame makes the terminal show what all of the frame would."""

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from scale_tui.ui.pen import Ink, change, ink_of
from scale_tui.ui.thin_frames import OF_ONE_CELL, ThinFrames, of_two_cells

WIDTH, HEIGHT = 16, 4
SIZE = (WIDTH, HEIGHT)
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"

COLORS = ("38;2;200;0;0", "38;5;12", "31", "48;2;0;0;90", "48;5;20", "44", "1", "2", "3", "4", "7", "9")
STYLES = st.lists(st.sampled_from(COLORS), max_size=3, unique_by=lambda code: code[:2]).map(";".join)
ORDINARY = st.text("ab ▌é·", min_size=1, max_size=4)
WIDE = st.sampled_from(["型", " 型", "型シ", "a型 b"])
UNUSUAL = st.sampled_from(["👩‍🚀", "e\u0301", "\u200b"])


@st.composite
def pieces(draw: st.DrawFn, texts: st.SearchStrategy[str], width: int) -> str:
    """Styled text over so many cells, as Textual sends it."""
    written, left = "", width
    while left > 0:
        text = draw(texts)
        if cell_len(text) > left:
            text = " " * left
        style = draw(STYLES)
        written += f"\x1b[{style}m{text}\x1b[0m" if style else text
        left -= cell_len(text)
    return written


@st.composite
def frames(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A frame: of all lines, or of some pieces; the cursor somewhere at its end."""
    if draw(st.integers(0, 4)) == 0:
        lines = "\n".join(f"\x1b[{y + 1};1H{draw(pieces(texts, WIDTH))}" for y in range(HEIGHT))
    else:
        found = []
        for y in sorted(draw(st.sets(st.integers(1, HEIGHT)))):
            # As widgets stand beside each other: no piece cuts what another wrote.
            x, width = draw(st.sampled_from([(1, 6), (7, 10), (1, WIDTH)]))
            found.append(f"\x1b[{y};{x}H{draw(pieces(texts, width))}")
        lines = "\n".join(found)
    return f"{lines}\x1b[{draw(st.integers(1, HEIGHT))};{draw(st.integers(1, WIDTH))}H"


class Terminal:
    """What a terminal shows, blanks as bare grounds."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)

    def write(self, text: str) -> None:
        self._stream.feed(text.replace("\n", "\r\n"))

    def shown(self) -> object:
        cursor = self._screen.cursor
        return [[self._cell(y, x) for x in range(WIDTH)] for y in range(HEIGHT)], (cursor.y, cursor.x)

    def _cell(self, y: int, x: int) -> object:
        cell = self._screen.buffer[y][x]
        if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
            return cell.bg
        return cell


@settings(max_examples=200, deadline=None)
@given(st.lists(frames(ORDINARY | WIDE), min_size=1, max_size=8))
def test_the_terminal_shows_the_same_as_of_whole_frames(sent: list[str]) -> None:
    whole, thinned, thin = Terminal(), Terminal(), ThinFrames()
    for frame in sent:
        whole.write(frame)
        thinned.write("".join(thin.thinned(part, SIZE) for part in (BEGIN, frame, END)))
        assert thinned.shown() == whole.shown()


@settings(deadline=None)
@given(st.lists(frames(ORDINARY | WIDE | UNUSUAL), min_size=1, max_size=8))
def test_what_terminals_draw_in_different_widths_is_sent_as_it_is(sent: list[str]) -> None:
    thin = ThinFrames()
    for frame in sent:
        thinned = thin.thinned(frame, SIZE)
        for unusual in ("👩‍🚀", "e\u0301", "\u200b"):
            assert thinned.count(unusual) == frame.count(unusual)


FIRST = "".join(f"\x1b[{y};1H{'a' * WIDTH}" for y in range(1, HEIGHT + 1)) + "\x1b[1;1H"
AGAIN = f"\x1b[2;1H{'a' * WIDTH}\x1b[1;1H"
ONE_OTHER = f"\x1b[2;1H{'a' * 9}b{'a' * 6}\x1b[1;1H"


def test_only_the_cell_that_differs_is_sent() -> None:
    thin = ThinFrames()
    assert thin.thinned(FIRST, SIZE) == FIRST
    assert thin.thinned(ONE_OTHER, SIZE) == "\x1b[2;10Hb\x1b[1;1H"
    assert thin.thinned(ONE_OTHER, SIZE) == ""


def test_behind_a_wide_character_the_next_stands_where_it_belongs() -> None:
    thin, terminal = ThinFrames(), Terminal()
    for frame in (f"\x1b[1;1H型{'a' * 12}bc\x1b[1;1H", f"\x1b[1;1Hシ{'a' * 12}dc\x1b[1;1H"):
        terminal.write(thin.thinned(frame, SIZE))
    whole = Terminal()
    whole.write(frame)
    assert terminal.shown() == whole.shown()


def test_bold_goes_while_pale_stays() -> None:
    assert change(ink("1;2"), ink("2"))[0] in {"\x1b[22;2m", "\x1b[;2m"}


def ink(sequence: str) -> Ink:
    found = ink_of(sequence)
    assert found is not None
    return found


def test_a_frame_with_nothing_new_sends_nothing_at_all() -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert [thin.thinned(part, SIZE) for part in (BEGIN, AGAIN, END)] == ["", "", ""]


def test_only_what_a_terminal_may_show_in_part_is_held_back() -> None:
    """A minute that passes changes some digits; what a key changes is more than is read in one go."""
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert [thin.thinned(part, SIZE) for part in (BEGIN, ONE_OTHER, END)][-1] == "\x1b[2;10Hb\x1b[1;1H"
    long = f"\x1b[1;1H{'é' * 600}\x1b[1;1H"
    sent = [thin.thinned(part, SIZE) for part in (BEGIN, long, END)][-1]
    assert sent.startswith(BEGIN)
    assert "é" * 600 in sent
    assert sent.endswith(END)


def test_a_frame_of_all_lines_is_sent_whole_though_nothing_is_new() -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert thin.thinned(FIRST, SIZE) == FIRST


@pytest.mark.parametrize("text", ["\x1b[?1049h", "\x1b[2J", "words"])
def test_what_is_not_known_to_change_nothing_makes_it_forget(text: str) -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert thin.thinned(text, SIZE) == text
    assert "a" * WIDTH in thin.thinned(AGAIN, SIZE)


@pytest.mark.parametrize("text", ["\x07", "\x1b]2;title\x07", "\x1b]52;c;YQ==\x1b\\"])
def test_a_bell_or_a_title_changes_no_cell(text: str) -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert thin.thinned(text, SIZE) == text
    assert thin.thinned(AGAIN, SIZE) == ""


def test_another_size_makes_it_forget() -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    assert "a" * WIDTH in thin.thinned(AGAIN, (WIDTH + 1, HEIGHT))


def test_told_to_forget_it_forgets() -> None:
    thin = ThinFrames()
    thin.thinned(FIRST, SIZE)
    thin.forget()
    assert "a" * WIDTH in thin.thinned(AGAIN, SIZE)


def test_characters_take_the_cells_that_are_counted_for_them() -> None:
    every = [chr(code) for code in range(0x20, 0x110000) if not 0xD800 <= code < 0xE000]
    assert {cell_len(character) for character in every if OF_ONE_CELL.fullmatch(character)} == {1}
    assert {cell_len(character) for character in every if of_two_cells().fullmatch(character)} == {2}
