"""Which addresses are of this machine or of a network around it, where a stranger's link must not lead."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# Not all that is not global: some programs give every host an address of 198.18.0.0/15, which is for tests.
_PRIVATE = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::/127",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
        ),
    )
)
# An IPv4 address stands in the last four bytes of each of these (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")
_HERE = "127.0.0.1"


def private_host(url: str) -> str | None:
    """The address of this machine or of a private network that a URL names; None for any other and a name."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return _HERE
    return private_address(host)


def private_address(text: str) -> str | None:
    """The address, where it is one of this machine or of a private network; None for any other text."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return text if any(each in network for each in _meant(found) for network in _PRIVATE) else None


def _meant(address: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    """The address, and the IPv4 address that it stands for."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address in _TRANSLATED:
        return address, IPv4Address(address.packed[-4:])
    inner = address.ipv4_mapped or address.sixtofour
    return (address, inner) if inner else (address,)
