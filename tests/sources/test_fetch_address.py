"""Which addresses are asked, and what of them is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.errors import Unreachable
from scale_tui.sources.fetch_address import is_address, read_address, shown_address


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", "http://example.org/"),
        (" https://example.org/a?b=c#d ", "https://example.org/a?b=c"),
        ("HTTPS://EXAMPLE.org:8080/A", "https://example.org:8080/A"),
        ("webcal://example.org/a.ics", "https://example.org/a.ics"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/ä%20b"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://me:pass@example.org/", "https://example.org/"),
    ],
)
def test_addresses_as_they_are_asked(text: str, url: str) -> None:
    assert is_address(text)
    assert read_address(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "http:///path",
        "http://[",
        "http://a:port/",
        "http://" + "é" * 70 + "/",
        "http://:80/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Unreachable) as raised:
        read_address(text)
    assert "no address of the web" in str(raised.value)
    assert len(str(raised.value)) < 240


def test_a_file_is_no_address() -> None:
    assert not is_address("schedule.xml")
    assert not is_address("C:\\schedule.xml")
    assert not is_address("file:///schedule.xml")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a/b.xml", "https://example.org/a/b.xml"),
        ("https://me:pass@example.org/a", "https://example.org/a"),
        ("https://me@example.org", "https://example.org"),
        ("https://example.org/a?key=secret&x=1", "https://example.org/a?…"),
        ("https://example.org?key=secret", "https://example.org"),
        ("https://example.org/a#secret", "https://example.org/a"),
        (
            "https://calendar.example/ical/x/private-abc/basic.ics",
            "https://calendar.example/ical/x/private-…/basic.ics",
        ),
        ("https://example.org/\x1b[31ma", "https://example.org/a"),
    ],
)
def test_what_of_an_address_is_shown(address: str, shown: str) -> None:
    assert shown_address(address) == shown


secrets = st.text("abc@:/?#%é0", min_size=1, max_size=8).map(lambda text: f"SECRET{text}SECRET")


@given(
    secrets,
    st.sampled_from(["https://me:{}@example.org/p", "https://{}@h.example", "http://h.example/?k={}"]),
)
def test_a_secret_is_never_shown(secret: str, form: str) -> None:
    from urllib.parse import quote

    address = form.format(quote(secret, safe=""))
    assert "SECRET" not in shown_address(address)
    assert "SECRET" not in shown_address(form.format(secret.replace("/", "")))
    found = read_address(address)
    assert "SECRET" not in found.url.partition("?")[0]
    assert read_address(found.whole) == found
