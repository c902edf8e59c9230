"""What differs between two versions of an agenda: laws, and each kind of change."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Link, Session
from scale_tui.domain.change_wording import changed_fields, kind_words, since_words
from scale_tui.domain.changes import (
    AgendaChange,
    ChangeKind,
    Changes,
    FieldChange,
    changes_between,
    followed_ids,
)
from strategies import agendas

TOMORROW = DAY + timedelta(days=1)
ANN, BO = speaker("Ann Lee"), speaker("Bo Berg", "Acme")


@st.composite
def versions(draw: st.DrawFn) -> tuple[Agenda, Agenda]:
    """Two versions of one agenda: sessions of one are left out, kept, called by other ids or changed."""
    one, other = draw(agendas(max_size=6)), draw(agendas(max_size=6))
    sessions = [s for s in other.sessions if s.id not in one.by_id]
    for kept in one.sessions:
        fate = draw(st.sampled_from(("gone", "same", "other id", "moved", "other session")))
        if fate == "same":
            sessions.append(kept)
        elif fate == "other id":
            sessions.append(replace(kept, id=f"{kept.id}-now"))
        elif fate == "moved":
            sessions.append(replace(kept, end=kept.end + timedelta(hours=1), room="elsewhere"))
        elif fate == "other session" and kept.id in other.by_id:
            sessions.append(other.by_id[kept.id])
    return one, replace(one, sessions=tuple(sessions))


def without_id(one: Session) -> Session:
    return replace(one, id="", guid=None)


def applied(old: Agenda, changes: tuple[AgendaChange, ...]) -> list[Session]:
    """The sessions of the old version with the changes made to them."""
    sessions = dict(old.by_id)
    for change in changes:
        if change.old is not None:
            assert sessions.pop(change.old.id) == change.old
    for change in changes:
        if change.new is not None and change.old is not None:
            fields: dict[str, Any] = {field.field: field.new for field in change.fields}
            made = replace(change.old, id=change.new.id, guid=change.new.guid, **fields)
            assert made == change.new
            sessions[made.id] = made
        elif change.new is not None:
            sessions[change.new.id] = change.new
    return list(sessions.values())


@given(agendas())
def test_nothing_changed_between_what_is_the_same(one: Agenda) -> None:
    assert changes_between(one, replace(one)) == ()
    assert dict(followed_ids(one, replace(one))) == {}


@given(versions())
def test_the_changes_lead_from_the_old_version_to_the_new(both: tuple[Agenda, Agenda]) -> None:
    old, new = both
    made = sorted(map(without_id, applied(old, changes_between(old, new))), key=repr)
    assert made == sorted(map(without_id, new.sessions), key=repr)


@given(versions())
def test_what_is_new_one_way_is_gone_the_other(both: tuple[Agenda, Agenda]) -> None:
    old, new = both
    there, back = changes_between(old, new), changes_between(new, old)
    assert {c.new for c in there if c.old is None} == {c.old for c in back if c.new is None}
    assert {c.old for c in there if c.new is None} == {c.new for c in back if c.old is None}
    turned = {(c.new, c.old, frozenset((f.field, f.new, f.old) for f in c.fields)) for c in back}
    assert {(c.old, c.new, frozenset((f.field, f.old, f.new) for f in c.fields)) for c in there} == turned


@given(versions())
def test_each_change_says_what_differs_and_each_session_changes_once(both: tuple[Agenda, Agenda]) -> None:
    old, new = both
    changes = changes_between(old, new)
    for change in changes:
        assert change.kinds[0] is change.kind
        assert (change.old is None) == (change.kind is ChangeKind.NEW)
        assert (change.new is None) == (change.kind is ChangeKind.GONE)
        assert all(field.old != field.new for field in change.fields)
        assert bool(change.fields) == (change.old is not None and change.new is not None)
    sides = [side.id for change in changes for side in (change.old,) if side]
    assert len(sides) == len(set(sides))
    assert list(changes) == sorted(changes, key=lambda change: change.session.start)


@given(versions())
def test_ids_are_followed_from_what_is_gone_to_what_is_new(both: tuple[Agenda, Agenda]) -> None:
    old, new = both
    followed = followed_ids(old, new)
    assert set(followed) <= old.by_id.keys() - new.by_id.keys()
    assert set(followed.values()) <= new.by_id.keys() - old.by_id.keys()
    assert len(set(followed.values())) == len(followed)
    assert dict(followed_ids(new, old)) == {value: key for key, value in followed.items()}


@pytest.mark.parametrize(
    ("field", "old", "new", "kind"),
    [
        ("title", "A", "B", ChangeKind.RENAMED),
        ("subtitle", None, "B", ChangeKind.RENAMED),
        ("room", "A", "B", ChangeKind.MOVED),
        ("room", None, "B", ChangeKind.MOVED),
        ("is_cancelled", False, True, ChangeKind.CANCELLED),
        ("is_cancelled", True, False, ChangeKind.RESTORED),
        ("speakers", (ANN,), (ANN, BO), ChangeKind.EDITED),
        ("track", "A", None, ChangeKind.EDITED),
        ("kind", Kind.TALK, Kind.QA, ChangeKind.EDITED),
        ("language", "en", "de", ChangeKind.EDITED),
        ("abstract", "A", "B", ChangeKind.EDITED),
        ("url", None, "http://a/", ChangeKind.EDITED),
        ("links", (), (Link("http://a/"),), ChangeKind.EDITED),
    ],
)
def test_each_field_has_its_kind(field: str, old: Any, new: Any, kind: ChangeKind) -> None:
    before = session("10:00", id="a", **({"title": "T"} | {field: old}))
    after = replace(before, **{field: new})
    (change,) = changes_between(agenda(before), agenda(after))
    assert change == AgendaChange(before, after, (FieldChange(field, old, new),))
    assert change.kinds == (kind,)


def test_an_id_and_a_guid_are_nothing_to_tell() -> None:
    before = session("10:00", title="T", guid="1")
    assert changes_between(agenda(before), agenda(replace(before, id="b", guid="2"))) == ()


def test_several_changes_are_told_the_weightiest_first() -> None:
    before = session("10:00", id="a", title="T")
    after = session("11:00", 30, id="a", title="U", abstract="x", is_cancelled=True)
    (change,) = changes_between(agenda(before), agenda(after))
    assert change.kinds == (ChangeKind.CANCELLED, ChangeKind.MOVED, ChangeKind.RENAMED, ChangeKind.EDITED)
    assert [field.field for field in change.fields][:2] == ["start", "end"]


def test_one_that_is_cancelled_when_it_first_appears_is_new() -> None:
    (change,) = changes_between(agenda(), agenda(session("10:00", is_cancelled=True)))
    assert change.kinds == (ChangeKind.NEW,)


def test_without_any_session_it_is_no_change() -> None:
    with pytest.raises(ValueError, match="of a session"):
        AgendaChange(None, None).session  # noqa: B018


def follow(old: list[Session], new: list[Session]) -> dict[str, str]:
    return dict(followed_ids(agenda(*old), agenda(*new)))


def test_the_same_title_and_people_are_the_same_talk() -> None:
    was = session("10:00", id="a", title="Big  Data", speakers=(ANN, BO), room="A")
    now = session("15:00", id="b", title="big data", speakers=(BO, replace(ANN, affiliation="X")), room="B")
    assert follow([was], [now]) == {"a": "b"}
    assert follow([was], [replace(now, speakers=(BO,))]) == {}
    assert follow([was], [replace(now, title="Small data")]) == {}
    assert follow([was], [session("10:00", id="b", title="BIG DATA", speakers=(ANN, BO), day=TOMORROW)]) == {
        "a": "b"
    }
    (change,) = changes_between(agenda(was), agenda(now))
    assert change.kinds == (ChangeKind.MOVED, ChangeKind.RENAMED, ChangeKind.EDITED)


def test_the_same_people_at_the_same_time_and_place_are_the_same_talk() -> None:
    was = session("10:00", id="a", title="TBA", speakers=(ANN,), room="A")
    now = session("10:00", id="b", title="How we scale", speakers=(ANN,), room="A")
    assert follow([was], [now]) == {"a": "b"}
    assert follow([was], [replace(now, room="B")]) == {}
    assert follow([replace(was, speakers=())], [replace(now, speakers=())]) == {}


def test_of_several_alike_the_nearest_is_followed_and_none_in_doubt() -> None:
    def pause(start: str, id_: str, room: str) -> Session:
        return session(start, id=id_, title="Coffee", room=room)

    assert follow(
        [pause("10:00", "a", "X"), pause("15:00", "b", "X")],
        [pause("10:00", "c", "Y"), pause("15:30", "d", "X")],
    ) == {"a": "c", "b": "d"}
    assert follow([pause("10:00", "a", "X"), pause("15:00", "b", "X")], [pause("12:00", "c", "Y")]) == {}


def test_a_break_of_each_day_is_followed_within_its_day() -> None:
    def pause(start: str, id_: str, day: date, room: str = "A") -> Session:
        return session(start, id=id_, title="Coffee", day=day, room=room)

    was = [pause("10:00", "a", DAY), pause("10:00", "b", TOMORROW)]
    assert follow(was, [pause("10:30", "c", DAY), pause("09:30", "d", TOMORROW)]) == {"a": "c", "b": "d"}
    was = [pause("10:00", "a", DAY), pause("10:00", "b", DAY, "B")]
    assert follow(was, [pause("10:30", "d", DAY, "B"), pause("10:30", "c", DAY)]) == {"a": "c", "b": "d"}


# In words


def words(before: Session, **changes: Any) -> tuple[str, ...]:
    (change,) = changes_between(agenda(before), agenda(replace(before, **changes)))
    return changed_fields(change, agenda(before))


def test_a_change_in_words() -> None:
    before = session("10:00", 20, "T", room="Janson", speakers=(ANN,))
    later = session("11:30", 20, "T")
    assert words(before, start=later.start, end=later.end) == ("10:00 → 11:30",)
    tomorrow = session("11:30", 40, "T", day=TOMORROW)
    assert words(before, start=tomorrow.start, end=tomorrow.end, day=tomorrow.day) == (
        "Wed 11 Sep 10:00 → Thu 12 Sep 11:30",
        "20 min → 40 min",
    )
    assert words(before, room=None, track="AI") == ("room Janson → none", "track none → AI")
    assert words(before, speakers=(), abstract="x", kind=Kind.QA) == (
        "speakers Ann Lee → none",
        "new abstract",
        "another kind",
    )
    assert changed_fields(AgendaChange(None, before), agenda(before)) == ()
    assert changed_fields(AgendaChange(before, None), agenda(before)) == ()


def test_times_in_words_are_on_the_clock_that_is_asked_for() -> None:
    before = session("10:00", 20, "T")
    later = session("11:30", 20, "T")
    (change,) = changes_between(agenda(before), agenda(later))
    assert changed_fields(change, agenda(before), ZoneInfo("Europe/Berlin")) == ("19:00 → 20:30",)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (at("08:00"), "since 08:00"),
        (at("23:59", DAY - timedelta(days=1)), "since yesterday 23:59"),
        (at("12:00", DAY - timedelta(days=2)), "since Mon 9 Sep 12:00"),
        (at("12:00", TOMORROW), "since Thu 12 Sep 12:00"),
    ],
)
def test_since_when_in_words(since: datetime, words: str) -> None:
    assert since_words(since, at("10:00")) == words


def test_all_that_became_of_a_session_in_words() -> None:
    before = session("10:00", 20, "T", room="A")
    (change,) = changes_between(agenda(before), agenda(replace(before, title="U", room="B")))
    assert kind_words(change) == "moved, renamed"


def test_changes_are_found_by_the_session_they_are_of() -> None:
    kept, lost, come = session("10:00", title="K"), session("11:00", title="L"), session("12:00", title="C")
    moved = replace(kept, room="B")
    changes = Changes(at("08:00"), changes_between(agenda(kept, lost), agenda(moved, come)))
    assert {name: change.kind.value for name, change in changes.by_id.items()} == {
        "k": "moved",
        "l": "gone",
        "c": "new",
    }
    assert [change.session.title for change in changes.on({"l", "k", "other"})] == ["K", "L"]
