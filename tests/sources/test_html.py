"""Texts with markup and without, made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.sources.clean import clean_line
from scale_tui.sources.prose import readable, unescaped


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One\n line</p>\n\n<p>\nTwo </p>\n", "One line\n\nTwo"),
        ("One<br>Two<br/>Three<br />Four", "One\nTwo\nThree\nFour"),
        ("One<br><br>Two", "One\nTwo"),
        ("<h2>Head</h2>Text<div>More</div>", "Head\n\nText\n\nMore"),
        ("<p>A <strong>bold</strong> <em>and</em> <code>x &lt; y</code></p>", "A bold and x < y"),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<P CLASS='x'>One</P>", "One"),
        ("Before<hr>After", "Before\n\nAfter"),
        ("<blockquote><p>Said</p></blockquote>Then", "Said\n\nThen"),
        ("<pre>a\n  b\nc</pre>", "a\nb\nc"),
        ("<p>Fish &amp; chips &copy; &#x27;x&#39; &nbsp;&hearts;</p>", "Fish & chips © 'x' ♥"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
        ("<p>x</p><script>alert('<p>')</script><style>p {}</style><p>y</p>", "x\n\ny"),
        ("<p>x<!-- <b>no</b> --></p>", "x"),
        ("<p>x<!-- never closed <p>y</p>", "x"),
        ("<p>x</p><iframe src='https://a.example'>no frames</iframe>", "x"),
        ("<p></p><p> </p><ul><li></li></ul>", ""),
        ("<p>x<img src='x' alt='y'></p>", "x"),
    ],
)
def test_html_is_read_as_paragraphs_and_lines(html, expected):
    assert readable(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ul>\n <li>a\n <li>b\n</ul>\n", "- a\n- b"),
        ("<p>See:</p><ul><li><p>a</p></li><li><p>b</p></li></ul><p>End</p>", "See:\n\n- a\n- b\n\nEnd"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ('<ol start="-x"><li>a</li></ol>', "1. a"),
        ("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("<li>a</li><li>b</li>", "- a\n- b"),
        ("</ul><p>x</p></ul>", "x"),
        ("<ul><li></li><li>a</li></ul>x", "- a\n\nx"),
    ],
)
def test_lists_have_an_item_on_a_line(html, expected):
    assert readable(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://a.example/x">here</a>', "here (https://a.example/x)"),
        ("See <a href='https://a.example'>this</a>, and", "See this (https://a.example), and"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="https://a.example/">a.example</a>', "a.example"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="https://a.example/"></a><b>x</b>', "https://a.example/x"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="#top">x</a>', "x"),
        ("<a>x</a>", "x"),
        ('<a href="https://a.example/">x', "x (https://a.example/)"),
        (
            '<a href="https://a.example/">x<a href="https://b.example/">y</a>',
            "x (https://a.example/)y (https://b.example/)",
        ),
        ('<p><a href="https://a.example/"><b>x</b> y</a></p><p>z</p>', "x y (https://a.example/)\n\nz"),
    ],
)
def test_the_address_stands_behind_the_words_that_link_to_it(html, expected):
    assert readable(html) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c",
        "AT&T & friends; R&D",
        "List<String> and Map<K, V>",
        "Write to <ada@conf.example> or <https://a.example/>",
        "<3 this talk",
        "if (a<b && c>d)",
        "where a<b and c>d",
        "The <audience> is asked",
        "x <",
        "&; &#; &#x; &nosuchthing;",
        "https://a.example/?a=1&copy=2",
    ],
)
def test_plain_text_with_a_stray_sign_stays_as_it_is(text):
    assert readable(text) == text


def test_what_is_no_tag_of_html_stays_among_tags():
    assert readable("<p>List<String> and <ada@conf.example>, 1 < 2, x <</p>") == (
        "List<String> and <ada@conf.example>, 1 < 2, x <"
    )


def test_what_was_escaped_twice_is_read():
    assert readable("It isn&#x27;t &quot;so&quot; &amp; 1 &lt; 2") == 'It isn\'t "so" & 1 < 2'
    assert readable("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;") == "One\n\nTwo"
    assert readable("How &lt;p&gt; works") == "How <p> works"
    assert unescaped("a & b; c") == "a & b; c"


@pytest.mark.parametrize(
    "reference",
    ["&#27;", "&#x1b;", "&#155;", "&#x202e;", "&#x200b;", "&#0;", "&#xd800;", "&#x110000;", "&#7;"],
)
def test_no_reference_brings_in_what_a_terminal_could_obey(reference):
    for text in (f"a{reference}[31mb", f"<p>a{reference}[31mb</p>"):
        found = readable(text)
        assert found == clean_line(found)
        assert found.isprintable()


def test_markdown_stays_as_it_is():
    text = "# Head\n\n**bold** [link](https://a.example)\n\n- one\n- two\n\n> said\n> so\n\n1. a\n2. b"
    assert readable(text) == text


def test_ends_of_lines_stay_as_they_were_typed():
    assert readable("Bring:\r\na laptop\r\na cable") == "Bring:\na laptop\na cable"
    long = "word " * 40
    assert readable(f"{long}\nshort\n{long}") == f"{long.strip()}\nshort\n{long.strip()}"
    assert readable("One\n \n\n\n Two") == "One\n\nTwo"


def test_lines_that_were_broken_to_fit_are_joined():
    text = (
        "The Penta News Game Show rehashes a collection of absurd, day-to-day\n"
        "news items of 2011 to entertain the audience, let the Net participate,\n"
        "and make its winners heroes.\n"
        "Bring:\n"
        "- a laptop"
    )
    first, *rest = readable(text).split("\n")
    assert first == " ".join(text.split("\n")[:3])
    assert rest == ["Bring:", "- a laptop"]


def test_an_abstract_of_megabytes_is_read():
    assert readable("x " * 500_000) == ("x " * 500_000).strip()
    assert len(readable("<p>x</p>" * 200_000)) < 1_600_000


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a href='",
        '<a href="x',
        "<!--",
        "<![CDATA[",
        "<!",
        "<?",
        "</",
        "&#",
        "&amp",
        "<p",
        "<ul><li>",
        "<!---->",
        "<!-- --!>",
        "<script>",
        "<script></script>",
        "<b id=1><p>",
        "<a href=x>y</a>",
    ],
)
def test_what_never_ends_does_not_take_forever(piece):
    # Each of these made some parser of HTML slow by the square of the length: here it would be minutes.
    assert isinstance(readable(f"<p>x</p>{piece * 60_000}"), str)


@pytest.mark.parametrize("tag", ["div", "b", "ul", "li", "a href='https://a.example'", "table", "blockquote"])
def test_nesting_of_any_depth_is_read(tag):
    name = tag.split()[0]
    assert "deep" in readable(f"<{tag}>" * 100_000 + "deep")
    assert "deep" in readable(f"<{tag}>" * 25_000 + "deep" + f"</{name}>" * 25_000)


def test_tags_in_the_wrong_order_do_not_multiply():
    # A tree of it, as HTML 5 has it, opens each of the b again in each of the p.
    bold = "".join(f"<b id={number}>" for number in range(20_000))
    assert readable(f"{bold}x{'<p>y' * 20_000}") == "x" + "\n\ny" * 20_000


PIECES = """<p> </p> <br> <ul> <li> </ul> <ol> <a\thref='https://a.example'> </a> <pre> </pre> <b> word < > &
&amp; &#27; <script> </script> <!-- --> \x1b[31m \u202e é 日本 ' \""""
pieces = st.sampled_from([" ", "\n", *PIECES.split(" ")])


@given(st.lists(pieces | st.text(max_size=4), max_size=30).map("".join))
def test_whatever_it_is_it_becomes_clean_lines(text):
    found = readable(text)
    assert all(line == clean_line(line) or line.startswith("  ") for line in found.split("\n"))
    assert all(character == "\n" or character.isprintable() for character in found if character < "\u00a0")
    assert "\n\n\n" not in found
    assert found == found.strip("\n")
