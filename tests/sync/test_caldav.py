"""What a CalDAV server may answer, well or badly, and where a password goes."""

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scale_tui.domain.errors import ScaleTuiError, Unreachable, UsageError
from scale_tui.sources.fetch_connection import unwatched
from scale_tui.sources.fetch_failures import failure
from scale_tui.sync.caldav import EventCalendar, find_calendar
from scale_tui.sync.caldav_login import Digest, Login, digest_challenge
from scale_tui.sync.caldav_server import Resource, Server
from scale_tui.sync.credentials import Secret
from scale_tui.sync.web import Site
from web_server import CERTIFICATES, serving

LOGIN = base64.b64encode(b"ann:correct horse").decode()
XML = {"Content-Type": "application/xml; charset=utf-8"}


def site_at(address: str) -> Site:
    secret = Secret(f"Basic {LOGIN}")
    return Site(address, secret, failure=failure, pause=lambda _: None, connect=unwatched)


def multistatus(*responses: tuple[str, str]) -> bytes:
    """What is said of these paths."""
    inner = "".join(
        f"<response><href>{path}</href><propstat><prop>{said}</prop><status>HTTP/1.1 200 OK</status>"
        "</propstat></response>"
        for path, said in responses
    )
    return f'<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">{inner}</multistatus>'.encode()


def principal(path: str) -> bytes:
    said = f"<current-user-principal><href>{path}</href></current-user-principal><resourcetype/>"
    return multistatus(("/", said))


def home(*addresses: str) -> bytes:
    hrefs = "".join(f"<href>{address}</href>" for address in addresses)
    return multistatus(("/ann/", f"<C:calendar-home-set>{hrefs}</C:calendar-home-set>"))


CALENDAR = "<resourcetype><collection/><C:calendar/></resourcetype>"
TASKS = '<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>'


@dataclass
class DavServer:
    """Answers as told, by method and path: a status, headers and a body."""

    url: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    logins: list[str | None] = field(default_factory=list)
    challenge: str = ""

    def has_digest(self, method: str, path: str) -> bool:
        """Whether the last request proves that who asks knows the password, reckoned as RFC 7616 has it."""
        said = dict(re.findall(r'(\w+)="?([^",]*)"?', self.logins[-1] or ""))
        nonce = re.findall(r'nonce="(\w+)"', self.challenge)[0]
        first, second = (
            hashlib.md5(text.encode()).hexdigest() for text in ("ann:r:correct horse", f"{method}:{path}")
        )
        proof = f"{first}:{nonce}:{said.get('nc')}:{said.get('cnonce')}:auth:{second}"
        return said.get("response") == hashlib.md5(proof.encode()).hexdigest()

    def at(self, what: str, status: int, body: bytes = b"", **headers: str) -> None:
        self.answers[what] = (status, headers, body)

    def find(self, path: str = "/", *, may_make: bool = True) -> str | None:
        with closing(self.site(path)) as site:
            return find_calendar(Server(site, self.url + path), may_make=may_make)

    def site(self, path: str) -> Site:
        return site_at(self.url + path)


@pytest.fixture
def dav() -> Iterator[DavServer]:
    yield from serving_dav()


@pytest.fixture
def elsewhere() -> Iterator[DavServer]:
    yield from serving_dav()


def serving_dav() -> Iterator[DavServer]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 60

        def answer(self) -> None:
            asked = f"{self.command} {self.path}"
            found.asked.append(asked)
            found.logins.append(self.headers.get("Authorization"))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, body = found.answers.get(asked, (404, {}, b""))
            if found.challenge and not found.has_digest(self.command, self.path):
                status, headers, body = 401, {"WWW-Authenticate": found.challenge}, b""
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = do_MKCALENDAR = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = DavServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Digests: the example of RFC 7616, 3.9.1, and a server that wants one.

