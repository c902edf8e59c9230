"""Event pages, read from their text."""

import string
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Kind, Link, Role, Speaker
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.agenda_text import read_agenda_text

HEAD = "Small Nets @Scale 2024\n\nMAY 02, 2024 @ 9:00 AM PDT - 5:00 PM PDT\nEVENT AGENDA\nTimes are in PT.\n"
ZONE = ZoneInfo("America/Los_Angeles")


def read(body, head=HEAD, **known):
    return read_agenda_text(head + body, source="page.txt", **known)


def sessions(body, head=HEAD, **known):
    return read(body, head, **known).agenda.sessions


def only(body, **known):
    (session,) = sessions("May 2\n" + body, **known)
    return session


def span(session, zone=ZONE):
    return f"{session.start.astimezone(zone):%m-%d %H:%M}", f"{session.end.astimezone(zone):%m-%d %H:%M}"


def refusal(text, **known):
    with pytest.raises(UnreadableAgenda) as caught:
        read_agenda_text(text, source="page.txt", **known)
    return str(caught.value)


def test_a_page_has_title_abstract_people_and_times():
    session = only(
        "09:00 AM - 09:20 AM\nA Talk\n\nOne.\n\nTwo.\n\nSpeaker Ann Ash,Acme\nHost Bo Birch,Beta\n"
    )
    assert session.title == "A Talk"
    assert session.abstract == "One.\n\nTwo."
    assert session.speakers == (Speaker("Ann Ash", "Acme"), Speaker("Bo Birch", "Beta", Role.HOST))
    assert span(session) == ("05-02 09:00", "05-02 09:20")
    assert (session.day, session.kind, session.url, session.guid) == (date(2024, 5, 2), Kind.TALK, None, None)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("11:30 AM - 12:30 PM", "11:30", "12:30"),
        ("9:00 am – 9:45 am", "09:00", "09:45"),
        ("9 a.m. - 10 a.m.", "09:00", "10:00"),
        ("09:00AM—10:00AM PT", "09:00", "10:00"),
        ("13:00 - 14:30", "13:00", "14:30"),
        ("11:30 - 12:30 PM", "11:30", "12:30"),
        ("1:00 - 2:30 PM", "13:00", "14:30"),
        ("11:00 AM - 1:00", "11:00", "13:00"),
        ("12:00 AM to 1:00 AM", "00:00", "01:00"),
        ("11:00 AM - Noon", "11:00", "12:00"),
        ("09:00 AM - 09:00 AM", "09:00", "09:00"),
    ],
)
def test_times_are_read_however_they_are_written(line, start, end):
    assert span(only(line + "\nTalk")) == (f"05-02 {start}", f"05-02 {end}")


def test_an_end_before_the_start_is_on_the_next_day():
    session = only("10:00 PM - 12:30 AM\nParty")
    assert span(session) == ("05-02 22:00", "05-03 00:30")
    assert session.day == date(2024, 5, 2)


def test_a_session_after_midnight_belongs_to_the_evening_before():
    late, night, deep, morning = sessions(
        "May 2\n11:00 PM - 11:30 PM\nLate\n12:30 AM - 1:00 AM\nNight\n1:00 AM - 2:00 AM\nDeep\n"
        "May 3\n09:00 AM - 10:00 AM\nMorning"
    )
    assert span(night) == ("05-03 00:30", "05-03 01:00")
    assert span(deep) == ("05-03 01:00", "05-03 02:00")
    assert [s.day.day for s in (late, night, deep, morning)] == [2, 2, 2, 3]
    assert night.id == "20240503-0030-night"


def test_a_second_track_listed_after_a_night_starts_on_the_same_day_again():
    body = "11:00 PM - 11:30 PM\nLate\n12:30 AM - 1:00 AM\nNight\n09:00 AM - 10:00 AM\nMorning"
    assert [span(session)[0] for session in sessions("May 2\n" + body)] == [
        "05-02 09:00",
        "05-02 23:00",
        "05-03 00:30",
    ]


def test_an_early_session_of_a_day_stays_on_its_date():
    assert span(only("04:00 AM - 05:00 AM\nRun"))[0] == "05-02 04:00"


