"""Read the schedule at PATH and try to star SESSION, then tell as JSON what came of it."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def stars(sessions: Iterable[str]) -> list[Setting]:
    return [Setting(session, Mark.STAR) for session in sessions]


def main(path: str, session: str) -> None:
    told: dict[str, object] = {"stars": None, "cannot_read": None, "cannot_save": None}
    with PersonalStore.open(Path(path), at=AT, patience=0.1) as store:
        told |= {"is_read_only": store.is_read_only, "notice": store.notice}
        try:
            told["stars"] = sorted(store.load("conference").stars)
        except CannotRead as error:
            told["cannot_read"] = str(error)
        try:
            store.keep("conference", stars([session]), at=AT)
        except CannotSave as error:
            told["cannot_save"] = str(error)
    print(json.dumps(told))


main(*sys.argv[1:])
