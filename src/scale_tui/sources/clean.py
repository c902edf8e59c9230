"""Text that is not ours, made safe to show; every reader passes everything it keeps through here.

What goes: whatever a terminal could obey (escape sequences, C0, C1, DEL), whatever reorders a line (bidi
controls), what nobody sees (invisible and tag characters, noncharacters) and floods of combining marks.
A complete escape sequence goes as a whole, since "[31mRed" reads worse than "Red"; where it has no end, only
its control characters go, for otherwise one stray ESC could swallow an abstract.

What stays: joiners and variation selectors, which emoji, Persian and Indic scripts need, and private use
characters: they do nothing, are one cell wide, and fonts give them meaning (logos, icons).
"""

import re
from functools import cache
from unicodedata import category

# Fully pointed Hebrew, Vietnamese and Indic syllables need up to four; a flood has dozens.
_MARKS_PER_CHARACTER = 4
_JOINERS = "\u200c\u200d"

_SEQUENCE = (
    r"\x1b(?:\[[0-?]*+[ -/]*+[@-~]"
    r"|[\]PX^_][^\x07\x1b\x9c\r\n]*+(?:\x07|\x1b\\|\x9c)"
    r"|[ -/]++[0-~])"
)
_FORBIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufdd0-\ufdef\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))

# Beyond Latin letters these alone are common in English; neither of them combines.
_TYPOGRAPHY = "‐‑–—‘’“”•…€™→"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028]")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\u2029")
_LIST_ITEM = re.compile(r"(?:[-*•‣◦▪·–—]|\d{1,2}[.)]) ")


def clean_line(text: str) -> str:
    """The text on one line, every run of whitespace one space, none at its ends."""
    if _is_plain(text):
        return text
    return _SPACES.sub(" ", _safe(text)).strip()


def clean_words(text: str) -> str:
    """The words of a text on one clean line.

    As ``clean_line`` once split has put one space between them, but in a fifth of the time where there is
    nothing more to do: abstracts are made of thousands of such lines.
    """
    flat = text.replace("\n", " ").strip(" ")
    return flat if _is_plain(flat) else clean_line(" ".join(text.split()))


def clean_text(text: str) -> str:
    """The text in paragraphs, an empty line between them and none around them.

    Lines of a paragraph are one line, as they were before somebody's mail program broke them; items of a list
    keep a line each.
    """
    if _is_plain(text):
        return text
    paragraphs = _PARAGRAPH_END.split(_LINE_END.sub("\n", _safe(text)))
    joined = (_joined(paragraph.split("\n")) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in joined if paragraph)


def _is_plain(text: str) -> bool:
    """Whether nothing is to be done, as for most lines, without expressions that take long to compile."""
    spaced = "  " not in text and text[:1] != " " and text[-1:] != " "
    return spaced and text.isprintable() and (text.isascii() or not _uncommon().search(text))


@cache
def _uncommon() -> re.Pattern[str]:
    """Four times as fast as to ask of each character, and compiled when there is a text that is not ASCII."""
    return re.compile(f"[^\x00-\u02ff{_TYPOGRAPHY}]")


def _joined(lines: list[str]) -> str:
    """The lines as one, but for list items; writing without spaces gets none at the joints."""
    parts: list[str] = []
    for line in (_SPACES.sub(" ", line).strip() for line in lines):
        if not line:
            continue
        if parts:
            parts.append(_joint(parts[-1], line))
        parts.append(line)
    return "".join(parts)


def _joint(before: str, after: str) -> str:
    if _LIST_ITEM.match(after):
        return "\n"
    return "" if _is_unspaced(before[-1]) and _is_unspaced(after[0]) else " "


def _is_unspaced(character: str) -> bool:
    """Whether it is written without spaces between words: Chinese and Japanese, but not Korean."""
    return (
        "\u3001" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff01" <= character <= "\uff60"
    )


def _safe(text: str) -> str:
    if _SURROGATE.search(text):
        # Two halves that belong together become their character here, the others U+FFFD.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _gone().sub("", text)
    return _without_floods(text) if any(map(_is_mark, set(text))) else text


@cache
def _gone() -> re.Pattern[str]:
    """Compiled when first needed: most texts, the bundled agenda among them, have nothing of it."""
    return re.compile(f"{_SEQUENCE}|[{_FORBIDDEN}]")


def _without_floods(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= _MARKS_PER_CHARACTER:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and (character in _JOINERS or category(character) in ("Mn", "Me"))