def test_a_session_without_an_end_lasts_until_the_next_one():
    reading = read("May 2\n9:00 AM\nOne\n9:40 AM - 10:00 AM\nTwo")
    assert reading.agenda.sessions[0].minutes == 40
    assert reading.notes == ("line 7: no end given, taken to end when the next session starts",)


def test_an_impossible_time_is_noted_and_takes_its_session_along():
    reading = read(
        "May 2\n9:00 AM - 9:30 AM\nOne\n9:99 AM - 27:00 PM\nTwo\n\nText\n11:00 AM - 11:30 AM\nThree"
    )
    assert [session.title for session in reading.agenda.sessions] == ["One", "Three"]
    assert [session.abstract for session in reading.agenda.sessions] == [None, None]
    assert reading.notes == ("line 9: 9:99 is no time of day; the session below it was left out",)


def test_the_night_the_clocks_change_is_read_in_real_hours():
    short, long = sessions("March 10\n1:00 AM - 4:00 AM\nA\nNovember 3\n12:00 AM - 3:00 AM\nB")
    assert (short.minutes, long.minutes) == (120, 240)
    assert sessions("March 10\n2:45 AM - 3:15 AM\nA")[0].minutes == 0


def test_several_days_over_new_year_go_on_in_the_next_year():
    head = HEAD.replace("MAY 02", "DECEMBER 31")
    first, second = sessions("December 31\n9:00 AM - 9:30 AM\nA\nJanuary 1\n9:00 AM - 9:30 AM\nB", head)
    assert (first.day, second.day) == (date(2024, 12, 31), date(2025, 1, 1))
    given = sessions("December 31\n9:00 AM - 9:30 AM\nA\nJanuary 1\n9:00 AM - 9:30 AM\nB", head, year=2019)
    assert [session.day.year for session in given] == [2019, 2020]


def test_each_header_date_gives_its_own_day_the_year():
    head = (
        "Two Years @Scale\n\nDECEMBER 30, 2020 @ 12:00 PM PST - 1:00 PM PST\n"
        "JANUARY 05, 2021 @ 12:00 PM PST - 1:00 PM PST\nEVENT AGENDA\n"
    )
    days = [
        s.day for s in sessions("December 30\n12:00 PM - 1:00 PM\nA\nJanuary 5\n12:00 PM - 1:00 PM\nB", head)
    ]
    assert days == [date(2020, 12, 30), date(2021, 1, 5)]


@pytest.mark.parametrize(
    "heading",
    [
        "May 2",
        "MAY 2",
        "may 02",
        "May 2nd",
        "Thursday, May 2nd",
        "Day 1: May 2",
        "May 2, 2024",
        "2 May",
        "2024-05-02",
    ],
)
def test_day_headings_are_read_however_they_are_written(heading):
    reading = read(heading + "\n9:00 AM - 9:30 AM\nA")
    assert reading.agenda.days == (date(2024, 5, 2),)
    assert reading.notes == ()


@pytest.mark.parametrize("name", ["Sep. 11", "Sept 11", "SEP 11", "september 11"])
def test_month_names_may_be_short(name):
    assert sessions(f"{name}\n9:00 AM - 9:30 AM\nA")[0].day == date(2024, 9, 11)


def test_a_weekday_that_is_wrong_for_the_year_is_noted():
    reading = read("Monday, May 2\n9:00 AM - 9:30 AM\nA")
    assert reading.notes == ("line 6: 2024-05-02 is a Thursday, the page says “Monday, May 2”",)


def test_without_a_day_heading_the_date_of_the_header_counts():
    assert sessions("9:00 AM - 9:30 AM\nA")[0].day == date(2024, 5, 2)


def test_the_old_form_of_the_header_is_read():
    head = "Old @Scale\nMAY 02, 2018 @ 08:30 AM - MAY 02, 2018 @ 06:30 PM PT\nEVENT AGENDA\n"
    reading = read("May 2\n9:00 AM - 9:30 AM\nA", head)
    assert reading.agenda.days == (date(2018, 5, 2),)
    assert reading.agenda.zone == ZONE


def test_the_year_may_stand_in_the_title_only():
    head = "Video Nets @Scale 2023\n\nNovember 29th and 30th\n\nEVENT AGENDA\nTimes are in PT.\n"
    assert sessions("November 29\n9:00 AM - 9:30 AM\nA", head)[0].day == date(2023, 11, 29)


