"""HTML that needs no parser: tags without any but quoted attributes, and the references that editors write.

Nearly all abstracts are such HTML, as it is a program that wrote them. Measured, the 943 of FOSDEM 2025
(0.9 MB, 8,000 tags), in milliseconds: justhtml took 40 to find tags and texts, one expression that splits
at tags takes 4. What it finds is what justhtml finds, as the tests hold it to; where a text is in any
doubt, justhtml reads it.
"""

import re
from collections.abc import Iterator

from scale_tui.sources.tags import NAMES

Tag = tuple[str, str, str, str]
"""A slash where it ends an element, else nothing; the name; the attributes as written; the text behind it."""

# What is in these is read by rules of its own.
_WITHOUT_TAGS = ("iframe", "script", "style")
_NAME = "|".join(name for name in NAMES.split("|") if name not in _WITHOUT_TAGS)
_ATTRIBUTE = r'[a-z][a-z-]*+="[^"<>&\r\n\0]*+"'
_TAG = re.compile(rf"<(/?)({_NAME})((?:[ \n\t]++{_ATTRIBUTE})*+)[ \n\t]*+/?>")
_PAIR = re.compile(r'([a-z-]+)="([^"]*)"')
# 160 to 49,999: characters that every reader takes them for.
_NUMBER = r"1[6-9]\d|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4}"
_OTHER_REFERENCE = re.compile(rf"&(?!(?:amp|lt|gt|quot|nbsp|#x27|#(?:3[49]|{_NUMBER}));|[ \n\t])", re.ASCII)


def simple_tags(text: str) -> tuple[str, Iterator[Tag]] | None:
    """The text before the first tag, and the tags; None where it takes a parser to find them.

    In the texts are references still, for ``html.unescape``, and only such as that and justhtml agree on.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "]]>" in text or ("&" in text and _OTHER_REFERENCE.search(text)):
        return None
    first, *parts = _TAG.split(text)
    # Any other bracket is of something else.
    if len(parts) != 4 * text.count("<"):
        return None
    columns = [iter(parts)] * 4
    return first, zip(*columns, strict=True)


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a tag; of two by one name the first."""
    return dict(reversed(_PAIR.findall(written)))
