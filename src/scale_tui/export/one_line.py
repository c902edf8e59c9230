"""A text of strangers as one line, for what is read line by line: a message, a code."""

_JOINERS = "\u200c\u200d"  # not printable by Unicode's word, and yet part of emoji and Persian


def one_line(text: str) -> str:
    """The text with a space for all that would break it or that a terminal could obey, and none twice."""
    return " ".join("".join(char if char.isprintable() or char in _JOINERS else " " for char in text).split())
