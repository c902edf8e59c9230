"""Databases for the tests of storage, good and bad, and a look past the store at what is in them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
CONFERENCE = "conference"


def star(store: PersonalStore, *sessions: str, is_on: bool = True, at: datetime = AT) -> None:
    """Star these sessions, or take the stars off."""
    store.keep(CONFERENCE, [Setting(each, Mark.STAR, "" if is_on else None) for each in sessions], at=at)


def make_schedule(folder: Path, sessions: Iterable[str] = ("kept",)) -> Path:
    """A database with these sessions starred, and nobody who has it open."""
    path = folder / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as store:
        star(store, *sessions)
    return path


def stars_at(path: Path) -> set[str]:
    """The starred sessions of a database, for a store that opens it anew."""
    with PersonalStore.open(path, at=AT) as store:
        return set(store.load(CONFERENCE).stars)


def run_sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """What the last of these statements answers, run by another program than ours."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows: list[tuple[object, ...]] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        return rows


def names_in(folder: Path) -> set[str]:
    """What lies in the folder, but for the daily copies."""
    return {each.name for each in folder.iterdir()} - {"backups"}


def mode_of(path: Path) -> int:
    """The permission bits."""
    return path.stat().st_mode & 0o777
