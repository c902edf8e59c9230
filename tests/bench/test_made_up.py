"""A conference that nobody has held."""

from bench.made_up import DURING, made_up_conference
from scale_tui.sources.detect import read_agenda

SESSIONS = 700


def test_it_is_the_same_each_time() -> None:
    assert made_up_conference(SESSIONS) == made_up_conference(SESSIONS)


def test_it_is_read_without_a_repair() -> None:
    reading = read_agenda(made_up_conference(SESSIONS), "made-up.json")
    assert reading.notes == ()
    assert len(reading.agenda.sessions) == SESSIONS
    assert len(reading.agenda.rooms) > 100
    assert all(session.abstract and session.speakers for session in reading.agenda.sessions)


def test_sessions_run_at_the_instant_that_is_named() -> None:
    agenda = read_agenda(made_up_conference(10_000), "made-up.json").agenda
    assert [
        session for session in agenda.sessions if session.start.isoformat() < DURING < session.end.isoformat()
    ]
