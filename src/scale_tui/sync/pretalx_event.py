"""Which event of which pretalx a conference is, and which of its sessions are which talks there.

The pages are pretalx's own: ``/EVENT/schedule/``, ``/EVENT/schedule/export/schedule.json`` and
``/EVENT/talk/CODE/``. A talk has one code, in however many slots it is given.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import urlsplit

from scale_tui.domain.agenda import Session
from scale_tui.domain.errors import NotFound, UsageError
from scale_tui.values import dataclass

_SLUG = re.compile(r"[\w.-]+", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9]{3,16}")
# What follows the event in the path of a page of pretalx.
_PAGES = re.compile(r"(schedule(\.\w+)?|talk|speaker|featured|sneak|cfp|submit|me)")
_LARGEST_SITE = "pretalx.com"


@dataclass(frozen=True, slots=True)
class EventAddress:
    """An event at a pretalx. ``site`` is what its addresses begin with: ``https://pretalx.com``."""

    site: str
    event: str

    def __str__(self) -> str:
        return f"{self.site.partition('://')[2]}/{self.event}"

    @property
    def host(self) -> str:
        """The host, with its port where it names one."""
        return urlsplit(self.site).netloc

    @property
    def url(self) -> str:
        """The event's own page."""
        return f"{self.site}/{self.event}/"

    def api(self, path: str) -> str:
        """An address of the event's programming interface."""
        return f"{self.site}/api/events/{self.event}/{path}"


def event_at(address: str) -> EventAddress | None:
    """The event that a page or a schedule of pretalx belongs to; None where it looks like neither."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    place = _place(segments)
    if place is None or not _SLUG.fullmatch(segments[place]):
        return None
    before = segments[:place]
    if before[-2:] == ["api", "events"]:
        before = before[:-2]
    netloc = parts.netloc.rpartition("@")[2]
    return EventAddress("/".join([f"{parts.scheme}://{netloc}", *before]), segments[place])


def _place(segments: list[str]) -> int | None:
    """Where in a path the event stands: before one of its pages, or alone."""
    for number, (first, second) in enumerate(pairwise(segments)):
        if (first, second) == ("api", "events"):
            return number + 2 if len(segments) > number + 2 else None
        if _PAGES.fullmatch(second):
            return number
    return 0 if len(segments) == 1 else None


def talks_of(event: EventAddress, sessions: Iterable[Session]) -> dict[str, tuple[Session, ...]]:
    """The talks of the event by their codes, each with its sessions: a talk may be given several times."""
    found: dict[str, tuple[Session, ...]] = {}
    for session in sessions:
        code = _code(event, session)
        if code is not None:
            found[code] = (*found.get(code, ()), session)
    return found


def _code(event: EventAddress, session: Session) -> str | None:
    # Of the path only: an event may be reached at its own domain and at its pretalx's.
    try:
        segments = urlsplit(session.url or "").path.split("/")
    except ValueError:
        return None
    for first, second, third in zip(segments, segments[1:], segments[2:], strict=False):
        if first.lower() == event.event.lower() and second == "talk" and _CODE.fullmatch(third):
            return third.upper()
    return None


def find_event(
    name: str, sessions: Iterable[Session], chosen: str | None, kept: tuple[str, ...]
) -> EventAddress:
    """The event that this conference is.

    ``chosen`` is the address that the attendee gave for it, ``kept`` where the conference was added from and
    where that led to. Raises UsageError where what was chosen is no address of an event, or where only the
    attendee can say that the place is to be trusted with a token, NotFound where there is no such event.
    """
    sessions = tuple(sessions)
    if chosen is not None:
        event = event_at(chosen)
        if event is None:
            raise UsageError("the address of the event: expected one like https://pretalx.com/EVENT/")
        if talks_of(event, sessions):
            return event
    found = [event for event in map(event_at, kept) if event is not None and talks_of(event, sessions)]
    if found:
        return _trusted(found[0], kept)
    if _has_talk_pages(sessions):
        raise UsageError(
            f"{name} was not added from a pretalx: give the event's address as SCALE_TUI_PRETALX_URL"
        )
    told = f"{name} is not from pretalx: none of its sessions has a page there"
    raise NotFound(f"{told}; 'scale-tui add ADDRESS' keeps one that is")


def _trusted(event: EventAddress, kept: tuple[str, ...]) -> EventAddress:
    """The event, unless a page elsewhere led to it: a stranger's page must not say who gets a token."""
    given = urlsplit(kept[0]).netloc.rpartition("@")[2]
    if event.host.lower() not in {_LARGEST_SITE, given.lower()}:
        raise UsageError(
            f"{given} led to {event.host}: if your token is for that, set SCALE_TUI_PRETALX_URL={event.url}"
        )
    return event


def _has_talk_pages(sessions: Iterable[Session]) -> bool:
    return any(re.search(r"/talk/[A-Z0-9]{6,16}/?$", session.url or "") for session in sessions)
