"""Taking along: files that are whole or not there, the same for the same state, and what leads to them."""

import csv
import io
import json
import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from builders import agenda, session
from qr_reading import decoded, lit_half_blocks
from scale_tui.cli.outbox import KeptOutbox
from scale_tui.cli.output import Output
from scale_tui.cli.qr_drawing import draw_qr
from scale_tui.domain.errors import AlreadyThere
from scale_tui.export.forms import Form
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage.personal import PersonalStore

Ask = Callable[..., Any]
HPN = "20240911-1215-alibaba-hpn-a-data-center"
FORMS = ("ics", "md", "csv", "json")


def events(path: Path) -> dict[str, Event]:
    found = IcsCalendarStream.calendar_from_ics(path.read_bytes().decode("utf-8")).events
    return {str(event.summary): event for event in found}


def mark(ask: Ask) -> None:
    assert ask("star", "hpn", "future challenges").code == 0
    assert ask("backup", "backbone").code == 0
    assert ask("note", "hpn", "Ask about dual ToR").code == 0
    assert ask("hide", "opening").code == 0


def test_my_schedule_as_a_calendar(ask: Ask, tmp_path: Path) -> None:
    mark(ask)
    path = tmp_path / "mine.ics"
    answer = ask("export", str(path))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"3 sessions written to {path}\n"
    found = events(path)
    assert len(found) == 3
    assert [event.status for event in found.values()] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]
    talk = next(event for title, event in found.items() if title.startswith("Alibaba HPN"))
    assert "My note: Ask about dual ToR" in str(talk.description)
    assert len(talk.alarm) == 1
    assert talk.uid == f"{HPN}@networking-scale-2024.scale-tui"


def test_the_whole_agenda_reminds_only_of_my_stars(ask: Ask, tmp_path: Path) -> None:
    mark(ask)
    path = tmp_path / "all.ics"
    assert ask("export", str(path), "--all").out == f"18 sessions written to {path}\n"
    assert sum(len(event.alarm) for event in events(path).values()) == 2


def test_my_schedule_as_json_has_all_that_was_marked(ask: Ask, tmp_path: Path) -> None:
    mark(ask)
    path = tmp_path / "mine.json"
    assert ask("export", str(path)).code == 0
    document = json.loads(path.read_bytes())
    assert document["schema"] == 1
    assert document["conference"]["name"] == "networking-scale-2024"
    marks = document["marks"]
    assert HPN in marks["stars"]
    assert [len(marks[name]) for name in ("stars", "backups", "hidden")] == [2, 1, 1]
    assert marks["notes"] == {HPN: "Ask about dual ToR"}
    told = {each["id"]: (each["starred"], each["backup"], each["note"]) for each in document["sessions"]}
    assert told[HPN] == (True, False, "Ask about dual ToR")
    assert len(told) == 3


def test_my_schedule_as_a_table_and_as_text(ask: Ask, tmp_path: Path) -> None:
    mark(ask)
    for name in ("mine.csv", "mine.MD"):
        assert ask("export", str(tmp_path / name)).code == 0
    table = list(csv.DictReader(io.StringIO((tmp_path / "mine.csv").read_text("utf-8"), newline="")))
    assert [(row["starred"], row["backup"]) for row in table] == [("yes", "no"), ("no", "yes"), ("yes", "no")]
    text = (tmp_path / "mine.MD").read_text("utf-8")
    assert "### 12:15–12:35 Alibaba HPN" in text
    assert "> Ask about dual ToR" in text


