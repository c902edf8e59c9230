"""The configuration: what it may say, and that a wrong line costs nothing but itself."""

from pathlib import Path

import pytest

from scale_tui.storage.config import (
    CaldavConfig,
    Config,
    PretalxConfig,
    RemindersConfig,
    ScheduleConfig,
    ScreenConfig,
    read_config,
)
from scale_tui.storage.paths import config_path

WHOLE = """\
[schedule]
change_minutes = 10
refresh = false

[reminders]
before = [2, 15]

[sync.caldav]
url = "https://dav.example/ada/"
username = "ada"
password_command = "pass show 'my calendar'"

[sync.pretalx]
url = "https://pretalx.com/democon/"
token_command = ["pass", "show", "pretalx"]

[screen]
theme = "nord"
glyphs = "ascii"
reader = true
"""


def read(tmp_path: Path, text: str | bytes) -> Config:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(path)


def test_everything_it_may_say(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Config(
        ScheduleConfig(10, refresh=False),
        RemindersConfig((15, 2)),
        CaldavConfig("https://dav.example/ada/", "ada", ("pass", "show", "my calendar")),
        PretalxConfig("https://pretalx.com/democon/", ("pass", "show", "pretalx")),
        ScreenConfig("nord", "ascii", reader=True),
    )


def test_there_need_not_be_one(tmp_path: Path) -> None:
    assert read_config(None) == read_config(tmp_path / "config.toml") == read(tmp_path, "") == Config()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("schedule.refresh = 'no'", "schedule.refresh: true or false was expected"),
        ("schedule.refresh = 0", "schedule.refresh: true or false was expected"),
        ("sync.caldav.url = 3", "sync.caldav.url: a text was expected"),
        ("sync.caldav.username = ' '", "sync.caldav.username: a text was expected"),
        ("sync.pretalx.token_command = []", "sync.pretalx.token_command: a command was expected"),
        ("sync.pretalx.token_command = [1]", "sync.pretalx.token_command: a command was expected"),
        ('sync.pretalx.token_command = "echo \'x"', "sync.pretalx.token_command: a command was expected"),
        ("sync.pretalx.url2 = 'x'", "sync.pretalx.url2: there is nothing of this name"),
        ("sync.webdav = {}", "sync.webdav: there is nothing of this name"),
        ("sink = 1", "sink: there is nothing of this name"),
        ("sync = 1", "sync: a table was expected"),
        ("schedule.change_minutes = -1", "schedule.change_minutes: minutes from 0 to 1440 were expected"),
        ("schedule.change_minutes = true", "schedule.change_minutes: minutes from 0 to 1440 were expected"),
        ("reminders.before = 10", "reminders.before: a list of minutes was expected, such as [10, 2]"),
        ("reminders.before = [10, 'x']", "reminders.before: a list of minutes was expected, such as [10, 2]"),
        ("sync.caldav = 1", "sync.caldav: a table was expected"),
        ("screen.theme = 1", "screen.theme: a text was expected"),
        ("screen.glyphs = 'emoji'", "screen.glyphs: one of auto, unicode, ascii was expected"),
        ("screen.glyphs = ['ascii']", "screen.glyphs: one of auto, unicode, ascii was expected"),
        ("screen.reader = 'yes'", "screen.reader: true or false was expected"),
        ("screen.color = 1", "screen.color: there is nothing of this name"),
        (
            "sync.caldav.password = 'hunter2'",
            "sync.caldav.password: a secret does not belong here, but password_command does",
        ),
    ],
)
def test_a_wrong_line_is_named_and_does_not_count(tmp_path: Path, line: str, complaint: str) -> None:
    found = read(tmp_path, line)
    assert (found.caldav, found.pretalx) == (CaldavConfig(), PretalxConfig())
    (said,) = found.complaints
    assert said == f"{tmp_path / 'config.toml'}: {complaint}, so it does not count"


def test_beside_a_wrong_line_the_others_count(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE.replace('username = "ada"', "username = 1979-05-27"))
    assert found.caldav.username is None
    assert found.caldav.url == "https://dav.example/ada/"
    assert found.pretalx.token_command == ("pass", "show", "pretalx")
    assert len(found.complaints) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[sync", "is not TOML, so it was not read: "),
        (b"a = 1\na = 2", "is not TOML"),
        (b"password = hunter2", "is not TOML"),
        (b"\xff", "is not UTF-8"),
        (b"#" * 300_000, "is too large"),
        (b"a = " + b"[" * 5000, "is not TOML"),
    ],
)
def test_what_cannot_be_read_at_all_is_said_once_and_not_quoted(
    tmp_path: Path, data: bytes, words: str
) -> None:
    found = read(tmp_path, data)
    assert (found.caldav, found.pretalx) == (CaldavConfig(), PretalxConfig())
    (said,) = found.complaints
    assert words in said
    assert "hunter2" not in said


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    (said,) = read_config(tmp_path / "config.toml").complaints
    assert "cannot be read" in said


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path))
    assert config_path() == tmp_path / "config.toml"
    monkeypatch.delenv("SCALE_TUI_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    found = config_path()
    assert found is not None
    assert found.parts[-2:] == ("scale-tui", "config.toml")
    assert tmp_path in found.parents
