"""Small schedules for tests, in XML and in JSON: say what matters of an event, the rest is filled in.

A value that is no text goes into JSON as it is; in XML it is text, but for lists of people and links.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

DAY = {"date": "2024-05-04", "index": "1"}
CONFERENCE = {"title": "Test Conf", "acronym": "tc24", "time_zone_name": "Europe/Berlin"}
ATTRIBUTES = ("id", "guid", "code", "href")
ONE_OF = {"persons": "person", "links": "link", "attachments": "attachment"}

Event = Mapping[str, Any]
Writer = Callable[..., bytes]


def event(**fields: Any) -> dict[str, Any]:
    """An event at ten in the morning of ``DAY``; a field given as None is left out."""
    standard = {
        "date": "2024-05-04T10:00:00+02:00",
        "start": "10:00",
        "duration": "00:30",
        "room": "Hall",
        "title": "A talk",
    }
    return {name: value for name, value in (standard | fields).items() if value is not None}


def in_xml(
    *events: Event,
    room: str = "Hall",
    day: Mapping[str, str] = DAY,
    conference: Mapping[str, str] = CONFERENCE,
) -> bytes:
    """A schedule of one day and one room; ``persons`` are names, ``links`` pairs of address and title."""
    told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in conference.items())
    dated = "".join(f" {name}={quoteattr(value)}" for name, value in day.items())
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><schedule><conference>{told}</conference>"
        f"<day{dated}><room name={quoteattr(room)}>{''.join(map(_element, events))}</room></day></schedule>"
    ).encode()


def _element(fields: Event) -> str:
    attributes = "".join(f" {name}={quoteattr(str(fields[name]))}" for name in ATTRIBUTES if name in fields)
    children = "".join(_child(name, value) for name, value in fields.items() if name not in ATTRIBUTES)
    return f"<event{attributes}>{children}</event>"


def _child(name: str, value: Any) -> str:
    if name == "persons":
        value = "".join(f"<person>{escape(person)}</person>" for person in value)
    elif name in ONE_OF:
        one = ONE_OF[name]
        value = "".join(f"<{one} href={quoteattr(url)}>{escape(title or '')}</{one}>" for url, title in value)
    else:
        value = escape(str(value))
    return f"<{name}>{value}</{name}>"


def in_json(
    *events: Event,
    room: str = "Hall",
    day: Mapping[str, str] = DAY,
    conference: Mapping[str, str] = CONFERENCE,
) -> bytes:
    """The same schedule in JSON."""
    spelled = {f"day_{name}" if name in ("start", "end") else name: value for name, value in day.items()}
    days = [spelled | {"rooms": {room: [_object(fields) for fields in events]}}]
    return json.dumps({"schedule": {"conference": {**conference, "days": days}}}).encode()


def _object(fields: Event) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: Any) -> Any:
    if name == "persons":
        return [{"public_name": person} for person in value]
    if name in ONE_OF:
        return [{"url": url, "title": title} for url, title in value]
    return value


BOTH: Sequence[Writer] = (in_xml, in_json)
