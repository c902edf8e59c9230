"""XML as a tree, read with what the standard library has and nothing that a document could abuse.

Entities are refused where one is declared, so nothing grows and nothing outside is read; a DOCTYPE alone does
no harm. Depth and number of elements are bounded.

The elements are made by the C code of xml.etree, from texts that expat has put together. Measured, FOSDEM
2025 (2 MB, 19,000 elements), in milliseconds: ElementTree alone 22 to 26; with methods of ours for each
beginning, end and text 39 to 49; so, 18 to 22. What those would count is counted before and after, and a
document for which that is not enough goes through them.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.reading import Notes, unreadable

_DEEPEST = 64
_MOST_ELEMENTS = 250_000
_MOST_DECLARED = 1_000
_PIECE = 1 << 20
# The UTF-32 marks begin with the UTF-16 ones.
_MARKS = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_ASCII_TEXT = b"<schedule>\\x41+AGE-"


def text_of(element: Element) -> str:
    """The text directly in an element, not that of the elements in it."""
    own = element.text or ""
    return own + "".join(child.tail or "" for child in element) if len(element) else own


def read_xml(data: bytes, *, source: str, notes: Notes) -> Element:
    """The root of the document that the bytes are.

    Raises:
        UnreadableAgenda: it is not well-formed, in an encoding that is not known, declares entities, is
            nested deeper than 64 elements, or has more than 250,000, or declares more than 1,000 attributes.

    """
    text = _decoded(data, source, notes)
    # Some programs that print a schedule print an empty line first, which XML forbids.
    trimmed = text.lstrip()
    blank = text[: len(text) - len(trimmed)]
    lines_skipped = blank.count(b"\n") if isinstance(blank, bytes) else blank.count("\n")
    try:
        return _tree(trimmed, source, lines_skipped)
    except (UnreadableAgenda, UnicodeDecodeError):
        # Expat refuses what is not UTF-8, but does not say that. To look first would take 4 ms of the 20.
        _check_utf8(data if isinstance(text, bytes) else b"", source)
        raise


def _tree(text: bytes | str, source: str, lines_skipped: int) -> Element:
    if _has_few_elements(text):
        root = _Builder(source, lines_skipped).build(text)
        if not _is_too_deep(root):
            return root
    return _WatchfulBuilder(source, lines_skipped).build(text)


def _has_few_elements(text: bytes | str) -> bool:
    """Whether it certainly has no more than it may: each begins with a bracket of its own."""
    brackets = text.count(b"<") if isinstance(text, bytes) else text.count("<")
    return brackets <= _MOST_ELEMENTS


def _is_too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level if len(element) for child in element]
        if not level:
            return False
    return True


class _Builder:
    """Builds the tree of a document; refuses what a DOCTYPE must not declare."""

    def __init__(self, source: str, lines_skipped: int) -> None:
        self._source = source
        self._lines_skipped = lines_skipped
        self._declared = 0
        self._tree = TreeBuilder()
        # With an encoding given here, expat ignores the one that the document declares.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        # What a DOCTYPE gives to every element of a name, a short document could have a million times.
        self._parser.specified_attributes = True
        self._parser.StartElementHandler = self._tree.start
        self._parser.EndElementHandler = self._tree.end
        self._parser.CharacterDataHandler = self._tree.data
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.AttlistDeclHandler = self._count_declared

    def build(self, text: bytes | str) -> Element:
        """The root element."""
        try:
            for start in range(0, len(text) or 1, _PIECE):
                self._parser.Parse(text[start : start + _PIECE], start + _PIECE >= len(text))
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "unknown")
            raise unreadable(
                self._source, f"is not well-formed XML: {reason}", error.lineno + self._lines_skipped
            ) from None
        finally:
            # It knows this builder, which knows it: both would stay until they are searched for.
            del self._parser
        return self._tree.close()

    def _count_declared(self, *_: object) -> None:
        self._declared += 1
        # Of each, expat looks through all of those before it.
        if self._declared > _MOST_DECLARED:
            raise self._refused(f"expected at most {_MOST_DECLARED:,} attributes in its DOCTYPE")

    def _refuse_entity(self, *_: object) -> None:
        raise self._refused("declares an entity, which no schedule needs and which can do harm")

    def _refused(self, expected: str) -> Exception:
        return unreadable(self._source, expected, self._parser.CurrentLineNumber + self._lines_skipped)


class _WatchfulBuilder(_Builder):
    """Counts the elements as they come, and says in which line there are too many, or too many around one."""

    def __init__(self, source: str, lines_skipped: int) -> None:
        super().__init__(source, lines_skipped)
        self._count = 0
        self._depth = 0
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._tree.start(name, attributes)
        self._count += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._refused(f"expected elements nested at most {_DEEPEST} deep")
        if self._count > _MOST_ELEMENTS:
            raise self._refused(f"expected at most {_MOST_ELEMENTS:,} elements")

    def _end(self, name: str) -> None:
        self._tree.end(name)
        self._depth -= 1


def _decoded(data: bytes, source: str, notes: Notes) -> bytes | str:
    """The document in UTF-8, or decoded.

    What is valid UTF-8 is taken for that, whatever is declared, for nothing else looks like it by chance.
    """
    if data.startswith(BOM_UTF8):
        return data[len(BOM_UTF8) :]
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for beginning, encoding in _UNMARKED:
        if data.startswith(beginning):
            return data.decode(encoding, "replace")
    found = _DECLARED.match(data.lstrip()[:300])
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    if not _is_encoding(declared):
        raise unreadable(source, "is in an encoding that is not known here; expected UTF-8", 1)
    if declared in ("utf-8", "utf8") or data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared, source)
    notes.add(f"it says that it is {declared}, but is UTF-8")
    return data


def _check_utf8(data: bytes, source: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        expected = "is not the UTF-8 that it should be; save it anew as UTF-8"
        raise unreadable(source, expected, line) from None


def _declared(data: bytes, declared: str, source: str) -> str:
    if declared.startswith(("utf", "ucs")):
        _check_utf8(data, source)
    if declared in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        # As browsers do: what these leave undefined, Windows uses.
        declared = "windows-1252"
    return data.decode(declared, "replace")


def _is_encoding(name: str) -> bool:
    """Whether it is an encoding of text, and not one of Python's that are something else."""
    if name.startswith(("utf", "ucs", "iso-10646")):
        return True
    try:
        return _ASCII_TEXT.decode(name) == _ASCII_TEXT.decode("ascii")
    except (LookupError, ValueError):
        return False
