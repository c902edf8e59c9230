"""Bytes, and which reader they need."""

import codecs
from unicodedata import category
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.detect import LARGEST, read_agenda
from scale_tui.sources.reading import unreadable
from schedules import event, in_json, in_xml

PAGE = "Café @Scale 2024\nEVENT AGENDA\nTimes are in PT.\nMay 2\n09:00 AM - 10:00 AM\nZürich’s networks\n"


def refusal(data: bytes, source: str = "page.txt") -> str:
    with pytest.raises(UnreadableAgenda) as caught:
        read_agenda(data, source)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        codecs.BOM_UTF8 + PAGE.encode(),
        codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PAGE.encode("utf-32-le"),
    ],
)
def test_every_unicode_encoding_that_says_so_is_read_without_a_note(data):
    reading = read_agenda(data, "page.txt")
    assert reading.agenda.title == "Café @Scale 2024"
    assert reading.agenda.sessions[0].title == "Zürich’s networks"
    assert reading.notes == ()


def test_windows_text_is_read_with_a_note_of_the_first_line_that_shows_it():
    reading = read_agenda(("\n" + PAGE).encode("cp1252"), "page.txt")
    assert reading.agenda.sessions[0].title == "Zürich’s networks"
    assert reading.notes == ("line 2: not UTF-8, so the text was read as Windows-1252",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "page.txt: is empty"),
        (b"\xef\xbb\xbf \n\t\r\n", "page.txt: is empty"),
        (b"  <!DOCTYPE html><title>x</title>", "page.txt: is an HTML page"),
        (b"<HTML><body>", "page.txt: is an HTML page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "page.txt: is an HTML page"),
        (b'<?xml version="1.0"?><schedule>', "page.txt, line 1: is not well-formed XML: no element found"),
        (b"<schedule/>", "page.txt: expected <conference> and <day>"),
        (b"<rss/>", "page.txt: is XML but no schedule"),
        (b' {"schedule": {}}', "page.txt: schedule.conference: an object was expected"),
        (b"[]", "page.txt: is a list; expected an object"),
        (b'{"schema": 1}', "page.txt: conference: expected, but missing"),
        (b'{"schema": 1, "schedule": {}}', "page.txt: schedule.conference: an object was expected"),
        (b'{"schema": "1", "conference": {}}', "page.txt: conference.days: a list was expected"),
        (b"\x1f\x8b\x08\x00", "page.txt: is a gzip file"),
        (b"PK\x03\x04", "page.txt: is a zip file"),
        (b"%PDF-1.7", "page.txt: is a PDF file"),
        (b"abc\0def", "page.txt: is binary data"),
        (b"#!/bin/sh\necho 10:00\n", "page.txt: expected agenda text with times"),
    ],
)
def test_what_is_no_agenda_text_is_named_for_what_it_is(data, expected):
    assert refusal(data).startswith(expected)


def test_an_explanation_of_any_length_is_cut_to_a_line_of_240_characters():
    text = str(unreadable("s" * 500, "x\n" * 500, 7))
    assert len(text) == 240
    assert text.startswith("…sss")
    assert text.endswith("x…")


def test_a_schedule_is_read_by_the_reader_of_its_format():
    asked = ZoneInfo("Europe/Oslo")
    for data in (in_xml(event()), b"\n" + in_json(event()), in_xml(event()).decode().encode("utf-16-le")):
        reading = read_agenda(data, "page.txt", title="Mine", zone=asked)
        assert (reading.agenda.title, reading.agenda.zone) == ("Mine", asked)
        assert [session.title for session in reading.agenda.sessions] == ["A talk"]


def test_words_of_html_in_a_schedule_do_not_make_it_a_page():
    data = in_xml(event(abstract="<html><body><p>x</p>"))
    assert read_agenda(data, "page.txt").agenda.sessions[0].abstract == "x"


def test_more_than_32_mib_are_refused():
    assert refusal(b"x" * (LARGEST + 1)) == "page.txt: expected at most 32 MiB, this is 32 MiB"


def test_a_title_in_brackets_at_the_very_start_is_not_taken_for_json():
    data = ("[RFC] Networks @Scale 2024\n" + PAGE.split("\n", 1)[1]).encode()
    assert read_agenda(data, "page.txt").agenda.title == "[RFC] Networks @Scale 2024"


def test_what_the_command_line_knows_is_handed_on():
    reading = read_agenda(PAGE.encode(), "page.txt", title="Mine", year=2031)
    assert reading.agenda.title == "Mine"
    assert reading.agenda.days[0].year == 2031


@given(st.binary(), st.text(st.characters(exclude_categories=()), max_size=400))
def test_whatever_the_bytes_are_the_refusal_is_one_short_clean_line(data, source):
    text = refusal(data, source)
    assert len(text) <= 240
    assert not any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)
