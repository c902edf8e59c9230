"""What an event page says of one session: the lines below its time, taken apart."""

from dataclasses import field

from scale_tui.domain.agenda import Link, Role, Speaker
from scale_tui.sources.agenda_lines import ROLES, byline, featured, link_in, named_person
from scale_tui.sources.agenda_page import Line, Slot
from scale_tui.sources.clean import clean_text
from scale_tui.sources.people import name_and_affiliation
from scale_tui.sources.reading import Notes
from scale_tui.values import dataclass

_LONGEST_TITLE = 150
_BYLINE_ROLES = {
    "moderated": Role.MODERATOR,
    "chaired": Role.MODERATOR,
    "facilitated": Role.MODERATOR,
    "hosted": Role.HOST,
    "presented": Role.SPEAKER,
}


@dataclass(slots=True)
class Description:
    """A session without its time; ``title`` None where the page has none."""

    title: str | None = None
    abstract: str | None = None
    speakers: list[Speaker] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def has_speakers(self) -> bool:
        """Whether somebody speaks, not only moderates."""
        return any(speaker.role is Role.SPEAKER for speaker in self.speakers)


def describe(slot: Slot, notes: Notes) -> Description:
    """The title, the abstract, the people and the links below a time."""
    found = Description()
    body = slot.body
    first = next((index for index, line in enumerate(body) if line.text), None)
    if first is not None and _is_title(body[first], is_close=first == 0):
        found.title = body[first].text
        body = body[first + 1 :]
    bylines: list[tuple[Line, str, tuple[str, ...]]] = []
    prose: list[str] = []
    for line in body:
        named = byline(line.text)
        if named:
            bylines.append((line, *named))
        elif not (_takes_link(line, found, notes) or _takes_person(line, found, notes)):
            prose.append(line.text)
    for line, verb, names in bylines:
        _add_named(line, verb, names, found, notes)
    found.speakers = list(dict.fromkeys(found.speakers))
    found.abstract = clean_text("\n".join(prose)) or None
    return found


def _is_title(line: Line, *, is_close: bool) -> bool:
    """The line right below the time is the title; after an empty line only one that is no prose."""
    if named_person(line.text, in_title_place=True) or featured(line.text) is not None:
        return False
    return is_close or (len(line.text) <= _LONGEST_TITLE and not line.text.endswith("."))


def _takes_link(line: Line, found: Description, notes: Notes) -> bool:
    rest = featured(line.text)
    if rest is None:
        return False
    link = link_in(rest)
    if link:
        found.links.append(link)
    else:
        notes.add("a featured article without an address was left out", line.number)
    return True


def _takes_person(line: Line, found: Description, notes: Notes) -> bool:
    named = named_person(line.text)
    if named is None:
        return False
    role = ROLES.get(named.role.casefold())
    if role is None:
        notes.add(f"“{named.role}” is no role known here, taken for a speaker", line.number)
        role = Role.SPEAKER
    found.speakers.append(Speaker(*name_and_affiliation(named.text), role))
    return True


def _add_named(line: Line, verb: str, names: tuple[str, ...], found: Description, notes: Notes) -> None:
    """Add whom only "Moderated by …" names; such a line mostly repeats the list of people."""
    role = _BYLINE_ROLES[verb]
    if any(speaker.role is role for speaker in found.speakers):
        return
    known = {speaker.name.casefold() for speaker in found.speakers}
    for name in names:
        if name.casefold() not in known:
            found.speakers.append(Speaker(name, None, role))
            notes.add(f"{name} is named only in a sentence, added as {role}", line.number)
