"""Agendas as bytes: what goes in comes out, and nothing else comes out of any other bytes."""

import json
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import agenda, row_of_talks, session, speaker
from scale_tui.domain.agenda import Agenda, Kind, Link
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage import compiled
from scale_tui.storage.compiled import NotCompiled, compile_agenda, load_agenda, open_agenda
from strategies import agendas

ABOUT = ("name", "title", "zone", "acronym", "venue", "url")


def assert_same(one: Agenda, other: Agenda) -> None:
    assert one.sessions == other.sessions
    assert [getattr(one, name) for name in ABOUT] == [getattr(other, name) for name in ABOUT]


@given(agendas(max_size=8))
def test_what_goes_in_comes_out(one: Agenda) -> None:
    assert_same(load_agenda(compile_agenda(one)), one)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_abstracts_come_out_however_many_there_are(count: int, tmp_path: Path) -> None:
    """They are read a hundred at a time."""
    talks = [session("10:00", id=str(n), abstract="é日x"[n % 3] * n) for n in range(1, count + 1)]
    one = agenda(*talks)
    path = tmp_path / "agenda"
    path.write_bytes(compile_agenda(one))
    assert_same(open_agenda(path), one)


def test_opening_takes_no_copy_of_the_file(tmp_path: Path) -> None:
    """The abstracts of 10,000 talks are megabytes, which a copy of the whole file would double."""
    talks = [session("10:00", id=str(n), abstract=f"{n:06}" * 1_000) for n in range(300)]
    path = tmp_path / "agenda"
    path.write_bytes(compile_agenda(agenda(*talks)))
    tracemalloc.start()
    try:
        found = open_agenda(path)
        now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.sessions) == 300
    assert most - now < path.stat().st_size / 2


@given(st.text(st.characters(exclude_characters="\0")), st.text(st.characters(exclude_characters="\0")))
def test_any_text_comes_out_as_it_was(title: str, abstract: str) -> None:
    one = agenda(session("10:00", id="a", title=title, abstract=abstract, room=abstract))
    assert_same(load_agenda(compile_agenda(one)), one)


def test_every_field_comes_out() -> None:
    filled = session(
        "10:00",
        title="Ünïcode 🎉",
        kind=Kind.QA,
        speakers=(speaker("Ann"), speaker("Bo", "Acme")),
        abstract="One.\n\nTwo.",
        subtitle="",
        room="A",
        track="B",
        language="en",
        url="http://a/",
        links=(Link("http://b/", "B"), Link("http://c/")),
        guid="1",
        is_cancelled=True,
    )
    filled = replace(filled, start=filled.start + timedelta(microseconds=1))
    one = agenda(filled, session("11:00", title="Bare"), acronym="x", venue="y", url="z")
    assert_same(load_agenda(compile_agenda(one)), one)
    again = load_agenda(compile_agenda(one)).sessions[0]
    assert again.kind is Kind.QA
    assert isinstance(again.is_cancelled, bool)
    assert hash(again) == hash(filled)


def test_a_null_character_shifts_nothing() -> None:
    one = agenda(session("10:00", id="a", title="A\0B", room="\0", speakers=(speaker("Ann"),)))
    (again,) = load_agenda(compile_agenda(one)).sessions
    assert (again.title, again.room, again.speakers[0].name) == ("A\ufffdB", "\ufffd", "Ann")


def test_the_same_agenda_is_the_same_bytes() -> None:
    assert compile_agenda(bundled_agenda()) == compile_agenda(bundled_agenda())


def test_an_agenda_without_sessions() -> None:
    assert_same(load_agenda(compile_agenda(agenda())), agenda())


@given(st.binary())
def test_any_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(NotCompiled):
        load_agenda(data)


