"""``now`` for a status bar: one line that is honest, fits, and cannot be anything else than text there."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.conftest import Answer
from scale_tui import quick
from scale_tui.cli.conference import find_agenda
from scale_tui.cli.now_form import NAMES
from scale_tui.domain.marks import own_entry
from scale_tui.domain.own_entries import entry_between, start_on
from scale_tui.quick.columns import cells
from scale_tui.storage.personal import PersonalStore

Ask = Callable[..., Answer]
ALIBABA = "Alibaba HPN: A Data Center Network for Large Language Model Training"
RELIABILITY = "High Network Reliability and Availability in FE and BE for Scalable Training Solutions"
NOON = ("--at", "2024-09-11T12:20")
BEFORE, BETWEEN, ENDED, LONG_AFTER = "2024-08-30", "2024-09-12T10:30", "2024-09-11T17:30", "2024-09-13T17:30"
HOSTILE = """\
C#[fg=red] & <b>Sons</b> @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
#(touch pwned) #[fg=red]C# \x1b[31m\x07& <i>"it's"</i> {title} 会場
Speaker Bo {start} Berg,A&B
"""
MANY = """\
Many @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
09:30 AM - 10:30 AM
Second talk
Speaker Jürgen Ødegård,Universität
10:45 AM - 11:30 AM
Third talk
Speaker Bo Berg,Acme
10:45 AM - 11:15 AM
Fourth talk
Moderator Ann Lee,Acme
"""


@pytest.fixture
def many(tmp_path: Path) -> Callable[[str], tuple[str, ...]]:
    """Where two are on and two come, at a time of that day."""
    path = tmp_path / "many.txt"
    path.write_text(MANY, encoding="utf-8")
    return lambda time: ("-c", str(path), "--at", f"2024-09-11T{time}")


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return ("-c", str(path), "--at", "2024-09-11T09:30")


@pytest.mark.parametrize(
    ("time", "options", "line", "code"),
    [
        ("2024-09-11T12:20", (), "Alibaba HPN: A Data Cente… · 15 min left", 0),
        ("2024-09-11T12:20", ("--next", "--width", "200"), f"{RELIABILITY} · in 15 min", 0),
        ("2024-09-11T13:30", (), "Lunch Break · 55 min left", 0),
        (BEFORE, ("--width", "80"), "Networking @Scale 2024 · starts in 12 days", 1),
        (BEFORE, ("--next",), "Breakfast Available at… · in 12 days 8 h", 0),
        (ENDED, ("--width", "80"), "Networking @Scale 2024 · ended 11 Sep 2024", 1),
        (ENDED, ("--next",), None, 1),
        (LONG_AFTER, (), None, 1),
        ("2024-09-11T12:20", ("--mine",), None, 1),
        ("2024-09-11T12:20", ("-q",), None, 0),
    ],
)
def test_a_line_tells_where_things_stand(
    ask: Ask, time: str, options: tuple[str, ...], line: str | None, code: int
) -> None:
    answer = ask("now", "--tmux", "--at", time, *options)
    assert (answer.code, answer.err) == (code, "")
    assert answer.lines == ([] if line is None else [line])


def test_between_two_sessions_the_line_tells_what_comes(ask: Ask, clash_conf: str) -> None:
    answer = ask("now", "--tmux", "--at", BETWEEN, "-c", clash_conf)
    assert (answer.code, answer.lines) == (1, ["Fourth talk · in 30 min"])


def test_of_several_that_are_on_it_tells_how_many_and_of_mine_which(
    ask: Ask, many: Callable[[str], tuple[str, ...]]
) -> None:
    assert ask("now", "--tmux", *many("09:45")).lines == ["2 sessions on now"]
    wide = ask("now", "--tmux", "--width", "90", *many("09:45")).lines
    assert wide == ["2 sessions on now | 2 sessions start in 1 h"]
    ask("star", "fourth", *many("09:45"))
    # Where I have to be says more than that two others are on.
    assert ask("now", "--tmux", *many("09:45")).lines == ["★ Fourth talk · in 1 h"]
    ask("star", "second", *many("09:45"))
    wide = ask("now", "--tmux", "--width", "90", *many("09:45")).lines
    assert wide == ["★ Second talk · 45 min left | ★ Fourth talk · in 1 h"]
    assert ask("now", "--tmux", "--mine", "--width", "90", *many("09:45")).lines == wide


def test_plain_has_no_glyphs(ask: Ask, many: Callable[[str], tuple[str, ...]]) -> None:
    ask("star", "second", *many("09:45"))
    answer = ask("now", "--tmux", "--plain", *many("09:45"))
    assert answer.lines == ["Second talk, 45 min left"]
    assert ask("now", "--format", "{mark}{title}", "--plain", *many("09:45")).lines == ["Second talk"]


@pytest.mark.parametrize("width", [1, 2, 5, 9, 20, 39, 69, 70, 71, 120, 300])
@pytest.mark.parametrize("time", ["2024-09-11T12:20", "2024-09-11T08:00", "2024-09-11T12:12"])
def test_the_line_takes_no_more_than_its_width(
    ask: Ask, hostile: tuple[str, ...], width: int, time: str
) -> None:
    ask("star", "hpn", "--at", time)
    for options in (("--at", time), hostile):
        (line,) = ask("now", "--tmux", "--width", str(width), *options).lines or [""]
        assert cells(line.replace("##", "#")) <= width
        text = json.loads(ask("now", "--waybar", "--width", str(width), *options).out)["text"]
        assert cells(ET.fromstring(f"<span>{text}</span>").text or "") <= width


def test_where_there_is_room_for_two_each_is_cut_only_as_far_as_the_other_needs(ask: Ask) -> None:
    def line(width: int, time: str = "2024-09-11T12:20") -> str:
        return ask("now", "--tmux", "--width", str(width), "--at", time).lines[0]

    assert line(69).startswith(ALIBABA[:40])
    assert " | " not in line(69)
    assert (
        line(90)
        == "Alibaba HPN: A Data Center N… · 15 min left | High Network Reliability and Av… · in 15 min"
    )
    assert line(300) == f"{ALIBABA} · 15 min left | {RELIABILITY} · in 15 min"
    lunch = line(70, "2024-09-11T13:30")
    assert lunch.startswith("Lunch Break · 55 min left | Scheduler and Sharding Cons")
    assert lunch.endswith("… · in 55 min")


@pytest.mark.parametrize("options", [(), ("--mine",), ("--next",), ("--mine", "--next"), ("-q",)])
@pytest.mark.parametrize("time", ["08:00", "09:45", "10:35", "10:50", "12:00"])
def test_the_exit_code_is_that_of_now(
    ask: Ask, many: Callable[[str], tuple[str, ...]], time: str, options: tuple[str, ...]
) -> None:
    ask("star", "third", *many(time))
    code = ask("now", *options, *many(time)).code
    for form in (("--tmux",), ("--waybar",), ("--format", "{title}{next_title}")):
        assert ask("now", *form, *options, *many(time)).code == code


def test_what_remains_outlasts_the_title(ask: Ask) -> None:
    for width in range(27, 60):
        (line,) = ask("now", "--tmux", "--width", str(width), *NOON).lines
        assert line.endswith(" · 15 min left")
        # A space before the ellipsis is left out.
        assert width - 1 <= cells(line) <= width


def test_tmux_is_given_nothing_to_obey(ask: Ask, hostile: tuple[str, ...]) -> None:
    (line,) = ask("now", "--tmux", "--width", "300", *hostile).lines
    assert line == '##(touch pwned) ##[fg=red]C## & <i>"it\'s"</i> {title} 会場 · 30 min left'
    assert line.isprintable()


def test_waybar_is_given_one_line_whose_markup_is_text(ask: Ask, hostile: tuple[str, ...]) -> None:
    answer = ask("now", "--waybar", "--width", "300", *hostile)
    assert answer.code == 0
    assert len(answer.lines) == 1
    document = json.loads(answer.out)
    text = ET.fromstring(f"<span>{document['text']}</span>")
    assert (len(text), text.text) == (
        0,
        '#(touch pwned) #[fg=red]C# & <i>"it\'s"</i> {title} 会場 · 30 min left',
    )
    tooltip = ET.fromstring(f"<span>{document['tooltip']}</span>")
    assert len(tooltip) == 0
    assert (
        (tooltip.text or "").splitlines()[0].startswith("C#[fg=red] & <b>Sons</b> @Scale 2024 · Wed 11 Sep")
    )
    assert document["percentage"] == 50
    assert (document["class"], document["alt"]) == (["on"], "on")


@pytest.mark.parametrize(
    ("time", "options", "state", "has_text"),
    [
        ("2024-09-11T12:20", (), "on", True),
        ("2024-09-11T12:20", ("--next",), "next", True),
        ("2024-09-11T12:20", ("--mine",), "none", False),
        (BEFORE, (), "before", True),
        (ENDED, (), "after", True),
        (LONG_AFTER, (), "after", False),
    ],
)
def test_waybar_is_told_what_kind_of_time_it_is(
    ask: Ask, time: str, options: tuple[str, ...], state: str, has_text: bool
) -> None:
    document = json.loads(ask("now", "--waybar", "--at", time, *options).out)
    assert (document["alt"], document["class"], bool(document["text"])) == (state, [state], has_text)
    # An icon of a percentage is drawn where there is one, so there is none where nothing is on.
    assert ("percentage" in document) == (state == "on")


def test_waybar_is_told_of_mine(ask: Ask) -> None:
    ask("star", "hpn")
    document = json.loads(ask("now", "--waybar", *NOON).out)
    assert document["class"] == ["on", "mine"]
    assert "12:15–12:35 ★ Alibaba HPN" in document["tooltip"]
    ask("unstar", "hpn")
    ask("star", "reliability")
    assert json.loads(ask("now", "--waybar", *NOON).out)["class"] == ["on"]
    assert json.loads(ask("now", "--waybar", "--next", *NOON).out)["class"] == ["next", "mine"]


def test_every_name_stands_for_what_it_says(ask: Ask) -> None:
    ask("star", "hpn")
    form = "\n".join(f"{name}={{{name}}}" for name in NAMES)
    told = dict(line.split("=", 1) for line in ask("now", "--format", form, *NOON).lines)
    assert told == {
        "title": ALIBABA,
        "room": "",
        "track": "",
        "speakers": "Jiaqi Gao · Alibaba",
        "start": "12:15",
        "end": "12:35",
        "left": "15 min left",
        "mark": "★",
        "id": json.loads(ask("now", "--json", *NOON).out)["running"][0]["id"],
        "count": "1",
        "next_title": RELIABILITY,
        "next_room": "",
        "next_speakers": "Jose Leitao, Robert Colanuoni · Meta",
        "next_start": "12:35",
        "next_in": "in 15 min",
        "next_mark": "",
        "next_count": "1",
        "conference": "Networking @Scale 2024",
    }


def test_a_form_takes_what_ends_first_where_several_are_on_and_mine_before_that(
    ask: Ask, many: Callable[[str], tuple[str, ...]]
) -> None:
    form = ("--format", "{title}, {count} on, {next_count} at {next_start}")
    assert ask("now", *form, *many("09:45")).lines == ["First talk, 2 on, 2 at 10:45"]
    ask("star", "second", *many("09:45"))
    assert ask("now", *form, *many("09:45")).lines == ["Second talk, 2 on, 2 at 10:45"]


def test_what_starts_on_another_day_is_told_with_the_day(ask: Ask, clash_conf: str) -> None:
    answer = ask("now", "--format", "{next_start}", "-c", clash_conf, "--at", "2024-09-11T20:00")
    assert (answer.code, answer.lines) == (1, ["Thu 12 Sep 09:00"])


def test_a_form_of_which_nothing_is_known_prints_nothing(ask: Ask) -> None:
    for form in ("now: {title}", "{conference}: {title} {left}", "at the conference", ""):
        answer = ask("now", "--format", form, "--at", ENDED)
        assert (answer.code, answer.out, answer.err) == (1, "", "")
    assert ask("now", "--format", "at the conference", *NOON).lines == ["at the conference"]
    assert ask("now", "--format", "{conference}: {title}", "--width", "30", *NOON).lines == [
        "Networking @Scale 2024: Aliba…"
    ]


def test_what_a_title_says_is_no_form(ask: Ask, hostile: tuple[str, ...]) -> None:
    answer = ask("now", "--format", "{{{title}}} {speakers}", *hostile)
    assert answer.lines == [
        '{#(touch pwned) #[fg=red]C# & <i>"it\'s"</i> {title} 会場} Bo {start} Berg · A&B'
    ]


@pytest.mark.parametrize(
    "form",
    [
        "{titel}",
        "{}",
        "{0}",
        "{title.__class__}",
        "{title[0]}",
        "{title!r}",
        "{title:>10}",
        "{title",
        "title}",
        "{ title }",
    ],
)
def test_a_name_that_is_none_is_refused_with_those_there_are(ask: Ask, form: str) -> None:
    answer = ask("now", "--format", form)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("scale-tui: argument --format: ")
    assert answer.err.endswith(" (see 'scale-tui now --help')\n")
    if form.endswith("}") and form != "title}":
        assert " ".join(NAMES) in answer.err


@pytest.mark.parametrize("first", ["--json", "--tmux", "--waybar", "--format={title}"])
@pytest.mark.parametrize("second", ["--json", "--tmux", "--waybar", "--format={title}"])
def test_one_form_at_a_time(ask: Ask, first: str, second: str) -> None:
    if first != second:
        answer = ask("now", first, second)
        assert (answer.code, answer.out) == (2, "")
        assert "not allowed with argument" in answer.err


@pytest.mark.parametrize("form", [("--tmux",), ("--waybar",), ("--format", "{title}")])
def test_what_is_wrong_is_not_put_into_the_bar(ask: Ask, home: Path, form: tuple[str, ...]) -> None:
    answer = ask("now", *form, "-c", "no-such-conference")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err


@pytest.mark.parametrize("form", [("--tmux",), ("--waybar",), ("--format", "now {title}")])
def test_the_quick_way_leaves_it_to_the_ordinary_one(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    ask("star", "hpn")
    ask("now", *NOON)
    assert quick.answer(["now", *NOON]) == 0, "nothing to fall back from"
    assert quick.answer(["now", *form, *NOON]) is None
    ask("now", "-q")  # takes what was printed until here
    first = ask("now", *form, *NOON)
    monkeypatch.setenv(quick.SWITCH, quick.OFF)
    assert ask("now", *form, *NOON) == first


def test_an_entry_of_my_own_is_on_too(ask: Ask, home: Path) -> None:
    agenda = find_agenda(None)
    begin, end = (start_on(agenda, agenda.days[0], each, agenda.zone) for each in (time(18), time(19, 30)))
    entry = entry_between("Drinks with Bo", begin, end, agenda.days[0], key="1")
    with PersonalStore.open(home / "schedule.sqlite3", at=datetime.now(UTC)) as store:
        store.keep(agenda.name, own_entry(entry), at=datetime.now(UTC))
    answer = ask("now", "--tmux", "--at", "2024-09-11T18:10")
    assert (answer.code, answer.lines) == (0, ["◆ Drinks with Bo · 1 h 20 left"])
    # Also where the event is over until then.
    assert ask("now", "--tmux", "--at", ENDED).lines == ["◆ Drinks with Bo · in 30 min"]
    assert ask("now", "--format", "{mark} {title} {count}", "--at", "2024-09-11T18:10").lines == [
        "◆ Drinks with Bo 1"
    ]
