"""Files that were written to harm, or by broken programs: read as far as can be, or refused on one line."""

import gzip
import io
import json
import zipfile
from typing import Any

import pytest

from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.reading import Reading
from schedules import event, in_json, in_xml

SECRET = "KVITTERFUGL"


def calendar(*lines: str, head: str = "") -> bytes:
    event_ = "\n".join(("BEGIN:VEVENT", "SUMMARY:Kept", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\n{head}{event_}\nEND:VCALENDAR\n".encode()


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schedule.xml", data)
    return file.getvalue()


def nested(depth: int) -> bytes:
    """A schedule in JSON with a field that makes it so deep."""
    plain = in_json(event(extra="HERE"))
    around = 8  # the document, schedule, conference, days, day, rooms, room, event
    inner = "[" * (depth - around) + "]" * (depth - around)
    return plain.replace(b'"HERE"', inner.encode())


def deep(depth: int) -> bytes:
    """The same in XML."""
    around = 4  # schedule, day, room, event
    inner = "<a>" * (depth - around) + "</a>" * (depth - around)
    return in_xml(event()).replace(b"</event>", f"{inner}</event>".encode())


def read(data: bytes) -> Reading:
    return read_agenda(data, "given.file")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableAgenda) as raised:
        read(data)
    text = str(raised.value)
    assert len(text) <= 240
    assert text.isprintable()
    assert SECRET not in text
    return text


START = "DTSTART;TZID=Europe/Oslo:20260901T090000"
XML, JSON = in_xml(event()), in_json(event())


@pytest.mark.parametrize(
    "data",
    [
        XML.decode().encode("utf-16"),
        XML.decode().replace("UTF-8", "UTF-16").encode("utf-16-be"),
        b"\xef\xbb\xbf" + XML,
        JSON.decode().encode("utf-16"),
        JSON.decode().encode("utf-16-le"),
        JSON.decode().encode("utf-32"),
        b"\xef\xbb\xbf" + JSON,
        calendar(START).decode().encode("utf-16"),
        calendar(START).decode().encode("utf-16-be"),
        b"\xef\xbb\xbf" + calendar(START),
        XML.replace(b"<schedule>", b"<!DOCTYPE schedule><schedule>"),
        XML.replace(b"<schedule>", b"<!DOCTYPE schedule SYSTEM 'http://x.example/a.dtd'><schedule>"),
        XML.replace(b"<schedule>", b"<?php system('x') ?><!-- x --><?xml-stylesheet href='x'?><schedule>"),
        XML.replace(b"<schedule>", b"<schedule x='" + b"y" * 1_000_000 + b"'>"),
        XML.replace(b"<schedule>", b"<schedule " + b" ".join(b"a%d='1'" % n for n in range(20_000)) + b">"),
        in_json(event()).replace(b'"A talk"', b'"A talk \\ud800\\udc00 \\ud800 \\u0000"'),
        in_json(event()).replace(b'"duration"', b'"id": NaN, "x": -Infinity, "y": 1e999, "duration"'),
        in_json(event()).replace(b'"duration"', b'"id": ' + b"9" * 5000 + b', "duration"'),
        in_json(event()).replace(b'"duration"', b'"title": "Twice", "duration"'),
        nested(64),
        deep(64),
        calendar("DTSTART;TZID=../../etc/passwd:20260901T090000"),
        calendar("DTSTART;TZID=/dev/zero:20260901T090000"),
        calendar("DTSTART;TZID=localtime:20260901T090000"),
        calendar(f"DTSTART;TZID={'A/' * 2000}:20260901T090000"),
        calendar(START, "RRULE:FREQ=DAILY;COUNT=" + "9" * 400),
        calendar(START, "RRULE:FREQ=DAILY;INTERVAL=0"),
        calendar(START, "RRULE:" + "FREQ=DAILY;" * 5000),
        calendar(START, *["EXDATE:20260902T090000Z"] * 20_000),
        calendar(START, *["BEGIN:VALARM"] * 5000, *["END:VALARM"] * 5000),
        calendar(START, "X-A;B=" + "c" * 100_000 + ":d", "ATTENDEE" + ";A=b" * 5000 + ":x"),
    ],
)
def test_what_is_odd_is_read_all_the_same(data: bytes) -> None:
    assert read(data).agenda.sessions


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(XML), "is a gzip file"),
        (gzip.compress(b"\0" * 40_000_000), "is a gzip file"),
        (zipped(XML), "is a zip file"),
        (b"\0" * 100, "binary data"),
        (bytes(range(256)), "binary data"),
        (XML.replace(b"UTF-8", b"UTF-7").replace(b"A talk", b"+AGE-\xff"), "not the UTF-8"),
        (XML.replace(b"UTF-8", b"rot13"), "encoding that is not known"),
        (XML.replace(b"UTF-8", b"unicode_escape"), "encoding that is not known"),
        (XML.replace(b"<schedule>", b"<!DOCTYPE a [<!ENTITY b 'KVITTERFUGL'>]><schedule>"), "entity"),
        (XML.replace(b"<schedule>", b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///x'>]><schedule>"), "entity"),
        (XML.replace(b"A talk", b"&KVITTERFUGL;"), "undefined entity"),
        (XML.replace(b"A talk", b"KVITTERFUGL\x1b[31m"), "not well-formed"),
        (
            XML.replace(
                b"<schedule>",
                b"<!DOCTYPE a [<!ATTLIST a "
                + b" ".join(b"a%d CDATA ''" % n for n in range(1001))
                + b">]><schedule>",
            ),
            "at most 1,000 attributes",
        ),
        (nested(65), "nested at most 64 deep"),
        (nested(100_000), "nested at most 64 deep"),
        (deep(65), "nested at most 64 deep"),
        (deep(50_000), "nested at most 64 deep"),
        (b"[" + b"{}," * 500_001 + b"1]", "at most 500,000"),
        (b'{"schedule": {"KVITTERFUGL": 1', "no JSON"),
        (b'{"schedule": "KVITTERFUGL"}', "an object was expected"),
        (b'{"schema": 1, "conference": "KVITTERFUGL", "sessions": []}', "conference"),
        (b'{"schema": 1, "KVITTERFUGL": {}}', "conference"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:KVITTERFUGL\nDTSTART:20260901T090000Z\n", "END:VCALENDAR"),
        (calendar("DTSTART:KVITTERFUGL"), "expected events with a start"),
        (b"<html><body>KVITTERFUGL", "HTML page"),
        (b"x" * (32 * 1024 * 1024 + 1), "at most 32 MiB"),
        (b"\r" * 100_001 + b"x", "at most 100,000 lines"),
    ],
)
def test_what_holds_no_agenda_is_refused_on_one_line_that_repeats_nothing_of_it(
    data: bytes, words: str
) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    "fault",
    [{"start": "KVITTERFUGL", "date": "never"}, {"title": None, "start": None, "date": None}],
)
def test_one_bad_session_is_skipped_and_told_of(fault: dict[str, Any]) -> None:
    for write in (in_xml, in_json):
        reading = read(write(event(title="Good"), event(**fault), event(title="Better", start="11:00")))
        titles = [session.title for session in reading.agenda.sessions]
        assert titles[0] == "Good"
        assert "Better" in titles
        assert any("skipped" in note or "left out" in note for note in reading.notes)


def test_a_time_zone_that_cannot_be_read_falls_back_with_a_note() -> None:
    reading = read(calendar("DTSTART;TZID=../../etc/passwd:20260901T090000"))
    assert any("time zone" in note for note in reading.notes)


def test_keys_that_come_twice_are_joined_without_going_through_all_of_them_again() -> None:
    document = json.loads(JSON)
    talks = document["schedule"]["conference"]["days"][0]["rooms"]["Hall"]
    twice = JSON.replace(b'"Hall": ', b'"Hall": ' + json.dumps(talks).encode() + b', "Hall": ')
    assert len(read(twice).agenda.sessions) == 2