CHALLENGE = (
    'Basic realm="x", Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "proof"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_digest_of_the_standards_example(algorithm: str, proof: str) -> None:
    challenge = digest_challenge(CHALLENGE.format(algorithm=algorithm))
    assert challenge is not None
    login = Login("Mufasa", Secret("Circle of Life"))
    digest = Digest(login, challenge, lambda: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    said = digest.authorization("GET", "/dir/index.html").reveal()
    assert f'response="{proof}"' in said
    assert "Circle of Life" not in said


@pytest.mark.parametrize(
    "header",
    [
        "",
        'Basic realm="digest"',
        "Digest",
        'Digest realm="x"',
        'Digest realm="x", nonce="y", algorithm=SHA-512',
        'Digest realm="x", nonce="y", qop="auth-int"',
        'Digest realm="x", nonce="y\x01"',
    ],
)
def test_a_challenge_that_cannot_be_met(header: str) -> None:
    assert digest_challenge(header) is None


def test_a_server_that_wants_a_digest_gets_one(dav: DavServer) -> None:
    dav.challenge = 'Digest realm="r", nonce="n1", qop="auth"'
    dav.at("PROPFIND /c/", 207, multistatus(("/c/", CALENDAR)), **XML)
    dav.at("GET /c/a.ics", 200, b"BEGIN:VCALENDAR")
    login = Login("ann", Secret("correct horse"))
    with closing(dav.site("/c/")) as site:
        server = Server(site, f"{dav.url}/c/", login)
        assert find_calendar(server, may_make=False) == f"{dav.url}/c/"
        assert EventCalendar(server, f"{dav.url}/c/").read("/c/a.ics") is not None
        dav.challenge = 'Digest realm="r", nonce="n2", qop="auth", stale=true'
        assert EventCalendar(server, f"{dav.url}/c/").read("/c/a.ics") is not None
    counts = [re.findall(r"nc=(\w+)", login or "") for login in dav.logins]
    assert counts == [[], ["00000001"], ["00000002"], ["00000003"], ["00000001"]]
    assert dav.asked == ["PROPFIND /c/"] * 2 + ["GET /c/a.ics"] * 3
    with (
        closing(dav.site("/c/")) as site,
        pytest.raises(Unreachable, match="refuses the name or the password"),
    ):
        find_calendar(Server(site, f"{dav.url}/c/", Login("ann", Secret("wrong"))), may_make=False)


def test_a_calendar_is_found_by_way_of_the_well_known_address(dav: DavServer) -> None:
    dav.at("PROPFIND /", 405)
    dav.at("PROPFIND /.well-known/caldav", 301, Location="/dav/")
    dav.at("PROPFIND /dav/", 207, principal("/ann/"), **XML)
    dav.at("PROPFIND /ann/", 207, home("/calendars/ann"), **XML)
    listed = [
        ("/calendars/ann/", "<resourcetype><collection/></resourcetype>"),
        ("/calendars/ann/tasks/", CALENDAR + TASKS),
        ("/calendars/ann/my%20own/", CALENDAR),
    ]
    dav.at("PROPFIND /calendars/ann/", 207, multistatus(*listed), **XML)
    assert dav.find() == f"{dav.url}/calendars/ann/my%20own/"


def test_one_is_made_only_where_that_is_allowed(dav: DavServer) -> None:
    dav.at("PROPFIND /", 207, principal("/ann/"), **XML)
    dav.at("PROPFIND /ann/", 207, home("/ann/"), **XML)
    dav.at("MKCALENDAR /ann/scale-tui/", 405)
    # The answer for both: the home has no calendar in it.
    assert dav.find(may_make=False) is None
    assert dav.find() == f"{dav.url}/ann/scale-tui/"


@pytest.mark.parametrize("step", ["redirect", "principal", "home"])
def test_no_password_goes_to_another_host(step: str, dav: DavServer, elsewhere: DavServer) -> None:
    other = elsewhere.url
    elsewhere.at("PROPFIND /ann/", 207, home("/ann/"), **XML)
    if step == "redirect":
        dav.at("PROPFIND /", 302, Location=f"{other}/ann/")
    else:
        dav.at("PROPFIND /", 207, principal(f"{other}/ann/" if step == "principal" else "/ann/"), **XML)
        dav.at("PROPFIND /ann/", 207, home(f"{other}/ann/"), **XML)
    with pytest.raises(Unreachable, match="sends on to another site, where what is secret is not sent"):
        dav.find()
    assert elsewhere.asked == []
    assert set(dav.logins) == {f"Basic {LOGIN}"}


def test_a_login_file_of_another_program_is_not_looked_into(
    dav: DavServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login bob password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with pytest.raises(Unreachable):
        dav.find()
    assert set(dav.logins) == {f"Basic {LOGIN}"}


def test_a_certificate_that_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with serving(is_encrypted=True) as web:
        site = site_at(web.url("/"))
        with closing(site), pytest.raises(Unreachable, match="its certificate is not valid here"):
            find_calendar(Server(site, web.url("/")), may_make=True)
        assert web.asked == []


def test_an_encrypted_server_that_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "trusted.pem"))
    with serving(is_encrypted=True) as web:
        site = site_at(web.url("/"))
        with closing(site), pytest.raises(Unreachable, match="the server has a fault"):
            find_calendar(Server(site, web.url("/")), may_make=True)


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<multistatus xmlns="DAV:"><response><href>&b;</href></response></multistatus>'
)


