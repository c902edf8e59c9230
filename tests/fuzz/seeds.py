"""What fuzzing begins with: a small example of each form that is read, and words that matter in it."""

import json
import os
from pathlib import Path

from schedules import event, in_json, in_xml

FOUND = Path(__file__).parent / "found"
"""What fuzzing has found, a folder for each target: read again by every run of the tests."""

_EVENT = event(
    id="7",
    guid="5b1c3f6e-1b0a-4a8e-8d0e-0d7f4e2f9a11",
    subtitle="Half",
    track="Nets",
    language="en",
    abstract="<p>One &amp; two</p>",
    persons=["Ann Ash", "Bo Birch"],
    links=[("https://example.org/a", "Slides")],
)
_PAGE = """\
Small Nets @Scale 2024

MAY 02, 2024 @ 9:00 AM PDT - 5:00 PM PDT
EVENT AGENDA
Times are in PT.
May 2
09:00 AM - 09:20 AM
A Talk

One. https://example.org/a

Speaker Ann Ash,Acme
Moderator Bo Birch,Beta
11:30 PM - 1 AM
Party
"""
_CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y
X-WR-CALNAME:Small Nets
X-WR-TIMEZONE:Europe/Oslo
BEGIN:VTIMEZONE
TZID:Here
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:42@nets
DTSTART;TZID=Here:20260901T090000
DURATION:PT45M
RRULE:FREQ=DAILY;COUNT=5;INTERVAL=2
EXDATE;TZID=Here:20260903T090000
SUMMARY:A talk\\, and more
LOCATION;LANGUAGE=en:Main Hall
ATTENDEE;CN="Ann Ash";ROLE=CHAIR:mailto:ann@example.org
DESCRIPTION:One\\ntwo
URL:https://example.org/42
BEGIN:VALARM
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:42@nets
RECURRENCE-ID;TZID=Here:20260905T090000
DTSTART;VALUE=DATE:20260906
DTEND;VALUE=DATE:20260907
STATUS:CANCELLED
SUMMARY:Moved
END:VEVENT
END:VCALENDAR
"""
_OWN = {
    "schema": 1,
    "conference": {
        "name": "small-nets",
        "title": "Small Nets",
        "timezone": "Europe/Oslo",
        "start": "2026-09-01",
        "end": "2026-09-01",
        "venue": "Hall",
    },
    "sessions": [
        {
            "id": "a",
            "guid": None,
            "title": "A talk",
            "subtitle": None,
            "kind": "talk",
            "start": "2026-09-01T09:00:00+02:00",
            "end": "2026-09-01T09:45:00+02:00",
            "minutes": 45,
            "day": "2026-09-01",
            "room": "Hall",
            "track": None,
            "language": "en",
            "abstract": "One",
            "url": "https://example.org/a",
            "links": [{"url": "https://example.org/b", "title": None}],
            "speakers": [{"name": "Ann Ash", "affiliation": "Acme", "role": "speaker"}],
            "starred": True,
            "backup": False,
            "hidden": False,
            "own": False,
            "note": "ask",
            "cancelled": False,
        }
    ],
}
_MARKS = {"stars": ["a"], "backups": [], "hidden": ["b"], "hidden_rooms": ["Hall"], "notes": {"a": "ask"}}
_ZULU = {"date": "2024-05-04", "index": "1", "start": "2024-05-04T04:00:00Z", "end": "2024-05-05T04:00:00Z"}

_BARE = (
    b"<!DOCTYPE schedule><schedule><day date='2024-05-04'><room name='A'><event id='1'>"
    b"<start>10:00</start><duration>01:00</duration><title>T</title></event></room></day></schedule>"
)

SEEDS: dict[str, tuple[bytes, ...]] = {
    "page": (
        _PAGE.encode(),
        _PAGE.replace("\n", "\r\n").encode("utf-16"),
        "会場 @Scale\n9:00 - 10\nA".encode(),
    ),
    "xml": (
        in_xml(_EVENT, event(start="23:30", duration="1:02:03", date="2024-05-04")),
        in_xml(_EVENT, day=_ZULU).decode().encode("utf-16"),
        _BARE,
    ),
    "json": (in_json(_EVENT, event(start="23:30", duration="1:02:03")), in_json(_EVENT, day=_ZULU)),
    "calendar": (_CALENDAR.encode(), _CALENDAR.replace("\n", "\r\n").encode("utf-16")),
    "own": (json.dumps(_OWN).encode(), json.dumps(_OWN, indent=2).encode("utf-8-sig")),
    "marks": (
        json.dumps(_OWN | {"marks": _MARKS, "gone": _OWN["sessions"]}).encode(),
        _CALENDAR.encode(),
        b"# codes\nABC123\n- [x] https://example.org/talk/7\n42@nets\n",
        b'["ABC123", "42"]',
    ),
    "html": (b"<p>One &amp; <a href='https://example.org'>two</a><ul><li>a<li>b</ul><pre>x\n y</pre>",),
    "text": (
        "One\u202e two \x1b[31mred\x1b]0;x\x07 Zoe\u0308 👩\u200d💻 \ud800".encode("utf-8", "surrogatepass"),
    ),
    "query": (b'ann @birch #nets %="Main Hall"|b lang:en|de kind:talk is:star is:now after:14:30 day:sun',),
    "times": (b"2026-09-01T09:00:00+02:00", b"9:15 PM", b"1:06:00", b"PT1H30M", b"14h30", b"+1:00", b"90"),
    "link": (
        b"https://me:pw@example.org:8080/a/b?c=d#e",
        b"webcal://b\xc3\xbccher.example/",
        b"<a href='schedule.xml'>pretalx</a><link type='text/calendar' href=//x.example/a>",
    ),
}
"""By target. All but html, text, query, times and link are files."""

_USUAL = (
    "\0", "\ufeff", "\u2028", "\x1b]0;x\x07", "\u202e", "\u0308" * 9, "9" * 40, "-1", "0", "1e999", "NaN",
    "2024-02-30", "0001-01-01", "9999-12-31T23:59:59+14:00", "2024-03-31T02:30:00", "24:00", "47:59",
    "Europe/Oslo", "../../etc/passwd", "/dev/zero", "UTC", "US/Pacific-New", "localtime", "PT",
    "https://example.org/", "javascript:alert(1)", "mailto:a@b", "//x", "http://[", "%", "\\", '"', "'",
)  # fmt: skip
TOKENS: dict[str, tuple[str, ...]] = {
    "page": ("EVENT AGENDA", "Times are in PT.", "12:00 AM - Noon", "May 2", "Speaker ", "Host ", "Day 2:"),
    "xml": ("<event>", "</event>", "<room name='", "<day", "<!--", "<![CDATA[", "]]>", "&#x1b;", "&lt;",
            "<?x ?>", "<!DOCTYPE a>", "<!ENTITY a 'b'>", "&a;", "xmlns:x='y'", "<time_zone_name>", "<date>"),
    "json": ("{", "}", "[", "]", ",", "null", "true", '"\\ud800"', '"rooms":', '"days":', '"date":', "1e5"),
    "calendar": ("BEGIN:VEVENT\n", "END:VEVENT\n", "\n ", "RRULE:FREQ=SECONDLY", ";COUNT=99999999",
                 ";BYDAY=5FR",
                 ";BYMONTH=2;BYMONTHDAY=30", ";INTERVAL=0", ";UNTIL=00010101", "RDATE;VALUE=PERIOD:", "TZID=",
                 ";TZID=../../etc/passwd", "VALUE=DATE:", "DURATION:-P1W", "P999999999D", "TZOFFSETTO:+9999",
                 "ENCODING=BASE64", "=C3=", "BEGIN:VTIMEZONE\n", "STATUS:TENTATIVE\n", ";BYSETPOS=-1",
                 ";WKST=XX"),
    "own": ("null", "{", "[", '"timezone": ', '"start": ', '"own": true', "\\u0000", "\\ud83d"),
    "html": ("<ol start=9>", "<pre>", "</", "<!--", "<td>", "&#0;", "<a href=", "<li>", "<p>"),
    "query": ('"', "|", "=", "@", "#", "%", "is:", "after:", "day:", "lang:", "kind:", "²", "İ", "ﬁ"),
    "times": ("T", "Z", "+", "-", ":", "P", "W", "D", "H", "M", "S", "pm", "a.m.", "²", "٣", "UTC"),
    "link": ("@", ":", "//", "?", "#", "[::1]", "%00", "xn--", "file:", "webcals://", "0x7f.1", "..", "\\"),
}  # fmt: skip


def seeds_of(target: str) -> tuple[bytes, ...]:
    """The examples for a target, and what was found with it."""
    return (*SEEDS[target], *(path.read_bytes() for path in found_with(target)))


def found_with(target: str) -> list[Path]:
    """What fuzzing this target has found so far."""
    return sorted(path for path in (FOUND / target).glob("*") if path.is_file())


def real_files() -> list[Path]:
    """Schedules of real conferences, from the folder that SCALE_TUI_SCHEDULES names."""
    folder = os.environ.get("SCALE_TUI_SCHEDULES")
    return sorted((Path(folder) / "files").iterdir()) if folder else []


def tokens_of(target: str) -> tuple[str, ...]:
    """Words that a mutation puts in."""
    return (*_USUAL, *TOKENS.get(target, TOKENS["own"]))
