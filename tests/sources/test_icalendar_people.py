"""iCalendar files: people behind the titles."""

import pytest

from scale_tui.domain.agenda import Speaker
from scale_tui.sources.icalendar import read_icalendar

SCHED = "-//Sched.com Small Nets//EN"
PRETALX = "-//pretalx//nets.example//"


def read(*titles, producer="-//me//EN"):
    """Each title as it is kept, with the people that it named."""
    events = "".join(
        f"BEGIN:VEVENT\r\nDTSTART:20260901T{place:02}0000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for place, title in enumerate(titles)
    )
    data = f"BEGIN:VCALENDAR\r\nPRODID:{producer}\r\n{events}END:VCALENDAR\r\n".encode()
    return {session.title: session.speakers for session in read_icalendar(data).agenda.sessions}


def names(*people):
    return tuple(Speaker(name) for name in people)


MOSTLY = (
    "Fast nets - Ann Ash",
    "Slow nets\\, and why - Bo Birch\\, Cy van Cedar",
    "Nets - a history - Dr. Di O'Dogwood",
    "Old nets - Ed Elm",
)


@pytest.mark.parametrize("producer", ["-//me//EN", PRETALX])
def test_where_most_titles_end_in_people_these_speak(producer):
    found = read(*MOSTLY, "Lunch", "Nets - The Hard Way", "Nets - Part II", "Up - again", producer=producer)
    assert found == {
        "Fast nets": names("Ann Ash"),
        "Slow nets, and why": names("Bo Birch", "Cy van Cedar"),
        "Nets - a history": names("Dr. Di O'Dogwood"),
        "Old nets": names("Ed Elm"),
        "Lunch": (),
        "Nets - The Hard Way": (),
        "Nets - Part II": (),
        "Up - again": (),
    }


@pytest.mark.parametrize(
    "titles",
    [
        ("Fast nets - Ann Ash", "Slow nets - Bo Birch", "Lunch", "Old nets", "Nets"),
        (
            "Digital Nets - From A to B",
            "Owl Kit - Make & Take",
            "Car Nets - back again",
            "Film - B2B!",
            "Nets - 1",
        ),
        (
            "133 - Le Deep Learning",
            "104 - Inst'AMU",
            "5 - Les nets",
            "87 - Retour sur le net",
            "222 - Le froid",
        ),
        # Too few to show anything.
        ("Fast nets - Ann Ash", "Slow nets - Bo Birch"),
    ],
)
def test_where_they_do_not_titles_keep_their_dashes(titles):
    assert read(*titles) == dict.fromkeys(titles, ())


def test_where_every_title_ends_in_people_any_name_is_one():
    found = read(*MOSTLY, "Panel -", "Hacking - maha\\, _x_", "Nets - and - more - Ann Ash")
    assert found["Panel"] == ()
    assert found["Hacking"] == names("maha", "_x_")
    assert found["Nets - and - more"] == names("Ann Ash")


def test_five_titles_are_enough():
    assert read(*MOSTLY, "Lunch")["Old nets"] == names("Ed Elm")
    assert read(*MOSTLY)["Old nets - Ed Elm"] == ()


def test_pretalx_needs_no_other_titles_to_be_believed():
    assert read("Fast nets - Ann Ash", producer=PRETALX) == {"Fast nets": names("Ann Ash")}


@pytest.mark.parametrize(
    ("people", "speakers"),
    [
        ("Ann Ash, Acme", [("Ann Ash", "Acme")]),
        ("Ann Ash, Acme & Bo Birch, Beta", [("Ann Ash", "Acme"), ("Bo Birch", "Beta")]),
        ("Ann Ash & Bo Birch, Acme", [("Ann Ash", "Acme"), ("Bo Birch", "Acme")]),
        ("Ann Ash and Bo Birch, Acme", [("Ann Ash", "Acme"), ("Bo Birch", "Acme")]),
        (
            "Ann Ash, Acme; Bo Birch & Cy Cedar, Beta",
            [("Ann Ash", "Acme"), ("Bo Birch", "Beta"), ("Cy Cedar", "Beta")],
        ),
        ("Ann Ash, Principal Engineer, Acme", [("Ann Ash", "Acme")]),
        ("Ann Ash, Founder & CEO, Acme, Inc.", [("Ann Ash", "Acme, Inc.")]),
        ("Ann Ash, Head of Cloud and Data, Acme", [("Ann Ash", "Acme")]),
        ("Ann Ash, Smith & Sons", [("Ann Ash", "Smith & Sons")]),
        ("Ash, Acme", [("Ash", "Acme")]),
        ("Ann Ash", [("Ann Ash", None)]),
        ("Ann Ash & Ann Ash, Acme", [("Ann Ash", "Acme")]),
    ],
)
def test_sched_names_people_with_their_affiliations(people, speakers):
    found = read("Nets - a history - " + people.replace(",", "\\,").replace(";", "\\;"), producer=SCHED)
    assert found == {"Nets - a history": tuple(Speaker(*each) for each in speakers)}


@pytest.mark.parametrize(
    "title",
    [
        "Net Day Hosted by Acme - Full-Day Event | PASS REQUIRED",
        "Demo - Build Nets in the Cloud",
        "Nets - Why “this” is not a net\\, and you will fail",
        "Are you ready? - Yes!",
        " - Ann Ash",
        "Nets - " + "Ann Ash\\, " * 100,
    ],
)
def test_sched_s_other_titles_keep_their_dashes(title):
    others = [f"{kept}\\, Acme" for kept in ("Fast nets - Ann Ash", "Old nets - Ed Elm")]
    kept = title.replace("\\", "").strip()
    assert read(*others, title, producer=SCHED)[kept] == ()