def test_days_shown_as_tabs_part_where_the_times_leap_back():
    body = (
        "May 2\n\nInfra @Scale\n\nMay 3\n\nVideo @Scale\n\n"
        "9:00 AM - 9:30 AM\nA\n5:00 PM - 5:30 PM\nB\n10:00 AM - 10:30 AM\nC\n9:30 AM - 10:00 AM\nD"
    )
    found = {s.title: (s.day.day, s.track) for s in sessions(body)}
    assert found == {
        "A": (2, "Infra @Scale"),
        "B": (2, "Infra @Scale"),
        "C": (3, "Video @Scale"),
        "D": (3, "Video @Scale"),
    }


def test_tabs_with_fewer_sessions_than_days_are_noted():
    reading = read("May 2\n\nMay 3\n\n9:00 AM - 9:30 AM\nA")
    assert reading.agenda.days == (date(2024, 5, 2),)
    assert reading.notes == ("line 10: 2 days are named, the sessions below are taken for the first",)


def test_parallel_sessions_stay_apart():
    a, b = sessions("May 2\n9:00 AM - 9:30 AM\nKeynotes\nSpeaker Ann Ash,A\n9:00 AM - 9:30 AM\nKeynotes")
    assert a.start == b.start
    assert {a.id, b.id} == {"20240502-0900-keynotes", "20240502-0900-keynotes-2"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Speaker Ann Ash,Acme", Speaker("Ann Ash", "Acme")),
        ("SPEAKER Ann Ash,Acme", Speaker("Ann Ash", "Acme")),
        ("Speaker: Ann Ash, Acme", Speaker("Ann Ash", "Acme")),
        ("Moderator Ann Ash,Acme", Speaker("Ann Ash", "Acme", Role.MODERATOR)),
        ("Host Ann Ash,Acme", Speaker("Ann Ash", "Acme", Role.HOST)),
        ("Panelist Ann Ash,Acme", Speaker("Ann Ash", "Acme")),
        ("Speaker Ann Ash", Speaker("Ann Ash")),
        ("Speaker Ann Ash,", Speaker("Ann Ash")),
        ("Speaker Ann Ash, PhD,Acme, Inc.", Speaker("Ann Ash, PhD", "Acme, Inc.")),
        ("Speaker Ann Ash,Ph.D.,Acme", Speaker("Ann Ash, Ph.D.", "Acme")),
        ("Speaker Ann Ash, PhD", Speaker("Ann Ash, PhD")),
        ("Speaker Ann Ash,Acme,Inc.", Speaker("Ann Ash", "Acme,Inc.")),
        ("Speaker Jan van der Ash,Acme", Speaker("Jan van der Ash", "Acme")),
        ("Speaker ann ash,Acme", Speaker("ann ash", "Acme")),
        ("Speaker 山田 太郎,東京", Speaker("山田 太郎", "東京")),
    ],
)
def test_a_person_has_a_role_a_name_and_an_affiliation(line, expected):
    session = only(f"9:00 AM - 9:30 AM\nTalk\n\nText.\n\n{line}")
    assert session.speakers == (expected,)
    assert session.abstract == "Text."


def test_a_role_nobody_knows_is_a_speaker_with_a_note():
    reading = read("May 2\n9:00 AM - 9:30 AM\nTalk\nJuggler Ann Ash,Acme")
    assert reading.agenda.sessions[0].speakers == (Speaker("Ann Ash", "Acme"),)
    assert reading.notes == ("line 9: “Juggler” is no role known here, taken for a speaker",)


def test_prose_and_titles_about_speakers_are_no_people():
    session = only("9:00 AM - 9:30 AM\nSpeaker Recognition Pipelines\n\nSpeaker diarization is hard.\n")
    assert session.title == "Speaker Recognition Pipelines"
    assert session.speakers == ()
    assert session.abstract == "Speaker diarization is hard."


def test_people_may_stand_above_the_abstract():
    session = only("9:00 AM - 9:30 AM\nTalk\nSpeaker Ann Ash,Acme\n\nWhat it is about.\nHost Bo Birch,Beta")
    assert session.abstract == "What it is about."
    assert len(session.speakers) == 2


def test_moderated_by_is_no_abstract():
    session = only("9:00 AM - 9:30 AM\nPanel\n\nModerated by Ann Ash\n\nModerator Ann Ash,Acme")
    assert session.abstract is None
    assert session.speakers == (Speaker("Ann Ash", "Acme", Role.MODERATOR),)


