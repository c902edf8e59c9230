"""A calendar on a CalDAV server: which one it is, and its events, each a file of its own.

Nothing is written over what somebody else has changed meanwhile: what is put and deleted names the version
that it is for (RFC 4918, 10.4), and what is new says that there must be nothing yet.
"""

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from urllib.parse import unquote, urljoin

from scale_tui.domain.errors import ScaleTuiError, UsageError
from scale_tui.sync.caldav_server import Properties, Resource, Server, path_of, quoted

URL_VARIABLE = "SCALE_TUI_CALDAV_URL"
_OWN_NAME, _OWN_TITLE = "scale-tui/", "Conferences"
_WELL_KNOWN = "/.well-known/caldav"
_BATCH = 100
_MOST_NAMED = 3
_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"
_COMPONENTS = "{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set"
_HOME = "{urn:ietf:params:xml:ns:caldav}calendar-home-set"
_PRINCIPAL = "{DAV:}current-user-principal"
_TYPE = "{DAV:}resourcetype"
_ETAG = "{DAV:}getetag"
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_TAKEN = frozenset({HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN})
_NOT_MOVED = frozenset({403, 405, 409, 412, 501})
_TEXT = {"Content-Type": "text/calendar; charset=utf-8"}


class ChangedMeanwhile(ScaleTuiError):
    """What was to be written is no longer as it was read: it is to be read again."""


class UidTaken(ScaleTuiError):
    """The server does not take a new event, as it does for one that the calendar has at another address."""


def find_calendar(server: Server, *, may_make: bool) -> str | None:
    """The address of the calendar: the one at the server's address, else the only one of whoever asks.

    Where there is none yet one is made for conferences, if it may be; otherwise None. Raises UsageError where
    only the attendee can say which one it is, Unreachable.
    """
    names = (_TYPE, _PRINCIPAL, _HOME)
    start, found = server.address, server.properties(server.address, names)
    if not found and path_of(start) in {"", "/"}:
        start = urljoin(start, _WELL_KNOWN)
        found = server.properties(start, names)
    if not found:
        raise server.complaint("there is no calendar at this address")
    path, said = next(iter(found.items()))
    if _CALENDAR in _listed(said.get(_TYPE)):
        return urljoin(start, quoted(path))
    home = _home(server, start, said)
    calendars = dict(_calendars(server, home))
    own = urljoin(home, _OWN_NAME)
    if own in calendars or len(calendars) == 1:
        return own if own in calendars else next(iter(calendars))
    if calendars:
        named = ", ".join(sorted(calendars)[:_MOST_NAMED])
        raise UsageError(f"there are several calendars, set {URL_VARIABLE} to one of them: {named}")
    if not may_make:
        return None
    server.make_calendar(own, _OWN_TITLE)
    return own


def _home(server: Server, start: str, said: Properties) -> str:
    """The address that the calendars are at."""
    home = next(iter(_listed(said.get(_HOME))), None)
    principal = next(iter(_listed(said.get(_PRINCIPAL))), None)
    if home is None and principal is not None:
        start = urljoin(start, principal)
        for more in (server.properties(start, (_HOME,)) or {}).values():
            home = next(iter(_listed(more.get(_HOME))), None)
    if home is None:
        raise server.complaint("there is no calendar at this address")
    address = urljoin(start, home)
    return address if address.endswith("/") else f"{address}/"


def _calendars(server: Server, home: str) -> Iterator[tuple[str, Properties]]:
    for path, said in (server.properties(home, (_TYPE, _COMPONENTS), 1) or {}).items():
        components = _listed(said.get(_COMPONENTS))
        if _CALENDAR in _listed(said.get(_TYPE)) and (not components or "VEVENT" in components):
            yield urljoin(home, quoted(path)), said