@pytest.mark.parametrize("form", FORMS)
def test_the_same_state_is_the_same_file(ask: Ask, tmp_path: Path, form: str) -> None:
    mark(ask)
    for number, now in enumerate(("2024-09-11T12:20", "2024-09-12T08:00", "2030-01-01T00:00")):
        assert ask("export", str(tmp_path / f"{number}.{form}"), "--at", now).code == 0
    first, *others = [(tmp_path / f"{number}.{form}").read_bytes() for number in range(3)]
    assert others == [first, first]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_schedule_is_a_file_too(ask: Ask, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"mine.{form}"
    assert ask("export", str(path)).out == f"0 sessions written to {path}\n"
    assert path.stat().st_size > 20


def test_mine_prints_what_export_writes(ask: Ask, tmp_path: Path) -> None:
    mark(ask)
    ask("export", str(tmp_path / "mine.md"))
    assert ask("mine", "--md").out.encode() == (tmp_path / "mine.md").read_bytes()


def test_mine_prints_a_calendar_byte_by_byte(ask: Ask, process: Callable[..., Any], tmp_path: Path) -> None:
    mark(ask)
    ask("export", str(tmp_path / "mine.ics"))
    # As on a system whose own encoding is another, and whose line ends are.
    answer = process("mine", "--ics", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert answer.returncode == 0
    assert answer.stdout == (tmp_path / "mine.ics").read_bytes()


@pytest.mark.parametrize("name", ["mine.txt", "mine", "-", "", "mine.ics.bak", ".ics"])
def test_another_ending_is_a_usage_error_that_names_the_four(ask: Ask, tmp_path: Path, name: str) -> None:
    answer = ask("export", str(tmp_path / name) if name not in {"-", ""} else name)
    assert (answer.code, answer.out) == (2, "")
    assert ".ics, .json, .md or .csv" in answer.err
    assert answer.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


def test_what_cannot_be_written_is_one_line_and_exit_code_73(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "file").touch()
    for name in ("nowhere/mine.ics", "folder.ics", "file/mine.ics", f"{'x' * 300}.ics", "nul\0.ics"):
        answer = ask("export", str(tmp_path / name))
        assert (answer.code, answer.out) == (73, ""), name
        assert answer.err.count("\n") == 1
        assert "not written" in answer.err or len(name) > 200
        assert "Traceback" not in answer.err
    assert {path.name for path in tmp_path.iterdir()} <= {"folder.ics", "file", "home"}


def test_a_file_is_replaced_whole_and_keeps_its_mode_and_its_link(ask: Ask, tmp_path: Path) -> None:
    there, link = tmp_path / "there.md", tmp_path / "link.md"
    there.write_text("old", encoding="utf-8")
    there.chmod(0o644)
    link.symlink_to(there)
    assert ask("export", str(link)).code == 0
    assert link.is_symlink()
    assert there.read_text(encoding="utf-8").startswith("# Networking")
    if sys.platform != "win32":
        assert stat.S_IMODE(there.stat().st_mode) == 0o644
        ask("export", str(tmp_path / "new.md"))
        assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o600


def test_a_disk_that_is_full_leaves_the_old_file(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "mine.md"
    there.write_text("old", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    # Nothing is marked, so that the export alone asks the disk to keep something.
    monkeypatch.setattr(os, "fsync", full)
    answer = ask("export", str(there))
    assert answer.code == 73
    assert "no space left" in answer.err
    assert there.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} <= {"mine.md", "home"}


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Moving Conf
X-WR-TIMEZONE:Europe/Oslo
BEGIN:VEVENT
UID:talk
DTSTART;TZID=Europe/Oslo:{start}
DURATION:PT30M
SUMMARY:A talk
LOCATION:{room}
END:VEVENT
BEGIN:VEVENT
UID:other
DTSTART;TZID=Europe/Oslo:20240911T100000
DURATION:PT30M
SUMMARY:Another
END:VEVENT
END:VCALENDAR
"""


def test_a_talk_that_moved_has_a_number_that_has_risen(ask: Ask, tmp_path: Path) -> None:
    source, path = tmp_path / "conf.ics", tmp_path / "mine.ics"

    def publish(start: str, room: str) -> None:
        source.write_text(CALENDAR.format(start=start, room=room), encoding="utf-8")

    publish("20240911T120000", "A")
    assert ask("add", str(source)).code == 0
    assert ask("star", "talk", "other", "-c", "moving-conf").code == 0
    stamps = set()
    for moves, (start, room) in enumerate(
        [("20240911T120000", "A"), ("20240911T130000", "A"), ("20240911T130000", "B")]
    ):
        publish(start, room)
        assert ask("refresh", "moving-conf").code == 0
        assert ask("export", str(path), "-c", "moving-conf").code == 0
        found = events(path)
        assert (found["A talk"].sequence, found["Another"].sequence) == (moves, 0)
        stamps.add(found["A talk"].uid)
    assert stamps == {"talk@moving-conf.scale-tui"}


def test_a_conference_that_was_kept_before_moves_were_counted_goes_on(
    ask: Ask, tmp_path: Path, home: Path
) -> None:
    source, path = tmp_path / "conf.ics", tmp_path / "mine.ics"
    source.write_text(CALENDAR.format(start="20240911T120000", room="A"), encoding="utf-8")
    ask("add", str(source))
    ask("star", "talk", "-c", "moving-conf")
    (entry,) = home.glob("conferences/moving-conf/conference.json")
    older = json.loads(entry.read_bytes())
    del older["moves"]
    entry.write_text(json.dumps(older), encoding="utf-8")
    assert ask("export", str(path), "-c", "moving-conf").code == 0
    assert events(path)["A talk"].sequence == 0
    source.write_text(CALENDAR.format(start="20240911T120000", room="B"), encoding="utf-8")
    ask("refresh", "moving-conf")
    ask("export", str(path), "-c", "moving-conf")
    assert events(path)["A talk"].sequence == 1


def test_the_whole_agenda_as_json_is_an_agenda_again(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    ask("export", str(path), "--all")
    assert ask("list", "-c", str(path)).out == ask("list").out


def test_show_draws_a_code_that_a_camera_reads(ask: Ask) -> None:
    answer = ask("show", "hpn", "--qr")
    assert answer.code == 0
    *drawn, caption = answer.lines
    assert "Alibaba HPN" in caption
    text = decoded(lit_half_blocks(drawn, is_dark_drawn=False))
    assert re.match("BEGIN:VEVENT\nSUMMARY:Alibaba HPN.*\nDTSTART:20240911T191500Z\n", text)


def test_where_the_encoding_has_no_blocks_the_code_is_in_ascii(process: Callable[..., Any]) -> None:
    answer = process("show", "hpn", "--qr", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    *drawn, caption = answer.stdout.decode("ascii").splitlines()
    assert "?" not in caption
    text = decoded([[line[at] == "#" for at in range(0, len(line), 2)] for line in drawn])
    assert text.startswith("BEGIN:VEVENT\n")


class Terminal(io.StringIO):
    encoding = "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_on_a_terminal_with_colours_the_code_is_black_on_white(encoding: str) -> None:
    stream = Terminal()
    stream.encoding = encoding  # type: ignore[misc]
    talk = session("12:15", url="https://example.org/talk")
    draw_qr(Output(stream, 80, has_colour=True), agenda(talk), [talk])
    *drawn, _ = stream.getvalue().splitlines()
    plain = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in drawn]
    if encoding == "utf-8":
        assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m") for line in drawn)
        assert decoded(lit_half_blocks(plain, is_dark_drawn=True)) == "https://example.org/talk"
    else:
        assert set("".join(plain)) == {" "}
        cells = [re.findall(r"\x1b\[48;5;(16|231)m  ", line) for line in drawn]
        assert decoded([[cell == "231" for cell in line] for line in cells]) == "https://example.org/talk"


def test_a_code_that_is_too_wide_says_how_wide_it_is() -> None:
    stream = Terminal()
    talk = session("12:15", title="Talk")
    draw_qr(Output(stream, 20), agenda(talk), [talk])
    assert stream.getvalue().startswith("Talk: a QR code")
    assert stream.getvalue().count("\n") == 1
    stream = Terminal()
    draw_qr(Output(stream, 40), agenda(talk), [talk])
    drawn = stream.getvalue().splitlines()[:-1]
    assert decoded(lit_half_blocks(drawn, is_dark_drawn=False)).startswith("BEGIN:VEVENT\nSUMMARY:Talk\n")


def test_the_app_writes_where_it_was_told_and_never_over_a_file_unasked(
    ask: Ask, tmp_path: Path, home: Path
) -> None:
    mark(ask)
    conf, at = bundled_agenda(), bundled_agenda().start
    assert at is not None

    def open_store() -> PersonalStore:
        return PersonalStore.open(home / "schedule.sqlite3", at=at)

    with open_store() as store:
        schedule = store.load(conf.name)
    box = KeptOutbox(open_store)
    path = str(tmp_path / "mine.ics")
    assert box.send(conf, schedule, Form.ICALENDAR, path, is_all=False, may_replace=False) == (path, 3)
    ask("export", str(tmp_path / "other.ics"))
    assert (tmp_path / "mine.ics").read_bytes() == (tmp_path / "other.ics").read_bytes()
    with pytest.raises(AlreadyThere):
        box.send(conf, schedule, Form.MARKDOWN, path, is_all=True, may_replace=False)
    assert (tmp_path / "mine.ics").read_bytes() == (tmp_path / "other.ics").read_bytes()
    assert box.send(conf, schedule, Form.ICALENDAR, path, is_all=True, may_replace=True) == (path, 18)
    assert {each.name for each in tmp_path.iterdir()} == {"mine.ics", "other.ics", "home"}


def test_the_app_suggests_the_downloads_or_else_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    box = KeptOutbox(lambda: pytest.fail("no marks are needed for that"))
    if sys.platform == "linux":
        assert box.suggest("mine.ics") == str(tmp_path / "mine.ics")
        (tmp_path / "Downloads").mkdir()
        assert box.suggest("mine.ics") == str(tmp_path / "Downloads" / "mine.ics")
