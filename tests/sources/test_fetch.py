"""Fetching from a real server on this machine: what it gives, and each way in which it can fail."""

import gzip
import os
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from scale_tui.domain.errors import Unreachable
from scale_tui.sources.fetch import Fetched, Limits, Validators, fetch
from web_server import (
    TRUSTED,
    Answer,
    WebServer,
    answer,
    chunked,
    drip,
    redirect,
    serving,
    silence,
    versioned,
)

DATA = b"<schedule/>" * 1000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
PATIENT = Limits(connect=5, silence=30, total=60)
HASTY = Limits(connect=0.2, silence=0.2, total=30)


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as web:
        yield web


@pytest.fixture
def encrypted(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(TRUSTED))
    with serving(is_encrypted=True) as web:
        yield web


def fetched(address: str, **options: Any) -> Fetched:
    found = fetch(address, **({"limits": PATIENT, "may_be_private": True} | options))
    assert found is not None
    return found


def complaint(address: str, **options: Any) -> str:
    with pytest.raises(Unreachable) as raised:
        fetch(address, **({"limits": PATIENT, "may_be_private": True} | options))
    text = str(raised.value)
    assert "\n" not in text
    return text.removeprefix(address).removeprefix(": ")


# What it gives


def test_what_the_server_has(web: WebServer) -> None:
    address = web.at("/a", answer(DATA, {"ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}))
    found = fetched(address)
    assert (found.address, found.data) == (address, DATA)
    assert found.validators == Validators('"1"', "Mon, 23 Nov 2026 10:00:00 GMT")
    ((_, headers),) = web.asked
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["User-Agent"].startswith("scale-tui/")
    assert "If-None-Match" not in headers
    assert "Authorization" not in headers


@pytest.mark.parametrize("told", [answer(DATA, length=-1), chunked(DATA[:7], DATA[7:])])
def test_a_body_that_does_not_say_how_long_it_is(web: WebServer, told: Answer) -> None:
    assert fetched(web.at("/a", told)).data == DATA


def test_encrypted(encrypted: WebServer) -> None:
    assert fetched(encrypted.at("/a", answer(DATA))).data == DATA


def test_nothing_newer_than_what_is_known(web: WebServer) -> None:
    address = web.at("/a", versioned(DATA, '"7"'))
    known = fetched(address).validators
    assert fetch(address, known=known, limits=PATIENT, may_be_private=True) is None
    assert web.asked[1][1]["If-None-Match"] == '"7"'
    assert web.asked[1][1]["If-Modified-Since"] == known.last_modified
    web.at("/a", versioned(DATA + b"!", '"8"', "Mon, 23 Nov 2026 11:00:00 GMT"))
    assert fetched(address, known=known).data == DATA + b"!"


@pytest.mark.parametrize("known", [Validators(etag='"7"'), Validators(last_modified="x")])
def test_either_mark_of_a_version_is_enough(web: WebServer, known: Validators) -> None:
    assert (
        fetch(web.at("/a", answer(b"", status=304)), known=known, limits=PATIENT, may_be_private=True) is None
    )


def test_a_mark_that_could_not_be_sent_back_is_not_kept(web: WebServer) -> None:
    assert fetched(web.at("/a", answer(DATA, {"ETag": '"\xe9"'}))).validators == Validators()


def test_nothing_new_where_nothing_is_known_is_no_answer(web: WebServer) -> None:
    assert complaint(web.at("/a", answer(b"", status=304))) == "answers 304"


def test_packed(web: WebServer) -> None:
    packed = answer(gzip.compress(DATA), {"Content-Encoding": "gzip"})
    assert fetched(web.at("/a", packed)).data == DATA
    two = answer(gzip.compress(DATA) + gzip.compress(b"more") + b"\0\0", {"Content-Encoding": "x-gzip"})
    assert fetched(web.at("/a", two)).data == DATA + b"more"


def test_calendars_are_subscribed_to_by_a_name_of_their_own(encrypted: WebServer) -> None:
    address = encrypted.at("/a", answer(DATA))
    assert fetched(address.replace("https:", "webcal:")).address == address


# Where it may lead


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["/b?x=1#y", "b?x=1", "HERE/b?x=1"])
def test_it_is_sent_on(web: WebServer, status: int, target: str) -> None:
    web.at("/b?x=1", answer(DATA))
    found = fetched(web.at("/a", redirect(target.replace("HERE", web.url("")), status)))
    assert (found.address, found.data) == (web.url("/b?x=1"), DATA)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x.example/a", "javascript:alert(1)", "data:text/xml,x", "FILE:/x"]
)
def test_it_is_not_sent_out_of_the_web(web: WebServer, target: str) -> None:
    scheme = target.partition(":")[0].lower()
    assert complaint(web.at("/a", redirect(target))) == f"sends on to {scheme}:, which is not followed"


def test_it_is_not_sent_from_encrypted_to_open(encrypted: WebServer, web: WebServer) -> None:
    there = web.at("/b", answer(DATA))
    said = complaint(encrypted.at("/a", redirect(there)))
    assert said == "sends on from https to http, which is not followed"
    assert web.asked == []
    assert fetched(web.at("/up", redirect(encrypted.at("/c", answer(DATA))))).data == DATA


def test_it_is_not_sent_on_for_ever(web: WebServer) -> None:
    assert complaint(web.at("/a", redirect("/a"))) == "sends on more than 5 times"
    assert len(web.asked) == 6
    for number in range(5):
        web.at(f"/{number}", redirect(f"/{number + 1}"))
    web.at("/5", answer(DATA))
    assert fetched(web.url("/0")).data == DATA


@pytest.mark.parametrize("target", ["http://", "http://[", "http://a b:x/", "", "http://:80/"])
def test_it_is_not_sent_nowhere(web: WebServer, target: str) -> None:
    assert complaint(web.at("/a", redirect(target)))


# Passwords


def test_name_and_password_go_to_who_they_are_for(web: WebServer) -> None:
    web.at("/b", answer(DATA))
    web.at("/a", redirect("/b"))
    found = fetched(web.url("/a", "me:s%40cret@"))
    assert [headers["Authorization"] for _, headers in web.asked] == ["Basic bWU6c0BjcmV0"] * 2
    assert found.address == web.url("/b", "me:s%40cret@")
    with serving() as other:
        web.at("/a", redirect(other.at("/c", answer(DATA))))
        assert fetched(web.url("/a", "me:s%40cret@")).address == other.url("/c")
        assert "Authorization" not in other.asked[0][1]


def test_a_password_is_never_shown(web: WebServer) -> None:
    said = complaint(web.url("/nothing?token=hidden", "me:s%40cret@"))
    assert said == f"{web.url('/nothing')}?…: there is nothing at this address (404)"


# How it fails


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "answers 400"),
        (401, "asks for a name and a password"),
        (403, "refuses to give it (403)"),
        (404, "there is nothing at this address (404)"),
        (410, "there is nothing at this address any more (410)"),
        (429, "is asked too often, try again later (429)"),
        (500, "the server has a fault (500)"),
        (503, "is out of service for now, try again later (503)"),
        (302, "answers 302"),
        (204, "answers 204"),
    ],
)
def test_a_server_that_does_not_have_it(web: WebServer, status: int, words: str) -> None:
    assert complaint(web.at("/a", answer(b"" if status == 204 else b"no", status=status))) == words


