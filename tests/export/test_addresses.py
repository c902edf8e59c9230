"""Which addresses lead anywhere: what is opened is what is shown, and nothing but pages and mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, session
from scale_tui.domain.agenda import Link
from scale_tui.export.addresses import is_openable, links_of, page_of

PAGE = "https://example.org/event/1/"


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "HTTP://EXAMPLE.ORG",
        "http://[2001:db8::1]:8000/a?b=c&d=%20#e",
        "https://example.org/it's-(fine),~tilde;a@b$c*+!|{}^`",
        "mailto:ada@example.org?subject=hello%20there",
    ],
)
def test_pages_and_mail_may_be_opened(address: str) -> None:
    assert is_openable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///etc/passwd",
        "mailto:",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://example.org",
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,<b>",
        "vbscript:x",
        "//example.org/",
        "-https://example.org/",
        "--help",
        " https://example.org/",
        "https://example.org/ --new-window",
        "https://example.org/\n",
        "https://example.org/\x1b]52;c;eA==\x07",
        "https://example.org/\x00",
        "https://example.org/\x9b31m",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://example.org\\@evil.example/",
        "https://exämple.org/",
        "https://example.org/\u202egro.elpmaxe",
        f"https://example.org/{'a' * 8_000}",
    ],
)
def test_nothing_else_may(address: str) -> None:
    assert not is_openable(address)


@given(st.text(max_size=30))
def test_no_text_that_may_be_opened_has_anything_a_terminal_or_a_shell_line_would_split(text: str) -> None:
    for address in (text, f"https://{text}", f"mailto:{text}"):
        if is_openable(address):
            assert address.isascii()
            assert address.isprintable()
            assert not set(address) & set(' "<>\\')
            assert address.lower().startswith(("https://", "http://", "mailto:"))


def test_the_page_comes_first_and_each_address_once_with_its_name() -> None:
    slides = Link("https://example.org/slides", "Slides")
    talk = session(
        "12:15",
        url=PAGE,
        links=(slides, Link(PAGE, "The page"), Link(slides.url), Link("file:///etc/passwd", "Notes")),
    )
    assert links_of(talk) == (Link(PAGE, "The page"), slides)
    assert links_of(session("12:15")) == ()


def test_the_page_of_a_conference_is_one_that_may_be_opened() -> None:
    assert page_of(agenda(title="Conf", url=PAGE)) == Link(PAGE, "Conf")
    assert page_of(agenda(url="javascript:alert(1)")) is None
    assert page_of(agenda()) is None
