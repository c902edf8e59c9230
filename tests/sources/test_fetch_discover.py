"""From a conference's page to its schedule: what the page links, and where pretalx and frab have it."""

from collections.abc import Iterator
from functools import partial

import pytest

from scale_tui.domain.errors import Unreachable, UnreadableAgenda
from scale_tui.sources import discover
from scale_tui.sources.discover import is_page, schedule_links
from scale_tui.sources.fetch import Validators
from web_server import WebServer, answer, redirect, serving, versioned

XML = b"<?xml version='1.0'?><schedule><conference><title>T</title></conference></schedule>"
ADDRESS = "https://conf.example/conf-2025/"

fetch_schedule = partial(discover.fetch_schedule, may_be_private=True)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as web:
        yield web


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Conf</title>{head}</head><body>{body}</body></html>"


def web_page(body: str, head: str = "") -> bytes:
    return page(body, head).encode()


def links(body: str = "", head: str = "", address: str = ADDRESS) -> list[str]:
    return [link.removeprefix("https://conf.example") for link in schedule_links(page(body, head), address)]


@pytest.mark.parametrize(
    ("data", "is_it"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf \n<!-- hello --><HTML lang=en>", True),
        (b"<?xml version='1.0'?><html xmlns='x'>", True),
        (XML, False),
        (b"BEGIN:VCALENDAR", False),
        (b'{"html": "<html>"}', False),
        (b"Agenda with <html>", False),
        (b"", False),
    ],
)
def test_what_is_a_page(data: bytes, is_it: bool) -> None:
    assert is_page(data) is is_it


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<a href="schedule.xml">x</a>', "/conf-2025/schedule.xml"),
        ("<a class=x href='/export/schedule.json'>x</a>", "/export/schedule.json"),
        ("<A HREF=agenda.ics>", "/conf-2025/agenda.ics"),
        ('<a\n  href="../2025/schedule/xml">XML', "/2025/schedule/xml"),
        ('<a href="a.ics" title="Calendar">', "/conf-2025/a.ics"),
        ('<a href="schedule.xml?lang=en&amp;v=2">', "/conf-2025/schedule.xml?lang=en&v=2"),
        ('<a href="https://other.example/conf.ics">', "https://other.example/conf.ics"),
        ('<link rel="alternate" type="text/calendar" href="/all">', "/all"),
        ('<a href="/anatomy/schedule.xml">', "/anatomy/schedule.xml"),
    ],
)
def test_links_to_schedules(body: str, found: str) -> None:
    assert links(body) == [found]


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="">',
        '<a href="/schedule">',
        '<a href="style.xml">',
        '<a href="/schedule/feed.xml"><a href="/schedule.rss">',
        '<link type="application/rss+xml" href="/schedule">',
        '<link type="application/json" href="/schedule/oembed">',
        '<a href="/conf-2025/talk/ABC123.ics">',
        '<a href="/public/events/123.ics">',
        '<a href="javascript:schedule.xml"><a href="file:///schedule.xml">',
        '<a href="http://conf.example/schedule.xml">',
        "<a title='a' <a href=schedule.xml",
    ],
)
def test_what_is_no_link_to_a_schedule(body: str) -> None:
    assert links(body) == []


