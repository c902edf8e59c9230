"""A book says of any agenda at any instant what the agenda itself does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda, session, speaker
from scale_tui.cli.book_keeping import book_of, marks_of, microseconds
from scale_tui.domain import figures, wording
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.timeline import next_after, running_at
from scale_tui.quick.book import MARKED, Book, Marks, Unfit, head_of
from scale_tui.quick.look import Sight
from scale_tui.quick.now import answer_now
from scale_tui.quick.painting import COVERED
from strategies import situations


def books(agenda: Agenda, schedule: PersonalSchedule, now: datetime) -> tuple[Book, Marks]:
    book = Book(book_of(agenda, now))
    return book, Marks(head_of(marks_of(book, agenda, schedule)))


def answered(
    agenda: Agenda, schedule: PersonalSchedule, now: datetime, *, is_mine: bool = False, is_next: bool = False
) -> list[str]:
    book, marks = books(agenda, schedule, now)
    at = microseconds(now)
    return answer_now(book, marks, at, None, has_colour=False, is_mine=is_mine, is_next=is_next).lines


def expected(
    agenda: Agenda, schedule: PersonalSchedule, now: datetime, *, is_mine: bool, is_next: bool
) -> list[str]:
    """The answer as the domain has it, without what columns do: each line's words, in order."""
    sessions = schedule.starred(agenda.sessions) if is_mine else agenda.sessions
    running = () if is_next else running_at(sessions, now)
    coming = next_after(sessions, now)
    local = agenda.local(now)
    state = wording.event_state(agenda, now)
    nothing = "" if is_next else "None of your sessions is on." if is_mine else "Nothing is on."
    if is_mine and not sessions:
        nothing = "Nothing starred yet: 'scale-tui star ID' keeps a session."
    today = f"{wording.day_name(local.date())} {local.year} {wording.clock(local)} {wording.zone_name(local)}"
    lines = [f"{agenda.title} · {today}"]
    lines += (
        ["Now"] if running else [f"{wording.capitalised(state)}."] if state else [nothing] * bool(nothing)
    )
    mine_first = sorted(running, key=lambda each: (each.id not in schedule.stars, each.end))
    for each in mine_first:
        lines += row(agenda, schedule, each, wording.time_left(each, now))
    if coming:
        is_today = coming[0].day == local.date()
        lines.append("Next" if is_today else f"Next, {wording.day_name(coming[0].day)}")
    for each in coming:
        lines += row(agenda, schedule, each, wording.time_to(coming[0].start, now))
    return lines


def row(agenda: Agenda, schedule: PersonalSchedule, each, right: str) -> list[str]:
    local = agenda.local
    mark = "★" if each.id in schedule.stars else "☆" if each.id in schedule.backups else ""
    span = f"{wording.clock(local(each.start))}–{wording.clock(local(each.end))}"
    words = " ".join(filter(None, (mark, span, right, each.title, each.room)))
    return [words, *([wording.speakers_line(each.speakers)] if each.speakers else [])]


def spaced(line: str) -> str:
    return " ".join(line.split())


@given(situations(), st.booleans(), st.booleans(), st.booleans())
def test_what_is_on_and_comes_next_is_what_the_domain_says(
    situation: tuple[Agenda, PersonalSchedule, datetime], is_mine: bool, is_next: bool, is_cancelled: bool
) -> None:
    agenda, schedule, now = situation
    if is_cancelled and agenda.sessions:
        first, *others = agenda.sessions
        agenda = replace(agenda, sessions=(replace(first, is_cancelled=True), *others))
    found = answered(agenda, schedule, now, is_mine=is_mine, is_next=is_next)
    wanted = expected(agenda, schedule, now, is_mine=is_mine, is_next=is_next)
    assert list(map(spaced, found)) == list(map(spaced, wanted))


@given(situations())
def test_a_clock_is_read_in_both_directions(situation: tuple[Agenda, PersonalSchedule, datetime]) -> None:
    agenda, schedule, now = situation
    book, _ = books(agenda, schedule, now)
    local, zone = book.local(microseconds(now))
    shown = agenda.local(now)
    assert (local, zone) == (microseconds(shown.replace(tzinfo=UTC)), wording.zone_name(shown))
    twice = shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
    if twice:
        with pytest.raises(Unfit):
            book.instant(local)
    else:
        assert book.instant(local) == microseconds(now)