def _listed(value: object) -> list[str]:
    """The texts of a property, which the library gives alone where there is one."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


class EventCalendar:
    """The events of one calendar, by the paths of their files. All of it waits; raises Unreachable."""

    def __init__(self, server: Server, address: str) -> None:
        self._server = server
        self.address = address if address.endswith("/") else f"{address}/"

    def path(self, name: str) -> str:
        """The path of a file of this name."""
        return unquote(path_of(self.address)) + name

    def paths(self, is_wanted: Callable[[str], bool]) -> list[str]:
        """The paths of the files in it with names that are wanted."""
        found = self._server.properties(self.address, (_ETAG,), 1)
        if found is None:
            raise self._server.complaint("the calendar is not there any more")
        return [path for path in found if is_wanted(path.rpartition("/")[2])]

    def texts(self, paths: Iterable[str]) -> list[Resource]:
        """The events at these paths, without those that are gone."""
        from caldav.elements import cdav, dav

        found: list[Resource] = []
        asked = [quoted(path) for path in paths]
        for begin in range(0, len(asked), _BATCH):
            hrefs = [dav.Href(value=path) for path in asked[begin : begin + _BATCH]]
            query = cdav.CalendarMultiGet() + (dav.Prop() + dav.GetEtag() + cdav.CalendarData()) + hrefs
            found += self._server.report(self.address, query, None)
        return found

    def with_uid(self, uid: str) -> list[Resource]:
        """The events that the server says are called so, wherever they are."""
        from caldav.elements import cdav, dav

        name = cdav.PropFilter("UID") + cdav.TextMatch(uid, collation="i;octet")
        events = cdav.CompFilter("VCALENDAR") + (cdav.CompFilter("VEVENT") + name)
        query = cdav.CalendarQuery() + (dav.Prop() + dav.GetEtag() + cdav.CalendarData())
        return self._server.report(self.address, query + (cdav.Filter() + events), 1)

    def read(self, path: str) -> Resource | None:
        """The event at a path; None where there is none, which the server has to say."""
        answer = self._server.ask("GET", quoted(path))
        if answer.status in _GONE:
            return None
        if not answer.is_success:
            raise self._server.complaint(f"does not give an event ({answer.status})")
        return Resource(path, answer.headers.get("etag"), answer.data.decode("utf-8", "replace"))

    def add(self, path: str, text: bytes) -> None:
        """Put a new event there. Raises ChangedMeanwhile where there is one, UidTaken."""
        self._write("PUT", path, {"If-None-Match": "*", **_TEXT}, text)

    def replace(self, resource: Resource, text: bytes) -> None:
        """Put another text in the place of this one. Raises ChangedMeanwhile where it is no longer that."""
        self._write("PUT", resource.path, _version(resource) | _TEXT, text)

    def remove(self, resource: Resource) -> None:
        """Take the event away, unless it is gone. Raises ChangedMeanwhile where it is no longer this one."""
        self._write("DELETE", resource.path, _version(resource), None)

    def has_moved(self, resource: Resource, path: str) -> bool:
        """Give the event another path, at which there is nothing; whether the server does that."""
        headers = {"Destination": urljoin(self.address, quoted(path)), "Overwrite": "F"}
        source = quoted(resource.path)
        return self._server.ask("MOVE", source, headers=headers, accepted=_NOT_MOVED).is_success

    def _write(self, method: str, path: str, headers: dict[str, str], text: bytes | None) -> None:
        is_new = "If-None-Match" in headers
        answer = self._server.ask(
            method, quoted(path), body=text, headers=headers, accepted=_TAKEN if is_new else frozenset()
        )
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            raise ChangedMeanwhile("the calendar was changed meanwhile")
        if is_new and answer.status in _TAKEN:
            raise UidTaken(f"does not take the event ({answer.status})")
        if not answer.is_success and not (method == "DELETE" and answer.status in _GONE):
            raise self._server.complaint(f"does not take a change of the calendar ({answer.status})")


def _version(resource: Resource) -> dict[str, str]:
    return {"If-Match": resource.etag} if resource.etag else {}
