"""Who speaks at the events of an iCalendar file: as attendees, as organizers, or behind the title."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from scale_tui.domain.agenda import Role, Speaker
from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar_lines import Component, Property
from scale_tui.values import dataclass

_MOST_PEOPLE = 200
_NO_PERSON = frozenset({"GROUP", "RESOURCE", "ROOM"})
_LONGEST_PEOPLE = 600
_FEWEST_TITLES = 5
_DASH = " - "


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_NAMES = _words(
    """a an and at by for from how in into is it its of on or our the this to what when why with without your
    der die ein eine für im mit und von zu zum zur de des en et la le les pour sur un une
    break ceremony day demo edition hall intro introduction keynote lunch panel part room session stage talk
    talks track tutorial workshop"""
)
# "van Rossum", "de la Cruz": they join names, never begin them.
_PARTICLES = _words("al bin da de del della den der di dos du el ibn la le ten ter van von y zu")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*|\([^()]{1,40}\)|[\"“][^\"“”]{1,40}[\"”]")
_POSTS = _words("CEO CIO CISO COO CPO CTO Chair Co-Founder Director Fellow Founder Lead President VP")
_AND = re.compile(r"\s+(&|and)\s+")
_NO_COMPANY = re.compile(r"(?:inc|llc|ltd|gmbh|ag|s\.?a|b\.?v|co|corp|plc)\.?", re.IGNORECASE)


class Form(Enum):
    """How the titles of a file name people, if they do."""

    NONE = auto()
    # "Title - Ann Ash, Bo Birch" for each event, "Title -" without anybody: frab, pretalx.
    ALWAYS = auto()
    # The same, but "Title" without anybody, or other titles between.
    NAMES = auto()
    # "Title - Ann Ash, Acme & Bo Birch, Beta; Cy Cedar & Di Dogwood, Gamma": sched.
    AFFILIATIONS = auto()


@dataclass(frozen=True, slots=True)
class Billing:
    """A title, and the people it names."""

    title: str
    speakers: tuple[Speaker, ...] = ()


def form_of(titles: Sequence[str], producer: str) -> Form:
    """The form that the titles of a file have, shown by what most of them look like.

    One title proves nothing: "Up - A Scientist's Guide" names nobody.
    """
    is_sched = "sched.com" in producer.casefold()
    named = sum(1 for title in titles if _people_behind(title, is_sched=is_sched))
    is_known = is_sched or "pretalx" in producer.casefold()
    if named * 2 < len(titles) or (len(titles) < _FEWEST_TITLES and not is_known) or not named:
        return Form.NONE
    if is_sched:
        return Form.AFFILIATIONS
    return Form.ALWAYS if all(_DASH in f"{title} " for title in titles) else Form.NAMES


def billing(title: str, form: Form) -> Billing:
    """The title without the people that it names in this form."""
    if form is Form.NONE or len(title) > 2 * _LONGEST_PEOPLE:
        return Billing(title)
    if form is Form.ALWAYS:
        head, _, people = f"{title} ".rpartition(_DASH)
        names = [Speaker(name) for part in people.split(",") if (name := part.strip())]
        return Billing(head.strip(), tuple(dict.fromkeys(names))) if head.strip() else Billing(title)
    speakers = _people_behind(title, is_sched=form is Form.AFFILIATIONS)
    if not speakers:
        return Billing(title)
    return Billing(title.rpartition(_DASH)[0].strip(), tuple(dict.fromkeys(speakers)))


def _people_behind(title: str, *, is_sched: bool) -> list[Speaker]:
    """The people behind the last dash; none where it could be something else."""
    head, _, tail = title.rpartition(_DASH)
    if not head.strip() or len(tail) > _LONGEST_PEOPLE:
        return []
    if is_sched:
        return _with_affiliations(tail)
    names = [name.strip() for name in tail.split(",")]
    is_alone = len(names) == 1
    return [Speaker(name) for name in names] if all(_is_name(name, is_alone) for name in names) else []


def _is_name(text: str, is_alone: bool = True) -> bool:
    """Whether it reads like the name of a person; one word is one only among others."""
    words = text.split()
    if not (2 if is_alone else 1) <= len(words) <= 6 or text.endswith(("!", "?", ":")):
        return False
    return all(_is_name_word(word, place) for place, word in enumerate(words))


def _is_name_word(word: str, place: int) -> bool:
    if place and word.casefold() in _PARTICLES:
        return True
    is_initial = place and len(word) == 1 and word.isupper()
    if (word.casefold() in _NO_NAMES and not is_initial) or not _NAME_WORD.fullmatch(word):
        return False
    return not word[0].islower()


def _with_affiliations(tail: str) -> list[Speaker]:
    """The people of a sched title: ``;`` parts groups, ``&`` people, a comma precedes affiliations."""
    found: list[Speaker] = []
    for group in tail.split(";"):
        people = _parted(group)
        affiliation: str | None = None
        # From the end, for the last affiliation is also that of those before it who have none.
        for text in reversed(people):
            name, _, rest = text.partition(",")
            affiliation = _company(rest) if rest.strip() else affiliation
            name = name.strip()
            if not _is_name(name, is_alone=affiliation is None):
                return []
            found.append(Speaker(name, affiliation))
        found[len(found) - len(people) :] = reversed(found[len(found) - len(people) :])
    return found


def _parted(group: str) -> list[str]:
    """The people of a group, as many as its ``&`` and "and" part.

    What follows one of these may belong to the person before: "Founder & CEO", "Cloud and Data Lead",
    "Smith & Sons".
    """
    joints = _AND.split(group.strip())
    parts = joints[:1]
    for joint, part in zip(joints[1::2], joints[2::2], strict=True):
        name, comma, _ = part.partition(",")
        is_of_a_post = joint == "and" or name.strip() in _POSTS or (" " not in name.strip() and not comma)
        if "," in parts[-1] and is_of_a_post:
            parts[-1] += f" {joint} {part}"
        else:
            parts.append(part)
    return parts


def _company(text: str) -> str:
    """The company of "Principal Engineer, Acme, Inc."."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and _NO_COMPANY.fullmatch(parts[-1]):
        return ", ".join(parts[-2:])
    return parts[-1] if parts else text


def attendees(component: Component) -> list[Speaker]:
    """The people that an event names as ATTENDEE (RFC 5545, 3.8.4.1): whoever chairs it moderates."""
    return [
        Speaker(
            name,
            None,
            Role.MODERATOR if found.parameters.get("ROLE", "").upper() == "CHAIR" else Role.SPEAKER,
        )
        for found in component.all("ATTENDEE")[:_MOST_PEOPLE]
        if (name := _common_name(found)) and found.parameters.get("CUTYPE", "").upper() not in _NO_PERSON
    ]


def organizer(component: Component) -> str | None:
    """The name of the ORGANIZER (3.8.4.3); None where it has none."""
    found = component.first("ORGANIZER")
    return _common_name(found) if found else None


def host_of_all(components: Iterable[Component]) -> str | None:
    """The organizer of every event of several, which is the conference and no speaker."""
    names = [organizer(component) for component in components]
    return names[0] if len(names) > 1 and len(set(names)) == 1 else None


def _common_name(found: Property) -> str | None:
    """The CN (3.2.2), unless it is but the address again."""
    name = clean_line(found.parameters.get("CN", "")).strip(" ,")
    return None if "@" in name or not name else name