def test_a_byline_that_spells_a_listed_moderator_differently_adds_nobody():
    session = only("9:00 AM - 9:30 AM\nPanel\nModerated by Ann Ash\nModerator Ann B. Ash,Acme")
    assert session.speakers == (Speaker("Ann B. Ash", "Acme", Role.MODERATOR),)


def test_somebody_named_in_a_byline_only_is_added_with_a_note():
    reading = read("May 2\n9:00 AM - 9:30 AM\nPanel\nModerated by Ann Ash & Bo Birch")
    assert [(p.name, p.role) for p in reading.agenda.sessions[0].speakers] == [
        ("Ann Ash", Role.MODERATOR),
        ("Bo Birch", Role.MODERATOR),
    ]
    assert reading.notes[0] == "line 9: Ann Ash is named only in a sentence, added as moderator"


def test_affiliations_that_differ_in_case_take_the_most_frequent_spelling():
    people = "Speaker A Ash,META\nSpeaker B Ash,Meta\nSpeaker C Ash,Meta\nSpeaker D Ash,meta"
    session = only(f"9:00 AM - 9:30 AM\nTalk\n{people}")
    assert [person.affiliation for person in session.speakers] == ["Meta"] * 4


def test_section_headings_are_the_track_until_the_next_heading_or_day():
    body = """May 2
09:00 AM - 09:10 AM
Opening Remarks
Speaker Ann Ash,Acme
Session 1: Optics
09:10 AM - 09:20 AM
Fibre

About fibre.

Speaker Bo Birch,Beta
09:20 AM - 09:30 AM
Glass
Infrastructure @Scale
(2nd Floor Theater)
09:30 AM - 09:40 AM
Pipes

About pipes.

GENERAL SESSION (MAIN HALL)
09:40 AM - 09:50 AM
All
May 3
09:00 AM - 09:10 AM
Next
"""
    found = [(s.title, s.abstract, s.track, s.room) for s in sessions(body)]
    assert found == [
        ("Opening Remarks", None, None, None),
        ("Fibre", "About fibre.", "Session 1: Optics", None),
        ("Glass", None, "Session 1: Optics", None),
        ("Pipes", "About pipes.", "Infrastructure @Scale", "2nd Floor Theater"),
        ("All", None, "GENERAL SESSION", "MAIN HALL"),
        ("Next", None, None, None),
    ]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("Break", "Track 2 - training and inference"),
        ("Talk\nSpeaker Ann Ash,Acme", "Scaling the network edge"),
        ("Talk\n\nText.\n\nSpeaker Ann Ash,Acme\n", "Reliability"),
    ],
)
def test_a_heading_is_told_by_its_word_or_its_place(above, heading):
    first, second = sessions(f"May 2\n9:00 AM - 9:30 AM\n{above}\n{heading}\n9:30 AM - 10:00 AM\nB")
    assert (first.track, second.track) == (None, heading)
    assert first.abstract in (None, "Text.")


def test_a_sentence_before_the_next_time_is_no_heading():
    first, second = sessions(
        "May 2\n9:00 AM - 9:30 AM\nBreak\nGrab a coffee in the lobby\n9:30 AM - 10:00 AM\nB"
    )
    assert first.abstract == "Grab a coffee in the lobby"
    assert second.track is None


def test_a_featured_blog_is_a_link_or_a_note_but_never_text():
    reading = read(
        "May 2\n9:00 AM - 9:30 AM\nTalk\n\nText.\n\nSpeaker Ann Ash,Acme\n"
        "Featured Blog: How it works https://blog.example/x.\nFeatured Blog\nTrack 2: Next\n"
        "9:30 AM - 10:00 AM\nB"
    )
    first, second = reading.agenda.sessions
    assert first.links == (Link("https://blog.example/x", "How it works"),)
    assert (first.abstract, second.track) == ("Text.", "Track 2: Next")
    assert reading.notes == ("line 14: a featured article without an address was left out",)


