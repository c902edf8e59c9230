"""What ``doctor`` tells of whom this program would ask over the network, and when. It asks nobody itself."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.request import getproxies

from scale_tui.cli.diagnosis import Fact
from scale_tui.cli.obtaining import is_address
from scale_tui.cli.settings import is_refreshing
from scale_tui.domain.errors import CannotRead, NotFound, Unreachable
from scale_tui.sources.fetch_address import read_address, shown_address
from scale_tui.storage.config import Config
from scale_tui.storage.library import Library

_SUBJECT = "Network"
_BY_ITSELF = "by itself where the copy is old, and at r and 'scale-tui refresh'"
_WHEN_TOLD = "only at r and 'scale-tui refresh', as refresh is false in config.toml"


def network_facts(library: Path | None, config: Config, environ: Mapping[str, str]) -> Iterator[Fact]:
    """Each host that would be asked, without anything secret of its address. Raises CannotRead."""
    asked = [*_for_conferences(library, is_refreshing=is_refreshing(config)), *_for_sync(config, environ)]
    if not asked:
        yield Fact(_SUBJECT, "nobody would be asked")
        return
    yield from asked
    for scheme, proxy in sorted(getproxies().items()):
        if scheme in {"http", "https"}:
            address = proxy if "://" in proxy else f"http://{proxy}"
            yield Fact(_SUBJECT, f"{scheme} goes through the proxy {_host(address)}")


def _for_conferences(library: Path | None, *, is_refreshing: bool) -> Iterator[Fact]:
    saved = Library(library)
    when = _BY_ITSELF if is_refreshing else _WHEN_TOLD
    for name in saved.names():
        # Of one that cannot be read it is told elsewhere.
        with suppress(NotFound, CannotRead):
            entry = saved.entry(name)
            addresses = [each for each in (entry.address, entry.source) if each and is_address(each)]
            if addresses:
                hosts = " and ".join(dict.fromkeys(map(_host, addresses)))
                yield Fact(_SUBJECT, f"{hosts} for {name}, {when}")


def _for_sync(config: Config, environ: Mapping[str, str]) -> Iterator[Fact]:
    from scale_tui.cli.syncing_pretalx import URL_VARIABLE as PRETALX_VARIABLE
    from scale_tui.sync.caldav import URL_VARIABLE as CALDAV_VARIABLE

    configured = {
        "caldav": environ.get(CALDAV_VARIABLE, "").strip() or config.caldav.url,
        "pretalx": environ.get(PRETALX_VARIABLE, "").strip() or config.pretalx.url,
    }
    for service, address in configured.items():
        if address:
            yield Fact(_SUBJECT, f"{_host(address)} at 'scale-tui sync {service}'")


def _host(address: str) -> str:
    """Who is at an address: the host, and its port where it names one."""
    try:
        return read_address(address).origin.partition("://")[2]
    except Unreachable:
        return shown_address(address)
