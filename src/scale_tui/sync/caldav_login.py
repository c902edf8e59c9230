"""A name and a password as a server wants them: as they are (RFC 7617), or a digest of them (RFC 7616)."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import md5, sha256
from secrets import token_hex

from scale_tui.sync.credentials import Secret
from scale_tui.values import dataclass

_HASHES = {"MD5": md5, "SHA-256": sha256}
_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks."""

    username: str
    password: Secret

    def basic(self) -> Secret:
        """The header for a server that takes the password as it is."""
        login = f"{self.username}:{self.password.reveal()}".encode()
        return Secret(f"Basic {b64encode(login).decode('ascii')}")


class Digest:
    """Answers to one challenge of a server, which allows for any number of requests."""

    def __init__(
        self, login: Login, challenge: Mapping[str, str], new_nonce: Callable[[], str] = lambda: token_hex(16)
    ) -> None:
        self._login = login
        self._challenge = challenge
        self._new_nonce = new_nonce
        self._count = 0

    def authorization(self, method: str, uri: str) -> Secret:
        """The header for the next request; ``uri`` is the path that is asked for, with its query."""
        said, login = self._challenge, self._login
        self._count += 1
        count, nonce = f"{self._count:08x}", self._new_nonce()
        who = self._hash(f"{login.username}:{said['realm']}:{login.password.reveal()}")
        what = self._hash(f"{method}:{uri}")
        quoted = {"username": login.username, "realm": said["realm"], "nonce": said["nonce"], "uri": uri}
        plain = {"algorithm": said.get("algorithm", "MD5")}
        if "qop" in said:
            proof = self._hash(f"{who}:{said['nonce']}:{count}:{nonce}:auth:{what}")
            plain |= {"qop": "auth", "nc": count}
            quoted["cnonce"] = nonce
        else:
            proof = self._hash(f"{who}:{said['nonce']}:{what}")
        quoted["response"] = proof
        if "opaque" in said:
            quoted["opaque"] = said["opaque"]
        parts = [f'{name}="{_escaped(value)}"' for name, value in quoted.items()]
        parts += [f"{name}={value}" for name, value in plain.items()]
        return Secret(f"Digest {', '.join(parts)}")

    def _hash(self, text: str) -> str:
        return _HASHES[self._challenge.get("algorithm", "MD5").upper()](text.encode()).hexdigest()


def digest_challenge(header: str) -> Mapping[str, str] | None:
    """What the server wants digested; None where it asks for something else, or in a way not known here."""
    asked = re.search(r"\bdigest\s+(.*)", header, re.IGNORECASE | re.DOTALL)
    if asked is None:
        return None
    found = {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare
        for name, quoted, bare in _PARAMETER.findall(asked[1])
    }
    is_known = found.get("algorithm", "MD5").upper() in _HASHES
    is_plain = "qop" not in found or "auth" in re.split(r"[\s,]+", found["qop"])
    is_safe = all(value.isprintable() and value.isascii() for value in found.values())
    return found if {"realm", "nonce"} <= found.keys() and is_known and is_plain and is_safe else None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
