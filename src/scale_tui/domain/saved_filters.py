"""Saved filters: queries that the attendee gave a name, to be asked for by it, within other queries too.

They are kept as texts by name. A name is one however it is spelled: without case and accents, as all that is
looked for.
"""

from collections.abc import Mapping

from scale_tui.domain.note_text import clean_words
from scale_tui.domain.ordering import natural_order
from scale_tui.domain.query import Choice, Group, Query, choice_in, name_key, parse_query, terms_of

LONGEST_NAME = 40
LONGEST_TEXT = 2_000
MOST_FILTERS = 100
"""How many there may be: each is counted whenever the menu is opened."""

_BESIDE_A_NAME = '@#%~="|｜ '


def clean_name(text: str) -> str:
    """A name as it is kept: one line without quotes, of some length; empty where nothing is left of it."""
    name = " ".join(clean_words(text.replace('"', " ")).split()).lstrip("= ")
    return name[:LONGEST_NAME].rstrip() if name_key(name) else ""


def name_for(text: str) -> str:
    """A name to suggest for a query: its words, without what they are prefixed with."""
    words = []
    for term in terms_of(text):
        _, colon, value = term.partition(":")
        words.append((value if colon and value else term).strip(_BESIDE_A_NAME))
    return clean_name(" ".join(words).replace("|", " "))


def named(filters: Mapping[str, str], name: str) -> str | None:
    """The name as it was saved, however it is spelled here; None where there is no such filter."""
    key = name_key(name)
    return next((known for known in filters if name_key(known) == key), None)


def in_order(filters: Mapping[str, str]) -> list[str]:
    """The names in the order in which they are listed."""
    return sorted(filters, key=natural_order)


def fitting(filters: Mapping[str, str], text: str) -> list[str] | None:
    """The names that the one may become which is typed at the end of a text; None where none is."""
    term = (terms_of(text) or [""])[-1]
    if not (text.endswith(term) and name_key(term).startswith(Group.FILTER.value)):
        return None
    begun = name_key(term.partition(":")[2].rpartition("|")[2].lstrip("="))
    return [name for name in in_order(filters) if name_key(name).startswith(begun)]


def term_for(name: str) -> str:
    """What to type for this filter."""
    return f'{Group.FILTER.value}"{name}"' if set(name) & set(" |｜") else f"{Group.FILTER.value}{name}"


def why_not(filters: Mapping[str, str], name: str, text: str) -> str | None:
    """Why a query cannot be saved under a name, as a sentence; None where it can."""
    if not parse_query(text):
        return "The query asks for nothing."
    if not clean_name(name):
        return "Give it a name."
    if any(text and len(text) > LONGEST_TEXT for text in to_save(filters, name, text).values()):
        return f"The query is longer than {LONGEST_TEXT:,} characters."
    if len(filters) >= MOST_FILTERS and named(filters, name) is None:
        return f"There are {MOST_FILTERS} saved filters: remove one first."
    return None


def to_save(filters: Mapping[str, str], name: str, text: str) -> dict[str, str | None]:
    """What has to be set so that this query has this name, and None for what it replaces.

    A filter that is refined and saved under its own name again has what it was before within it.
    """
    name, before = clean_name(name), named(filters, name)
    kept = [
        part
        for term in terms_of(clean_words(text))
        for part in (terms_of(filters[before]) if before and _is_only(term, name) else [term])
    ]
    changes: dict[str, str | None] = {name: " ".join(map(_closed, kept))}
    return changes if before in (None, name) else {before: None, **changes}


def asked_for(query: Query, filters: Mapping[str, str]) -> dict[str, Query]:
    """The saved filters that a query asks for, itself or within others, by the keys of their names.

    What a filter asks for stands before it, unless it is within itself.
    """
    texts = {name_key(name): text for name, text in filters.items()}
    found: dict[str, Query] = {}
    seen = set[str]()
    todo = [(key, False) for key in _keys(query)]
    while todo:
        key, is_ready = todo.pop()
        if is_ready:
            found[key] = parse_query(texts[key])
        elif key in texts and key not in seen:
            seen.add(key)
            todo.append((key, True))
            todo.extend((within, False) for within in _keys(parse_query(texts[key])))
    return found


def unknown_in(query: Query, filters: Mapping[str, str]) -> tuple[str, ...]:
    """The names, as they are looked for, under which nothing was saved though the query asks for it."""
    known = set(map(name_key, filters))
    queries = (query, *asked_for(query, filters).values())
    return tuple(dict.fromkeys(key for each in queries for key in _keys(each) if key not in known))


def words_to_mark(query: Query, filters: Mapping[str, str]) -> tuple[str, ...]:
    """The folded words that a query looks for, and those of the saved filters within it."""
    queries = (query, *asked_for(query, filters).values()) if query.filters else (query,)
    return tuple(dict.fromkeys(word for each in queries for word in (*each.words, *each.speakers)))


def _keys(query: Query) -> tuple[str, ...]:
    return tuple(name for choice in query.filters for name in choice.names)


def _is_only(term: str, name: str) -> bool:
    return choice_in(term) == Choice(Group.FILTER, (name_key(name),), is_exact=True)


def _closed(term: str) -> str:
    return f'{term}"' if term.count('"') % 2 else term