BROKEN = "the connection broke off before the answer was complete"
DAMAGED = "the answer is damaged, or its end is missing"
PACKED = gzip.compress(DATA)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (answer(DATA, length=len(DATA) + 1), BROKEN),
        (answer(b"", length=9), BROKEN),
        (chunked(DATA, is_complete=False), BROKEN),
        (chunked(is_complete=False), BROKEN),
        (answer(PACKED, {"Content-Encoding": "gzip"}, length=len(PACKED) + 1), BROKEN),
        (answer(PACKED[:-1], {"Content-Encoding": "gzip"}), DAMAGED),
        (answer(PACKED[:-9], {"Content-Encoding": "gzip"}, length=-1), DAMAGED),
        (answer(DATA, {"Content-Encoding": "gzip"}), DAMAGED),
        (answer(DATA, {"Content-Encoding": "br"}), "answers in an encoding that was not asked for"),
    ],
)
def test_a_body_that_is_cut_or_damaged(web: WebServer, told: Answer, words: str) -> None:
    assert complaint(web.at("/a", told)) == words


@pytest.mark.parametrize(
    "told",
    [
        answer(b""),
        answer(b"", length=-1),
        chunked(),
        answer(gzip.compress(b""), {"Content-Encoding": "gzip"}),
        # Cut within its head, which Python's own reader takes for the end of it.
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le") and None,
    ],
)
def test_an_answer_without_anything_in_it(web: WebServer, told: Answer) -> None:
    broke_off = "the connection broke off before the answer was complete"
    assert complaint(web.at("/a", told)) in {"answers with nothing", broke_off}


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 2"])
def test_a_server_that_speaks_something_else(web: WebServer, said: bytes) -> None:
    web.answers["/a"] = lambda handler: handler.wfile.write(said) and None
    assert complaint(web.url("/a")) == BROKEN


