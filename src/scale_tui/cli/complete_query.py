"""A query that nobody is typing any more: what asks for nothing in it is a mistake."""

from scale_tui.domain.errors import UsageError
from scale_tui.domain.query import FLAGS, Query, idle_terms, parse_query


def complete_query(text: str) -> Query:
    """The query. Raises UsageError where a part of it asks for nothing: all would be found, as if it did."""
    for term in idle_terms(text):
        raise UsageError(f"{term!r} asks for nothing; {_what_would(term)}")
    return parse_query(text)


def _what_would(term: str) -> str:
    key = term.strip('"').casefold()
    if key.startswith("is:"):
        return f"behind is: stands one of {', '.join(FLAGS)}"
    if key.startswith("after:"):
        return "behind after: stands a time, such as 14 or 14:30"
    return "a name is missing behind it"
