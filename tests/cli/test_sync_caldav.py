"""``sync caldav`` on a real Radicale: two machines of one attendee, a phone, and talks that are moved."""

import logging
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from builders import session
from radicale_server import CALENDAR, PASSWORD, USER, Radicale, running_radicale, serving_radicale
from scale_tui.cli import main
from scale_tui.domain.marks import own_entry
from scale_tui.storage.paths import SCHEDULE_NAME
from scale_tui.storage.personal import PersonalStore

CONFERENCE = "little-conf-2026"
TITLES = {"alpha": "Alpha", "beta": "Beta", "gamma": "Gamma", "delta": "Delta", "epsilon": "Epsilon"}
STARTS = {name: f"{9 + number:02}:00" for number, name in enumerate(TITLES)}
FOREIGN = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//a dentist//EN\r
BEGIN:VEVENT\r
UID:teeth@dentist.example\r
DTSTAMP:20261001T000000Z\r
DTSTART:20261123T090000Z\r
DTEND:20261123T100000Z\r
SUMMARY:Teeth\r
END:VEVENT\r
END:VCALENDAR\r
"""


def schedule(starts: dict[str, str] = STARTS, names: tuple[str, ...] = tuple(TITLES)) -> str:
    """The conference's schedule, with these talks at these times."""
    events = "".join(
        f"""<event guid="{name}" id="{number}"><date>2026-11-23T{starts[name]}:00+00:00</date>
        <start>{starts[name]}</start><duration>00:30</duration><room>Blue</room><title>{TITLES[name]}</title>
        </event>"""
        for number, name in enumerate(names)
    )
    return f"""<schedule><conference><title>Little Conf 2026</title><acronym>little-conf-2026</acronym>
    <time_zone_name>UTC</time_zone_name></conference>
    <day date="2026-11-23" index="1"><room name="Blue">{events}</room></day></schedule>"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@dataclass
class Machine:
    """One of the attendee's computers, with a home of its own."""

    home: Path
    source: Path
    _type: Callable[..., Said]

    def type(self, *typed: str) -> Said:
        return self._type(self.home, *typed)

    def do(self, *typed: str) -> str:
        said = self.type(*typed)
        assert said.code == 0, said
        return said.out

    def sync(self, *options: str) -> str:
        return self.do("sync", "caldav", "-c", CONFERENCE, *options)

    def star(self, *names: str) -> None:
        self.do("star", "-c", CONFERENCE, *(TITLES[name] for name in names))

    def unstar(self, *names: str) -> None:
        self.do("unstar", "-c", CONFERENCE, *(TITLES[name] for name in names))

    def backup(self, *names: str) -> None:
        self.do("backup", "-c", CONFERENCE, *(TITLES[name] for name in names))

    def hears(self, text: str) -> None:
        """The conference publishes this, and the machine asks."""
        self.source.write_text(text)
        self.do("refresh", CONFERENCE)

    def store(self) -> PersonalStore:
        return PersonalStore.open(self.home / SCHEDULE_NAME, at=datetime.now(UTC))

    @property
    def stars(self) -> set[str]:
        with self.store() as store:
            return set(store.load(CONFERENCE).stars)

    @property
    def backups(self) -> set[str]:
        with self.store() as store:
            return set(store.load(CONFERENCE).backups)


@pytest.fixture
def type_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def type_on(home: Path, *typed: str) -> Said:
        monkeypatch.setenv("SCALE_TUI_HOME", str(home))
        code = main(typed)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return type_on


@pytest.fixture
def radicale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Radicale]:
    with serving_radicale(tmp_path / "radicale") as radicale:
        radicale.make_calendar()
        monkeypatch.setenv("SCALE_TUI_CALDAV_URL", radicale.calendar)
        monkeypatch.setenv("SCALE_TUI_CALDAV_USERNAME", USER)
        monkeypatch.setenv("SCALE_TUI_CALDAV_PASSWORD", PASSWORD)
        yield radicale


def machine(tmp_path: Path, name: str, type_on: Callable[..., Said]) -> Machine:
    found = Machine(tmp_path / name, tmp_path / f"{name}.xml", type_on)
    found.source.write_text(schedule())
    found.do("add", str(found.source), "--name", CONFERENCE)
    return found


