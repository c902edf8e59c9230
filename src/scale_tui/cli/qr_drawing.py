"""``show --qr``: sessions as QR codes, in whatever a terminal or a pipe can show."""

from collections.abc import Sequence

from scale_tui.cli.output import Output
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.export.qr_code import LEAST_QUIET, QUIET, QrCode, half_blocks, in_ascii, qr_codes

# From the 256 colours, whose last ones no theme changes: black on white, whatever the terminal's own are.
_DARK_ON_LIGHT = "\x1b[38;5;16;48;5;231m"
_DARK, _LIGHT = "\x1b[48;5;16m", "\x1b[48;5;231m"
_RESET = "\x1b[0m"


def draw_qr(out: Output, agenda: Agenda, sessions: Sequence[Session]) -> None:
    """Draw a code for each session, and below it what it says and of which session it is.

    The form is the first that fits in the width. With colours it is dark on light, as the standard has it;
    without, what is drawn is light, so that it is the same on a dark terminal. Plain, it is in ASCII.
    """
    is_ascii = out.is_plain or not out.is_utf8
    for number, session in enumerate(sessions):
        if number:
            out.line()
        cells = 2 if is_ascii else 1
        room = None if out.width is None else out.width // cells
        codes = qr_codes(agenda, session, room)
        code = next((code for code in codes if room is None or _width(code, LEAST_QUIET) <= room), None)
        if code is None:
            needed = _width(codes[-1], LEAST_QUIET) * cells
            out.line(f"{session.title}: a QR code needs {needed} columns")
            continue
        quiet = QUIET if room is None or _width(code, QUIET) <= room else LEAST_QUIET
        for line in _lines(out, code.with_quiet(quiet), is_ascii=is_ascii):
            out.as_it_is(line)
        out.line(f"{session.title}: {code.form}")


def _width(code: QrCode, quiet: int) -> int:
    return code.size + 2 * quiet


def _lines(out: Output, modules: Sequence[tuple[bool, ...]], *, is_ascii: bool) -> list[str]:
    if is_ascii:
        return [_coloured(row) for row in modules] if out.has_colour else in_ascii(modules)
    if out.has_colour:
        return [f"{_DARK_ON_LIGHT}{line}{_RESET}" for line in half_blocks(modules, is_dark_drawn=True)]
    return half_blocks(modules, is_dark_drawn=False)


def _coloured(row: Sequence[bool]) -> str:
    """A row of modules without a character that an encoding could lack."""
    return "".join(f"{_DARK if is_dark else _LIGHT}  " for is_dark in row) + _RESET
