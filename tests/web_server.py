"""A real web server on this machine that answers as it is told, well or badly."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CERTIFICATES = Path(__file__).parent / "certificates"
TRUSTED = CERTIFICATES / "trusted.pem"
"""The certificate of the encrypted server, for SSL_CERT_FILE; its key beside it is for tests alone."""

Answer = Callable[[BaseHTTPRequestHandler], None]
# Nothing here takes this long: it turns a hang into a failure.
A_HANG = 60


class WebServer:
    """Answers each path as told; ``asked`` are the requests so far, each as a path and its headers."""

    def __init__(self, *, is_encrypted: bool = False) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.is_over = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = A_HANG

            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                self.close_connection = True
                try:
                    web.answers.get(self.path, answer(b"", status=404))(self)
                except (BrokenPipeError, ConnectionResetError):
                    return  # who asked has had enough

            def do_CONNECT(self) -> None:
                self.do_GET()  # as a proxy is asked for a way to somewhere

            def log_message(self, *_: Any) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                return  # an encrypted connection that was not accepted

        self.server = Server(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if is_encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / "localhost.pem")
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
            self.scheme = "https"

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def url(self, path: str = "/schedule.xml", login: str = "") -> str:
        return f"{self.scheme}://{login}127.0.0.1:{self.port}{path}"

    def at(self, path: str, told: Answer) -> str:
        """Answer the path so from now on; the address of it."""
        self.answers[path] = told
        return self.url(path)


@contextmanager
def serving(*, is_encrypted: bool = False) -> Iterator[WebServer]:
    web = WebServer(is_encrypted=is_encrypted)
    thread = threading.Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        web.is_over.set()
        web.server.shutdown()
        web.server.server_close()
        thread.join()


def answer(
    data: bytes,
    headers: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    length: int | None = None,
) -> Answer:
    """The data, whole, unless ``length`` promises more than there is; -1 promises nothing."""

    def tell(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        promised = len(data) if length is None else length
        for name, value in ({"Content-Length": str(promised)} | dict(headers or {})).items():
            if (name, value) != ("Content-Length", "-1"):
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return tell


def versioned(data: bytes, etag: str, date: str = "Mon, 23 Nov 2026 10:00:00 GMT") -> Answer:
    """The data, or 304 for who has this version."""

    def tell(handler: BaseHTTPRequestHandler) -> None:
        headers = {"ETag": etag, "Last-Modified": date}
        is_known = handler.headers.get("If-None-Match") == etag
        is_known = is_known or handler.headers.get("If-Modified-Since") == date
        answer(b"" if is_known else data, headers, status=304 if is_known else 200)(handler)

    return tell


def redirect(target: str, status: int = 302) -> Answer:
    return answer(b"", {"Location": target}, status=status)


def chunked(*chunks: bytes, is_complete: bool = True) -> Answer:
    def tell(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        if is_complete:
            handler.wfile.write(b"0\r\n\r\n")

    return tell


def silence(web: WebServer, before: bytes = b"") -> Answer:
    """Some bytes, if any, and then nothing more until the test is over."""

    def tell(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(before)
        handler.wfile.flush()
        web.is_over.wait(A_HANG)

    return tell


def drip(web: WebServer, before: bytes, drop: bytes) -> Answer:
    """Some bytes, and then a drop again and again until the test is over."""

    def tell(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(before)
        while not web.is_over.wait(0.01):
            handler.wfile.write(drop)
            handler.wfile.flush()

    return tell
