"""Connections that are looked at once they are made, before anything is asked of whoever answers there."""

import socket
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection

from scale_tui.sources.fetch_address import Address, read_address

Watch = Callable[[socket.socket, bool], object]
"""Is told of each connection, and whether it is with a proxy; what it raises ends the request."""


def connections(target: Address, watch: Watch, *, connect: float, silence: float) -> PoolManager:
    """Connections to this address that ``watch`` is told of; the rest is as with ``unwatched``."""
    manager = unwatched(target.url, connect=connect, silence=silence)
    is_proxy = isinstance(manager, ProxyManager)
    return _watched(manager, lambda made: watch(made, is_proxy))


def unwatched(url: str, *, connect: float, silence: float, is_direct: bool = False) -> PoolManager:
    """Connections to this address, through the proxy that the environment or the system names for it.

    ``connect`` and ``silence`` are seconds: how long is waited for a connection, and for the next bytes.
    ``is_direct`` is for what no proxy may see. Raises Unreachable where the proxy's address is none.
    """
    timeout = Timeout(connect=connect, read=silence)
    scheme, netloc = urlsplit(url)[:2]
    # Said, not left to the library: caldav brings a fork of it along that trusts other certificates.
    trust = ssl.create_default_context() if scheme == "https" else None
    proxy = None if is_direct else getproxies().get(scheme)
    if not proxy or proxy_bypass(netloc):
        return PoolManager(timeout=timeout, retries=False, ssl_context=trust)
    via = read_address(proxy if "://" in proxy else f"http://{proxy}")
    headers = make_headers(proxy_basic_auth=via.login) if via.login else None
    return ProxyManager(via.url, timeout=timeout, retries=False, proxy_headers=headers, ssl_context=trust)


def _watched(manager: PoolManager, watch: Callable[[socket.socket], object]) -> PoolManager:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _tell(watch, self.sock)

    class Encrypted(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _tell(watch, self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    manager.pool_classes_by_scheme = {"http": PlainPool, "https": EncryptedPool}
    return manager


def _tell(watch: Callable[[socket.socket], object], made: socket.socket | None) -> None:
    if made is not None:
        watch(made)
