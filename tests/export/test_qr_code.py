"""QR codes: a decoder that shares nothing with the writer reads them from the characters as drawn."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import agenda, session
from qr_reading import decoded, image_of, lit_half_blocks
from scale_tui.export.qr_code import LEAST_QUIET, QUIET, half_blocks, in_ascii, qr_codes

TALK = session(
    "12:15", 20, "Alibaba HPN: A Data Center Network", room="Hall 1", url="https://example.org/ä b"
)
CONF = agenda(TALK, venue="Santa Clara, CA")


@pytest.mark.parametrize("quiet", [LEAST_QUIET, QUIET])
@pytest.mark.parametrize("number", [0, 1])
def test_each_form_is_read_back_from_half_blocks(number: int, quiet: int) -> None:
    code = qr_codes(CONF, TALK)[number]
    lines = half_blocks(code.with_quiet(quiet), is_dark_drawn=True)
    assert decoded(lit_half_blocks(lines, is_dark_drawn=True)) == code.text
    lines = half_blocks(code.with_quiet(quiet), is_dark_drawn=False)
    assert decoded(lit_half_blocks(lines, is_dark_drawn=False)) == code.text


def test_in_ascii_what_is_drawn_is_light() -> None:
    code = qr_codes(CONF, TALK)[0]
    lines = in_ascii(code.with_quiet(QUIET))
    assert set("".join(lines)) == {"#", " "}
    assert lines[0] == "##" * (code.size + 2 * QUIET)
    assert decoded([[line[at] == "#" for at in range(0, len(line), 2)] for line in lines]) == code.text


def test_the_page_comes_first_then_the_event() -> None:
    page, event = qr_codes(CONF, TALK)
    assert (page.form, page.text) == ("the page", "https://example.org/%C3%A4%20b")
    assert event.form == "the event"
    assert event.text == (
        "BEGIN:VEVENT\nSUMMARY:Alibaba HPN: A Data Center Network\nDTSTART:20240911T191500Z\n"
        "DTEND:20240911T193500Z\nLOCATION:Hall 1\\, Santa Clara\\, CA\nEND:VEVENT"
    )


@pytest.mark.parametrize(
    ("room", "size", "text"),
    [
        (
            46,
            41,
            "SUMMARY:Alibaba HPN: A Data Center Network\nDTSTART:20240911T191500Z\nDTEND:20240911T193500Z",
        ),
        (41, 37, "SUMMARY:Alibaba HPN: A Data Center Network\nDTSTART:20240911T191500Z"),
        (37, 33, "SUMMARY:Alibaba HPN: A Dat…\nDTSTART:20240911T191500Z"),
        (20, 33, "SUMMARY:Alibaba HPN: A Dat…\nDTSTART:20240911T191500Z"),
    ],
)
def test_the_event_is_as_full_as_there_is_room_for(room: int, size: int, text: str) -> None:
    event = qr_codes(CONF, TALK, room)[-1]
    assert (event.form, event.size) == ("the event in short", size)
    assert event.text == f"BEGIN:VEVENT\n{text}\nEND:VEVENT"


@pytest.mark.parametrize("version", range(1, 21))
def test_each_version_holds_what_the_standard_says(version: int) -> None:
    side = 17 + 4 * version
    text = qr_codes(CONF, session("12:15", title="x" * 4000, id="x"), side + 2 * LEAST_QUIET)[-1]
    assert text.size == max(side, 33)


def test_without_an_address_or_with_one_that_is_no_web_address_there_is_no_page() -> None:
    for url in (None, "javascript:alert(1)", "file:///etc/passwd"):
        talk = session("12:15", url=url)
        assert [code.form for code in qr_codes(CONF, talk)] == ["the event"]


def test_what_no_code_can_hold_is_left_out() -> None:
    talk = session("12:15", title="x" * 4000, id="x", url=f"https://example.org/{'y' * 4000}")
    assert [code.form for code in qr_codes(CONF, talk)] == ["the event in short"]


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_title_makes_one_event_and_no_other_property(title: str) -> None:
    talk = session("12:15", title=title, id="x", room=title)
    for code in (*qr_codes(agenda(talk), talk), *qr_codes(agenda(talk), talk, 20)):
        names = [line.partition(":")[0] for line in code.text.splitlines()]
        assert names[0] == "BEGIN"
        assert names[-1] == "END"
        assert set(names[1:-1]) <= {"SUMMARY", "DTSTART", "DTEND", "LOCATION"}
        assert len(names) == len(set(names))


def test_the_decoder_sees_nothing_where_there_is_nothing() -> None:
    assert zxingcpp.read_barcodes(image_of([[True] * 40] * 40)) == []