@given(st.data())
def test_damaged_bytes_are_refused(data: st.DataObject) -> None:
    good = compile_agenda(agenda(*row_of_talks(3)))
    place = data.draw(st.integers(0, len(good) - 1))
    flipped = bytes([good[place] ^ data.draw(st.integers(1, 255))])
    for bad in (good[:place], good[:place] + flipped + good[place + 1 :], good + flipped):
        with pytest.raises(NotCompiled):
            load_agenda(bad)


def test_another_layout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = compile_agenda(agenda(*row_of_talks(3)))
    monkeypatch.setattr(compiled, "LAYOUT", compiled.LAYOUT + 1)
    with pytest.raises(NotCompiled, match="layout"):
        load_agenda(good)


def forged(change: Callable[[dict[str, Any]], object], body: Callable[[bytes], bytes] = bytes) -> bytes:
    """A file that somebody changed who knows of the checksum."""
    line, _, rest = compile_agenda(agenda(*row_of_talks(3, minutes=1))).partition(b"\n")
    length = int(line.split()[-1])
    head = json.loads(rest[:length])
    change(head)
    changed = json.dumps(head).encode()
    rest = body(rest[length:])
    words = [*line.split()[:-2], b"%d" % zlib.crc32(changed + rest), b"%d" % len(changed)]
    return b" ".join(words) + b"\n" + changed + rest


def test_a_forger_without_any_change_makes_a_good_file() -> None:
    assert len(load_agenda(forged(lambda head: None)).sessions) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda head: head.update(zone="Mars/Base"),
        lambda head: head.update(zone="../../etc/passwd"),
        lambda head: head.update(zone=7),
        lambda head: head.update(name=None),
        lambda head: head.update(title=["x"]),
        lambda head: head.update(url={"x": 1}),
        lambda head: head.pop("venue"),
        lambda head: head.update(columns=[]),
        lambda head: head["columns"].pop("title"),
        lambda head: head["columns"].update(title=2),
        lambda head: head["columns"].update(title=10**9),
        lambda head: head["columns"].update(title=-1),
        lambda head: head["columns"].update(title="3"),
        lambda head: head["columns"].update(id=2**70),
        lambda head: head.update(texts=0),
        lambda head: head.update(texts="x"),
        lambda head: head.update(texts=-1),
        lambda head: head.update(texts=10**15),
        lambda head: head["columns"].update({"abstract.sizes": 1}),
    ],
)
def test_what_a_forger_writes_is_an_error_and_nothing_worse(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(NotCompiled):
        load_agenda(forged(change))


@pytest.mark.parametrize("length", [10**15, 2**70, -1])
def test_a_file_that_says_it_is_larger_than_it_is_takes_no_memory(length: int, tmp_path: Path) -> None:
    path = tmp_path / "agenda"
    path.write_bytes(forged(lambda head: head.update(texts=length)))
    with pytest.raises(NotCompiled):
        open_agenda(path)


def test_columns_of_unequal_length_are_refused() -> None:
    names = list(
        json.loads(compile_agenda(agenda()).partition(b"\n")[2].partition(b"}")[0] + b"}}")["columns"]
    )
    before = 8 * 3 * names.index("track")
    short = forged(
        lambda head: head["columns"].update(track=2), lambda body: body[:before] + body[before + 8 :]
    )
    with pytest.raises(NotCompiled):
        load_agenda(short)


@given(st.data())
def test_numbers_of_a_forger_are_an_agenda_or_an_error(data: st.DataObject) -> None:
    number = data.draw(st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 9)).to_bytes(
        8, "little", signed=True
    )
    place = 8 * data.draw(st.integers(0, 3 * 16))

    def overwrite(body: bytes) -> bytes:
        return body[:place] + number + body[place + 8 :]

    try:
        found = load_agenda(forged(lambda head: None, overwrite))
    except NotCompiled:
        return
    for one in found.sessions:
        assert isinstance(one.id, str)
        assert isinstance(one.title, str)
        assert one.start <= one.end
        assert isinstance(one.kind, Kind)
