"""What kind of session a title announces, and whether it is off, for sources that do not say.

Titles of pauses are made of few words, so a title is taken apart at "and", commas and the like, and each part
must be a cue ("lunch") with words that keep it company ("available", "break"). A session with speakers has to
be nothing but such parts, and one with an abstract as well is a talk: "Lunch & Learn: kernel TLS".
"""

import re
from itertools import chain

from scale_tui.domain.agenda import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CUES = {
    Kind.MEAL: _words(
        "breakfast brunch lunch luncheon dinner supper frühstück mittagessen mittagspause abendessen "
        "déjeuner almuerzo pranzo"
    ),
    Kind.SOCIAL: _words(
        "happyhour reception party afterparty mixer drinks cocktail cocktails meetandgreet social networking"
    ),
    Kind.BREAK: _words("break breaks coffee intermission recess pause kaffeepause pauze pausa"),
}
_COMPANY = _words(
    """a afternoon all at attendee attendees available bio box boxed break breakfast buffet by catered closing
    coffee comfort continental day dinner drinks early evening everyone exhibit floor for get group hall
    happyhour hosted hour in is leadership light lobby lunch min mins minute minutes morning networking of on
    only opening own party provided quick reception refreshment refreshments room served short snack snacks
    social speaker speakers sponsored stretch tea team terrace the time together transition venue vip virtual
    welcome with women women's womens your"""
)
# Too common as the last word of other titles: "AI networking", "how systems break".
_VAGUE = _words("networking social break breaks pause")
_JOINED = (
    (re.compile(r"happy[ -]hours?"), "happyhour"),
    (re.compile(r"meet (?:&|and|n) greet"), "meetandgreet"),
    (re.compile(r"after[ -]party"), "afterparty"),
)
_PARTS = re.compile(r"[&+,/;:()|–—]|\s-\s|\band\b")
_LONGEST_TITLE = 200
_NUMBER = re.compile(r"#?\d+(?:min)?")

_QA = r"(?:q\s?(?:&|/|\+|and|n)\s?a|questions? (?:&|and) answers?)"
_SURE_QA = re.compile(
    rf"(?:(?:track|day|part|week|session)\s*#?\w+\s*[-–—:|]\s*)?(?:(?:live|open|audience)\s+(?:panel\s+)?{_QA}\b.*"
    rf"|(?:\w+\s+)?{_QA}(?:\s+(?:session|panel|discussion|time|break))?\s*(?:#?\s*\d+)?)"
)
_LIKELY_QA = re.compile(
    rf"{_QA}\s*(?:session|panel|with|for|[-–—:]).*|.*\b{_QA}(?:\s+session)?\s*(?:#?\s*\d+)?"
)

_OPENER = (
    r"(?:opening|closing|welcome|welcoming|introductory|introduction|concluding|final|kick-?off|wrap[ -]?up)"
)
_REMARKS = re.compile(
    rf"(?:\w+\s+)?{_OPENER}(?:\s*(?:&|and|/|,)\s*{_OPENER})?\s+(?:remarks?|comments|words|notes)\b.*"
    rf"|(?:event |conference |host |day \d+ )?{_OPENER}(?:\s*(?:&|and|/|,)\s*(?:{_OPENER}|introductions?))?"
    r"|(?:introductions?|remarks)"
)
_LIKELY_REMARKS = re.compile(r"(?:welcome (?:to|from|by|note|address)\b|.*\bremarks$).*")
_LOGISTICS = re.compile(
    r"(?:.*\b)?(?:registration|check[ -]?in|sign[ -]?in|badge pick[ -]?up|doors open|arrivals?)(?:\b.*)?"
)

