"""Small things that would unfold: each is read in a process that may use little time and memory.

    python tests/fuzz/bombs.py MEBIBYTES [NAME…]

Prints a name for each that was read or refused within the limits, which are generous: what a fault costs is
not twice as much, but a hundred times.
"""

import resource
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

MEMORY = 3 << 29
"""Bytes of address space."""
_CPU_SECONDS, _CPU_SECONDS_IF_LARGE = 15, 120
_BY_DAY = ",".join(
    f"{sign}{number}{day}" for number in range(1, 30) for sign in ("", "-") for day in ("MO", "TU")
)
_FROM_1970 = "DTSTART:19700101T090000Z\n"

Bomb = Callable[[int], bytes]


def _calendar(events: Iterable[str], head: str = "") -> bytes:
    told = "".join(f"BEGIN:VEVENT\nSUMMARY:S\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{told}END:VCALENDAR\n".encode()


def _series(rule: str) -> Bomb:
    """As many endless series as fit, and one session two centuries later, so that all are followed."""
    event = f"{_FROM_1970}RRULE:{rule[:440]}"
    return lambda size: _calendar(["DTSTART:21990101T000000Z", *[event] * max(1, min(size // 600, 4000))])


def _zones(size: int) -> bytes:
    count = size // 260
    rule = f"RRULE:FREQ=YEARLY;BYDAY={_BY_DAY[:59]}"
    zone = "BEGIN:VTIMEZONE\nTZID:X{}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n" + rule
    zone += "\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\n"
    events = (f"DTSTART;TZID=X{number}:20260101T000000" for number in range(count))
    return _calendar(events, "".join(zone.format(number) for number in range(count)))


def _calendars(size: int) -> bytes:
    return _repeated(_zones(1000), size)


def _json(field: str, value: str) -> bytes:
    event = f'{{"title":"T","start":"10:00","duration":"1:00","{field}":{value}}}'
    day = f'{{"date":"2024-05-04","rooms":{{"A":[{event}]}}}}'
    return f'{{"schedule":{{"conference":{{"title":"T","days":[{day}]}}}}}}'.encode()


def _abstract(piece: str) -> Bomb:
    return lambda size: _json("abstract", f'"{piece * (size // len(piece))}"')


def _xml(inner: bytes, before: bytes = b"") -> bytes:
    day = b"<day date='2024-05-04'><room name='A'>" + inner + b"</room></day>"
    return before + b"<schedule><conference><title>T</title></conference>" + day + b"</schedule>"


def _repeated(piece: bytes, size: int) -> bytes:
    return piece * max(1, size // len(piece))


def _declared(size: int) -> bytes:
    names = b" ".join(b"a%d CDATA 'x'" % number for number in range(size // 15))
    return _xml(b"", b"<!DOCTYPE schedule [<!ATTLIST schedule " + names + b">]>")


def _given_to_all(size: int) -> bytes:
    names = b" ".join(b"a%d CDATA 'xxxxxxxxxxxxxxxx'" % number for number in range(400))
    return _xml(_repeated(b"<event/>", size), b"<!DOCTYPE schedule [<!ATTLIST event " + names + b">]>")


BOMBS: dict[str, Bomb] = {
    "every-day-counted": _series("FREQ=DAILY;COUNT=99999"),
    "many-weekdays": _series(f"FREQ=YEARLY;COUNT=9999;BYDAY={_BY_DAY}"),
    "many-places": _series("FREQ=DAILY;COUNT=9999;BYSETPOS=" + ",".join(map(str, range(2, 120)))),
    "many-days": _series("FREQ=DAILY;COUNT=9999;BYMONTHDAY=" + ",".join(["99"] * 150)),
    "never": _series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "every-second": _series("FREQ=SECONDLY"),
    "left-out": lambda size: _calendar(
        [f"{_FROM_1970}RRULE:FREQ=DAILY;COUNT=360\nEXDATE:{','.join(['20260101T000000Z'] * 990)}"]
        * (size // 17000)
    ),
    "left-out-by-line": lambda size: _calendar(
        [f"{_FROM_1970}RRULE:FREQ=DAILY;COUNT=360\n" + "EXDATE:20260101T000000Z\n" * (size // 24)]
    ),
    "zones": _zones,
    "calendars-with-zones": _calendars,
    "alarms-in-alarms": lambda size: (
        b"BEGIN:VCALENDAR\n" + _repeated(b"BEGIN:VALARM\n", size) + b"END:VCALENDAR\n"
    ),
    "ends-of-nothing": lambda size: (
        b"BEGIN:VCALENDAR\n" + b"BEGIN:A\n" * (size // 16) + b"END:B\n" * (size // 16) + b"END:VCALENDAR\n"
    ),
    "parameters": lambda size: _calendar([f"{_FROM_1970}SUMMARY{';A=b' * 999}:x"] * (size // 4000)),
    "one-key": lambda size: (
        b'{"schedule":{"conference":{"title":"T","days":[{"date":"2024-05-04","rooms":{'
        + b",".join([b'"A":[1]'] * (min(2 * size, 31 << 20) // 8))
        + b"}}]}}}"
    ),
    "brackets": lambda size: b"[" + _repeated(b"[],", size) + b"1]",
    "depth": lambda size: b"[" * size,
    "numbers": lambda size: b'{"schedule":[' + b"1" * size + b"]}",
    "dots": lambda size: _json(
        "links", "[" + ",".join([f'{{"url":"{"." * 1990} "}}'] * (size // 2010)) + "]"
    ),
    "tags": _abstract("<p>"),
    "brackets-in-text": _abstract("<"),
    "comments-in-text": _abstract("<!--"),
    "marks-in-text": _abstract("\u0308"),
    "declared-attributes": _declared,
    "attributes-given-to-all": _given_to_all,
    "one-attribute": lambda size: b"<schedule a='" + b"x" * size + b"'/>",
    "elements": lambda size: _xml(_repeated(b"<a/>", size)),
    "instructions": lambda size: _xml(b"", _repeated(b"<?x y?>", size)),
    "lines": lambda size: b"\r" * size + b"x",
    "one-line": lambda size: b"Conf\n" + b"09:00 " * (size // 6),
}


def main(mebibytes: float, names: Iterable[str]) -> None:
    """Read these, or all."""
    from scale_tui.domain.errors import UnreadableAgenda
    from scale_tui.sources.detect import read_agenda
    from scale_tui.sources.marks_file import read_marks

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in names or BOMBS:
        data = BOMBS[name](int(mebibytes * (1 << 20)))[: 32 << 20]
        is_large = mebibytes > 1
        signal.setitimer(signal.ITIMER_PROF, _CPU_SECONDS_IF_LARGE if is_large else _CPU_SECONDS)
        with suppress(UnreadableAgenda):
            read_agenda(data, "given.file")
        with suppress(UnreadableAgenda):
            if is_large:
                read_marks(data, "given.file")
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(name, flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
