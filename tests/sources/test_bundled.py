"""The agenda that comes with the program."""

import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from scale_tui.domain.agenda import Role
from scale_tui.sources.bundled import bundled_agenda

AGENDA = bundled_agenda()
TIMES_AND_KINDS = """
08:30 10:00 meal
10:00 10:05 remarks
10:05 10:25 talk
10:25 10:45 talk
10:45 11:05 talk
11:05 11:35 qa
11:35 11:55 break
11:55 12:15 talk
12:15 12:35 talk
12:35 12:55 talk
12:55 13:25 qa
13:25 14:25 meal
14:25 14:45 talk
14:45 15:05 talk
15:05 15:25 talk
15:25 15:55 qa
15:55 16:00 remarks
16:00 17:30 social
"""


def test_it_says_what_it_is_and_where():
    assert (AGENDA.name, AGENDA.title, AGENDA.acronym, AGENDA.venue, AGENDA.zone.key, AGENDA.url) == (
        "networking-scale-2024",
        "Networking @Scale 2024",
        "Net@Scale",
        "Santa Clara Convention Center",
        "America/Los_Angeles",
        None,
    )


def test_its_sessions_have_the_times_and_kinds_of_the_page():
    rows = [
        f"{AGENDA.local(session.start):%H:%M} {AGENDA.local(session.end):%H:%M} {session.kind}"
        for session in AGENDA.sessions
    ]
    assert rows == TIMES_AND_KINDS.split("\n")[1:-1]
    assert AGENDA.days == (date(2024, 9, 11),)


def test_its_people_are_seventeen_speakers_and_three_moderators():
    roles = Counter(appearance.role for person in AGENDA.people for appearance in person.appearances)
    assert len(AGENDA.people) == 20
    assert roles == {Role.SPEAKER: 17, Role.MODERATOR: 3}


def test_its_organisations_are_four_in_one_spelling_each():
    assert {group.name: len(group.people) for group in AGENDA.affiliations} == {
        "Meta": 17,
        "Sandia National Labs": 1,
        "Alibaba": 1,
        "Microsoft": 1,
    }


def test_its_abstracts_are_those_of_the_nine_talks():
    with_abstract = [session for session in AGENDA.sessions if session.abstract]
    assert with_abstract == [session for session in AGENDA.sessions if session.is_talk]
    assert len(with_abstract) == 9
    edge = AGENDA.sessions[2].abstract
    assert edge is not None
    assert [paragraph[:25] for paragraph in edge.split("\n\n")] == [
        "Meta operates a globally ",
        "The recent growth of non-",
        "We are re-architecting th",
    ]


def test_the_notice_at_the_end_of_the_page_is_part_of_nothing():
    assert not any("cookies" in f"{session.title}{session.abstract}" for session in AGENDA.sessions)


@pytest.mark.parametrize(
    ("index", "given", "speakers"),
    [
        (2, "20240911-1005-evolving-metas-edge", ["Shivkumar Chandrashekhar", "Lee Hetherington"]),
        (5, "20240911-1105-live-qa-session-1", ["Ying Zhang"]),
        (8, "20240911-1215-alibaba-hpn-a-data-center", ["Jiaqi Gao"]),
        (14, "20240911-1505-faster-than-fast", ["Pavan Balaji", "Adi Gangidi"]),
        (17, "20240911-1600-happy-hour", []),
    ],
)
def test_its_sessions_have_their_ids_and_people(index, given, speakers):
    session = AGENDA.sessions[index]
    assert session.id == given
    assert [speaker.name for speaker in session.speakers] == speakers


def test_reading_it_imports_nothing_heavy():
    code = (
        "import sys; from scale_tui.sources.bundled import bundled_agenda; bundled_agenda();"
        "print(sorted({'pydantic', 'textual', 'rich', 'importlib.resources', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
