"""Passwords and tokens: where they come from, and a type that keeps them out of everything that is shown."""

import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import NoReturn, Protocol, cast, final

from scale_tui.domain.errors import Unreachable, UsageError
from scale_tui.values import dataclass

KEYRING_SERVICE = "scale-tui"
PATIENCE = 60.0
"""How long a command may take, in seconds: it may have to ask for a passphrase."""

_SHOWN = "…"


@final
class Secret:
    """A text that is not shown by accident: whatever prints, formats or logs it gets an ellipsis."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for where it has to be sent."""
        return self._text

    def __repr__(self) -> str:
        return _SHOWN

    def __format__(self, spec: str) -> str:
        return format(_SHOWN, spec)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


class NoSecret(UsageError):
    """There is no password or token, or the way to it that was named does not give one."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a secret may be found, asked in this order.

    ``variable`` and ``command_variable`` name what of the environment holds the secret, or a command that
    prints it. ``command`` is the one that the configuration has, ``command_name`` what it is called there,
    ``account`` who the keyring knows it as.
    """

    what: str
    variable: str
    command_variable: str
    command: Sequence[str] | None
    command_name: str
    account: str


Run = Callable[[Sequence[str]], "str | None"]
"""Runs a program: the first line that it prints, or None where it fails. Raises FileNotFoundError."""


def find_secret(places: Places, environ: Mapping[str, str], run: Run | None = None) -> Secret:
    """The secret from the first of the places that has one.

    Raises NoSecret where none has, or where a command that was named gives none, Unreachable where the
    program is missing. No text of an error holds what was in any of the places.
    """
    run = run or first_line_of
    if given := environ.get(places.variable, "").strip():
        return Secret(given)
    if typed := environ.get(places.command_variable, "").strip():
        return _from_command(_split(typed, places.command_variable), places.command_variable, run)
    if places.command:
        return _from_command(places.command, places.command_name, run)
    if kept := _from_keyring(places.account):
        return Secret(kept)
    raise NoSecret(
        f"no {places.what}: set {places.variable}, or {places.command_variable} to a command that prints it, "
        f"or {places.command_name} of config.toml, or use 'keyring set {KEYRING_SERVICE} {places.account}'"
    )


def _split(typed: str, name: str) -> list[str]:
    try:
        return shlex.split(typed)
    except ValueError:
        # Without its cause, which holds what was typed.
        raise NoSecret(f"{name}: a quote in it is never closed") from None


def _from_command(command: Sequence[str], name: str, run: Run) -> Secret:
    # What was typed is never shown: it may be the secret, in the wrong place.
    try:
        line = run(command)
    except FileNotFoundError:
        raise Unreachable(f"{name}: there is no such program") from None
    except (OSError, ValueError):
        raise NoSecret(f"{name}: it cannot be run") from None
    except subprocess.TimeoutExpired:
        raise NoSecret(f"{name}: nothing came after {PATIENCE:g} seconds") from None
    if line is None:
        raise NoSecret(f"{name}: the command failed")
    if not line.strip():
        raise NoSecret(f"{name}: the command printed nothing")
    return Secret(line.strip())


def first_line_of(command: Sequence[str]) -> str | None:
    """The first line that a program prints, run without a shell; None where it fails.

    What it says on standard error goes nowhere: it may quote the secret. It may ask at the terminal.
    """
    done = subprocess.run(  # noqa: S603 - the attendee's own command, which no shell reads
        list(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
    )
    if done.returncode:
        return None
    return next(iter(done.stdout.decode("utf-8", "replace").splitlines()), "")


class _Keyring(Protocol):
    def get_password(self, service: str, account: str) -> str | None: ...


class _KeyringErrors(Protocol):
    KeyringError: type[Exception]
    NoKeyringError: type[Exception]


def _from_keyring(account: str) -> str | None:
    """What the keyring has, where the optional library is installed and there is a keyring."""
    try:
        keyring = cast("_Keyring", import_module("keyring"))
        errors = cast("_KeyringErrors", import_module("keyring.errors"))
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, account)
    except errors.NoKeyringError:
        return None
    except errors.KeyringError:
        raise NoSecret("the keyring cannot be asked: is it locked?") from None
