"""What the attendee writes: typed, pasted or brought in from a file, it may hold anything."""

LONGEST_NOTE = 10_000
"""Characters of a note that are kept."""

_JOINERS = "\u200c\u200d"  # not printable by Unicode's word, and yet part of emoji and Persian


def clean_note(text: str) -> str:
    """The text with its lines, without empty ones around and without what a terminal could obey."""
    lines = (clean_words(line) for line in text[:LONGEST_NOTE].splitlines())
    return "\n".join(lines).strip()


def clean_words(text: str) -> str:
    """The text as one line: every run of whitespace a space, without what is not printable."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if char.isprintable() or char in _JOINERS)
