"""Joining somebody's marks to mine: nothing of mine is taken off, and doing it again changes nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, session
from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.bringing_in import Brought, BroughtMarks, joined_note, recognise, settings_to_join
from scale_tui.domain.marks import Mark, Setting
from scale_tui.domain.note_text import LONGEST_NOTE
from scale_tui.domain.recognising import Clues
from scale_tui.domain.schedule import PersonalSchedule

IDS = ("a", "b", "c")
LUNCH = session("12:00", 60, "Lunch", id="own-1", kind=Kind.OTHER)
DINNER = session("19:00", 60, "Dinner", id="own-2", kind=Kind.OTHER)

NOTES = ("", "x", "y", "x\ny", "x\n\ny", "y\n\nx", "xx")
ENTRIES = (LUNCH, DINNER, replace(LUNCH, id="own-3"))


def schedule_of(
    marks: dict[str, Mark | None], notes: dict[str, str], own: set[Session], rooms: set[str], tracks: set[str]
) -> PersonalSchedule:
    """A schedule as the disk gives it."""
    found = [Setting(subject, mark) for subject, mark in marks.items() if mark]
    found += [Setting(subject, Mark.NOTE, text) for subject, text in notes.items() if text]
    found += [Setting(each.id, Mark.OWN, each) for each in own]
    found += [Setting(name, Mark.HIDDEN_ROOM) for name in rooms]
    return PersonalSchedule.of([*found, *(Setting(name, Mark.HIDDEN_TRACK) for name in tracks)])


kept = st.sampled_from((None, Mark.STAR, Mark.BACKUP, Mark.HIDDEN))
names = st.sets(st.sampled_from("RS"))
schedules = st.builds(
    schedule_of,
    st.fixed_dictionaries(dict.fromkeys(IDS, kept)),
    st.fixed_dictionaries(dict.fromkeys(IDS, st.sampled_from(NOTES))),
    st.sets(st.sampled_from(ENTRIES)),
    names,
    names,
)


def after(schedule: PersonalSchedule, settings: tuple[Setting, ...]) -> PersonalSchedule:
    """The schedule as the disk has it once these are set."""
    marks = {(setting.subject, setting.mark): setting for setting in as_settings(schedule)}
    for setting in settings:
        marks[setting.subject, setting.mark] = setting
    return PersonalSchedule.of(marks.values())


def as_settings(schedule: PersonalSchedule) -> list[Setting]:
    groups = {
        Mark.STAR: schedule.stars,
        Mark.BACKUP: schedule.backups,
        Mark.HIDDEN: schedule.hidden,
        Mark.HIDDEN_ROOM: schedule.hidden_rooms,
        Mark.HIDDEN_TRACK: schedule.hidden_tracks,
    }
    found = [Setting(subject, mark) for mark, those in groups.items() for subject in those]
    found += [Setting(subject, Mark.NOTE, text) for subject, text in schedule.notes.items()]
    return found + [Setting(each.id, Mark.OWN, each) for each in schedule.own]


def rank(schedule: PersonalSchedule, subject: str) -> int:
    kept = (schedule.hidden, schedule.backups, schedule.stars)
    return max((number for number, those in enumerate(kept, 1) if subject in those), default=0)


def joined(mine: PersonalSchedule, theirs: PersonalSchedule) -> PersonalSchedule:
    return after(mine, settings_to_join(mine, theirs))


@given(schedules, schedules)
def test_nothing_of_mine_is_taken_off_and_all_of_theirs_is_there(
    mine: PersonalSchedule, theirs: PersonalSchedule
) -> None:
    both = joined(mine, theirs)
    for subject in IDS:
        assert rank(both, subject) == max(rank(mine, subject), rank(theirs, subject))
        for each in (mine, theirs):
            lines = each.notes.get(subject, "")
            assert not lines or f"\n{lines}\n" in f"\n{both.notes[subject]}\n"
    assert both.hidden_rooms == mine.hidden_rooms | theirs.hidden_rooms
    assert both.hidden_tracks == mine.hidden_tracks | theirs.hidden_tracks
    assert set(mine.own) <= set(both.own)
    assert {without_id(each) for each in both.own} == {without_id(each) for each in (*mine.own, *theirs.own)}


def without_id(each: Session) -> Session:
    return replace(each, id="")


@given(schedules, schedules)
def test_joining_it_again_changes_nothing(mine: PersonalSchedule, theirs: PersonalSchedule) -> None:
    assert settings_to_join(joined(mine, theirs), theirs) == ()


@given(schedules)
def test_my_own_marks_bring_nothing_new_and_an_empty_schedule_gets_them_all(mine: PersonalSchedule) -> None:
    assert settings_to_join(mine, mine) == ()
    assert settings_to_join(mine, PersonalSchedule()) == ()
    assert joined(PersonalSchedule(), mine) == mine


def test_a_different_note_is_put_below_mine() -> None:
    assert joined_note("mine\nin two lines", "theirs") == "mine\nin two lines\n\ntheirs"
    assert joined_note("", "theirs") == "theirs"
    assert joined_note("one", "one\ntwo") == "one\ntwo"
    # A part of a line is not the line.
    assert joined_note("theirs is good", "theirs") == "theirs is good\n\ntheirs"


def test_a_note_for_which_there_is_no_room_leaves_mine_whole() -> None:
    mine, theirs = "x" * (LONGEST_NOTE - 5), "y" * 4
    assert joined_note(mine, theirs) == mine
    assert joined_note(mine[1:], theirs) == f"{mine[1:]}\n\n{theirs}"


CONF = agenda(
    session("10:00", id="a", title="Alpha", room="R", track="T"),
    session("10:00", id="b", title="Same"),
    session("10:00", id="c", title="Same"),
)


def star(name: str, **others: object) -> Brought:
    return replace(Brought(Clues(name, names=(name,)), Mark.STAR), **others)  # type: ignore[arg-type]


def test_what_is_not_in_the_agenda_or_fits_several_is_told_and_not_marked() -> None:
    same = Brought(Clues("Same", titles=("Same",)), Mark.STAR)
    found = recognise(CONF, BroughtMarks((star("a"), star("z"), star("z"), same), hidden_rooms=("R", "Q")))
    assert found.schedule == PersonalSchedule(stars=frozenset("a"), hidden_rooms=frozenset("R"))
    assert found.missing == ("z", "Q")
    assert found.unsure == (("Same", 2),)
    assert found.has_marks


def test_of_two_marks_on_one_session_the_stronger_counts_and_both_notes() -> None:
    brought = BroughtMarks((star("a", mark=Mark.BACKUP, note="one"), star("a", note="two")))
    assert recognise(CONF, brought).schedule == PersonalSchedule(
        stars=frozenset("a"), notes={"a": "one\n\ntwo"}
    )


def test_a_note_on_an_own_entry_follows_it_to_the_same_one_of_mine() -> None:
    brought = BroughtMarks((Brought(Clues("own-1", names=("own-1",)), note="window seat"),), own=(LUNCH,))
    theirs = recognise(CONF, brought).schedule
    assert theirs == PersonalSchedule(own=(LUNCH,), notes={"own-1": "window seat"})
    mine = PersonalSchedule(own=(replace(LUNCH, id="own-9"),))
    assert settings_to_join(mine, theirs) == (Setting("own-9", Mark.NOTE, "window seat"),)
