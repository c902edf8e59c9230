"""An event's favourites at a pretalx, over the addresses that its documentation has for them.

https://docs.pretalx.org/api/: ``GET submissions/favourites/`` lists the codes of the talks,
``POST`` and ``DELETE submissions/CODE/favourite/`` set and take off one, with ``Authorization: Token …``.
No version is asked for, as none of these depends on it, and a version that is asked for may be gone.
"""

from types import TracebackType
from typing import Self

from scale_tui.domain.errors import Unreachable
from scale_tui.sync.credentials import NoSecret, Secret
from scale_tui.sync.merging import NotAccepted
from scale_tui.sync.pretalx_event import EventAddress
from scale_tui.sync.web import Answer, Connect, Failure, Pause, Site

_JSON = {"Accept": "application/json"}
_FORBIDDEN = frozenset({401, 403})
_NOT_THERE = 404
_FIRST_SERVER_FAULT = 500
_LONGEST_DETAIL = 100


class Favourites:
    """The favourites of whoever a token belongs to. All of it waits for the network; raises Unreachable."""

    def __init__(
        self, event: EventAddress, token: Secret, *, failure: Failure, pause: Pause, connect: Connect
    ) -> None:
        if not _is_token(token.reveal()):
            raise NoSecret("the token has a character that no token has: is it the right one?")
        self._event = event
        self._token = token
        self._site = Site(
            event.url,
            Secret(f"Token {token.reveal()}"),
            failure=failure,
            pause=pause,
            connect=connect,
            what="the address of the event",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._site.close()

    @property
    def name(self) -> str:
        """What the event is called in a line of text: ``pretalx.com/democon``."""
        return str(self._event)

    def all(self) -> frozenset[str]:
        """The codes of the talks that are favourites now."""
        answer = self._ask("GET", "submissions/favourites/")
        if answer.status == _NOT_THERE:
            raise Unreachable(f"{self._event}: there is no such event, or its schedule is not public (404)")
        codes = answer.json()
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise Unreachable(f"{self._event}: what it answers is no list of favourites")
        return frozenset(code.upper() for code in codes)

    def add(self, key: str) -> None:
        """Make the talk with this code a favourite. Raises NotAccepted where there is no such talk."""
        self._change("POST", key)

    def remove(self, key: str) -> None:
        """Make it one no more. Raises NotAccepted where there is no such talk."""
        self._change("DELETE", key)

    def has_talk(self, code: str) -> bool:
        """Whether the talk is in the programme, as far as the token may know."""
        answer = self._site.ask("GET", self._event.api(f"submissions/{code}/"), headers=_JSON)
        if answer.status in _FORBIDDEN:  # a token may be for favourites alone
            return True
        return self._checked(answer).status != _NOT_THERE

    def _change(self, method: str, code: str) -> None:
        answer = self._ask(method, f"submissions/{code}/favourite/")
        if answer.status == _NOT_THERE:
            raise NotAccepted(f"{self._event} has no talk {code} any more")

    def _ask(self, method: str, path: str) -> Answer:
        return self._checked(self._site.ask(method, self._event.api(path), headers=_JSON))

    def _checked(self, answer: Answer) -> Answer:
        """The answer, where it is a success or says that there is nothing."""
        if answer.is_success or answer.status == _NOT_THERE:
            return answer
        if answer.status in _FORBIDDEN:
            raise Unreachable(f"{self._event}: refuses the token ({answer.status}{self._detail(answer)})")
        is_their_fault = answer.status >= _FIRST_SERVER_FAULT
        words = "the server has a fault" if is_their_fault else "does not do what it was asked"
        raise Unreachable(f"{self._event}: {words} ({answer.status}{self._detail(answer)})")

    def _detail(self, answer: Answer) -> str:
        """What the site says of it itself, which might quote the token."""
        said = answer.json()
        detail = said.get("detail") if isinstance(said, dict) else None
        if not isinstance(detail, str) or self._token.reveal() in detail:
            return ""
        return f": {detail[:_LONGEST_DETAIL].strip().rstrip('.')}"


def _is_token(text: str) -> bool:
    """Whether it can be sent as a token: what cannot would be quoted in an error of the library's."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
