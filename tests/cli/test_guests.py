"""What the app is handed for guests refuses, whatever keys there are: in a kiosk, in a browser."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli.conference import conferences, find_conference, intake
from scale_tui.cli.guests import BrowserShelf, LookingShelf, NoOutbox, for_a_browser, for_onlookers
from scale_tui.cli.shelf import KeptShelf
from scale_tui.domain.errors import CannotSave, ScaleTuiError
from scale_tui.export.forms import Form
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.reminding import Reminders
from scale_tui.ui.surroundings import Surroundings
from stage import MemoryLinks, MemoryOutbox, MemoryShelf, MemoryStore
from storage.test_looking_store import snapshot

Ask = Callable[..., Any]
BUNDLED = "networking-scale-2024"


def mine() -> Surroundings:
    from builders import at

    return Surroundings(
        clock=lambda: at("12:20"),
        open_store=MemoryStore,  # type: ignore[arg-type]
        shelf=MemoryShelf(),
        outbox=MemoryOutbox(),
        editor=str,
        reminders=Reminders((10, 2), lambda title, body: ""),
        links=MemoryLinks(),
    )


def kept_shelf() -> KeptShelf:
    from scale_tui.cli.clock import real_time

    return KeptShelf(conferences(), intake(), real_time)


def sent(theirs: Surroundings, path: Path) -> tuple[str, int]:
    """What comes of asking for a file there."""
    return theirs.outbox.send(
        bundled_agenda(), MemoryStore().schedule, Form.JSON, str(path), is_all=True, may_replace=True
    )


def test_onlookers_get_nothing_that_writes_fetches_or_starts_anything(ask: Ask, home: Path) -> None:
    ask("star", "hpn")
    before = snapshot(home)
    theirs = for_onlookers(mine(), conferences(may_write=False), BUNDLED)
    assert theirs.reminders is None
    for refused in (
        lambda: theirs.editor("text"),
        lambda: theirs.shelf.open(BUNDLED),
        lambda: theirs.shelf.add("/etc/passwd", print, is_agreed=True),
        lambda: theirs.shelf.refresh(BUNDLED, print),
        lambda: theirs.shelf.acknowledge(BUNDLED),
        lambda: theirs.links.open("https://example.org/", print),
        lambda: sent(theirs, home / "x"),
    ):
        with pytest.raises(ScaleTuiError):
            refused()
    assert theirs.links.sequence("text") == ""
    assert not theirs.links.copy("text").is_done
    assert not theirs.links.is_in_browser
    with theirs.open_store() as store:
        assert len(store.load(BUNDLED).stars) == 1
        with pytest.raises(CannotSave):
            store.keep(BUNDLED, (), at=theirs.clock())
    assert snapshot(home) == before


def test_a_new_copy_on_the_disk_is_shown_and_an_old_one_is_not_read_again(clash_conf: str, ask: Ask) -> None:
    ask("add", clash_conf, "--name", "clash")
    known = conferences(may_write=False)
    shelf = LookingShelf(known, "clash")
    agenda = known.agenda("clash")
    assert shelf.refresh_if_due(agenda, print) is None
    path = Path(clash_conf)
    path.write_text(path.read_text("utf-8").replace("Second talk", "Another talk"), encoding="utf-8")
    assert ask("refresh", "clash").code == 0
    newer = shelf.refresh_if_due(agenda, print)
    assert newer is not None
    assert "Another talk" in {session.title for session in newer.sessions}
    assert len(shelf.changes(newer).all) > 0
    assert shelf.refresh_if_due(replace(agenda, name="opened-from-a-file"), print) is None


def test_a_copy_that_must_be_read_again_is_not_mended(clash_conf: str, ask: Ask, home: Path) -> None:
    ask("add", clash_conf, "--name", "clash")
    (compiled,) = (home / "conferences" / "clash").glob("agenda-*")
    compiled.write_bytes(b"of another version")
    before = snapshot(home)
    assert len(find_conference("clash", may_write=False).agenda.sessions) == 4
    assert snapshot(home) == before


def test_in_a_browser_nothing_is_taken_in_or_written_by_path(clash_conf: str, ask: Ask, home: Path) -> None:
    ask("add", clash_conf, "--name", "clash")
    theirs = for_a_browser(mine(), kept_shelf())
    assert isinstance(theirs.shelf, BrowserShelf)
    assert isinstance(theirs.outbox, NoOutbox)
    assert {each.name for each in theirs.shelf.all()} == {BUNDLED, "clash"}
    assert theirs.shelf.open("clash").name == "clash"
    before = snapshot(home)
    for refused in (
        lambda: theirs.editor("text"),
        lambda: theirs.shelf.add("/etc/passwd", print, is_agreed=True),
        lambda: theirs.shelf.add("http://169.254.169.254/", print, is_agreed=True),
        lambda: sent(theirs, home / "x"),
    ):
        with pytest.raises(ScaleTuiError):
            refused()
    # Textual then tells the page to open it.
    assert theirs.links.is_in_browser
    assert theirs.links.copy("text").told == "Sent to the browser's clipboard"
    assert theirs.outbox.suggest("x.ics") == "x.ics"
    assert snapshot(home) == before
