"""The form of this program's own JSON, as far as it is read, and what is said where a value has another."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, ValidationError

from scale_tui.domain.agenda import Kind, Role
from scale_tui.sources.clean import clean_line
from scale_tui.values import dataclass

_YEARS = range(1900, 2200)
_EXPECTED = {
    "missing": "expected, but missing",
    "string_type": "text was expected",
    "list_type": "a list was expected",
    "tuple_type": "a list was expected",
    "dataclass_type": "an object was expected",
    "bool_type": "true or false was expected",
}


def _instant(value: object) -> datetime:
    """Only as it is written, in text: a number would be taken for seconds."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in _YEARS:
        raise ValueError("an instant like 2024-09-11T12:15:00-07:00 was expected")
    return found.astimezone(UTC)


def _day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise ValueError("a day like 2024-09-11 was expected")
    return found


def _visible(value: str) -> str:
    if not clean_line(value):
        raise ValueError("text was expected")
    return value


Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_day)]
# One is told; millions of them are not to be collected.
FIRST_FAULT = Field(fail_fast=True)
Visible = Annotated[str, AfterValidator(_visible)]


@dataclass(frozen=True, slots=True)
class NamedLink:
    """An entry of a session's ``links``."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a session's ``speakers``."""

    name: str
    affiliation: str | None = None
    role: Role = Role.SPEAKER


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of ``sessions``; a key that came into the schema later may be absent."""

    id: str
    title: Visible
    start: Instant
    end: Instant
    day: Day
    kind: Kind = Kind.TALK
    speakers: Annotated[tuple[Named, ...], FIRST_FAULT] = ()
    abstract: str | None = None
    subtitle: str | None = None
    room: str | None = None
    track: str | None = None
    language: str | None = None
    url: str | None = None
    links: Annotated[tuple[NamedLink, ...], FIRST_FAULT] = ()
    guid: str | None = None
    own: StrictBool = False
    cancelled: StrictBool | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("an end after the start was expected")


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of the conference; its first and last day are those of the sessions."""

    timezone: str
    title: Visible
    name: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A whole document; each of its sessions is looked at by itself."""

    conference: Head
    sessions: list[Any]


def complaint(error: ValidationError, place: str = "") -> str:
    """What has another form than expected, by its path; nothing of the value itself is told."""
    first = error.errors(include_url=False, include_input=False)[0]
    for step in first["loc"]:
        place += f"[{step}]" if isinstance(step, int) else f"{'.' if place else ''}{step}"
    if first["type"] == "value_error":
        return f"{place}: {first['ctx']['error']}"
    if first["type"] == "enum":
        return f"{place}: one of {first['ctx']['expected']} was expected"
    return f"{place}: {_EXPECTED.get(first['type'], 'something else was expected')}"
