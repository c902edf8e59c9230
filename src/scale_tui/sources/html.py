"""HTML as readable text: paragraphs, lists, and addresses behind the words that link to them.

justhtml finds tags and texts; what becomes of them on lines is decided here. It is asked for the tags as they
come and not for a tree: what HTML 5 makes of tags in the wrong order can be the square of what was written.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from scale_tui.sources.addresses import address
from scale_tui.sources.clean import clean_line, clean_words
from scale_tui.sources.html_simple import Tag, attributes_of, simple_tags
from scale_tui.sources.tags import STRAY_BRACKET, TAG

_LONGEST = 1_000_000
_DEEPEST_LIST = 6
# Not left to justhtml 3.16: it looks through all of the text again for each comment that ends.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!doctype[^<>]*>", re.DOTALL | re.IGNORECASE)
_SCHEME = re.compile("^(?:https?://|mailto:)")

_UNSEEN = frozenset({"head", "iframe", "script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = _HEADINGS | {
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "header",
    "hr",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "table",
}
_LINES = frozenset({"br", "caption", "dd", "dt", "figcaption", "summary", "tr"})
_LISTS = frozenset({"ol", "ul"})
_CELLS = frozenset({"td", "th"})
_NO_ATTRIBUTES: Mapping[str, str] = {}


def readable_html(text: str) -> str:
    """The text of HTML, cleaned: an empty line between paragraphs, an item of a list on a line each."""
    if len(text) > _LONGEST:
        return clean_line(TAG.sub(" ", text))
    lines = _Lines()
    simple = simple_tags(text)
    if simple is None:
        _read(text, lines)
    else:
        _read_simple(*simple, lines)
    return lines.text()


def _read(text: str, lines: "_Lines") -> None:
    # Late: it takes as long to import as to read all abstracts that do not need it.
    from justhtml import stream

    for event in stream(STRAY_BRACKET.sub("&lt;", _COMMENT.sub("", text))):
        match event:
            case ("start", (tag, attributes)):
                lines.begin(tag, attributes)
            case ("end", str(tag)):
                lines.end(tag)
            case ("text", str(words)):
                lines.add(words)


def _read_simple(first: str, tags: Iterator[Tag], lines: "_Lines") -> None:
    if first:
        lines.add(unescape(first))
    for slash, tag, attributes, words in tags:
        if slash:
            lines.end(tag)
        else:
            lines.begin(tag, attributes_of(attributes) if attributes else _NO_ATTRIBUTES)
        if words:
            lines.add(unescape(words) if "&" in words else words)


class _Lines:
    """Collects lines; an empty line stands for the end of a paragraph."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        # What goes before the next line that has text: the mark of a list's item.
        self._mark = ""
        # For each open list the number of its next item, None where items have none.
        self._lists: list[int | None] = []
        self._unseen = 0
        self._verbatim = 0
        self._link: tuple[str, int] | None = None

    def text(self) -> str:
        self._end_paragraph()
        return "\n".join(self._lines).strip("\n")

    def begin(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in _PARAGRAPHS:
            self._end_paragraph()
            self._verbatim += tag == "pre"
        elif tag in _UNSEEN:
            self._unseen += 1
        elif tag in _LINES:
            self._end_line()
        elif tag in _LISTS:
            self._begin_list(tag, attributes.get("start"))
        elif tag == "li":
            self._begin_item()
        elif tag in _CELLS and self._line:
            self._line.append(" | ")
        elif tag == "a":
            self._end_link()
            self._link = (attributes.get("href") or "", len(self._line))

    def end(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._end_paragraph()
            if tag == "pre":
                self._verbatim = max(self._verbatim - 1, 0)
        elif tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _LISTS:
            self._end_line()
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self._end_paragraph()
        elif tag in _LINES:
            self._end_line()
        elif tag == "li":
            self._end_line()
            self._mark = ""
        elif tag == "a":
            self._end_link()

    def add(self, text: str) -> None:
        if self._unseen:
            return
        if not self._verbatim:
            if self._line or not text.isspace():
                self._line.append(text)
            return
        first, *rest = text.split("\n")
        self._line.append(first)
        for line in rest:
            self._end_line()
            self._line.append(line)

    def _begin_list(self, tag: str, start: str | None) -> None:
        if self._lists:
            self._end_line()
        else:
            self._end_paragraph()
        number = int(start) if start and start.isdecimal() and len(start) < 5 else 1
        self._lists.append(number if tag == "ol" else None)

    def _begin_item(self) -> None:
        self._end_line()
        number = self._lists[-1] if self._lists else None
        indent = "  " * min(len(self._lists) - 1, _DEEPEST_LIST)
        if number is None:
            self._mark = f"{indent}- "
        else:
            self._mark = f"{indent}{number}. "
            self._lists[-1] = number + 1

    def _end_link(self) -> None:
        """Put the address behind the words, unless these are the address."""
        if self._link is None:
            return
        (href, begin), self._link = self._link, None
        found = address(href)
        words = clean_line("".join(self._line[begin:]))
        if found and words != found and _bare(words) != _bare(found):
            self._line.append(f" ({found})" if words else found)

    def _end_line(self) -> None:
        if not self._line:
            return
        if self._link is not None:
            self._end_link()
        line = clean_words("".join(self._line))
        self._line = []
        if line:
            self._lines.append(self._mark + line)
            self._mark = ""

    def _end_paragraph(self) -> None:
        if self._line:
            self._end_line()
        if self._lines and self._lines[-1] and not self._lists:
            self._lines.append("")


def _bare(url: str) -> str:
    return _SCHEME.sub("", url.casefold()).rstrip("/")