# The word as schedules have it; none of the formats of c3voc has a field for it.
_CANCELLED = (
    r"(?:cancel+ed|abgesagt|entfällt|fällt(?: leider)? aus|ausgefallen|annulée?|annullat[oa]|cancelad[oa]"
    r"|geannuleerd|afgelast|aflyst|avlyst|inställ[dt]|peruttu|odwołan[aey]|zrušen[aoý]|отмен[её]н[ао]?"
    r"|取消|中止)"
)
_HAS_CANCELLED = re.compile(_CANCELLED, re.IGNORECASE)
# What every such word has in it, sought first: most titles have none.
_STEM = re.compile(
    "cancel|abgesagt|fällt|ausgefallen|annul|afgelast|aflyst|avlyst|inställ|peruttu|odwołan|zrušen"
    "|отмен|取消|中止"
)
_NOT = re.compile(r"\b(?:not|nicht|un)[\s-]+$", re.IGNORECASE)
_LEAD = r"(?:(?:sorry|leider|(?:this |the )?(?:talk|session|event|workshop))\W+(?:(?:is|was|has been)\s+)?)?"
_IS_CANCELLED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "CANCELLED: …", "[Cancelled] …", "*** abgesagt! *** …", "Cancelled - …", and nothing else.
        rf"\W*{_LEAD}{_CANCELLED}(?:\W*$|\s*[:!\])}}*|】]|\s*[–—]|\s+-).*",
        # "… (cancelled)", "… [CANCELLED due to illness]".
        rf".*[(\[](?:\w+\W+)?{_CANCELLED}\b[^()\[\]]*[)\]]\W*",
        # "… - cancelled", "… ! CANCELLED !", "… – cancelled due to illness".
        rf".*(?:\s[-–—|]+\s*|[!*]\s*){_CANCELLED}(?:\W*|\s+(?:due|because|owing|wegen|aufgrund)\b.*)",
    )
)
# In capitals it needs no sign between: "CANCELLED gopy: extend CPython with Go".
_IN_CAPITALS = r"(?:CANCEL+ED|ABGESAGT|ENTFÄLLT|FÄLLT AUS)"
_SHOUTS_CANCELLED = re.compile(rf"\W*{_IN_CAPITALS}\b.*|.*[a-z].*\s{_IN_CAPITALS}\W*")


# With one of these a word begins in every title that is not just a talk, sought first: most titles have none.
_HINT = re.compile(
    rf"\b(?:{'|'.join(chain(*_CUES.values()))}|happy|greet|q|questions?|opening|closing|welcom|introduct"
    "|concluding|final|kick|wrap|remark|registration|check[ -]?in|sign[ -]?in|badge|doors|arrival)"
)


def is_cancelled(title: str) -> bool:
    """Whether a title says that its session does not take place: not "Cancelling POSIX syscalls"."""
    if len(title) > _LONGEST_TITLE or not _STEM.search(title.lower()):
        return False
    found = _HAS_CANCELLED.search(title)
    if not found or _NOT.search(title[: found.start()]):
        return False
    return bool(_SHOUTS_CANCELLED.fullmatch(title)) or any(one.fullmatch(title) for one in _IS_CANCELLED)


def kind_of(title: str, *, has_speakers: bool, has_abstract: bool) -> Kind:
    """The kind for a title; moderators and hosts do not count as speakers."""
    if len(title) > _LONGEST_TITLE:
        return Kind.TALK
    line = title.casefold().replace("’", "'").strip()
    if not _HINT.search(line):
        return Kind.TALK
    if _SURE_QA.fullmatch(line):
        return Kind.QA
    if _REMARKS.fullmatch(line):
        return Kind.REMARKS
    pause = _pause(line, has_speakers=has_speakers, has_abstract=has_abstract)
    if pause is not None:
        return pause
    if has_speakers:
        return Kind.REMARKS if not has_abstract and _LIKELY_REMARKS.fullmatch(line) else Kind.TALK
    if _LIKELY_QA.fullmatch(line):
        return Kind.QA
    if has_abstract:
        return Kind.TALK
    if _LIKELY_REMARKS.fullmatch(line):
        return Kind.REMARKS
    return Kind.OTHER if len(line.split()) <= 4 and _LOGISTICS.fullmatch(line) else Kind.TALK


def _pause(line: str, *, has_speakers: bool, has_abstract: bool) -> Kind | None:
    for pattern, word in _JOINED:
        line = pattern.sub(word, line)
    parts = [words for part in _PARTS.split(line) if (words := part.replace(".", " ").split())]
    strict = has_speakers or has_abstract
    kinds = [_part_kind(words, strict=strict) for words in parts]
    if has_speakers and None in kinds:
        return None
    if has_speakers and has_abstract and any(len(words) > 2 for words in parts):
        return None
    return next((kind for kind in _CUES if kind in kinds), None)


def _part_kind(words: list[str], *, strict: bool) -> Kind | None:
    """What one part announces; without strictness up to three unknown words may stand before a clear cue."""
    for kind, cues in _CUES.items():
        first, last = words[0] in cues, words[-1] in cues
        if not (first or last):
            continue
        others = words[1:] if first else words[:-1]
        if all(word in _COMPANY or _NUMBER.fullmatch(word) for word in others):
            return kind
        if not strict and last and len(others) <= 3 and words[-1] not in _VAGUE:
            return kind
    return None
