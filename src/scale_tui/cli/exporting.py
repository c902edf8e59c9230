"""``export``: my schedule, or a whole agenda, as a file that calendars, spreadsheets and people read."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.cli.situation import Situation, personal_store, situation
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import CannotRead, NotFound, UsageError
from scale_tui.domain.wording import counted
from scale_tui.export.edition import Edition
from scale_tui.export.forms import Form, Written, written
from scale_tui.storage.exported import write_exported
from scale_tui.storage.library import Library

if TYPE_CHECKING:
    from scale_tui.storage.personal import PersonalStore

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def run_export(arguments: Arguments, out: Output) -> ExitCode:
    """Write the file that was named, whose ending says in which form, and say so."""
    form = form_of(arguments.file)
    asked = situation(arguments)
    found = take_along(asked, form, is_all=arguments.is_all)
    write_exported(Path(arguments.file), found.data)
    from scale_tui.sources.clean import clean_line

    out.as_it_is(f"{counted(found.sessions, 'session')} written to {clean_line(arguments.file)}")
    if not found.sessions and not arguments.is_all:
        complain("nothing starred yet; 'scale-tui star ID' keeps a session, --all writes the whole agenda")
    return ExitCode.OK


def form_of(name: str) -> Form:
    """The form that a file of this name has. Raises UsageError where its ending is of none."""
    ending = Path(name).suffix.lower().removeprefix(".")
    if ending not in set(Form):
        raise UsageError(f"{name!r}: let it end in .ics, .json, .md or .csv, which says in which form")
    return Form(ending)


def take_along(asked: Situation, form: Form, *, is_all: bool) -> Written:
    """What was asked about in this form: my schedule, or the whole agenda with my marks on it."""
    # What is not as usual with the marks was said when they were loaded.
    with personal_store(asked.now, for_marking=True) as store:
        edition = edition_of(asked.agenda, store)
    return written(form, asked.agenda, asked.schedule, edition, is_all=is_all)


def edition_of(agenda: Agenda, store: "PersonalStore") -> Edition:
    """When this agenda came, was changed and was marked, as far as is known. Raises CannotRead."""
    marked_at: dict[str, datetime] = {}
    for logged in store.log(agenda.name):
        marked_at[logged.subject] = max(logged.changed_at, marked_at.get(logged.subject, _NEVER))
    # The bundled agenda, or one from a file that is not kept, has no day it came: its own day stands for it.
    as_of, moves = agenda.start or _NEVER, dict[str, int]()
    with suppress(NotFound, CannotRead):
        entry = _library().entry(agenda.name)
        as_of, moves = entry.fetched_at, dict(entry.moves)
    return Edition(as_of, marked_at, moves)


def _library() -> Library:
    from scale_tui.storage.paths import library_path

    return Library(library_path())
