"""Why an address gave no schedule, in words that an attendee can act on."""

import os
import socket
import ssl

from urllib3 import exceptions

from scale_tui.domain.errors import Unreachable
from scale_tui.sources.clean import clean_line

_STATUSES = {
    401: "asks for a name and a password",
    403: "refuses to give it (403)",
    404: "there is nothing at this address (404)",
    410: "there is nothing at this address any more (410)",
    429: "is asked too often, try again later (429)",
    503: "is out of service for now, try again later (503)",
}
_FIRST_SERVER_FAULT = 500


def refused(shown: str, status: int) -> Unreachable:
    """The error for an answer that is no success; ``shown`` is the address as it is named."""
    words = _STATUSES.get(status)
    if words is None:
        is_their_fault = status >= _FIRST_SERVER_FAULT
        words = f"the server has a fault ({status})" if is_their_fault else f"answers {status}"
    return Unreachable(f"{shown}: {words}")


def failure(shown: str, error: Exception) -> Unreachable:
    """The error for a connection that failed; ``shown`` is the address as it is named."""
    return Unreachable(f"{shown}: {_words(error)}")


def _words(error: BaseException) -> str:
    if isinstance(error, exceptions.ProxyError):
        return f"the proxy fails, {_words(error.original_error)}"
    if isinstance(error, exceptions.NameResolutionError | socket.gaierror):
        return "no such host, or no network"
    if isinstance(error, exceptions.NewConnectionError):
        return _connection_words(error.__cause__ or error.__context__)
    if isinstance(error, exceptions.ConnectTimeoutError):
        return "does not answer"
    if isinstance(error, exceptions.TimeoutError | TimeoutError):
        return "fell silent before the answer was complete"
    if isinstance(error, exceptions.SSLError | ssl.SSLError):
        return _certificate_words(error)
    if isinstance(error, exceptions.LocationValueError | UnicodeError):
        return "no address of the web"
    if isinstance(
        error, exceptions.ProtocolError | exceptions.IncompleteRead | exceptions.InvalidChunkLength
    ):
        return "the connection broke off before the answer was complete"
    return _connection_words(error)


def _connection_words(error: BaseException | None) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers there, the connection was refused"
    if isinstance(error, OSError) and error.errno:
        return f"cannot be reached, {os.strerror(error.errno).lower()}"
    return "cannot be reached"


def _certificate_words(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"cannot be trusted, its certificate is not valid here ({clean_line(cause.verify_message)})"
            )
        if cause.args and isinstance(cause.args[0], BaseException):
            cause = cause.args[0]
        else:
            cause = cause.__cause__ or cause.__context__
    return "no encrypted connection can be made with it"