def test_prose_of_the_head_with_times_and_dates_does_not_confuse():
    head = (
        "TOPIC: Nets\n\nSmall Nets @Scale\n\nMAY 02, 2024 @ 9:00 AM PDT - 5:00 PM PDT\nABOUT EVENT\n"
        "Join us on June 3, 2025 from 8:00 AM - 9:00 AM.\nJune 3\n8:00 AM - 9:00 AM\nNot a talk\n"
        "\nEVENT AGENDA\n"
    )
    reading = read("May 2\n9:00 AM - 9:30 AM\nA", head)
    assert reading.agenda.title == "Small Nets @Scale"
    assert reading.agenda.name == "small-nets-scale"
    assert [session.title for session in reading.agenda.sessions] == ["A"]


def test_times_inside_an_abstract_are_text():
    text = "10:00 AM - 11:00 AM is when it runs.\n\nAt 9:30 PM it ends, on May 3."
    assert only(f"9:00 AM - 9:30 AM\nTalk\n\n{text}\n").abstract == text


def test_a_session_without_a_title_is_called_so_with_a_note():
    reading = read("May 2\n9:00 AM - 9:00 AM\nSpeaker Ann Ash,Acme\n9:00 AM - 9:30 AM\n\nShe will say.\n")
    first, second = reading.agenda.sessions
    assert {first.title, second.title} == {"Untitled session"}
    assert [first.id, second.id] == ["20240502-0900", "20240502-0900-2"]
    assert (len(first.speakers), second.abstract) == (1, "She will say.")
    assert len(reading.notes) == 2


@pytest.mark.parametrize(
    "title", ["[RFC] x", "Closing tags [/i]", "[@click=app.quit]Quit[/]", "Speakers", "Register"]
)
def test_titles_are_literal(title):
    assert only(f"9:00 AM - 9:30 AM\n{title}\n").title == title


def test_footers_are_part_of_nothing():
    session = only(
        "9:00 AM - 9:30 AM\nTalk\n\nText.\n\nSPEAKERS\nAnn Ash\nBio.\n"
        "To help personalize content, we use cookies"
    )
    assert session.abstract == "Text."


def test_line_ends_blanks_and_controls_are_cleaned_away():
    body = "May 2 \r\n09:00 AM\xa0- 09:30 AM\t\r\n\x1b[31mA\u200b Talk \r\n \r\nText\u202e.  \r\n"
    session = sessions(body, "\ufeff" + HEAD.replace("\n", "\r\n"))[0]
    assert (session.title, session.abstract) == ("A Talk", "Text.")


def test_an_id_does_not_depend_on_people_abstract_or_other_sessions():
    lone = only("9:00 AM - 9:30 AM\nA Long Talk About Networks and More\n")
    other = sessions(
        "May 2\n8:00 AM - 8:30 AM\nNew\n9:00 AM - 9:30 AM\nA Long Talk About Networks and More\n\nText.\n\n"
        "Speaker Ann Ash,Acme\n"
    )[1]
    assert lone.id == other.id == "20240502-0900-a-long-talk-about-networks"
    assert len(lone.id) <= 40


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("東京のネットワーク", "東京のネットワーク"),
        ("Éclair & Ölsäure: Ærø's", "eclair-olsaure-aeros"),
        ("한글", "한글"),
        ("हिन्दी", "हिन्दी"),
        ("Привет, мир", "привет-мир"),
        ("Live Q&A", "live-qa"),
        ("???", ""),
    ],
)
def test_ids_keep_letters_that_do_not_fold(title, expected):
    assert only(f"9:00 AM - 9:30 AM\n{title}\n").id == f"20240502-0900-{expected}".rstrip("-")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Break", Kind.BREAK),
        ("Coffee Break", Kind.BREAK),
        ("15 min break", Kind.BREAK),
        ("Lunch", Kind.MEAL),
        ("Lunch & Networking (Exhibit Hall A)", Kind.MEAL),
        ("Registration and Breakfast", Kind.MEAL),
        ("Lunch & Learn", Kind.MEAL),
        ("Happy Hour", Kind.SOCIAL),
        ("Welcome Reception", Kind.SOCIAL),
        ("After-party", Kind.SOCIAL),
        ("Live Q&A", Kind.QA),
        ("Track 1 - Live Q&A Session #1", Kind.QA),
        ("Questions & Answers", Kind.QA),
        ("Opening Remarks", Kind.REMARKS),
        ("Event Welcome", Kind.REMARKS),
        ("Welcome to Small Nets", Kind.REMARKS),
        ("Registration", Kind.OTHER),
        ("Keynotes", Kind.TALK),
        ("Breaking the Backbone", Kind.TALK),
        ("How Networks Break Down", Kind.TALK),
        ("AI Networking", Kind.TALK),
    ],
)
def test_a_bare_title_tells_the_kind(title, kind):
    assert only(f"9:00 AM - 9:30 AM\n{title}\n").kind is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Q&A systems at scale: lessons", Kind.TALK),
        ("Lunch & Learn: kernel TLS", Kind.TALK),
        ("Breakfast of champions", Kind.TALK),
        ("Remarks on the Complexity of TCP", Kind.TALK),
        ("Third Party", Kind.TALK),
        ("Opening Remarks", Kind.REMARKS),
        ("Lunch", Kind.MEAL),
    ],
)
def test_an_abstract_and_speakers_make_most_of_it_a_talk(title, kind):
    assert only(f"9:00 AM - 9:30 AM\n{title}\n\nText.\n\nSpeaker Ann Ash,Acme").kind is kind


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Event times below are displayed in PT.", "America/Los_Angeles"),
        ("ALL TIMES ARE IN ET", "America/New_York"),
        ("Event times below are displayed in Europe/Vienna.", "Europe/Vienna"),
        ("Times in UTC", "UTC"),
        ("Times in CEST", "Europe/Berlin"),
    ],
)
def test_the_zone_is_the_one_the_page_names(words, zone):
    head = f"X @Scale 2024\nEVENT AGENDA\n{words}\n"
    session = sessions("May 2\n9:00 AM - 9:30 AM\nA", head)[0]
    assert session.start == datetime(2024, 5, 2, 9, tzinfo=ZoneInfo(zone))


