"""Addresses of private networks: asked where somebody agreed, never led to from elsewhere."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scale_tui.domain.errors import OnPrivateNetwork, Unreachable
from scale_tui.sources.discover import fetch_schedule
from scale_tui.sources.fetch import Limits, fetch
from scale_tui.sources.fetch_private import private_address, private_host
from web_server import WebServer, answer, drip, redirect, serving

DATA = b"<schedule/>"
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
LIMITS = Limits(connect=5, silence=30, total=60)
Resolver = Callable[..., Any]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    with serving() as web:
        yield web


@pytest.fixture
def outside(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """This server as if it were out in the world: the path on it by an address that counts as public."""
    monkeypatch.setattr("scale_tui.sources.fetch_private._PRIVATE", PRIVATE_BUT_OTHER)

    def at(path: str) -> str:
        return web.url(path)

    return at


class _ButOther:
    """Of this machine's addresses 127.0.0.1 counts as public, 127.0.0.2 does not."""

    def __contains__(self, address: object) -> bool:
        return str(address) == "127.0.0.2"


PRIVATE_BUT_OTHER = (_ButOther(),)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "[::1]",
        "[::]",
        "[fd00::1]",
        "[fe80::1]",
        "[::ffff:192.168.1.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::a00:1]",
        "[2002:c0a8:101::1]",
    ],
)
def test_what_is_on_a_private_network(host: str) -> None:
    assert private_host(f"http://{host}:8000/a")


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "11.0.0.1",
        "172.32.0.1",
        "192.169.0.1",
        "198.18.0.7",
        "[2001:db8::1]",
        "[64:ff9b::808:808]",
        "[::ffff:8.8.8.8]",
    ],
)
def test_what_is_not(host: str) -> None:
    assert private_host(f"http://{host}:8000/a") is None


def test_a_link_local_address_with_its_interface() -> None:
    assert private_address("fe80::1%eth0") == "fe80::1%eth0"
    assert private_address("router") is None


def test_nobody_is_asked_there_before_somebody_agreed(web: WebServer) -> None:
    address = web.at("/a", answer(DATA))
    with pytest.raises(OnPrivateNetwork) as raised:
        fetch(address, limits=LIMITS)
    assert str(raised.value) == f"{address}: is on this machine or a private network (127.0.0.1)"
    assert web.asked == []
    found = fetch(address, limits=LIMITS, may_be_private=True)
    assert found is not None
    assert (found.data, found.is_private) == (DATA, True)


def test_nor_by_a_name_that_leads_there(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    lead(monkeypatch, {"conf.example": "127.0.0.1"})
    web.at("/a", answer(DATA))
    with pytest.raises(OnPrivateNetwork, match="private network"):
        fetch(f"http://conf.example:{web.port}/a", limits=LIMITS)
    assert web.asked == []
    assert fetch(f"http://conf.example:{web.port}/a", limits=LIMITS, may_be_private=True)


def lead(monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
    """Let these names lead to these addresses."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:
        return real(names.get(host, host), *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("is_agreed", [True, False])
@pytest.mark.parametrize("host", ["127.0.0.2", "inside.example"])
def test_nobody_is_sent_there_from_elsewhere(
    web: WebServer,
    outside: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    is_agreed: bool,
) -> None:
    lead(monkeypatch, {"inside.example": "127.0.0.2"})
    with socket.create_server(("127.0.0.2", 0)) as inside:
        web.at("/a", redirect(f"http://{host}:{inside.getsockname()[1]}/admin"))
        with pytest.raises(Unreachable) as raised:
            fetch(outside("/a"), limits=LIMITS, may_be_private=is_agreed)
        assert not isinstance(raised.value, OnPrivateNetwork)
        assert str(raised.value).endswith(
            ": sends on to a private network (127.0.0.2), which is not followed"
        )
        inside.setblocking(False)
        if host == "127.0.0.2":
            with pytest.raises(BlockingIOError):
                inside.accept()
        else:
            connection, _ = inside.accept()
            assert connection.recv(100) == b""
            connection.close()


def test_a_name_that_leads_elsewhere_the_second_time_is_no_way_in(
    web: WebServer, outside: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = iter(("127.0.0.1", "127.0.0.2"))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: real(next(turns), *rest, **named))
    with socket.create_server(("127.0.0.2", web.port)):
        web.at("/a", redirect("/b"))
        web.at("/b", answer(DATA))
        with pytest.raises(Unreachable, match=r"sends on to a private network \(127.0.0.2\)"):
            fetch(f"http://conf.example:{web.port}/a", limits=LIMITS)


def test_a_page_from_elsewhere_links_nothing_there(web: WebServer, outside: Callable[[str], str]) -> None:
    page = "<!DOCTYPE html><html><a href='http://127.0.0.2:9/schedule.xml'>schedule</a></html>"
    web.at("/", answer(page.encode()))
    with pytest.raises(Exception, match="private network"):
        fetch_schedule(outside("/"), limits=LIMITS, may_be_private=True)


def test_from_one_private_address_to_another_it_is_followed(web: WebServer) -> None:
    web.at("/b", answer(DATA))
    address = web.at("/a", redirect(web.url("/b")))
    assert fetch(address, limits=LIMITS, may_be_private=True)


def test_a_connection_that_is_given_up_is_ended(web: WebServer) -> None:
    is_ended = threading.Event()
    # Within its head, where nobody looks whether it is still waited for.
    drips = drip(web, b"HTTP/1.1 200 OK\r\nA: ", b"x")

    def until_it_ends(handler: Any) -> None:
        try:
            drips(handler)
        except OSError:
            is_ended.set()

    address = web.at("/a", until_it_ends)
    with pytest.raises(Unreachable, match="given up"):
        fetch(address, limits=Limits(total=0.3), may_be_private=True)
    assert is_ended.wait(60)


def test_all_that_a_page_leads_to_is_fetched_within_one_limit(web: WebServer) -> None:
    links = "".join(f"<a href='/{number}/schedule.xml'>x</a>" for number in range(4))
    for number in range(4):
        web.at(f"/{number}/schedule.xml", drip(web, HEAD, b"<"))
    web.at("/", answer(f"<!DOCTYPE html><html>{links}</html>".encode()))
    with pytest.raises(Exception, match="given up"):
        fetch_schedule(web.url("/"), limits=Limits(total=0.6), may_be_private=True)
    assert [path for path, _ in web.asked] == ["/", "/0/schedule.xml"]
