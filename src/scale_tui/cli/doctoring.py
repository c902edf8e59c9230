"""``doctor``: tells what is well and what is not, and puts right what can be put right."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.asking import is_agreed_to, is_at_terminal
from scale_tui.cli.clock import real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.diagnosis import Fact, config_facts, crash_facts, surroundings_facts
from scale_tui.cli.diagnosis_network import network_facts
from scale_tui.cli.diagnosis_storage import kept_words, lost_counts, storage_facts
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Ink, Output
from scale_tui.domain.errors import CannotSave, ScaleTuiError, UsageError
from scale_tui.domain.wording import counted
from scale_tui.storage import leftovers, paths
from scale_tui.storage.config import read_config
from scale_tui.storage.examining import Overview, State, overview
from scale_tui.storage.files import refusal
from scale_tui.storage.repairing import is_repairable, repair

_PATIENCE = 10.0


def run_doctor(arguments: Arguments, out: Output) -> ExitCode:
    """Tell a fact a line; ``NOTHING`` where one of them is not well."""
    if arguments.is_agreed and not arguments.is_repair:
        raise UsageError("--yes goes with --repair")
    if arguments.is_json and arguments.is_repair and not arguments.is_agreed:
        raise UsageError("--json asks nothing: --repair needs --yes with it")
    database, library = paths.schedule_path(), paths.library_path()
    done: tuple[str, ...] = ()
    if arguments.is_repair and database is not None and library is not None:
        try:
            done = _repaired(arguments, out, database, library)
        except OSError as error:
            raise CannotSave(f"not repaired, {_why(error)}") from error
    facts = _facts(database, library)
    if arguments.is_json:
        _write_json(out, facts, done)
    else:
        _write(out, facts)
    return ExitCode.NOTHING if any(fact.advice for fact in facts) else ExitCode.OK


def _facts(database: Path | None, library: Path | None) -> list[Fact]:
    now = real_time()
    facts = [*surroundings_facts(os.environ, now.astimezone())]
    try:
        facts += config_facts(paths.config_path())
        facts += network_facts(library, read_config(paths.config_path()), os.environ)
        facts += crash_facts()
        if database is None or library is None:
            variable = paths.HOME_VARIABLE
            facts.append(Fact("Folder", "there is no home folder to keep marks in", f"set {variable} to one"))
        else:
            facts += storage_facts(database, library, overview(database), now)
    except OSError as error:
        facts.append(Fact("Folder", _why(error), "give yourself the right to read there"))
    except ScaleTuiError as error:
        facts.append(Fact("Folder", str(error), "give yourself the right to read there"))
    return facts


def _repaired(arguments: Arguments, out: Output, database: Path, library: Path) -> tuple[str, ...]:
    """What was done, a line each, which is told unless the answer is JSON. Raises OSError, CannotSave."""
    seen = overview(database)
    plan = _plan(seen, database, library)
    if not plan:
        if not arguments.is_json:
            out.line("Nothing to repair.")
        return ()
    if not _is_agreed(arguments, out, plan):
        return ()
    done: list[str] = []
    if is_repairable(seen):
        done += _repair_database(database)
    done += [f"Removed {path}." for path in leftovers.remove_leftovers(database, library, _PATIENCE)]
    done += [
        f"Took the rights of others off {path}." for path in leftovers.close_to_others(database, library)
    ]
    if not arguments.is_json:
        for line in done:
            out.line(line)
    return tuple(done)


def _repair_database(database: Path) -> list[str]:
    repaired = repair(database, real_time(), _PATIENCE)
    done: list[str] = []
    if repaired.kept_as is not None:
        done.append(f"Kept the damaged database as {repaired.kept_as}.")
    if repaired.taken is not None:
        done.append(f"Took the copy of {repaired.taken.day.isoformat()} in its place.")
    return [*done, f"Brought back {kept_words(repaired.marks, repaired.filters)}."]


def _plan(seen: Overview, database: Path, library: Path) -> list[str]:
    plan: list[str] = []
    if seen.database.state is State.DAMAGED:
        plan.append(f"set {database} aside, and begin again with the latest copy and what can be read")
    elif is_repairable(seen):
        plan.append(f"bring back {kept_words(*lost_counts(seen))}")
    plan += [f"remove {path}" for path in leftovers.leftovers(database, library)]
    plan += [f"take the rights of others off {path}" for path in leftovers.open_to_others(database, library)]
    return plan


def _is_agreed(arguments: Arguments, out: Output, plan: Sequence[str]) -> bool:
    if arguments.is_agreed:
        return True
    for line in plan:
        out.line(f"To do: {line}.")
    out.flush()
    if not is_at_terminal(sys.stdout):
        complain("nobody can be asked whether to repair this; --yes repairs it")
        return False
    if is_agreed_to("Repair?", sys.stdout):
        return True
    out.line("Nothing is repaired.")
    return False


def _write(out: Output, facts: Sequence[Fact]) -> None:
    for fact in facts:
        if fact.advice is None:
            out.line(f"{fact.subject}: {fact.text}")
        else:
            out.line(f"WRONG: {fact.subject}: {fact.text}; {fact.advice}", Ink.CLASH)
    wrong = sum(fact.advice is not None for fact in facts)
    out.line("All is well." if not wrong else f"{counted(wrong, 'thing')} to see to.", Ink.BOLD)


def _write_json(out: Output, facts: Sequence[Fact], done: Sequence[str]) -> None:
    from scale_tui.export.json_document import json_text

    document: dict[str, object] = {
        "schema": 1,
        "is_well": not any(fact.advice for fact in facts),
        "facts": [{"subject": fact.subject, "text": fact.text, "advice": fact.advice} for fact in facts],
        "repaired": list(done),
    }
    out.as_it_is(json_text(document, is_ascii=not out.is_utf8))


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "another scale-tui is writing, try again in a moment"
    return f"{refusal(error)} ({error.filename})" if error.filename else refusal(error)
