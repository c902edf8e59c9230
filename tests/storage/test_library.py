"""The saved conferences: what is kept, what stays after any failure, and what is never believed."""

import hashlib
import json
import os
import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import agenda, session
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead, CannotSave, NotFound, UnreadableAgenda
from scale_tui.storage import files
from scale_tui.storage.library import COMPARED_FOR, Library
from scale_tui.storage.library_entry import Entry, is_safe_name
from scale_tui.storage.lock import hold
from storage.processes import IS_FULL_SIZE, start

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
ONE = agenda(session("10:00", title="One"))
TWO = agenda(session("10:00", title="One"), session("11:00", title="Two"))
THREE = agenda(session("10:00", title="One"), session("12:00", title="Three"))


def never(data: bytes, entry: Entry) -> Agenda:
    raise AssertionError("the agenda is there, its source is not to be read")


def entry(name: str = "conf", at: datetime = AT, **fields: object) -> Entry:
    made = Entry(name, "", None, None, 0, "https://x.example/", at, at, "")
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "conferences"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library(folder, patience=0.05)


def test_nothing_is_there_and_nothing_is_made_by_looking(library: Library, folder: Path) -> None:
    assert library.names() == ()
    assert library.last_used() is None
    with pytest.raises(NotFound):
        library.entry("conf")
    assert not folder.parent.exists()