def test_an_hour_that_a_clock_leaves_out_is_no_time() -> None:
    of_spring = agenda(session("09:00", day=date(2024, 3, 10)))
    book, _ = books(of_spring, PersonalSchedule(), of_spring.sessions[0].start)
    with pytest.raises(Unfit):
        book.instant(microseconds(datetime(2024, 3, 10, 2, 30, tzinfo=UTC)))
    assert book.instant(microseconds(datetime(2024, 3, 10, 3, 30, tzinfo=UTC)))


def test_far_from_a_conference_a_book_knows_no_time() -> None:
    book, marks = books(agenda(session("09:00")), PersonalSchedule(), datetime(2024, 9, 1, tzinfo=UTC))
    with pytest.raises(Unfit):
        answer_now(
            book,
            marks,
            microseconds(datetime(2034, 9, 1, tzinfo=UTC)),
            None,
            has_colour=False,
            is_mine=False,
            is_next=False,
        )


@pytest.mark.parametrize("year", [1, 9999])
def test_at_the_ends_of_the_calendar_a_book_can_be_made(year: int) -> None:
    now = datetime(year, 6, 1, tzinfo=UTC)
    assert answered(agenda(session("09:00")), PersonalSchedule(), now)
    of_then = agenda(session("09:00", day=date(year, 6, 1)))
    assert answered(of_then, PersonalSchedule(), of_then.sessions[0].start)[1] == "Now"


@pytest.mark.parametrize(
    ("now", "state"),
    [(timedelta(days=-2), "starts in 2 days"), (timedelta(days=-1), "starts tomorrow at 09:00")],
)
def test_where_the_event_stands(now: timedelta, state: str) -> None:
    of_a_day = agenda(session("09:00"))
    at = of_a_day.sessions[0].start + now
    assert books(of_a_day, PersonalSchedule(), at)[0].state(microseconds(at)) == state


def test_a_backup_has_its_sign_and_what_parts_texts_parts_none() -> None:
    odd = agenda(session("09:00", title="A\x1fB\x1eC\x1dD", id="a"), title="Conf\x1e\x1f")
    lines = answered(odd, PersonalSchedule(backups=frozenset("a")), odd.sessions[0].start)
    assert lines[0].startswith("Conf\ufffd\ufffd · ")
    assert lines[2] == "☆  09:00–09:20  20 min left  A\ufffdB\ufffdC\ufffdD"


@given(st.dates())
def test_days_are_counted_as_the_calendar_does(day: date) -> None:
    number = (day - date(1970, 1, 1)).days
    assert figures.date_of(number) == (day.year, day.month, day.day)
    assert figures.day_of(day.year, day.month, day.day) == number
    assert figures.weekday_of(number) == day.weekday()


@given(st.data())
def test_a_damaged_book_is_not_opened(data: st.DataObject) -> None:
    made = book_of(agenda(session("09:00"), session("10:00", title="B")), datetime(2024, 9, 1, tzinfo=UTC))
    at = data.draw(st.integers(0, len(made) - 1))
    with pytest.raises(Unfit):
        Book(made[:at])
    damaged = bytearray(made)
    damaged[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unfit):
        Book(bytes(damaged))


def test_the_words_of_a_day_are_the_same_everywhere() -> None:
    weekday = figures.weekday_of((DAY - date(1970, 1, 1)).days)
    assert figures.day_words(weekday, DAY.day, DAY.month) == wording.day_name(DAY)


def test_it_says_how_wide_what_is_not_western_is() -> None:
    """For who draws it: to look that up takes a library. What shares a cell has no width of its own."""
    talks = (
        session("09:00", 20, "💌 and ™", id="a", room="会場"),
        session("09:20", 20, "“Zoë” – naïve", id="b", speakers=(speaker("กิ"),)),
    )
    book, _ = books(agenda(*talks, title="Конференция"), PersonalSchedule(), talks[0].start)
    assert book.widths() == dict.fromkeys("💌会場", 2) | dict.fromkeys("™กКонференция", 1)
    sight = Sight(book, Marks(dict.fromkeys(MARKED, "")), microseconds(talks[0].start), {})
    assert sight.cells("💌会™") == f"💌{COVERED}会{COVERED}™"
    with pytest.raises(Unfit):
        sight.cells("กิ")
