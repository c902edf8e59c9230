"""The configuration: ``config.toml``, which is read and never written.

A line that makes no sense counts as absent, and is complained of by its name; what it says is not shown, as
it may be a password in the wrong place.
"""

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.storage.config_keys import AskedKeys

_LARGEST = 256 * 1024
_LONGEST = 24 * 60
_SECRETS = frozenset({"password", "token"})
_GLYPHS = ("auto", "unicode", "ascii")


@dataclass(frozen=True, slots=True)
class CaldavConfig:
    """``[sync.caldav]``: the address of a calendar, who asks, and what prints the password."""

    url: str | None = None
    username: str | None = None
    password_command: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PretalxConfig:
    """``[sync.pretalx]``: the address of an event, and what prints the token."""

    url: str | None = None
    token_command: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScheduleConfig:
    """``[schedule]``: how many minutes it takes to change rooms, whether the app asks for newer agendas."""

    change_minutes: int | None = None
    refresh: bool | None = None


@dataclass(frozen=True, slots=True)
class RemindersConfig:
    """``[reminders]``: how many minutes before a start they are given; none for never."""

    before: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """``[screen]``: the theme to start with, the characters to draw with, whether to be read aloud."""

    theme: str | None = None
    glyphs: str | None = None
    reader: bool | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What the attendee has configured; ``keys`` is what is asked for there, ``complaints`` a line each."""

    schedule: ScheduleConfig = ScheduleConfig()
    reminders: RemindersConfig = RemindersConfig()
    caldav: CaldavConfig = CaldavConfig()
    pretalx: PretalxConfig = PretalxConfig()
    screen: ScreenConfig = ScreenConfig()
    keys: "AskedKeys" = ()
    complaints: tuple[str, ...] = ()


def read_config(path: Path | None) -> Config:
    """What the file says; nothing, where there is none. ``path`` is None for a user without a home."""
    if path is None:
        return Config()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return Config(complaints=(f"{path}: cannot be read, {error.strerror or error}",))
    if len(data) > _LARGEST:
        return Config(complaints=(f"{path}: is too large for a configuration, so it was not read",))
    # Late: few attendees have a configuration.
    import tomllib

    try:
        document = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Config(complaints=(f"{path}: is not UTF-8, so it was not read",))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(complaints=(f"{path}: is not TOML, so it was not read: {error}",))
    return _Reader(path).config(document)


class _Reader:
    """Reads tables, and gathers what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._complaints: list[str] = []

    def config(self, document: Mapping[str, object]) -> Config:
        schedule = self._table(document, "schedule", "")
        reminders = self._table(document, "reminders", "")
        sync = self._table(document, "sync", "")
        caldav = self._table(sync, "caldav", "sync.")
        pretalx = self._table(sync, "pretalx", "sync.")
        self._check_names(document, {"schedule", "reminders", "sync", "screen", "keys"}, "")
        self._check_names(schedule, ScheduleConfig.__slots__, "schedule.")
        self._check_names(reminders, RemindersConfig.__slots__, "reminders.")
        self._check_names(sync, {"caldav", "pretalx"}, "sync.")
        self._check_names(caldav, CaldavConfig.__slots__, "sync.caldav.")
        self._check_names(pretalx, PretalxConfig.__slots__, "sync.pretalx.")
        return Config(
            ScheduleConfig(
                self._minutes(schedule, "change_minutes", "schedule."),
                self._truth(schedule, "refresh", "schedule."),
            ),
            RemindersConfig(self._minutes_list(reminders, "before", "reminders.")),
            CaldavConfig(
                self._text(caldav, "url", "sync.caldav."),
                self._text(caldav, "username", "sync.caldav."),
                self._command(caldav, "password_command", "sync.caldav."),
            ),
            PretalxConfig(
                self._text(pretalx, "url", "sync.pretalx."),
                self._command(pretalx, "token_command", "sync.pretalx."),
            ),
            self._screen(document),
            self._keys(document),
            tuple(self._complaints),
        )

    def _screen(self, document: Mapping[str, object]) -> ScreenConfig:
        screen = self._table(document, "screen", "")
        self._check_names(screen, ScreenConfig.__slots__, "screen.")
        return ScreenConfig(
            self._text(screen, "theme", "screen."),
            self._one_of(screen, "glyphs", "screen.", _GLYPHS),
            self._truth(screen, "reader", "screen."),
        )

    def _keys(self, document: Mapping[str, object]) -> "AskedKeys":
        if "keys" not in document:
            return ()
        from scale_tui.storage.config_keys import asked_keys

        return asked_keys(self._table(document, "keys", ""), self._complain)

    def _complain(self, name: str, text: str) -> None:
        self._complaints.append(f"{self._path}: {name}: {text}, so it does not count")

    def _table(self, table: Mapping[str, object], name: str, within: str) -> Mapping[str, object]:
        found = table.get(name, {})
        if isinstance(found, dict):
            return found
        self._complain(within + name, "a table was expected")
        return {}

    def _check_names(self, table: Mapping[str, object], known: Iterable[str], within: str) -> None:
        for name in sorted(table.keys() - set(known)):
            if name in _SECRETS:
                self._complain(within + name, f"a secret does not belong here, but {name}_command does")
            else:
                self._complain(within + name, "there is nothing of this name")

    def _text(self, table: Mapping[str, object], name: str, within: str) -> str | None:
        found = table.get(name)
        if found is None or (isinstance(found, str) and found.strip()):
            return None if found is None else str(found).strip()
        self._complain(within + name, "a text was expected")
        return None

    def _one_of(
        self, table: Mapping[str, object], name: str, within: str, choices: tuple[str, ...]
    ) -> str | None:
        found = table.get(name)
        if found is None or found in choices:
            return None if found is None else str(found)
        self._complain(within + name, f"one of {', '.join(choices)} was expected")
        return None

    def _truth(self, table: Mapping[str, object], name: str, within: str) -> bool | None:
        found = table.get(name)
        if found is None or isinstance(found, bool):
            return found
        self._complain(within + name, "true or false was expected")
        return None

    def _minutes(self, table: Mapping[str, object], name: str, within: str) -> int | None:
        found = table.get(name)
        if found is None or _is_minutes(found):
            return found if isinstance(found, int) else None
        self._complain(within + name, f"minutes from 0 to {_LONGEST} were expected")
        return None

    def _minutes_list(self, table: Mapping[str, object], name: str, within: str) -> tuple[int, ...] | None:
        found = table.get(name)
        if found is None:
            return None
        if isinstance(found, list) and all(map(_is_minutes, found)):
            return tuple(sorted(set(found), reverse=True))
        self._complain(within + name, "a list of minutes was expected, such as [10, 2]")
        return None

    def _command(self, table: Mapping[str, object], name: str, within: str) -> tuple[str, ...] | None:
        """A command as a list of words, or as one text that is split as a shell would."""
        found = table.get(name)
        if found is None:
            return None
        words = found
        if isinstance(found, str):
            try:
                words = shlex.split(found)
            except ValueError:
                words = None
        if isinstance(words, list) and words and all(isinstance(word, str) and word for word in words):
            return tuple(words)
        self._complain(within + name, "a command was expected")
        return None


def _is_minutes(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LONGEST