def test_an_explicit_zone_year_and_title_win():
    reading = read("May 2\n9:00 AM - 9:30 AM\nA", zone=ZoneInfo("UTC"), year=2030, title="Mine")
    assert reading.agenda.sessions[0].start == datetime(2030, 5, 2, 9, tzinfo=UTC)
    assert (reading.agenda.title, reading.agenda.name) == ("Mine", "mine")


def test_a_page_without_a_title_is_called_after_its_day():
    reading = read("May 2\n9:00 AM - 9:30 AM\nA", "EVENT AGENDA\nTimes in PT\n", year=2024)
    assert reading.agenda.name == "agenda-of-2024-05-02"
    assert len(reading.notes) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "May 2\n9:00 AM - 9:30 AM PT\nA",
            "page.txt, line 1: “May 2” has no year; give it to 'add' or 'check' with --year",
        ),
        ("A @Scale\n9:00 AM - 9:30 AM PT\nA", "page.txt, line 2: expected a day such as September 11"),
        (
            "May 2, 2024\n9:00 AM - 9:30 AM\nA",
            "page.txt: expected a time zone such as PT; give 'add' or 'check' one: --tz",
        ),
        ("May 2, 2024\n9:00 AM - 9:30 AM IST\nA", "page.txt, line 2: “IST” is not one time zone"),
        ("May 2, 9999\n9:00 AM - 9:30 AM PT\nA", "page.txt, line 1: expected a year from 1970 to 2199"),
        (
            "X 2023\nTimes in PT\nFebruary 29\n9:00 AM - 9:30 AM\nA",
            "page.txt, line 3: “February 29” is no day of 2023",
        ),
        ("Just prose.", "page.txt: expected agenda text with times such as 08:30 AM - 10:00 AM, found none"),
    ],
)
def test_what_is_missing_is_said_with_its_line(text, expected):
    assert refusal(text).startswith(expected)


def test_an_error_is_one_clean_line_of_at_most_240_characters():
    with pytest.raises(UnreadableAgenda) as caught:
        read_agenda_text("x", source="\x1b[31m" + "long\n" * 500)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= 240


def test_more_lines_than_any_agenda_has_are_refused():
    assert refusal("9:00 AM - 9:30 AM\n" * 100_001) == "page.txt, line 100001: expected at most 100,000 lines"


@pytest.mark.parametrize(
    "line", ["9:00 AM - 9:30 AM\nA\n", "9:00 AM\nA\n", "May 3\n9:00 AM\n", "Speaker A {},B\n"]
)
def test_a_page_that_repeats_itself_without_end_is_read_in_one_go(line):
    body = "".join(line.format("B" * (number % 250)) for number in range(20_000))
    assert sessions("May 2\n9:00 AM - 9:30 AM\nA\n" + body)


