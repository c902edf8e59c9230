"""HTML that is read without the parser: as the parser reads it, or not at all."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from justhtml import stream

from scale_tui.sources import html
from scale_tui.sources.html_simple import attributes_of, simple_tags
from scale_tui.sources.tags import STRAY_BRACKET

Event = tuple[str, object]

WRITTEN = (
    '<p> </p> <P> <p/> <br/> <br\t/> <ul> <li> </ul> <ol\nstart="3"> <a\thref="https://a.example">'
    ' <a\thref=\'x\'> <a\thref="1"\thref="2"> <a\thref="x&amp;y"> <a\tHREF="x"> <a\trel=x> </a>'
    ' </a\thref="x"> <pre> </pre> <b> </b\t> <script> </script> <style> <iframe> <head> <svg> <math>'
    ' <!-- --> ]]> <![CDATA[ <p < > = " / & &amp; &lt; &lt;p&gt; &amp;lt; &amp &#27; &#39; &#x27; &#39'
    " &nbsp; &copy; &copy word \x1b[31m \u202e \0 é 日本"
)
PIECES = [piece.replace("\t", " ") for piece in WRITTEN.split(" ") if piece] + [
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\f",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)
# What programs write, so that most of it is simple.
simple_texts = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", '<a href="https://a.example">', "</a>", "<br />", "x & y", " ", "\n"]
    )
    | st.text(st.characters(exclude_characters="<&\0\r"), max_size=5),
    max_size=12,
).map("".join)


def found_by_the_library(text: str) -> Iterator[Event]:
    for event in stream(STRAY_BRACKET.sub("&lt;", text)):
        match event:
            case ("start", (tag, attributes)):
                yield "start", (tag, dict(attributes))
            case ("end" | "text", str()):
                yield event


def found_without(text: str) -> Iterator[Event] | None:
    found = simple_tags(text)
    return None if found is None else events(*found)


def events(first: str, tags: Iterator[tuple[str, str, str, str]]) -> Iterator[Event]:
    if first:
        yield "text", unescape(first)
    for slash, tag, attributes, words in tags:
        yield ("end", tag) if slash else ("start", (tag, attributes_of(attributes)))
        if words:
            yield "text", unescape(words)


@given(texts | simple_texts)
@example('<a href="1" href="2" rel="x">x</a href="3">')
@example('<a href="x&amp;y">z</a>')
@example("<p>one\rtwo\r\nthree</p>")
@example("<style><p></style>")
@example("<p>Fish &amp; chips &lt;b&gt; & &nbsp;\r\n</p>")
def test_what_is_found_is_what_the_library_finds(text: str) -> None:
    found = found_without(text)
    if found is not None:
        assert list(found) == list(found_by_the_library(text))


def test_each_number_that_needs_no_parser_is_the_character_that_the_library_makes_of_it() -> None:
    texts = [f"<b>&#{number};" for number in range(51_000)]
    simple = [text for text in texts if simple_tags(text) is not None]
    assert len(simple) == 2 + 50_000 - 160
    assert all(list(found_without(text) or ()) == list(found_by_the_library(text)) for text in simple)


@given(simple_texts)
def test_what_programs_write_takes_no_parser(text: str) -> None:
    if "]]>" not in text and not re.search(r"&(?![ \n\t])", text):
        assert simple_tags(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "<p>x<!-- y --></p>",
        "<p>x</p><script>'<p>'</script>",
        "<p>x &copy; y</p>",
        "<p>x &#27; y</p>",
        "<p>x &#x1b; y</p>",
        "<style>p {}</style>",
        "<iframe>x</iframe>",
        "<p>R&D</p>",
        "<p>List<String></p>",
        "<p>1 < 2</p>",
        "<P>x</P>",
        "<p class='x'>y</p>",
        '<a href="?a=1&b=2">x</a>',
        "<p>x]]></p>",
        "<p",
    ],
)
def test_what_the_library_has_rules_for_is_left_to_it(text: str) -> None:
    assert simple_tags(text) is None


@pytest.mark.parametrize(
    ("abstract", "is_loaded"), [("<p>Fish &amp; <b>chips</b></p>", False), ("<p>x &copy;", True)]
)
def test_the_parser_is_loaded_for_what_takes_it_alone(abstract: str, is_loaded: bool) -> None:
    script = (
        "import sys; from scale_tui.sources.prose import readable;"
        f"readable({abstract!r}); sys.exit('justhtml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == is_loaded


@given(texts | simple_texts)
def test_a_text_reads_the_same_with_and_without_the_parser(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "simple_tags", lambda _: None)
        by_the_library = html.readable_html(text)
    assert html.readable_html(text) == by_the_library
