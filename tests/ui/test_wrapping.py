"""Text in lines: broken quickly where that is easy, and always as Textual breaks it."""

from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content

from scale_tui.ui.line import wrap

TEXTS = st.text(st.sampled_from("abcd  -é“型\u0301\n"), max_size=80) | st.text(max_size=40)


@given(TEXTS.filter(lambda text: "\r" not in text), st.integers(1, 20))
@example("two words", 3)
@example("ab  cd", 2)
@example("abc  d", 3)
@example("  leading", 4)
@example("averyverylongword here", 5)
def test_lines_are_broken_where_textual_breaks_them(text: str, width: int) -> None:
    expected = [part.plain.rstrip() for line in text.split("\n") for part in Content(line).wrap(width)]
    assert wrap(text, width) == expected
