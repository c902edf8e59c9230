"""What is looked for, as a value, and how it is read from what was typed."""

import re
from datetime import time
from enum import StrEnum

from scale_tui.domain.folding import fold
from scale_tui.values import dataclass

_TERM = re.compile(r'(?:[^\s"]+|"[^"]*"?)+')
_BAR = re.compile(r"[|｜]")

FLAGS = ("star", "backup", "note", "now", "clash")
"""What may stand behind ``is:``."""


class Group(StrEnum):
    """What a name can be looked for as; its value is the prefix."""

    SPEAKER = "@"
    TRACK = "#"
    ROOM = "%"
    LANGUAGE = "lang:"
    KIND = "kind:"
    FILTER = "filter:"
    """What the attendee saved under that name: see ``saved_filters.py``."""

    @property
    def is_code(self) -> bool:
        """Whether its names are short codes, of which the start is enough: ``lang:en`` finds ``en-GB``."""
        return self in (Group.LANGUAGE, Group.KIND)

    @property
    def has_key(self) -> bool:
        """Whether its prefix is a word, and all that stands behind it is a choice."""
        return self.value.endswith(":")


_NOTE = "~"
_SIGILS = {group.value: group for group in Group if not group.has_key}
_KEYS = {group.value[:-1]: group for group in Group if group.has_key}


@dataclass(frozen=True, slots=True)
class Choice:
    """Names of one group, folded, any of which will do: whole names if ``is_exact``, else parts of them."""

    group: Group
    names: tuple[str, ...]
    is_exact: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """What is looked for in names that are folded and stand between line ends; any will do."""
        start, end = ("\n", "\n") if self.is_exact else ("\n" if self.group.is_code else "", "")
        return tuple(f"{start}{name}{end}" for name in self.names)

    def holds(self, text: str) -> bool:
        """Whether it is among the names in the text, each of which is folded and stands between line ends."""
        return any(part in text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. All parts must hold; an empty query holds for everything.

    ``text`` is what was typed. ``after`` is a time of day on the clock that is shown. ``day`` is the start of
    a weekday's name, a day of the month or the start of an ISO date.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_star: bool = False
    is_backup: bool = False
    is_note: bool = False
    is_now: bool = False
    is_clash: bool = False
    after: time | None = None
    day: str | None = None
    choices: tuple[Choice, ...] = ()

    def __bool__(self) -> bool:
        return self != Query(self.text)

    @property
    def filters(self) -> tuple[Choice, ...]:
        """The choices of saved filters."""
        return tuple(choice for choice in self.choices if choice.group is Group.FILTER)

    @property
    def is_about_people(self) -> bool:
        """Whether speakers are looked for, with ``@``, rather than sessions."""
        return fold(self.text).lstrip().startswith("@")

    def is_for(self, speaker: str) -> bool:
        """Whether the name of a speaker has all that is looked for in it."""
        names = names_text(speaker)
        chosen = (choice for choice in self.choices if choice.group is Group.SPEAKER)
        return all(term in names for term in self.speakers) and all(choice.holds(names) for choice in chosen)


def parse_query(text: str) -> Query:
    """Read what was typed: words, ``@speaker #track %room ~note lang:de kind:talk is:star after:14 day:sun``.

    Words in double quotes stand together. After ``@ # % lang: kind: filter:`` a bar stands between names of
    which any will do, and an equals sign before them asks for whole names: ``%=Janson|"Main Hall"``; those of
    saved filters always are. Nothing is refused: a prefix whose value is not complete yet (``is:st``,
    ``after:``) asks for nothing.
    """
    typed = _Typed.of(text)
    return Query(
        text=text,
        words=tuple(typed.words),
        speakers=tuple(typed.sigils["@"]),
        tracks=tuple(typed.sigils["#"]),
        rooms=tuple(typed.sigils["%"]),
        notes=tuple(typed.sigils[_NOTE]),
        is_star="star" in typed.flags,
        is_backup="backup" in typed.flags,
        is_note="note" in typed.flags,
        is_now="now" in typed.flags,
        is_clash="clash" in typed.flags,
        after=_time_of_day(typed.facts.get("after", "")),
        day=typed.facts.get("day") or None,
        choices=tuple(typed.choices),
    )


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, sorted by what it is about."""

    words: list[str]
    sigils: dict[str, list[str]]
    choices: list[Choice]
    facts: dict[str, str]
    flags: set[str]

    @classmethod
    def of(cls, text: str) -> "_Typed":
        typed = cls([], {sigil: [] for sigil in (*_SIGILS, _NOTE)}, [], {}, set())
        for term in terms_of(text):
            typed.add(term)
        return typed

    def add(self, raw: str) -> None:
        term, choice = _plain(raw), choice_in(raw)
        key, colon, value = (part.strip() for part in term.partition(":"))
        if choice is not None:
            self.choices.append(choice)
        elif term[:1] in self.sigils:
            if name := term[1:].strip("|= "):
                self.sigils[term[0]].append(name)
        elif colon and key == "is":
            self.flags.add(value)
        elif colon and key in {"after", "day"}:
            self.facts[key] = value
        elif term and not (colon and key in _KEYS):
            self.words.append(term)


def terms_of(text: str) -> list[str]:
    """What was typed, taken apart where blanks are not in quotes."""
    return _TERM.findall(text)


def idle_terms(text: str) -> tuple[str, ...]:
    """The terms that ask for nothing: ``is:stars``, ``after:noon``, ``#``: mistakes in a complete query."""
    return tuple(term for term in terms_of(text) if not parse_query(term))


def choice_in(term: str) -> Choice | None:
    """What one term chooses from a group; None for other terms, a single part of a name among them."""
    names = _alternatives(term)
    key, colon, value = names[0].partition(":")
    group = _SIGILS.get(names[0][:1])
    if group is not None:
        value = names[0][1:]
    elif colon:
        group = _KEYS.get(key.strip())
    if group is None:
        return None
    value = value.strip()
    is_exact = value.startswith("=")
    found = tuple(filter(None, (value.removeprefix("=").strip(), *names[1:])))
    if not found or not (group.has_key or is_exact or len(found) > 1):
        return None
    return Choice(group, found, is_exact or group is Group.FILTER)


def names_text(*names: str) -> str:
    """Names as a choice is held against them: folded, each between line ends."""
    return "\n".join(("", *(_plain(name) for name in names), ""))


def name_key(name: str) -> str:
    """What two spellings of a name have in common, as the names of a choice are."""
    return _plain(name)


def _plain(text: str) -> str:
    return " ".join(fold(text.replace('"', " ")).split())


def _alternatives(term: str) -> list[str]:
    """What stands between the bars of a term, folded; a bar in quotes is a letter."""
    found = [""]
    for number, piece in enumerate(term.split('"')):
        first, *others = [piece] if number % 2 else _BAR.split(piece)
        found[-1] += f" {first}"
        found.extend(others)
    return [_plain(name) for name in found]


def _time_of_day(text: str) -> time | None:
    hour, _, minute = text.partition(":")
    if not hour.isdecimal() or not (minute or "0").isdecimal():
        return None
    try:
        return time(int(hour), int(minute or "0"))
    except (ValueError, OverflowError):
        return None
