"""Longer texts of others, made readable in a terminal: abstracts and descriptions.

Schedules carry them as plain text, as Markdown, or as HTML, once or twice escaped, and say nowhere which.
Markdown stays as it is. frab and pretalx show the ends of lines as they were typed, so these stay too, except
where somebody's editor broke a paragraph into lines of equal length.
"""

import re
from html import unescape

from scale_tui.sources.clean import clean_line, clean_text, clean_words
from scale_tui.sources.tags import TAG

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_LINE_END = re.compile("\r\n?|[\n\v\f\x85\u2028]")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|\u2029")
# Of the items in lists in lists.
_DEEPEST_INDENT = 12
# Lines that editors break are about this long.
_WRAPPED = range(60, 101)
_OWN_LINE = re.compile(r"\s*(?:[-*•‣◦▪·–—+>#|]|\d{1,2}[.)]\s|```|~~~)")


def unescaped(text: str) -> str:
    """The text without character references such as ``&amp;`` or ``&#x27;``; a mere & stays."""
    if "&" not in text or ";" not in text:
        return text
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


def readable(text: str) -> str:
    """The text in lines and paragraphs, an empty line between these, cleaned, and without HTML."""
    if not text:
        return text
    if "<" not in text or not TAG.search(text):
        plain = unescaped(text)
        if plain is text or not TAG.match(plain.lstrip()):
            return _in_paragraphs(plain)
        text = plain
    # Late: most schedules have no HTML.
    from scale_tui.sources.html import readable_html

    return readable_html(text)


def in_clean_lines(text: str) -> str:
    """A text that was made readable before, cleaned; its lines stay, and how far items of lists stand in."""
    lines: list[str] = []
    for line in _LINE_END.sub("\n", text).split("\n"):
        tidy = clean_line(line)
        if tidy:
            indent = len(line) - len(line.lstrip(" "))
            lines.append(" " * min(indent, _DEEPEST_INDENT) + tidy)
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).strip("\n")


def _in_paragraphs(text: str) -> str:
    if "\n" not in text and "\r" not in text and text.isprintable():
        return clean_line(text)
    paragraphs = _PARAGRAPH_END.split(_LINE_END.sub("\n", text))
    return "\n\n".join(lines for paragraph in paragraphs if (lines := _in_lines(paragraph)))


def _in_lines(paragraph: str) -> str:
    """The paragraph with the ends of lines that were meant: those where the next word would have fitted."""
    lines = [stripped for line in paragraph.split("\n") if (stripped := line.rstrip())]
    longest = max(map(len, lines), default=0)
    if longest not in _WRAPPED:
        return "\n".join(tidy for line in lines if (tidy := clean_words(line)))
    runs: list[list[str]] = []
    for line in lines:
        first = line.split(None, 1)[0] if line.strip() else ""
        is_meant = not runs or len(runs[-1][-1]) + 1 + len(first) <= longest or bool(_OWN_LINE.match(line))
        if is_meant:
            runs.append([line])
        else:
            runs[-1].append(line)
    return "\n".join(joined for run in runs if (joined := _joined(run)))


def _joined(run: list[str]) -> str:
    return clean_text("\n".join(run)) if len(run) > 1 else clean_words(run[0])