@pytest.fixture
def laptop(tmp_path: Path, type_on: Callable[..., Said]) -> Machine:
    return machine(tmp_path, "laptop", type_on)


@pytest.fixture
def desk(tmp_path: Path, type_on: Callable[..., Said]) -> Machine:
    return machine(tmp_path, "desk", type_on)


def file(name: str) -> str:
    return f"{name}.{CONFERENCE}.scale-tui.ics"


def event(radicale: Radicale, name: str) -> icalendar.Event:
    (found,) = icalendar.Calendar.from_ical(radicale.events()[file(name)]).walk("VEVENT")
    assert isinstance(found, icalendar.Event)
    return found


def changes(radicale: Radicale) -> list[str]:
    """What was written so far, and forget it."""
    found = [f"{each.method} {each.path.rpartition('/')[2]}" for each in radicale.asked]
    radicale.asked.clear()
    return [each for each in found if each.split()[0] in {"PUT", "DELETE", "MKCALENDAR"}]


def test_two_machines_star_different_talks_offline_and_both_end_with_both(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha", "beta")
    desk.star("beta", "gamma")
    for each in (laptop, desk, laptop):
        each.sync()
    assert laptop.stars == desk.stars == {"alpha", "beta", "gamma"}
    assert set(radicale.events()) == {file("alpha"), file("beta"), file("gamma")}
    changes(radicale)
    assert "nothing to change, 3 sessions on both sides" in laptop.sync()
    assert "nothing to change" in desk.sync()
    assert changes(radicale) == []


def test_a_removal_is_not_resurrected_by_whoever_comes_late(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha", "beta", "gamma")
    laptop.sync()
    desk.sync()
    laptop.unstar("alpha")
    radicale.delete(file("beta"))  # on the phone
    assert "unstarred there" in (said := laptop.sync())
    assert "unstarred here" in said
    assert desk.stars == {"alpha", "beta", "gamma"}
    desk.sync()
    laptop.sync()
    assert laptop.stars == desk.stars == {"gamma"}
    assert set(radicale.events()) == {file("gamma")}


def test_a_talk_that_was_taken_off_may_be_starred_again(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha")
    for each in (laptop, desk):
        each.sync()
    desk.unstar("alpha")
    for each in (desk, laptop):
        each.sync()
    assert laptop.stars == set()
    laptop.star("alpha")
    for each in (laptop, desk):
        each.sync()
    assert laptop.stars == desk.stars == {"alpha"}


def test_what_the_conference_moves_moves_in_the_calendar_and_what_i_changed_there_stays(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha", "beta")
    laptop.sync()
    desk.sync()
    mine = icalendar.Calendar.from_ical(radicale.events()[file("alpha")])
    (alpha,) = mine.walk("VEVENT")
    (alarm,) = alpha.walk("VALARM")
    alarm["TRIGGER"] = icalendar.vDuration(timedelta(minutes=-45))
    alpha.add("DESCRIPTION", "sit in front")
    alpha.add("X-PHONE-COLOUR", "red")
    radicale.put(file("alpha"), mine.to_ical().decode())
    changes(radicale)
    laptop.sync()
    assert changes(radicale) == [], "what I change there is no reason to write"

    laptop.hears(schedule(STARTS | {"alpha": "15:30"}))
    assert "updated there" in laptop.sync()
    assert changes(radicale) == [f"PUT {file('alpha')}"]
    moved = event(radicale, "alpha")
    assert moved.start == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    assert moved.end == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert moved["SEQUENCE"] >= 1
    assert moved["DESCRIPTION"] == "sit in front"
    assert moved["X-PHONE-COLOUR"] == "red"
    assert b"-PT45M" in moved.to_ical()
    assert b"-PT10M" not in moved.to_ical()

    desk.sync()
    assert changes(radicale) == [], "who has not heard of it does not move it back"
    desk.hears(schedule(STARTS | {"alpha": "15:30"}))
    desk.sync()
    assert changes(radicale) == [], "who hears of it later has nothing to write"
    assert event(radicale, "alpha").start == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def test_who_syncs_for_the_first_time_and_knows_the_later_schedule_moves_the_talk(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha")
    laptop.sync()
    desk.hears(schedule(STARTS | {"alpha": "15:30"}))
    desk.sync()
    assert desk.stars == {"alpha"}
    assert event(radicale, "alpha").start == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def test_a_talk_that_is_called_off_is_cancelled_in_the_calendar_and_stays_mine(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha", "beta")
    laptop.sync()
    desk.sync()
    laptop.hears(schedule(names=("beta", "gamma", "delta", "epsilon")))
    laptop.sync()
    assert event(radicale, "alpha")["STATUS"] == "CANCELLED"
    assert list(event(radicale, "alpha").walk("VALARM")) == []
    assert list(event(radicale, "beta").walk("VALARM")) != []
    desk.sync()
    assert laptop.stars == desk.stars == {"alpha", "beta"}


def test_a_talk_that_only_the_other_machine_knows_waits_until_this_one_has_heard_of_it(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.hears(schedule(names=("alpha",)))
    desk.star("alpha", "gamma")
    desk.sync()
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    assert (said.code, laptop.stars) == (0, {"alpha"})
    assert f"not in this agenda: 1 event there; 'scale-tui refresh {CONFERENCE}' may help" in said.err
    desk.sync()
    assert desk.stars == {"alpha", "gamma"}
    laptop.hears(schedule())
    laptop.sync()
    assert laptop.stars == {"alpha", "gamma"}


def test_a_backup_is_tentative_and_the_later_word_counts(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.backup("alpha")
    laptop.sync()
    backup = event(radicale, "alpha")
    assert (backup["STATUS"], backup["TRANSP"], list(backup.walk("VALARM"))) == (
        "TENTATIVE",
        "TRANSPARENT",
        [],
    )
    desk.sync()
    assert (desk.stars, desk.backups) == (set(), {"alpha"})
    desk.star("alpha")
    assert "updated there" in desk.sync()
    star = event(radicale, "alpha")
    assert star["SEQUENCE"] > backup["SEQUENCE"]
    assert (star["STATUS"], star["TRANSP"], len(star.walk("VALARM"))) == ("CONFIRMED", "OPAQUE", 1)
    assert "starred here" in laptop.sync()
    assert (laptop.stars, laptop.backups) == ({"alpha"}, set())
    changes(radicale)
    laptop.backup("alpha")
    desk.unstar("alpha")
    for each in (laptop, desk, laptop):
        each.sync()
    assert laptop.backups == desk.backups == laptop.stars == desk.stars == set()


def test_each_change_is_told_by_how_it_is_kept(radicale: Radicale, laptop: Machine, desk: Machine) -> None:
    def told(said: str) -> list[str]:
        return [line.split("  ")[0] for line in said.splitlines()[:-1]]

    laptop.star("alpha")
    laptop.backup("beta")
    with laptop.store() as store:
        lunch = session("12:00", 60, "Lunch with Bo", id="own-lunch")
        store.keep(CONFERENCE, own_entry(lunch), at=datetime.now(UTC))
    assert told(laptop.sync("--dry-run")) == ["would add there", "would star there", "would be backup there"]
    assert told(laptop.sync()) == ["added there", "starred there", "backup there"]
    assert told(desk.sync("--dry-run")) == ["would add here", "would star here", "would be backup here"]
    assert told(desk.sync()) == ["added here", "starred here", "backup here"]
    desk.backup("alpha")
    desk.sync()
    assert told(laptop.sync()) == ["backup here"]
    laptop.unstar("alpha")
    for each in ("beta", "own-lunch"):
        radicale.delete(file(each))
    assert told(laptop.sync()) == ["removed here", "removed there", "removed here"]
    assert told(desk.sync("--dry-run")) == ["would remove here"] * 3
    assert told(desk.sync()) == ["removed here"] * 3


def test_my_own_entry_travels_and_so_does_what_i_change_of_it_on_the_phone(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    lunch = session("12:00", 60, "Lunch with Bo", id="own-lunch", room="Foyer")
    with laptop.store() as store:
        store.keep(CONFERENCE, own_entry(lunch), at=datetime.now(UTC))
    laptop.sync()
    desk.sync()
    with desk.store() as store:
        (there,) = store.load(CONFERENCE).own
    assert (there.title, there.start, there.end, there.room) == (lunch.title, lunch.start, lunch.end, "Foyer")
    text = radicale.events()[file("own-lunch")]
    radicale.put(file("own-lunch"), text.replace("SUMMARY:Lunch with Bo", "SUMMARY:Lunch with Bo and Cy"))
    changes(radicale)
    assert "updated here" in desk.sync()
    assert "updated here" in laptop.sync()
    assert changes(radicale) == []
    with laptop.store() as store:
        (there,) = store.load(CONFERENCE).own
        assert (there.title, there.room) == ("Lunch with Bo and Cy", "Foyer")
        later = session("12:30", 60, "Lunch with Bo and Cy", id="own-lunch", room="Foyer")
        store.keep(CONFERENCE, own_entry(later), at=datetime.now(UTC))
    assert "updated there" in laptop.sync()
    assert "updated here" in desk.sync()
    with desk.store() as store:
        assert store.load(CONFERENCE).own[0].start == later.start
        assert "nothing to change" in desk.sync()


def test_notes_stay_here(radicale: Radicale, laptop: Machine) -> None:
    laptop.star("alpha")
    laptop.do("note", "-c", CONFERENCE, "Alpha", "the speaker owes me lunch")
    laptop.sync()
    assert "owes" not in radicale.events()[file("alpha")]


def test_what_is_not_this_programs_is_never_touched(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    radicale.put("teeth.ics", FOREIGN)
    other = FOREIGN.replace("teeth@dentist.example", "alpha@another-conf-2026.scale-tui")
    radicale.put("alpha.another-conf-2026.scale-tui.ics", other)
    before = radicale.events()
    laptop.star("alpha")
    laptop.sync()
    laptop.unstar("alpha")
    for each in (laptop, desk):
        each.sync()
    assert radicale.events() == before
    assert desk.stars == set()


def test_an_event_imported_from_a_file_is_taken_over_and_not_doubled(
    radicale: Radicale, laptop: Machine, desk: Machine, tmp_path: Path
) -> None:
    laptop.star("alpha")
    laptop.do("export", str(tmp_path / "all.ics"), "--all", "-c", CONFERENCE)
    whole = icalendar.Calendar.from_ical((tmp_path / "all.ics").read_bytes())
    for number, each in enumerate(whole.walk("VEVENT")):
        alone = icalendar.Calendar()
        alone.add("PRODID", "-//an import//EN")
        alone.add("VERSION", "2.0")
        alone.add_component(each)
        radicale.put(f"import-{number}.ics", alone.to_ical().decode())
    for each in (laptop, desk, laptop, desk):
        each.sync()
    assert laptop.stars == desk.stars == {"alpha"}
    assert len(radicale.events()) == len(TITLES)
    laptop.unstar("alpha")
    for each in (laptop, desk):
        each.sync()
    assert laptop.stars == desk.stars == set()
    assert len(radicale.events()) == len(TITLES) - 1


def test_a_program_that_keeps_nothing_it_does_not_know_hides_no_star(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha")
    laptop.sync()
    lines = radicale.events()[file("alpha")].replace("\r\n ", "").split("\r\n")
    radicale.put(file("alpha"), "\r\n".join(line for line in lines if not line.startswith("X-")))
    changes(radicale)
    for each in (laptop, desk, laptop):
        each.sync()
    assert laptop.stars == desk.stars == {"alpha"}
    assert changes(radicale) == [f"PUT {file('alpha')}"], "who sees it for the first time says whose it is"


def test_my_own_entry_is_told_as_one_whoever_has_written_its_event(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    with laptop.store() as store:
        lunch = session("12:00", 60, "Lunch with Bo", id="own-lunch")
        store.keep(CONFERENCE, own_entry(lunch), at=datetime.now(UTC))
    laptop.sync()
    lines = radicale.events()[file("own-lunch")].replace("\r\n ", "").split("\r\n")
    radicale.put(file("own-lunch"), "\r\n".join(line for line in lines if not line.startswith("X-")))
    assert "would add here" in desk.sync("--dry-run")


def test_what_changes_while_it_is_written_is_read_again(
    radicale: Radicale, laptop: Machine, desk: Machine
) -> None:
    laptop.star("alpha", "beta")
    desk.star("gamma")
    radicale.meanwhile = desk.sync
    laptop.star("gamma")
    laptop.sync()
    assert laptop.stars == {"alpha", "beta", "gamma"}

    def on_the_phone() -> None:
        text = radicale.events()[file("alpha")]
        radicale.put(file("alpha"), text.replace("SUMMARY:Alpha", "SUMMARY:Alpha!"))

    laptop.hears(schedule(STARTS | {"alpha": "15:30"}))
    radicale.meanwhile = on_the_phone
    laptop.sync()
    alpha = event(radicale, "alpha")
    assert (alpha["SUMMARY"], alpha.start.hour) == ("Alpha!", 15)
    radicale.meanwhile = on_the_phone
    laptop.unstar("alpha")
    laptop.sync()
    assert file("alpha") not in radicale.events()
    radicale.meanwhile = lambda: radicale.delete(file("beta"))
    laptop.hears(schedule(STARTS | {"beta": "16:30"}))
    laptop.type("sync", "caldav", "-c", CONFERENCE)
    laptop.sync()
    assert laptop.stars == {"gamma"}
    assert set(radicale.events()) == {file("gamma")}


def test_a_dry_run_tells_and_changes_nothing(radicale: Radicale, laptop: Machine, desk: Machine) -> None:
    desk.star("gamma", "beta")
    desk.sync()
    laptop.star("alpha")
    laptop.sync()
    laptop.unstar("beta")
    radicale.delete(file("gamma"))
    laptop.star("delta")
    laptop.hears(schedule(STARTS | {"alpha": "15:30"}))
    before, stars = radicale.events(), laptop.stars
    changes(radicale)
    said = laptop.sync("--dry-run")
    assert re.findall(r"^would \w+ \w+", said, re.M) == [
        "would unstar there",
        "would unstar here",
        "would star there",
        "would update there",
    ]
    assert "4 changes to make" in said
    assert (changes(radicale), radicale.events(), laptop.stars) == ([], before, stars)
    laptop.sync()
    assert set(radicale.events()) == {file("alpha"), file("delta")}


def test_interrupted_at_any_request_and_run_again_nothing_is_doubled_or_lost(
    radicale: Radicale, laptop: Machine, desk: Machine, tmp_path: Path
) -> None:
    laptop.star("alpha", "beta", "gamma")
    laptop.sync()
    desk.sync()
    desk.unstar("beta")
    desk.star("delta")
    desk.sync()
    laptop.unstar("gamma")
    laptop.star("epsilon")
    laptop.hears(schedule(STARTS | {"alpha": "15:30"}))
    desk.unstar("alpha")
    desk.star("epsilon")
    parts = ("laptop", "desk", "radicale/collections")
    for part in parts:
        shutil.copytree(tmp_path / part, tmp_path / "kept" / part)
    broken, is_over = 0, False
    number = 0
    while not is_over:
        number += 1
        for is_heard in (False, True):
            for part in parts:
                shutil.rmtree(tmp_path / part)
                shutil.copytree(tmp_path / "kept" / part, tmp_path / part)
            codes = []
            for each in (laptop, desk):
                radicale.break_at(number, is_heard=is_heard)
                codes.append(each.type("sync", "caldav", "-c", CONFERENCE).code)
                radicale.mend()
            assert set(codes) <= {0, 69}
            broken += codes.count(69)
            is_over = codes == [0, 0]
            for each in (laptop, desk, laptop):
                each.sync()
            assert laptop.stars == desk.stars == {"delta", "epsilon"}, (number, is_heard)
            assert set(radicale.events()) == {file("delta"), file("epsilon")}
    assert broken >= 20


# Which calendar


def test_the_only_calendar_of_the_account_is_found_from_the_servers_address(
    radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", radicale.url)
    laptop.star("alpha")
    assert f"127.0.0.1:{radicale.url.rpartition(':')[2]}{CALENDAR}: 1 change" in laptop.sync()
    assert set(radicale.events()) == {file("alpha")}


def test_of_several_calendars_the_attendee_says_which(
    radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    radicale.make_calendar("/ann/office/")
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", radicale.url)
    said = laptop.type("sync", "caldav")
    assert said.code == 2
    assert said.err == (
        "scale-tui: there are several calendars, set SCALE_TUI_CALDAV_URL to one of them: "
        f"{radicale.url}/ann/conferences/, {radicale.url}/ann/office/\n"
    )
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", f"{radicale.url}/ann/office")
    laptop.star("alpha")
    laptop.sync()
    assert set(radicale.events("/ann/office/")) == {file("alpha")}


def test_where_there_is_no_calendar_one_is_made(
    tmp_path: Path, radicale: Radicale, laptop: Machine, desk: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    radicale.delete("")
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", radicale.url)
    laptop.star("alpha")
    assert "would star there" in laptop.sync("--dry-run")
    assert changes(radicale) == []
    laptop.sync()
    assert changes(radicale) == ["MKCALENDAR ", f"PUT {file('alpha')}"]
    desk.sync()
    assert desk.stars == {"alpha"}


def test_a_calendar_that_is_gone_takes_no_star_along(radicale: Radicale, laptop: Machine) -> None:
    laptop.star("alpha")
    laptop.sync()
    radicale.delete("")
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    assert (said.code, laptop.stars) == (69, {"alpha"})
    assert said.err.endswith(": there is no calendar at this address\n")


# Credentials


def test_a_password_that_is_refused(
    radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("caldav").setLevel(logging.DEBUG)
    monkeypatch.setenv("SCALE_TUI_CALDAV_PASSWORD", "wrong horse")
    laptop.star("alpha")
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    host = radicale.url.removeprefix("http://")
    assert said.code == 69
    assert said.err == f"scale-tui: {host}: refuses the name or the password (401)\n"
    assert len(radicale.asked) == 1
    sent = radicale.asked[0].headers["authorization"]
    assert all(secret not in caplog.text for secret in ("wrong horse", sent, sent.split()[1]))
    assert laptop.stars == {"alpha"}


@pytest.mark.parametrize("missing", ["URL", "USERNAME", "PASSWORD"])
def test_what_is_missing_is_said_in_a_line(
    missing: str, radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"SCALE_TUI_CALDAV_{missing}")
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    assert (said.code, said.err.count("\n"), radicale.asked) == (2, 1, [])
    assert f"set SCALE_TUI_CALDAV_{missing}" in said.err
    assert "[sync.caldav]" in said.err


def test_a_command_and_the_configuration_give_them_as_well(
    radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("URL", "USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"SCALE_TUI_CALDAV_{name}")
    (laptop.home / "config.toml").write_text(
        f'[sync.caldav]\nurl = "{radicale.calendar}"\nusername = "{USER}"\n'
        f"password_command = ['printf', '{PASSWORD}']\n"
    )
    laptop.star("alpha")
    laptop.sync()
    assert set(radicale.events()) == {file("alpha")}


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("http://calendar.example/dav/", "http://calendar.example is not encrypted"),
        ("https://ann:horse@calendar.example/dav/", "does not belong into an address"),
        ("calendar", "no address of the web"),
    ],
)
def test_an_address_that_no_password_is_sent_to(
    address: str, complaint: str, radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALE_TUI_CALDAV_URL", address)
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert complaint in said.err
    assert "horse" not in said.err


def test_without_the_library_it_says_how_to_get_it(
    radicale: Radicale, laptop: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "caldav.davclient", None)
    said = laptop.type("sync", "caldav", "-c", CONFERENCE)
    assert said.code == 69
    assert said.err == "scale-tui: sync caldav needs more: pip install 'scale-tui[caldav]'\n"
    assert radicale.asked == []


def test_with_radicales_own_program(
    tmp_path: Path, laptop: Machine, desk: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALE_TUI_CALDAV_USERNAME", USER)
    monkeypatch.setenv("SCALE_TUI_CALDAV_PASSWORD", PASSWORD)
    with running_radicale(tmp_path / "program") as radicale:
        monkeypatch.setenv("SCALE_TUI_CALDAV_URL", radicale.url)
        laptop.star("alpha")
        desk.star("beta")
        for each in (laptop, desk, laptop):
            each.sync()
        assert laptop.stars == desk.stars == {"alpha", "beta"}
        desk.unstar("alpha")
        for each in (desk, laptop):
            each.sync()
        assert laptop.stars == {"beta"}
