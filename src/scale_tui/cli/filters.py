"""``filters``: the queries that were saved under a name, for all conferences."""

from collections.abc import Mapping

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.complete_query import complete_query
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.filter_options import REMOVE, SAVE
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.situation import personal_store
from scale_tui.domain.errors import NotFound, UsageError
from scale_tui.domain.query import Query, parse_query
from scale_tui.domain.saved_filters import clean_name, in_order, named, to_save, unknown_in, why_not

_FLEXIBLE = {1: 24}
_NO_CONFERENCE = ""
"""Filters are of none: the marks of this one are empty."""


def run_filters(arguments: Arguments, out: Output) -> ExitCode:
    """List the filters, save one or remove one. Raises ScaleTuiError."""
    if arguments.what is None:
        return _list(saved(), arguments, out)
    if arguments.filter_name is None:
        raise UsageError(f"which filter? 'scale-tui filters {arguments.what} NAME' names it")
    if arguments.what == SAVE and not arguments.query:
        raise UsageError(f"which query? 'scale-tui filters {SAVE} NAME QUERY' saves it")
    if arguments.what == SAVE:
        return _save(arguments.filter_name, " ".join(arguments.query), out)
    if arguments.query:
        raise UsageError(f"'filters {REMOVE}' takes one name; put quotes around one with blanks")
    return _remove(arguments.filter_name, out)


def complain_of_unknown(query: Query, filters: Mapping[str, str]) -> None:
    """Say which saved filters a query asks for that there are not."""
    for name in unknown_in(query, filters):
        complain(f"there is no saved filter {name!r}; {_which(filters)}")


def saved() -> Mapping[str, str]:
    """The saved filters: queries by name. Raises CannotRead."""
    with personal_store(real_time()) as store:
        return store.load(_NO_CONFERENCE).filters


def _which(filters: Mapping[str, str]) -> str:
    if not filters:
        return "none is saved yet: 'scale-tui filters save NAME QUERY' saves one"
    return f"there are {', '.join(in_order(filters))}"


def _list(filters: Mapping[str, str], arguments: Arguments, out: Output) -> ExitCode:
    names = in_order(filters)
    if arguments.is_json:
        from scale_tui.export.json_document import json_text

        document: list[dict[str, object]] = [{"name": name, "query": filters[name]} for name in names]
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    elif out.is_plain:
        for number, name in enumerate(names):
            if number:
                out.line()
            out.line(f"Name: {name}")
            out.line(f"Query: {filters[name]}")
    else:
        for line in out.aligned([[Cell(name, Ink.BOLD), Cell(filters[name])] for name in names], _FLEXIBLE):
            out.as_it_is(line)
    if not names:
        complain("no filter is saved: 'scale-tui filters save NAME QUERY' saves one")
    return ExitCode.OK if names else ExitCode.NOTHING


def _save(name: str, text: str, out: Output) -> ExitCode:
    now = real_time()
    with personal_store(now, for_marking=True) as store:
        filters = store.load(_NO_CONFERENCE).filters
        complete_query(text)
        if reason := why_not(filters, name, text):
            raise UsageError(f"not saved: {reason}")
        changes, name, before = to_save(filters, name, text), clean_name(name), named(filters, name)
        store.keep_filters(changes, at=now)
    replaced = f", in place of: {filters[before]}" if before is not None else ""
    out.line(f"saved {name}: {changes[name]}{replaced}")
    complain_of_unknown(parse_query(changes[name] or ""), {**filters, name: ""})
    return ExitCode.OK


def _remove(name: str, out: Output) -> ExitCode:
    now = real_time()
    with personal_store(now, for_marking=True) as store:
        filters = store.load(_NO_CONFERENCE).filters
        known = named(filters, name)
        if known is None:
            raise NotFound(f"there is no saved filter {name!r}; {_which(filters)}")
        store.keep_filters({known: None}, at=now)
    out.line(f"removed {known}")
    return ExitCode.OK