@pytest.mark.parametrize(
    ("status", "headers", "body", "words"),
    [
        (200, {"Content-Type": "text/html"}, b"<html>Sign in", "there is no calendar at this address"),
        (207, XML, b"\x1b[2Jnonsense", "what it answers is not CalDAV"),
        (207, XML, b"", "there is no calendar at this address"),
        (207, XML, b"<multistatus xmlns='DAV:'><response/></multistatus>", "there is no calendar"),
        (207, XML, BOMB, "there is no calendar at this address"),
        (207, XML, multistatus(("/", "")).replace(b"200 OK", b"500 Sorry"), "is not CalDAV"),
        (401, {"WWW-Authenticate": 'Digest realm="x"'}, b"", r"refuses the name or the password \(401\)"),
        (403, {}, b"correct horse", r"does not let you do this \(403\)"),
        (500, {}, b"Traceback: correct horse", r"the server has a fault \(500\)"),
        (507, {}, b"", r"has no room left \(507\)"),
        (299, {}, b"", "there is no calendar at this address"),
    ],
)
def test_what_is_no_calendar(
    status: int, headers: dict[str, str], body: bytes, words: str, dav: DavServer
) -> None:
    dav.at("PROPFIND /dav/", status, body, **headers)
    with pytest.raises(Unreachable, match=words) as raised:
        dav.find("/dav/")
    assert "horse" not in str(raised.value)
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize("do", ["add", "replace", "remove", "list", "read"])
def test_what_is_not_done_is_not_taken_for_done(do: str, dav: DavServer) -> None:
    """A server that answers with something else than it should, such as a page to sign in."""
    with closing(dav.site("/")) as site:
        calendar = EventCalendar(Server(site, f"{dav.url}/c/"), f"{dav.url}/c")
        for what in ("PUT /c/a.ics", "DELETE /c/a.ics", "PROPFIND /c/", "GET /c/a.ics"):
            dav.at(what, 302, Location="/login")
        dav.at("GET /login", 302, Location="/login")
        dav.at("PROPFIND /login", 200, b"<html>")
        resource = Resource("/c/a.ics", '"1"', "")
        tries: dict[str, Callable[[], object]] = {
            "add": lambda: calendar.add("/c/a.ics", b""),
            "replace": lambda: calendar.replace(resource, b""),
            "remove": lambda: calendar.remove(resource),
            "list": lambda: calendar.paths(lambda _: True),
            "read": lambda: calendar.read("/c/a.ics"),
        }
        with pytest.raises(Unreachable):
            tries[do]()


def test_an_address_that_only_the_attendee_can_choose_is_asked_for(dav: DavServer) -> None:
    dav.at("PROPFIND /", 207, principal("/ann/"), **XML)
    dav.at("PROPFIND /ann/", 207, home("/all/"), **XML)
    dav.at("PROPFIND /all/", 207, multistatus(*((f"/all/{name}/", CALENDAR) for name in "dcba")), **XML)
    with pytest.raises(UsageError) as raised:
        dav.find()
    named = ", ".join(f"{dav.url}/all/{name}/" for name in "abc")
    assert str(raised.value) == (
        f"there are several calendars, set SCALE_TUI_CALDAV_URL to one of them: {named}"
    )
    assert isinstance(raised.value, ScaleTuiError)