def test_a_page_of_faults_has_a_bounded_list_of_notes():
    notes = read("May 2\n9:00 AM - 9:30 AM\nA\n" + "Featured Blog\n" * 1000).notes
    assert len(notes) == 201
    assert notes[-1] == "and 800 more"


@pytest.mark.parametrize(
    "part", ["a", "9:00 AM - ", "Speaker A,", "( ", "May 2, ", "https://", "Q&A ", "\x1b[", "@ "]
)
def test_a_line_of_megabytes_is_read_in_one_go(part):
    line = part * (1_000_000 // len(part))
    assert len(sessions(f"May 2\n9:00 AM - 9:30 AM\n{line}\n\n{line}\n{line}")) == 1


WORD = st.text(string.ascii_lowercase + "éßж東", min_size=1, max_size=9)
PROSE = st.lists(WORD, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
NAME = st.lists(WORD.map(lambda word: "N" + word), min_size=2, max_size=3).map(" ".join)
ROLE = st.sampled_from([("Speaker", Role.SPEAKER), ("Moderator", Role.MODERATOR), ("Host", Role.HOST)])
PEOPLE = st.lists(
    st.tuples(ROLE, NAME, st.none() | WORD.map(lambda word: "A " + word.lower())), max_size=3, unique=True
)
TITLE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
SLOT = st.tuples(
    st.integers(6 * 60, 20 * 60),
    st.integers(0, 180),
    TITLE,
    st.lists(PROSE, max_size=3),
    PEOPLE,
    st.none() | WORD,
)
DAYS = st.lists(st.lists(SLOT, min_size=1, max_size=6), min_size=1, max_size=4)


def clock(minutes):
    return f"{(datetime(2024, 1, 1) + timedelta(minutes=minutes)):%I:%M %p}"  # noqa: DTZ001


def page_text(days):
    lines = ["Law @Scale 2024", "", "EVENT AGENDA", "", "Event times below are displayed in PT.", ""]
    for number, slots in enumerate(days):
        lines += [f"December {28 + number}", ""]
        for start, length, title, prose, people, heading in slots:
            lines += [f"Track {heading[:4]}"] if heading else []
            lines += [f"{clock(start)} - {clock(start + length)}", title]
            lines += ["", *(part for text in prose for part in (text, ""))] if prose else []
            lines += [f"{role} {name},{group or ''}" for (role, _), name, group in people]
    return "\n".join(lines)


def rows_of(days):
    for number, slots in enumerate(days):
        track = None
        for start, length, title, prose, people, heading in slots:
            track = f"Track {heading[:4]}" if heading else track
            begin = datetime(2024, 12, 28 + number, tzinfo=ZONE) + timedelta(minutes=start)
            speakers = tuple(dict.fromkeys(Speaker(name, group, role) for (_, role), name, group in people))
            abstract = "\n\n".join(prose) or None
            yield begin.date(), begin, begin + timedelta(minutes=length), title, abstract, speakers, track


@given(DAYS)
def test_an_agenda_written_as_a_page_is_read_back_the_same(days):
    found = read_agenda_text(page_text(days)).agenda
    rows = [(s.day, s.start, s.end, s.title, s.abstract, s.speakers, s.track) for s in found.sessions]
    assert sorted(map(repr, rows)) == sorted(
        repr((day, begin.astimezone(UTC), end.astimezone(UTC), *rest))
        for day, begin, end, *rest in rows_of(days)
    )
    assert len(found.by_id) == len(rows)


@given(
    st.lists(
        st.sampled_from(
            [
                *HEAD.split("\n"),
                "9:00 AM - 1:00 AM",
                "May 2",
                "May 3",
                "",
                "Speaker A B,C",
                "x",
                "(Hall)",
                "Track 1",
                "Featured Blog",
                "Speakers",
                "31:00 - 4 AM",
                "3 AM",
                "Moderated by X",
            ]
        )
    )
)
def test_lines_in_any_order_are_read_or_refused(lines):
    with suppress(UnreadableAgenda):
        assert read_agenda_text("\n".join(lines)).agenda.sessions