SMALL = Limits(connect=5, silence=30, total=60, most_bytes=1024 * 1024)


@pytest.mark.parametrize("length", [None, -1])
def test_more_than_a_schedule_can_be(web: WebServer, length: int | None) -> None:
    assert fetched(web.at("/a", answer(b"x" * 1024**2, length=length)), limits=SMALL)
    address = web.at("/a", answer(b"x" * (1024**2 + 1), length=length))
    assert complaint(address, limits=SMALL) == "more than 1 MiB, so no schedule"


def test_a_length_that_is_too_much_is_not_waited_for(web: WebServer) -> None:
    before = b"HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"
    said = complaint(web.at("/a", silence(web, before)), limits=SMALL)
    assert said == "more than 1 MiB, so no schedule"


def test_what_unfolds_to_too_much_is_never_unfolded(web: WebServer) -> None:
    bomb = gzip.compress(b"\0" * 64 * 1024**2)
    assert len(bomb) < 100_000
    address = web.at("/a", answer(bomb, {"Content-Encoding": "gzip"}))
    tracemalloc.start()
    try:
        assert complaint(address, limits=SMALL) == "more than 1 MiB, so no schedule"
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("before", [b"", HEAD, HEAD + b"<sched", b"HTTP/1.1 200 OK\r\nA: b\r\n"])
def test_silence(web: WebServer, before: bytes) -> None:
    said = complaint(web.at("/a", silence(web, before)), limits=HASTY)
    assert said == "fell silent before the answer was complete"


@pytest.mark.parametrize("before", [HEAD, b"HTTP/1.1 200 OK\r\nA: "])
def test_an_answer_that_drips_in_is_given_up(web: WebServer, before: bytes) -> None:
    limits = Limits(connect=5, silence=30, total=0.3)
    said = complaint(web.at("/a", drip(web, before, b"x")), limits=limits)
    assert said == "not complete after 0.3 seconds, so it was given up"


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert complaint(f"http://127.0.0.1:{port}/") == "nobody answers there, the connection was refused"


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert complaint("http://nowhere.invalid/") == "no such host, or no network"


def test_the_search_for_a_name_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def slow(*_: object, **__: object) -> None:
        is_over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    try:
        said = complaint("http://slow.invalid/", limits=Limits(total=0.2))
        assert said == "not complete after 0.2 seconds, so it was given up"
    finally:
        is_over.set()


def test_a_certificate_that_nobody_vouches_for(encrypted: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    said = complaint(encrypted.at("/a", answer(DATA)))
    assert said.startswith("cannot be trusted, its certificate is not valid here (")
    assert encrypted.asked == []


def test_a_certificate_of_another_name(encrypted: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **named: real("127.0.0.1", *rest, **named))
    said = complaint(encrypted.at("/a", answer(DATA)).replace("127.0.0.1", "conf.example"))
    assert "cannot be trusted, its certificate is not valid here (Hostname mismatch" in said
    assert encrypted.asked == []


def test_an_open_server_where_an_encrypted_one_was_meant(web: WebServer) -> None:
    address = web.at("/a", answer(DATA)).replace("http:", "https:")
    assert complaint(address) == "no encrypted connection can be made with it"


# While it comes


def test_how_far_it_has_come_is_told(web: WebServer) -> None:
    told: list[tuple[int, int | None]] = []
    address = web.at("/a", silence(web, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd"))
    complaint(address, limits=HASTY, progress=lambda *so_far: told.append(so_far))
    assert told[0] == (0, None)
    assert told[-1] == (4, 9)


def test_whoever_is_told_may_end_it(web: WebServer) -> None:
    class Enough(Exception):
        pass

    def stop(received: int, total: int | None) -> None:
        if received:
            raise Enough

    with pytest.raises(Enough):
        fetch(web.at("/a", drip(web, HEAD, b"x")), limits=PATIENT, progress=stop, may_be_private=True)


# Through a proxy


def test_the_proxy_of_the_environment_is_asked(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url("", "me:secret@"))
    web.answers["http://conference.invalid/a"] = answer(DATA)
    assert fetched("http://conference.invalid/a").data == DATA
    sent = {name.lower(): value for name, value in web.asked[0][1].items()}
    assert sent["proxy-authorization"] == "Basic bWU6c2VjcmV0"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    web.at("/a", answer(b"direct"))
    assert fetched(web.url("/a")).data == b"direct"


def test_a_proxy_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert complaint("http://conference.invalid/a").startswith("the proxy fails, nobody answers there")
