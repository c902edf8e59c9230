"""A session as text to paste: one fact a line, on the clock that is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from builders import agenda, session, speaker
from scale_tui.domain.agenda import Link
from scale_tui.export.session_text import session_text

CONFERENCE = agenda(title="Test Conf", venue="Santa Clara")
HERE = CONFERENCE.zone


def test_it_says_what_when_where_by_whom_and_where_to_read_on() -> None:
    talk = session(
        "12:15",
        20,
        "A talk",
        room="Hall 1",
        speakers=(speaker("Ada", "Acme"), speaker("Bo", "Acme"), speaker("Cy")),
        url="https://example.org/1/",
        links=(Link("https://example.org/slides", "Slides"),),
    )
    assert session_text(CONFERENCE, talk, HERE).split("\n") == [
        "A talk",
        "Test Conf",
        "Wed 11 Sep 2024",
        "12:15–12:35 PDT",
        "Hall 1, Santa Clara",
        "Ada, Bo · Acme; Cy",
        "https://example.org/1/",
    ]


def test_on_another_clock_the_day_is_that_clocks_too() -> None:
    text = session_text(CONFERENCE, session("17:30", 60), ZoneInfo("Europe/Berlin"))
    assert text.split("\n")[2:4] == ["Thu 12 Sep 2024", "02:30–03:30 CEST"]


def test_over_midnight_over_days_and_when_the_clocks_change() -> None:
    assert "\n23:30–00:30 PDT\n" in session_text(CONFERENCE, session("23:30", 60), HERE)
    assert "\n09:00 – Fri 13 Sep 2024 17:00 PDT\n" in session_text(
        CONFERENCE, session("09:00", 56 * 60), HERE
    )
    begin = datetime(2024, 11, 3, 8, 30, tzinfo=UTC)  # 01:30 PDT, before the hour that comes twice
    night = replace(session("09:00"), start=begin, end=begin + timedelta(hours=1))
    assert "\n01:30 PDT–01:30 PST\n" in session_text(CONFERENCE, night, HERE)


def test_what_is_not_known_has_no_line_and_what_is_cancelled_says_so() -> None:
    plain = agenda(title="Test Conf")
    text = session_text(plain, session("12:15", is_cancelled=True, subtitle="Of it"), HERE)
    assert text.split("\n") == [
        "A talk",
        "Of it",
        "Cancelled",
        "Test Conf",
        "Wed 11 Sep 2024",
        "12:15–12:35 PDT",
    ]


def test_signs_and_letters_that_are_joined_stay_joined() -> None:
    title = (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )
    assert session_text(CONFERENCE, session("12:15", title=title, id="x"), HERE).startswith(f"{title}\n")


def test_no_line_can_be_forged_and_nothing_be_sent_that_a_terminal_obeys() -> None:
    talk = session(
        "12:15", title="A\nhttps://evil.example/\x1b]0;x\x07\ud800b", id="x", url="file:///etc/passwd"
    )
    lines = session_text(CONFERENCE, talk, HERE).split("\n")
    assert lines[0] == "A https://evil.example/ ]0;x b"
    assert len(lines) == 5
    assert all(line.isprintable() for line in lines)
