"""Who a secret is sent to: one site, encrypted, and nobody that it sends on to."""

import base64
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from urllib3.exceptions import HTTPError

from scale_tui.domain.errors import Unreachable, UsageError
from scale_tui.sources.fetch_connection import unwatched
from scale_tui.sync.credentials import Secret
from scale_tui.sync.web import Answer, Site, check_address, is_loopback
from web_server import TRUSTED, WebServer, chunked, serving
from web_server import Answer as Told
from web_server import answer as answer_and_close

SECRET = "Token hunter2"


def answer(data: bytes, headers: Mapping[str, str] | None = None, **told: int) -> Told:
    """As the server closes every connection, it says so."""
    return answer_and_close(data, {"Connection": "close"} | dict(headers or {}), **told)


def redirect(target: str, status: int = 302) -> Told:
    return answer(b"", {"Location": target}, status=status)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as web:
        yield web


def failure(name: str, error: Exception) -> Unreachable:
    assert isinstance(error, HTTPError | OSError | UnicodeError)
    return Unreachable(f"{name}: {type(error).__name__}")


def site(address: str, waits: list[float] | None = None) -> Site:
    pause = [].append if waits is None else waits.append
    return Site(address, Secret(SECRET), failure=failure, pause=pause, connect=unwatched)


def get(web: WebServer, path: str) -> Answer:
    one = site(web.url("/"))
    try:
        return one.ask("GET", path)
    finally:
        one.close()


def sent(web: WebServer) -> list[str | None]:
    return [headers.get("Authorization") for _, headers in web.asked]


@pytest.mark.parametrize(
    "address",
    [
        "https://pretalx.com/democon/",
        "http://localhost:8000/",
        "http://127.3.4.5/",
        "http://[::1]:80/",
        "http://LOCALHOST./",
    ],
)
def test_encrypted_or_this_machine(address: str) -> None:
    assert check_address(address, what="it").geturl()


@pytest.mark.parametrize(
    "address",
    [
        "http://pretalx.com/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "http://example#@127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https:///path",
        "https://[::1/",
        "https://host:port/",
        "https://ada:hunter2@example.org/",
        "pretalx.com/democon",
        "",
    ],
)
def test_anything_else_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        site(address)
    assert str(caught.value).startswith("the address: ")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.255.0.9", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert not is_loopback(f"{host}.example")


def test_the_answer_and_what_was_sent(web: WebServer) -> None:
    web.at("/a", answer(b'{"x": 1}', {"X-Thing": "y"}))
    found = get(web, "/a")
    assert (found.status, found.is_success, found.json(), found.headers["x-thing"]) == (
        200,
        True,
        {"x": 1},
        "y",
    )
    assert sent(web) == [SECRET]
    assert "hunter2" not in repr(found)


def test_on_its_own_site_it_follows_with_the_secret(web: WebServer) -> None:
    web.at("/a", redirect("/a/"))
    web.at("/a/", redirect(web.url("/b"), 307))
    web.at("/b", answer(b"there"))
    assert get(web, "/a").data == b"there"
    assert sent(web) == [SECRET] * 3


def test_what_is_to_be_changed_is_not_sent_on_as_a_question(web: WebServer) -> None:
    web.at("/a", redirect("/a/"))
    web.at("/a/", answer(b"listed"))
    handler: Any = web.server.RequestHandlerClass
    handler.do_POST = handler.do_GET
    changing = site(web.url("/"))
    with pytest.raises(Unreachable, match="sends on what is to be changed there"):
        changing.ask("POST", "/a")
    assert [path for path, _ in web.asked] == ["/a"]
    web.at("/a", redirect("/a/", 308))
    assert changing.ask("POST", "/a").data == b"listed"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_to_another_site_it_does_not_follow(web: WebServer, status: int) -> None:
    with serving() as other:
        other.at("/", answer(b"got you"))
        host = f"http://localhost:{web.port}/"
        for target in (other.url("/"), f"//127.0.0.1:{other.port}/", host, f"https://127.0.0.1:{web.port}/"):
            web.at("/a", redirect(target, status))
            with pytest.raises(Unreachable, match="sends on to another site"):
                get(web, "/a")
        assert other.asked == []
    assert len(web.asked) == 4


def test_an_address_of_another_site_is_not_asked(web: WebServer) -> None:
    with serving() as other, pytest.raises(Unreachable, match="another site"):
        get(web, other.url("/"))
    assert web.asked == []


def test_it_is_not_led_around_for_ever(web: WebServer) -> None:
    web.at("/a", redirect("/a"))
    with pytest.raises(Unreachable, match="sends on more than 3 times"):
        get(web, "/a")


def test_a_certificate_that_is_not_trusted_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with serving(is_encrypted=True) as web:
        web.at("/", answer(b"hello"))
        with pytest.raises(Unreachable, match="SSLError"):
            get(web, "/")
        assert web.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(TRUSTED))
        assert get(web, "/").data == b"hello"
        assert sent(web) == [SECRET]


def test_no_proxy_sees_what_is_sent_in_the_clear(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url("/"))
        web.at("/a", answer(b"here"))
        assert get(web, "/a").data == b"here"
        assert proxy.asked == []


def test_a_proxy_is_asked_for_the_way_and_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url("", "me:p%40ss@"))
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(Unreachable):
            site("https://pretalx.invalid/").ask("GET", "/a")
    ((asked, headers),) = proxy.asked
    told = {name.lower(): value for name, value in headers.items()}
    assert asked == "pretalx.invalid:443"
    assert told["proxy-authorization"] == f"Basic {base64.b64encode(b'me:p@ss').decode()}"
    assert SECRET not in str(told)


def test_a_proxy_whose_address_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://me:secret@host:port")
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(Unreachable, match=r"^http://host:port: no address of the web"):
        site("https://pretalx.invalid/").ask("GET", "/a")


def test_patience_is_what_was_asked_for_and_no_more(web: WebServer) -> None:
    waits: list[float] = []
    answers: list[Told] = [answer(b"", {"Retry-After": "7"}, status=429), answer(b"now")]
    web.at("/a", lambda handler: answers.pop(0)(handler))
    assert site(web.url("/"), waits).ask("GET", "/a").data == b"now"
    assert waits == [7]
    web.at("/a", answer(b"", {"Retry-After": "91"}, status=429))
    with pytest.raises(Unreachable, match="try again in 91 seconds"):
        site(web.url("/"), waits).ask("GET", "/a")
    web.at("/a", answer(b"", {"Retry-After": "2"}, status=429))
    with pytest.raises(Unreachable, match="try again later"):
        site(web.url("/"), waits).ask("GET", "/a")
    assert waits == [7, 2, 2, 2, 2]


@pytest.mark.parametrize(
    "told", [answer(b"short", length=50), chunked(b"piece", is_complete=False), lambda handler: None]
)
def test_an_answer_that_breaks_off_is_none(web: WebServer, told: Told) -> None:
    web.at("/a", told)
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1") as caught:
        get(web, "/a")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_an_answer_without_end_is_given_up(web: WebServer) -> None:
    web.at("/a", chunked(*[b"x" * 1024 * 1024] * 9))
    with pytest.raises(Unreachable, match="has no end"):
        get(web, "/a")
