"""QR codes (ISO/IEC 18004): a session for the camera of a phone, drawn in the cells of a terminal."""

from collections.abc import Iterable
from functools import cached_property
from itertools import zip_longest

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.export.addresses import written_address
from scale_tui.export.one_line import one_line
from scale_tui.values import dataclass

QUIET = 4
"""How many light modules the standard asks for on each side."""

LEAST_QUIET = 2
"""With how many a camera still finds it: there is no room for more in a small window."""

# How many bytes the versions from the first on hold, at the weakest correction (table 7 of the standard).
_CAPACITIES = (17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858)
_FIRST_SIDE, _SIDE_STEP = 17, 4
_SMALLEST = 4
"""The smallest version that holds an event with something of its title; it fits in a window of 40x20."""


@dataclass(frozen=True, eq=False)
class QrCode:
    """What a code says, in words, and its modules from the top left; True is dark. It has no quiet zone."""

    form: str
    text: str
    modules: tuple[tuple[bool, ...], ...]

    @cached_property
    def size(self) -> int:
        """How many modules it has on each side."""
        return len(self.modules)

    def with_quiet(self, quiet: int) -> tuple[tuple[bool, ...], ...]:
        """The modules with so many light ones around them."""
        side = (False,) * quiet
        empty = (False,) * (self.size + 2 * quiet)
        rows = [(*side, *row, *side) for row in self.modules]
        return (*[empty] * quiet, *rows, *[empty] * quiet)


def qr_codes(agenda: Agenda, session: Session, room: int | None = None) -> tuple[QrCode, ...]:
    """What a phone can be given of a session, the most useful first: its page, and an event for its calendar.

    There may be no page. The event is as full as fits in ``room`` modules on each side, quiet zone and all,
    but there is always one.
    """
    url = written_address(session.url)
    page = _qr_code("the page", url) if url else None
    form, text = _fitting_event(agenda, session, _capacity(room))
    return tuple(code for code in (page, _qr_code(form, text)) if code)


def address_code(address: str) -> QrCode | None:
    """An address as it is; None where it is too long for any code."""
    return _qr_code("the address", address)


def _capacity(room: int | None) -> int:
    if room is None:
        return _CAPACITIES[-1]
    version = (room - 2 * LEAST_QUIET - _FIRST_SIDE) // _SIDE_STEP
    return _CAPACITIES[min(max(version, _SMALLEST), len(_CAPACITIES)) - 1]


def _fitting_event(agenda: Agenda, session: Session, capacity: int) -> tuple[str, str]:
    """The event in so many bytes: without its place where that is too much, its end, or part of its title."""
    place = ", ".join(filter(None, (session.room, agenda.venue)))
    title = session.title
    shorter = (_event(session, title, place), _event(session, title), _event(session, title, has_end=False))
    for text in shorter:
        if len(text.encode("utf-8", "replace")) <= capacity:
            return "the event" if text == shorter[0] else "the event in short", text
    while len((text := _event(session, f"{title}…", has_end=False)).encode()) > capacity and title:
        title = title[:-1].rstrip()
    return "the event in short", text


def _event(session: Session, title: str, place: str = "", *, has_end: bool = True) -> str:
    """An event as phones read it from a code: a VEVENT alone, its times in UTC."""
    lines = ["BEGIN:VEVENT", f"SUMMARY:{_escaped(title)}", f"DTSTART:{session.start:%Y%m%dT%H%M%SZ}"]
    if has_end and session.end > session.start:
        lines.append(f"DTEND:{session.end:%Y%m%dT%H%M%SZ}")
    if place:
        lines.append(f"LOCATION:{_escaped(place)}")
    return "\n".join([*lines, "END:VEVENT"])


def _escaped(text: str) -> str:
    line = one_line(text)
    for special in "\\;,":
        line = line.replace(special, f"\\{special}")
    return line


def _qr_code(form: str, text: str) -> QrCode | None:
    # Late: whoever asks for no code does without the library.
    import segno

    try:
        # The weakest correction is the smallest picture; a screen has no stains. It is made stronger by
        # itself where that costs nothing.
        found = segno.make(
            text.encode("utf-8", "replace"), error="l", mode="byte", micro=False, boost_error=True
        )
    except segno.DataOverflowError:
        return None
    return QrCode(form, text, tuple(tuple(bool(module) for module in row) for row in found.matrix))


def half_blocks(modules: Iterable[tuple[bool, ...]], *, is_dark_drawn: bool) -> list[str]:
    """Two rows of modules a line, a module half a cell: the dark ones drawn, or the light ones."""
    lines: list[str] = []
    rows = iter(modules)
    for upper, lower in zip_longest(rows, rows):
        # An odd row is the last, of the quiet zone, which goes on below.
        pairs = zip(upper, lower or (False,) * len(upper), strict=True)
        lines.append("".join(_BLOCKS[(top is is_dark_drawn, low is is_dark_drawn)] for top, low in pairs))
    return lines


_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def in_ascii(modules: Iterable[tuple[bool, ...]]) -> list[str]:
    """A row of modules a line, two characters a module, the light ones drawn."""
    return ["".join("  " if is_dark else "##" for is_dark in row) for row in modules]
