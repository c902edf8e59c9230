"""From the address of a conference's page to the schedule that the page is made from."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

from scale_tui.domain.errors import Unreachable, UnreadableAgenda
from scale_tui.sources.fetch import NOTHING_KNOWN, USUAL_LIMITS, Fetched, Limits, Progress, Validators, fetch
from scale_tui.sources.fetch_address import Address, read_address, shown_address
from scale_tui.sources.reading import unreadable

_PEEK = 4000
_LONGEST_PAGE = 4 * 1024 * 1024
_MOST_TRIED = 4

_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(a|link)\s([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FORMAT = re.compile(r"(?:\.|/)(xml|json|ics|ical)$", re.IGNORECASE)
_TYPES = {"application/xml": "xml", "text/xml": "xml", "application/json": "json", "text/calendar": "ics"}
_SUBJECT = re.compile(r"schedule|fahrplan|programme?|agenda|calendar|timetable", re.IGNORECASE)
# News, searches and pages for bots have these types too; a page of a talk links that talk alone.
_NO_SCHEDULE = re.compile(
    r"\b(?:rss|atom|feed|sitemap|opensearch|oembed|manifest)\b|/talks?/|/events?/\d+\.ics", re.IGNORECASE
)
_BEST_FIRST = ("xml", "json", "ics", "ical")

_PRETALX = re.compile(r"\bpretalx\b", re.IGNORECASE)
_PRETALX_EVENT = re.compile(r"^(.*?)(?:/(?:schedule|talk|speaker|featured|sneak|cfp|me|submit)(?:/.*)?|/)?$")
_FRAB_SCHEDULE = re.compile(r"^(.*/public)(?:/.*)?$")
_FRAB = re.compile(r"\b(?:frab|fahrplan)\b", re.IGNORECASE)


def fetch_schedule(
    address: str,
    *,
    known: Validators = NOTHING_KNOWN,
    limits: Limits = USUAL_LIMITS,
    progress: Progress | None = None,
    may_be_private: bool = False,
) -> Fetched | None:
    """What the address gives, or the schedule that it leads to where it is a page; else as for ``fetch``.

    The limits are for all of it together. A page leads to a private network only if it is on one itself.

    The address of the answer is the one to ask the next time, from where redirects are followed anew.
    Raises Unreachable, and UnreadableAgenda for a page that leads to none.
    """
    deadline = time.monotonic() + limits.total
    fetched = fetch(address, known=known, limits=limits, progress=progress, may_be_private=may_be_private)
    if fetched is None or not is_page(fetched.data):
        return fetched and replace(fetched, address=address)
    shown = shown_address(address)
    page = fetched.data[:_LONGEST_PAGE].decode("utf-8", "replace")
    fault: Unreachable | None = None
    for candidate in schedule_links(page, fetched.address)[:_MOST_TRIED]:
        left = round(deadline - time.monotonic(), 1)
        if left <= 0:
            break
        try:
            found = fetch(
                candidate,
                limits=replace(limits, total=left),
                progress=progress,
                may_be_private=fetched.is_private,
            )
        except Unreachable as error:
            fault = fault or error
            continue
        if found is not None and not is_page(found.data):
            return replace(found, address=candidate)
    raise _no_schedule(shown, fault)


def _no_schedule(shown: str, fault: Unreachable | None) -> UnreadableAgenda:
    said = "links no schedule" if fault is None else f"links a schedule that cannot be had ({fault})"
    return unreadable(shown, f"is a web page that {said}; give the address of its .xml, .json or .ics file")


def is_page(data: bytes) -> bool:
    """Whether this is an HTML page, as it would be for a browser."""
    start = data[:_PEEK].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and bool(_HTML.search(start))


def schedule_links(page: str, address: str) -> tuple[str, ...]:
    """The addresses at which the page's schedule may be, the likeliest first.

    What the page links comes first, then where pretalx and frab have it. Links that are no http or https, or
    would leave https, are left out.
    """
    base = read_address(address)
    ranked = sorted(_linked(page), key=lambda found: found[0])
    hrefs = [href for _, href in ranked]
    hrefs.extend(_usual_places(page, base))
    found: dict[str, None] = {}
    for href in hrefs:
        try:
            target = base.follow(href, "the page")
        except Unreachable:
            continue
        found[target.whole] = None
    return tuple(found)


def _linked(page: str) -> Iterator[tuple[tuple[bool, bool, int], str]]:
    """The links to schedules with their rank: the lower the likelier."""
    for match in _TAG.finditer(page):
        attributes = {
            name.lower(): unescape(next(filter(None, values), ""))
            for name, *values in _ATTRIBUTE.findall(match[2])
        }
        href = attributes.get("href", "").strip()
        path = href.partition("#")[0].partition("?")[0]
        is_link = match[1].lower() == "link"
        kind = _FORMAT.search(path)
        type_ = attributes.get("type", "").lower() if is_link else ""
        format_ = kind[1].lower() if kind else _TYPES.get(type_)
        if format_ is None or not href or _NO_SCHEDULE.search(path):
            continue
        told = f"{path} {attributes.get('title', '')}"
        is_named = bool(_SUBJECT.search(told))
        if format_ in {"xml", "json"} and not is_named:
            continue
        yield (not is_named, not is_link, _BEST_FIRST.index(format_)), href


def _usual_places(page: str, base: Address) -> Iterator[str]:
    path = urlsplit(base.url).path
    if _PRETALX.search(page):
        event = _PRETALX_EVENT.match(path)
        if event and event[1]:
            yield f"{event[1]}/schedule/export/schedule.xml"
            yield f"{event[1]}/schedule/export/schedule.json"
    if frab := _FRAB_SCHEDULE.match(path):
        yield f"{frab[1]}/schedule.xml"
    elif _FRAB.search(page) or _FRAB.search(path):
        yield "schedule.xml"
