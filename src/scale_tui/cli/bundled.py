"""The bundled agenda, ready to use: it comes with the program compiled, beside the page it was read from.

Where the layout of compiled agendas has changed, and until it is compiled anew (see ``shipped``), it is read
from the page, which takes ten times as long.
"""

from contextlib import suppress
from pathlib import Path

from scale_tui.domain.agenda import Agenda
from scale_tui.storage.compiled import NotCompiled, load_agenda

BUNDLED = "networking-scale-2024"
COMPILED = Path(__file__).parent.parent / "data" / f"{BUNDLED}.agenda"


def bundled_agenda() -> Agenda:
    """The agenda that comes with the program."""
    with suppress(NotCompiled, OSError):
        return load_agenda(COMPILED.read_bytes())
    return _read()


def _read() -> Agenda:
    from scale_tui.sources.bundled import bundled_agenda as read_page

    return read_page()
