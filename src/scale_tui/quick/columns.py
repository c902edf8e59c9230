"""Text in terminal cells: measured, cut and wrapped, and columns fitted to a width.

A cell is one column of the terminal. Terminals disagree about emoji of several code points; those are counted
as their parts, which is never too little, so that a line may end early but does not run over.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Cell = tuple[str, str]
"""The text of a column of a row, and its ink: the parameter of an escape sequence, or nothing."""

PLAIN = ""
BOLD = "1"
DIM = "2"
STAR = "33"
CLASH = "31"
NOW = "1;36"

GAP = 2
_EMOJI_PRESENTATION = "\ufe0f"
_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Cc", "Cf"})
# Medial vowels and final consonants join the Hangul syllable before them, though Unicode calls them letters.
_FIRST_JOINING_JAMO, _LAST_JOINING_JAMO = "\u1160", "\u11ff"


class _Widths(dict[str, int]):
    """How many cells characters take, each looked up once."""

    def __missing__(self, char: str) -> int:
        from unicodedata import category, east_asian_width

        if category(char) in _ZERO_WIDTH_CATEGORIES or _FIRST_JOINING_JAMO <= char <= _LAST_JOINING_JAMO:
            width = 0
        else:
            width = 2 if east_asian_width(char) in "WF" else 1
        self[char] = width
        return width


_WIDTHS = _Widths()


def char_cells(char: str) -> int:
    """How many cells one character takes: 0, 1 or 2."""
    return _WIDTHS[char]


def cells(text: str) -> int:
    """How many cells the text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(width for _, width in _steps(text))


def _steps(text: str) -> "Iterator[tuple[str, int]]":
    previous = 0
    for char in text:
        width = char_cells(char)
        if char == _EMOJI_PRESENTATION and previous == 1:
            width = 1
        previous = width or previous
        yield char, width


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits in the width before an ellipsis."""
    if cells(text) <= width:
        return text
    if width < 1:
        return ""
    return _start(text, width - 1).rstrip(" ([") + "…"


def _start(text: str, width: int) -> str:
    taken = 0
    for position, (_, step) in enumerate(_steps(text)):
        taken += step
        if taken > width:
            return text[:position]
    return text


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most the width, broken at spaces; a word too long for a line is divided.

    A width under 2, where a wide character has no place, counts as 2.
    """
    width = max(width, 2)
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        *full, rest = _divided(word, width)
        lines[-1:] = [*full, rest]
    return lines


def _divided(word: str, width: int) -> list[str]:
    pieces: list[str] = []
    while cells(word) > width:
        piece = _start(word, width)
        pieces.append(piece)
        word = word[len(piece) :]
    return [*pieces, word]


def fit(natural: "Sequence[int]", width: int | None, flexible: "Mapping[int, int]") -> list[int]:
    """The widths of columns so that a row of them, with gaps between, takes at most ``width`` cells.

    ``flexible`` are the columns that give way, in that order, each with the least width (1 or more) that it
    keeps. When that is not enough the others go from the right, then the flexible ones. A column of width 0
    is left out, with its gap. Without a width every column is as wide as it wants.
    """
    if width is None:
        return list(natural)
    widths = [min(wanted, flexible.get(column, wanted)) for column, wanted in enumerate(natural)]
    others = [column for column in range(len(widths)) if column not in flexible]
    for column in (*reversed(others), *flexible):
        over = _total(widths) - width
        if over <= 0:
            break
        is_alone = over == widths[column] - width
        widths[column] = max(0, width) if is_alone else 0
    for column in reversed(flexible):
        if widths[column]:
            widths[column] = min(natural[column], widths[column] + width - _total(widths))
    return widths


def _total(widths: "Sequence[int]") -> int:
    shown = [width for width in widths if width]
    return sum(shown) + GAP * max(0, len(shown) - 1)


def styled(text: str, ink: str) -> str:
    """The text in this ink, for a terminal."""
    return f"\x1b[{ink}m{text}\x1b[0m" if ink and text.strip() else text


def aligned(
    rows: "Sequence[Sequence[Cell]]", width: int | None, flexible: "Mapping[int, int]", *, has_colour: bool
) -> list[str]:
    """Rows as lines in aligned columns, without spaces at their ends.

    The flexible columns give way where the width is not enough (see ``fit``).
    """
    if not rows:
        return []
    sizes = [[cells(text) for text, _ in row] for row in rows]
    natural = list(map(max, zip(*sizes, strict=True)))
    widths = fit(natural, width, flexible)
    return [
        _aligned_line(row, of, widths, has_colour=has_colour) for row, of in zip(rows, sizes, strict=True)
    ]


def _aligned_line(
    row: "Sequence[Cell]", sizes: "Sequence[int]", widths: "Sequence[int]", *, has_colour: bool
) -> str:
    columns: list[str] = []
    end = len(row)
    while end and not (row[end - 1][0] and widths[end - 1]):
        end -= 1
    for number in range(end):
        (text, ink), size, width = row[number], sizes[number], widths[number]
        if not width:
            continue
        if size > width:
            text = cut(text, width)
            size = cells(text)
        if number < end - 1:
            text += " " * (width - size)
        columns.append(styled(text, ink) if has_colour else text)
    return (" " * GAP).join(columns)
