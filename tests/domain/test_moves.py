"""How often a session was put elsewhere, from version to version of its agenda."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

import strategies
from builders import NEXT_DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import count_moves

TALK = session("10:00", 30, "Talk", room="A", speakers=(speaker("Ada"),))


def test_another_time_length_day_or_room_counts_once() -> None:
    later = at("11:00")
    for moved in (
        replace(TALK, start=later, end=later + timedelta(minutes=30)),
        replace(TALK, end=later),
        replace(TALK, day=NEXT_DAY),
        replace(TALK, room="B", start=at("09:30")),
    ):
        assert count_moves({}, agenda(TALK), agenda(moved)) == {"talk": 1}
        assert count_moves({"talk": 2, "other": 1}, agenda(TALK), agenda(moved)) == {"talk": 3, "other": 1}


def test_words_do_not_count() -> None:
    edited = replace(TALK, title="A better talk", abstract="More", track="X", url="https://example.org")
    assert count_moves({}, agenda(TALK), agenda(edited)) == {}


def test_called_off_and_put_back_count() -> None:
    off = replace(TALK, is_cancelled=True)
    assert count_moves({}, agenda(TALK), agenda(off)) == {"talk": 1}
    assert count_moves({"talk": 1}, agenda(off), agenda(TALK)) == {"talk": 2}


def test_taken_out_and_back_again_count() -> None:
    other = session("12:00", title="Other")
    counts = count_moves({}, agenda(TALK, other), agenda(other))
    assert counts == {"talk": 1}
    assert count_moves(counts, agenda(other), agenda(TALK, other)) == {"talk": 2}
    # One that was never seen before has never moved.
    assert count_moves({}, agenda(other), agenda(TALK, other)) == {}


def test_the_count_follows_a_session_to_its_new_id() -> None:
    renamed = replace(TALK, id="talk-2024")
    assert count_moves({"talk": 2}, agenda(TALK), agenda(renamed)) == {"talk-2024": 2}


@settings(deadline=None)
@given(strategies.agendas(), strategies.agendas())
def test_a_count_never_falls(old: Agenda, new: Agenda) -> None:
    counts = count_moves({}, old, new)
    again = count_moves(counts, new, old)
    assert count_moves(counts, new, new) == counts
    assert all(count >= 1 for count in counts.values())
    assert sum(again.values()) >= sum(counts.values())
