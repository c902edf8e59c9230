"""``now --format``: a line of the attendee's own with names in braces, and what each name stands for.

A name is looked up among these and nowhere else: unlike in ``str.format`` no attribute, index or conversion
can be asked for.
"""

from collections.abc import Mapping

from scale_tui.values import dataclass

SHOWN = {
    "title": "what is on: yours first, then what ends first",
    "room": "where it is",
    "track": "its track",
    "speakers": "who is on stage",
    "start": "when it began",
    "end": "when it ends",
    "left": "'15 min left'",
    "mark": "a star where it is yours",
    "id": "what 'show' takes",
    "count": "how many sessions are on",
    "next_title": "what is next: yours, else all",
    "next_room": "where that is",
    "next_speakers": "who is on stage then",
    "next_start": "when it starts, with the day where that is another",
    "next_in": "'in 15 min'",
    "next_mark": "a star where it is yours",
    "next_count": "how many sessions start then",
}
ALWAYS_SHOWN = {"conference": "the title of the conference"}
"""What is there also where nothing is on and nothing comes."""
NAMES = SHOWN | ALWAYS_SHOWN
FORM_NAMES = " ".join(f"{{{name}}}" for name in NAMES)
"""All of them as they are typed."""
_LONGEST_TOLD = 16


class UnknownForm(ValueError):
    """What is wrong with a form, for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A line in pieces: each a text, and whether that is a name to be replaced."""

    pieces: tuple[tuple[str, bool], ...]

    def filled(self, values: Mapping[str, str], *, is_on: bool) -> str:
        """The line, with values for all names.

        Empty where it would tell of nothing: where all names in it stand for nothing, or where nothing is on
        and there is none in it.
        """
        told = [text for text, is_name in self.pieces if is_name and text in SHOWN]
        if not (any(values[name] for name in told) if told else is_on):
            return ""
        return "".join(values[text] if is_name else text for text, is_name in self.pieces)


def read_form(text: str) -> Form:
    """The form that was typed; ``{{`` and ``}}`` are braces. Raises UnknownForm."""
    import re

    pieces: list[tuple[str, bool]] = []
    for found in re.finditer(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[^{}]+|[{}]", text):
        name, piece = found["name"], found[0]
        if name is not None:
            if name not in NAMES:
                raise UnknownForm(f"no {{{name[:_LONGEST_TOLD]}}} among {' '.join(NAMES)}")
            pieces.append((name, True))
        elif piece in {"{", "}"}:
            raise UnknownForm(f"a {piece} stands alone; a brace that shall be one is {2 * piece}")
        else:
            pieces.append((piece[:1] if piece in {"{{", "}}"} else piece, False))
    return Form(tuple(pieces))
