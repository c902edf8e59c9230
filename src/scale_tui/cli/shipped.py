"""What comes with the program for its first start, made beforehand, so that this is as quick as the others.

``python -m scale_tui.cli.shipped`` makes it anew: the bundled agenda compiled, after its page or the layout
of compiled agendas has changed; its book, after what books say has; the usual look, after colours of the
usual theme or keys of the bottom line have. Until then the first picture is what it was.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from scale_tui.cli.book_keeping import book_of
from scale_tui.cli.bundled import COMPILED
from scale_tui.domain.agenda import Agenda
from scale_tui.quick.book import PART, UNIT
from scale_tui.quick.packing import packed
from scale_tui.quick.place import BUNDLED_BOOK
from scale_tui.quick.usual_look import FEWER, TRUECOLOR, look_file
from scale_tui.storage.compiled import compile_agenda

_AFTER = timedelta(days=4000)
"""How long after its conference the book can be looked at."""


def shipped(agenda: Agenda) -> Iterator[tuple[Path, bytes]]:
    """What comes with the program for this agenda, and where that lies."""
    yield COMPILED, compile_agenda(agenda)
    start = agenda.sessions[0].start
    yield Path(BUNDLED_BOOK), book_of(agenda, start, start, after=_AFTER)
    for colours in (TRUECOLOR, FEWER):
        yield Path(look_file(colours)), packed(_usual_look(agenda, colours))


def _usual_look(agenda: Agenda, colours: str) -> dict[str, str]:
    """What the app looks like at first: see ``Leaving``."""
    from scale_tui.cli.around_the_app import open_store
    from scale_tui.cli.clock import real_time
    from scale_tui.cli.conference import conferences
    from scale_tui.cli.guests import LookingShelf, NoOutbox
    from scale_tui.domain.schedule import PersonalSchedule
    from scale_tui.ui.app import ScaleTuiApp
    from scale_tui.ui.early_look import SYSTEMS, first_hints, first_keys, inks_as_codes
    from scale_tui.ui.surroundings import Surroundings

    # Never run, so that nothing of whoever makes it gets in.
    surroundings = Surroundings(
        clock=real_time,
        open_store=partial(open_store, real_time),
        shelf=LookingShelf(conferences(), None),
        outbox=NoOutbox(""),
        editor=str,
    )
    app = ScaleTuiApp(agenda, PersonalSchedule(), surroundings)
    inks = inks_as_codes(app.theme_variables, SYSTEMS[colours])
    return {**inks, "keys": PART.join(UNIT.join(each) for each in first_keys(app)), **first_hints(app)}


if __name__ == "__main__":
    from scale_tui.sources.bundled import bundled_agenda as read_page

    for path, data in shipped(read_page()):
        path.write_bytes(data)