def test_what_is_saved_is_there_for_the_next_one(library: Library, folder: Path) -> None:
    given = entry(
        source="-", address="https://y/", year=2024, zone="Europe/Oslo", etag='"1"', last_modified="x"
    )
    saved = library.save(given, b"<schedule/>", TWO)
    assert (saved.title, saved.sessions, saved.start, saved.end) == ("Test Conf", 2, TWO.days[0], TWO.days[0])
    assert saved.digest == hashlib.sha256(b"<schedule/>").hexdigest()
    other = Library(folder)
    assert other.names() == ("conf",)
    assert other.entry("conf") == saved
    assert other.source("conf") == b"<schedule/>"
    found = other.agenda("conf", never)
    assert (found.name, found.sessions) == ("conf", TWO.sessions)
    assert other.previous("conf") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_it_is_for_nobody_else(library: Library, folder: Path) -> None:
    library.save(entry(), b"x", ONE)
    library.use("conf")
    for path in (folder.parent, *folder.parent.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_new_version_replaces_the_old_one_which_is_kept_to_compare(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    saved = library.save(entry(at=AT + timedelta(hours=1)), b"2", TWO)
    assert saved.replaced_at == AT + timedelta(hours=1)
    assert library.agenda("conf", never).sessions == TWO.sessions
    previous = library.previous("conf")
    assert previous is not None
    assert previous.sessions == ONE.sessions
    assert len(list((folder / "conf").iterdir())) == 4


def test_changes_of_a_day_are_compared_with_how_it_was_before_all_of_them(library: Library) -> None:
    library.save(entry(), b"1", ONE)
    library.save(entry(at=AT), b"2", TWO)
    library.save(entry(at=AT + COMPARED_FOR - timedelta(seconds=1)), b"3", THREE)
    assert library.entry("conf").replaced_at == AT
    assert library.previous("conf").sessions == ONE.sessions  # type: ignore[union-attr]
    library.save(entry(at=AT + COMPARED_FOR), b"2", TWO)
    assert library.entry("conf").replaced_at == AT + COMPARED_FOR
    assert library.previous("conf").sessions == THREE.sessions  # type: ignore[union-attr]


def test_a_version_that_says_the_same_replaces_nothing(library: Library) -> None:
    library.save(entry(), b"1", ONE)
    library.save(entry(), b"2", TWO)
    later = AT + timedelta(days=5)
    library.save(entry(at=later), b"2, generated anew", TWO)
    assert library.source("conf") == b"2, generated anew"
    assert library.entry("conf").replaced_at == AT
    assert library.previous("conf").sessions == ONE.sessions  # type: ignore[union-attr]


def test_changes_that_were_seen_are_none_any_more(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    library.save(entry(), b"2", TWO)
    library.acknowledge("conf")
    assert library.previous("conf") is None
    assert library.entry("conf").replaced_at is None
    assert len(list((folder / "conf").iterdir())) == 3
    library.save(entry(), b"3", THREE)
    assert library.previous("conf").sessions == TWO.sessions  # type: ignore[union-attr]


def test_a_source_that_has_nothing_newer_is_noted(library: Library) -> None:
    saved = library.save(entry(etag='"1"', last_modified="x"), b"1", ONE)
    later = AT + timedelta(hours=2)
    assert library.keep_checked("conf", later) == replace(saved, checked_at=later)
    assert library.keep_checked("conf", later, etag='"2"', last_modified="y").etag == '"2"'
    assert library.entry("conf") == replace(saved, checked_at=later, etag='"2"', last_modified="y")
    assert library.agenda("conf", never).sessions == ONE.sessions


def test_one_is_removed_and_the_others_stay(library: Library, folder: Path) -> None:
    for name in ("a", "b"):
        library.save(entry(name), b"1", ONE)
    library.remove("a")
    assert library.names() == ("b",)
    assert not list(folder.glob("*a*"))
    for name in ("a", "..", ".", "", "b/../b", "A"):
        with pytest.raises(NotFound):
            library.remove(name)
    assert library.names() == ("b",)


def test_the_one_used_last_is_remembered(library: Library, folder: Path) -> None:
    library.use("conf")
    library.use("日本語")
    assert Library(folder).last_used() == "日本語"
    for nonsense in (b"", b"../conf\n", b"\xff\n", b"a\nb"):
        (folder / ".last-used").write_bytes(nonsense)
        assert library.last_used() is None


@pytest.mark.parametrize("name", ["fosdem-2025", "38c3", "日本語", "नमस्ते", "a", "last-used", "x" * 60])
def test_names_that_are_safe(library: Library, name: str) -> None:
    assert is_safe_name(name)
    library.save(entry(name), b"1", ONE)
    library.use(name)
    assert library.names() == (name,)
    assert library.agenda(name, never).name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-",
        "-a",
        "A",
        ".",
        "..",
        "a/b",
        "a\\b",
        "a b",
        "a\n",
        "a\0",
        "con",
        "com1",
        "nul",
        "e\u0301",
        "字" * 90,
    ],
)
def test_names_that_are_not(library: Library, folder: Path, name: str) -> None:
    assert not is_safe_name(name)
    with pytest.raises(ValueError, match="folder"):
        library.save(entry(name), b"1", ONE)
    with pytest.raises(NotFound):
        library.entry(name)
    assert not folder.exists()


# What cannot be read


def agenda_file(folder: Path) -> Path:
    (path,) = (folder / "conf").glob("agenda-*")
    return path


@pytest.mark.parametrize("damage", [b"", b"scale-tui agenda 0 1 2\n{}", b"\0" * 100, None])
def test_an_agenda_that_is_damaged_or_of_another_version_is_read_again(
    library: Library, folder: Path, damage: bytes | None
) -> None:
    saved = library.save(entry(), b"the source", ONE)
    if damage is None:
        agenda_file(folder).unlink()
    else:
        agenda_file(folder).write_bytes(damage)
    asked: list[tuple[bytes, Entry]] = []

    def reread(data: bytes, entry: Entry) -> Agenda:
        asked.append((data, entry))
        return TWO

    found = library.agenda("conf", reread)
    assert (found.name, found.sessions) == ("conf", TWO.sessions)
    assert asked == [(b"the source", saved)]
    assert library.agenda("conf", never).sessions == TWO.sessions
    assert library.previous("conf") is None


def test_a_source_that_is_no_schedule_any_more_says_so(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    agenda_file(folder).write_bytes(b"")

    def refuse(data: bytes, entry: Entry) -> Agenda:
        raise UnreadableAgenda("x", "no")

    with pytest.raises(UnreadableAgenda):
        library.agenda("conf", refuse)


def test_a_version_to_compare_with_that_is_damaged_is_none(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    first = agenda_file(folder)
    library.save(entry(), b"2", TWO)
    first.write_bytes(b"")
    assert library.previous("conf") is None
    assert library.agenda("conf", never).sessions == TWO.sessions


def changed(**fields: object) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps(json.loads(data) | fields).encode()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-5],
        lambda data: b"[]",
        lambda data: b"\xff",
        lambda data: b"[" * 100_000,
        changed(title=None),
        changed(sessions="7"),
        changed(year="2024"),
        changed(etag=7),
        changed(start="tomorrow"),
        changed(fetched_at="2026-11-23T10:15:00"),
        changed(replaced_at=7),
        changed(layout="1"),
        changed(files={"agenda": "../../secret", "source": "a", "previous": None}),
        changed(files={"agenda": "/etc/passwd", "source": "a", "previous": None}),
        changed(files={"agenda": ".hidden", "source": "a", "previous": None}),
        changed(files={"agenda": "a", "source": "a", "previous": 7}),
        changed(files=None),
    ],
)
def test_an_entry_that_is_damaged_says_so(
    library: Library, folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    library.save(entry(), b"1", ONE)
    path = folder / "conf" / "conference.json"
    path.write_bytes(damage(path.read_bytes()))
    assert library.names() == ("conf",)
    for ask in (library.entry, library.source, lambda name: library.agenda(name, never), library.previous):
        with pytest.raises(
            CannotRead, match=r"^conf: what is saved of it is damaged, remove it and add it again$"
        ):
            ask("conf")
    library.remove("conf")
    assert library.names() == ()


def test_an_entry_of_a_newer_program_says_so(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    path = folder / "conf" / "conference.json"
    path.write_bytes(changed(layout=99, title=7)(path.read_bytes()))
    with pytest.raises(CannotRead, match="newer scale-tui"):
        library.entry("conf")


def test_folders_that_are_no_conference_are_none(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    (folder / "empty").mkdir()
    (folder / "Not Safe").mkdir()
    (folder / "Not Safe" / "conference.json").write_bytes((folder / "conf" / "conference.json").read_bytes())
    (folder / "file").write_bytes(b"")
    assert library.names() == ("conf",)
    with pytest.raises(NotFound):
        library.entry("file")


def test_a_version_that_is_replaced_while_it_is_opened_is_no_error(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.save(entry(), b"1", ONE)
    open_file = Path.open

    def replaced_first(path: Path, *how: Any, **more: Any) -> Any:
        if path.name.startswith("agenda-") and library.entry("conf").sessions == 1:
            library.save(entry(), b"2", TWO)
            library.acknowledge("conf")
        return open_file(path, *how, **more)

    monkeypatch.setattr(Path, "open", replaced_first)
    assert library.agenda("conf", never).sessions == TWO.sessions


# What cannot be saved


def test_without_a_home_nothing_is_saved() -> None:
    library = Library(None)
    assert library.names() == ()
    assert library.last_used() is None
    for save in (lambda: library.save(entry(), b"1", ONE), lambda: library.use("conf")):
        with pytest.raises(CannotSave, match="SCALE_TUI_HOME"):
            save()


def test_who_waits_for_another_too_long_gives_up(library: Library, folder: Path) -> None:
    library.save(entry(), b"1", ONE)
    with hold(folder / ".lock", 1), pytest.raises(CannotSave, match="another scale-tui is saving"):
        library.save(entry(), b"2", TWO)
    assert library.agenda("conf", never).sessions == ONE.sessions


def test_a_file_in_the_way_says_so(library: Library, folder: Path) -> None:
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_bytes(b"mine")
    with pytest.raises(CannotSave, match=r"^conf: not saved, "):
        library.save(entry(), b"1", ONE)
    assert folder.parent.read_bytes() == b"mine"


@pytest.mark.parametrize("step", ["write", "fsync", "rename"])
@pytest.mark.parametrize("which", range(3))
def test_where_a_step_fails_the_last_good_copy_stays(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, which: int
) -> None:
    library.save(entry(), b"1", ONE)
    before = {path: path.read_bytes() for path in (folder / "conf").iterdir()}
    calls: list[object] = []

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def call(*values: object, **options: object) -> object:
            calls.append(values)
            if len(calls) > which:
                raise OSError(28, "No space left on device")
            return real(*values, **options)

        return call

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", failing(os.fsync))
    elif step == "rename":
        monkeypatch.setattr(Path, "replace", failing(Path.replace))
    else:
        monkeypatch.setattr(files, "make_private_file", failing(files.make_private_file))
    with pytest.raises(CannotSave, match="no space left on device"):
        library.save(entry(), b"2", TWO)
    monkeypatch.undo()
    assert library.agenda("conf", never).sessions == ONE.sessions
    assert library.source("conf") == b"1"
    assert before.items() <= {path: path.read_bytes() for path in (folder / "conf").iterdir()}.items()
    library.save(entry(), b"2", TWO)
    assert library.agenda("conf", never).sessions == TWO.sessions
    assert len(list((folder / "conf").iterdir())) == 4


def test_what_is_saved_is_durable_before_it_is_the_current_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def record_sync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def record_rename(path: Path, target: Path) -> Path:
        done.append(target.name.partition("-")[0])
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", record_sync)
    monkeypatch.setattr(Path, "replace", record_rename)
    library.save(entry(), b"1", ONE)
    each = [("file", name, "folder") for name in ("source", "agenda", "conference.json")]
    assert done == ["folder", *(step for steps in each for step in steps)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills in another way")
def test_a_writer_that_is_killed_leaves_a_whole_version(library: Library, folder: Path) -> None:
    last = 0
    for turn in range(300 if IS_FULL_SIZE else 12):
        with start("save_versions.py", folder, last + 1) as process:
            assert process.stdout is not None
            process.stdout.readline()
            # Later in the work of a version with each turn.
            timer = threading.Timer(turn * 0.0007, process.kill)
            timer.start()
            told = [int(line) for line in process.stdout if line.endswith("\n")]
            timer.join()
        found = library.agenda("conf", never)
        number = int(found.title.removeprefix("Conf "))
        assert number >= max(told, default=last + 1)
        assert {each.title for each in found.sessions} == {f"Talk {number}"}
        assert library.source("conf") == b"%d" % number * 5000
        assert library.entry("conf").title == found.title
        previous = library.previous("conf")
        assert previous is None or previous.title == f"Conf {number - 1}" or number == 1
        last = number
    assert last > 1


def test_two_threads_that_save_leave_one_of_their_versions(library: Library, folder: Path) -> None:
    def save(number: int) -> None:
        for _ in range(10):
            made = replace(ONE if number % 2 else TWO, title=f"{number}")
            Library(folder).save(entry(), b"%d" % number, made)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = library.agenda("conf", never)
    assert library.source("conf") == found.title.encode()
    assert library.entry("conf").title == found.title
