"""Reads a schedule in XML as pentabarf, frab, pretalx, wafer and others write it.

The elements are those of c3voc's schema, https://c3voc.de/schedule/schema.xsd: a conference, then days with
rooms with events. pentabarf's oldest files have the events right below their day.
"""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from scale_tui.sources.frab import Schedule, agenda_of
from scale_tui.sources.frab_event import Fields
from scale_tui.sources.frab_times import Day, Filed, day_of
from scale_tui.sources.reading import Notes, Reading, unreadable
from scale_tui.sources.xml_tree import read_xml, text_of

_TEXTS = frozenset({"title", "subtitle", "abstract", "description"})
_LISTS = {"persons": "person", "participants": "participant", "links": "link", "attachments": "attachment"}


def read_frab_xml(
    data: bytes, *, source: str = "the schedule", title: str | None = None, zone: ZoneInfo | None = None
) -> Reading:
    """The agenda that a schedule.xml has; ``title`` and ``zone`` win over what it says.

    Raises:
        UnreadableAgenda: no well-formed XML, not a schedule, or one with faults beyond repair.

    """
    notes = Notes()
    root = read_xml(data, source=source, notes=notes)
    if root.tag != "schedule":
        raise unreadable(source, "is XML but no schedule; expected the root element <schedule>")
    days = list(_days(root))
    conference = next((element for element in root if element.tag == "conference"), None)
    if conference is None and not days:
        raise unreadable(source, "expected <conference> and <day> in <schedule>, found neither")
    schedule = Schedule(
        _conference(root, conference),
        [day for _, day in days],
        [filed for element, day in days for filed in _events(element, day)],
    )
    if not schedule.events and any(_is_foreign(element) for element, _ in days):
        raise unreadable(source, "is of another kind: its days hold no <room> and no <event>")
    return agenda_of(schedule, source=source, title=title, zone=zone, notes=notes)


def _conference(root: Element, conference: Element | None) -> Fields:
    """What is said of the conference; merged schedules have its base_url beside it."""
    found: Fields = {}
    for element in (*(() if conference is None else conference), *root):
        if not len(element) and (element.text or "").strip():
            found.setdefault(element.tag, element.text)
    return found


def _days(root: Element) -> Iterator[tuple[Element, Day]]:
    for element in root:
        if element.tag == "day":
            given = (element.get(name, "") for name in ("date", "start", "end"))
            yield element, day_of(*given)
        elif element.tag == "conference":
            yield from _days(element)


def _events(day_element: Element, day: Day) -> Iterator[Filed]:
    for element in day_element:
        if element.tag == "event":
            yield Filed(_fields(element), day)
        elif element.tag == "room":
            room = element.get("name", "")
            for event in element:
                if event.tag == "event":
                    yield Filed(_fields(event), day, room)


def _is_foreign(day_element: Element) -> bool:
    return any(element.tag not in ("room", "event") for element in day_element)


def _fields(event: Element) -> Fields:
    """The event's fields; of a repeated one the first that is not empty, as wafer adds an empty abstract."""
    fields: Fields = dict(event.attrib)
    for child in event:
        name = child.tag
        if name in _LISTS:
            entries = _entries(child, _LISTS[name])
            earlier = fields.get(name)
            fields[name] = [*earlier, *entries] if isinstance(earlier, list) else entries
        elif not fields.get(name):
            if not len(child):
                fields[name] = child.text or ""
            else:
                fields[name] = _markup(child) if name in _TEXTS else text_of(child)
    return fields


def _entries(element: Element, kind: str) -> list[object]:
    """The people or links in an element; its text where it has none."""
    entries: list[object] = [_entry(entry) for entry in element if entry.tag == kind]
    if entries:
        return entries
    text = text_of(element)
    return [{"name": text}] if text and not text.isspace() else []


def _entry(element: Element) -> Fields:
    """A person or a link: its attributes, its elements, and its text as name and title."""
    fields: Fields = {**element.attrib}
    for child in element:
        fields.setdefault(child.tag, text_of(child))
    text = text_of(element)
    if text and not text.isspace():
        fields["name"] = fields["title"] = text
    return fields


def _markup(element: Element) -> str:
    """What is in an element as HTML, for some have HTML's elements among their text."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        href = child.get("href")
        attribute = f' href="{escape(href)}"' if href else ""
        parts.append(f"<{child.tag}{attribute}>{_markup(child)}</{child.tag}>")
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)