def test_the_likeliest_comes_first() -> None:
    body = '<a href="x.ics"><a href="schedule.ics"><a href="schedule.json"><a href="schedule.xml">'
    assert links(body, '<link rel="alternate" href="main-schedule.xml">') == [
        "/conf-2025/main-schedule.xml",
        "/conf-2025/schedule.xml",
        "/conf-2025/schedule.json",
        "/conf-2025/schedule.ics",
        "/conf-2025/x.ics",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "conf-2025",
        "conf-2025/",
        "conf-2025/schedule/",
        "conf-2025/talk/ABC/",
        "conf-2025/speaker/",
        "conf-2025/cfp",
    ],
)
@pytest.mark.parametrize("prefix", ["", "events/"])
def test_where_pretalx_has_it(prefix: str, path: str) -> None:
    found = links(
        "Powered by <a href='https://pretalx.com'>pretalx</a>", address=f"https://conf.example/{prefix}{path}"
    )
    assert found[0] == f"/{prefix}conf-2025/schedule/export/schedule.xml"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://conf.example/en/conf/public/schedule/2", "/en/conf/public/schedule.xml"),
        ("https://conf.example/en/conf/public/events", "/en/conf/public/schedule.xml"),
        ("https://conf.example/2019/Fahrplan/", "/2019/Fahrplan/schedule.xml"),
        ("https://conf.example/2019/Fahrplan/day1.html", "/2019/Fahrplan/schedule.xml"),
    ],
)
def test_where_frab_has_it(address: str, found: str) -> None:
    assert links(address=address) == [found]


def test_a_page_of_nothing_but_beginnings_is_read_in_no_time() -> None:
    assert links("<a " * 300_000) == []
    assert links("<a href=" * 100_000) == []


# On the web


def test_a_schedule_is_taken_as_it_is(web: WebServer) -> None:
    found = fetch_schedule(web.at("/schedule.xml", versioned(XML, '"1"')))
    assert found is not None
    assert found.data == XML
    assert fetch_schedule(found.address, known=found.validators) is None


def test_a_page_leads_to_its_schedule(web: WebServer) -> None:
    web.at("/export/schedule.xml", versioned(XML, '"1"'))
    address = web.at("/conf/", answer(web_page('<a href="../export/schedule.xml">')))
    found = fetch_schedule(address, known=Validators('"of the page"'))
    assert found is not None
    assert (found.address, found.data) == (web.url("/export/schedule.xml"), XML)
    assert found.validators.etag == '"1"'
    assert "If-None-Match" not in web.asked[-1][1]


def test_links_are_those_of_the_page_that_was_led_to(web: WebServer) -> None:
    web.at("/2025/schedule.xml", answer(XML))
    web.at("/2025/", answer(web_page('<a href="schedule.xml">')))
    found = fetch_schedule(web.at("/", redirect("/2025/")))
    assert found is not None
    assert found.address == web.url("/2025/schedule.xml")


def test_the_next_link_is_tried_where_one_fails(web: WebServer) -> None:
    web.at("/schedule.json", answer(web_page("log in")))
    web.at("/schedule.ics", answer(b"BEGIN:VCALENDAR"))
    links = "".join(f'<a href="/schedule.{format_}">' for format_ in ("xml", "json", "ics"))
    found = fetch_schedule(web.at("/", answer(web_page(links))))
    assert found is not None
    assert found.data == b"BEGIN:VCALENDAR"


def test_a_password_goes_along(web: WebServer) -> None:
    web.at("/schedule.xml", answer(XML))
    web.at("/", answer(web_page('<a href="schedule.xml">')))
    found = fetch_schedule(web.url("/", "me:secret@"))
    assert found is not None
    assert all(headers["Authorization"] == "Basic bWU6c2VjcmV0" for _, headers in web.asked)


def test_a_page_that_leads_nowhere(web: WebServer) -> None:
    address = web.at("/", answer(web_page("Welcome!")))
    with pytest.raises(UnreadableAgenda) as raised:
        fetch_schedule(address.replace("//", "//me:secret@"))
    assert str(raised.value) == (
        f"{address}: is a web page that links no schedule; give the address of its .xml, .json or .ics file"
    )


def test_a_page_whose_links_lead_nowhere(web: WebServer) -> None:
    many = "".join(f'<a href="schedule-{number}.xml">' for number in range(50))
    with pytest.raises(UnreadableAgenda, match=r"that cannot be had .*404"):
        fetch_schedule(web.at("/", answer(web_page(many))))
    assert len(web.asked) == 5


def test_a_page_that_is_not_there(web: WebServer) -> None:
    with pytest.raises(Unreachable, match="404"):
        fetch_schedule(web.url("/"))
