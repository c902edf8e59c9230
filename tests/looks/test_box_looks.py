"""Pictures of boxes, of what is seldom seen, and of other conferences: see ``test_looks``."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import pytest
from textual.pilot import Pilot

from builders import DAY, NEXT_DAY, agenda, at, many_rooms, session, speaker
from looks.test_looks import SIZES, STARS, compare
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.marks import Mark, put
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, settled, star_ids
from tour import several_rooms, single_track

IDS = [f"{width}x{height}" for width, height in SIZES]
Steps = Iterable[tuple[str, tuple[str, ...]]]
"""What each picture is called, and the keys that lead from the one before to it."""


async def walk(app: ScaleTuiApp, size: tuple[int, int], steps: Steps) -> None:
    """Compare one picture after another."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for name, keys in steps:
            await press(pilot, keys)
            shot = take_screenshot(app)
            compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


async def press(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    for key in keys:
        await pilot.press(key)
    await settled(pilot)


BOXES = (
    ("box-export", ("E",)),
    ("box-picker", ("escape", "O")),
    ("box-code", ("escape", "Q")),
    ("box-palette", ("escape", "ctrl+p")),
    ("box-palette-typed", (*"star",)),
    ("box-themes", ("escape", "t")),
    ("hidden-shown", ("escape", "X", "p", "g", "j", "j", "j", "j", "j")),
)


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_boxes_over_the_screen(size: tuple[int, int]) -> None:
    others = [
        replace(many_rooms(), name=name, title=title) for name, title in (("a", "Many Rooms"), ("b", "宴会"))
    ]
    await walk(single_track(shelf=MemoryShelf(bundled_agenda(), *others)), size, BOXES)


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_help_within_the_guide(size: tuple[int, int]) -> None:
    await walk(several_rooms(), size, [("help-rooms", ("2", "question_mark"))])


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_a_warning_at_the_start_and_what_a_key_has_done(size: tuple[int, int]) -> None:
    notice = "schedule.sqlite3 is newer than this program: nothing you mark can be kept"
    await walk(app_on(now="12:20", notice=notice), size, [("warning", ())])


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_a_conference_without_a_session(size: tuple[int, int]) -> None:
    views = (("empty-agenda", ()), ("empty-rooms", ("2",)), ("empty-mine", ("3",)), ("empty-now", ("5",)))
    await walk(app_on(agenda(), now="12:20"), size, views)


@pytest.mark.parametrize("size", [(29, 20), (80, 7), (12, 3)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_window_that_is_too_small(size: tuple[int, int]) -> None:
    await walk(app_on(now="12:20"), size, [("too-small", ())])


def several_days() -> Agenda:
    """Two days of many rooms."""
    one = many_rooms()
    second = [
        replace(
            each,
            id=f"{each.id}b",
            day=NEXT_DAY,
            start=each.start + (at("09:00", NEXT_DAY) - at("09:00")),
            end=each.end + (at("09:00", NEXT_DAY) - at("09:00")),
        )
        for each in one.sessions
    ]
    return replace(one, sessions=(*one.sessions, *second))


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_a_conference_of_several_days_and_many_rooms(size: tuple[int, int]) -> None:
    stars = ("0-7", "1-8", "lightning", "9-9", "2-3", "3-2b", "4-5b", "nightb")
    await walk(
        app_on(several_days(), now=at("14:20", DAY), stars=stars),
        size,
        [
            ("days-agenda", ()),
            ("days-mine", ("3",)),
            ("days-people", ("4",)),
            ("days-now", ("5",)),
            ("days-search", ("1", "slash", *"radio")),
            ("days-next", ("escape", "2", "right_square_bracket")),
        ],
    )


TITLES = (
    ("日本語の組版と文字コードの歴史について、最初から最後まで詳しく", "田中 久重", "宴会場"),
    ("한글 코드: 완성형과 조합형", "김철수", "대강당"),
    ("👩‍👩‍👧‍👦 Families, 🇩🇪🇯🇵 flags, 👍🏽 skins, 1️⃣ keys ❤️ and ☺️ faces", "Ada 🦄 Lovelace", "Saal 🎪"),
    (
        normalize("NFD", "Tiếng Việt và Unicode: dấu thanh ở đâu?"),
        normalize("NFD", "Nguyễn Thị Ánh"),
        "Åland",
    ),
    ("สระและวรรณยุกต์ในเทอร์มินัล น้ำ ก็", "สมชาย ใจดี", "ห้อง ๑"),
    ("देवनागरी में संयुक्ताक्षर और क्षेत्र", "अदिति शर्मा", "कक्ष २"),
    ("שלום עולם: 25 שנה של Unicode בעברית", "דנה לוי", "אולם 3"),
    ("مرحبا بالعالم: كتابة العربية في الطرفية (2024)", "ليلى حداد", "قاعة ٤"),
)


def many_scripts() -> Agenda:
    """Titles, people and rooms in scripts that are wide, that combine, or go from right to left."""
    talks = [
        session(
            f"{10 + number // 2}:{30 * (number % 2):02}",
            50 if number % 3 else 30,
            title,
            id=f"s{number}",
            room=room,
            track=("文字", "כתב", "Text")[number % 3],
            speakers=(speaker(name, ("大学", "אוניברסיטה", "Zürich")[number % 3]),),
            abstract=f"{title}. {name}, {title}." * 3,
        )
        for number, (title, name, room) in enumerate(TITLES)
    ]
    lunch = session("12:00", 60, "Déjeuner 🥖 午餐", id="lunch", kind=Kind.MEAL)
    return agenda(*talks, lunch, title="文字 Conf כתב", name="scripts")


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_titles_of_every_script_stay_in_their_columns(size: tuple[int, int]) -> None:
    settings = [*put(Mark.STAR, "s2"), *put(Mark.STAR, "s3"), *put(Mark.STAR, "s6"), *put(Mark.BACKUP, "s7")]
    await walk(
        app_on(many_scripts(), now="11:10", store=MemoryStore(settings=settings)),
        size,
        [
            ("scripts-agenda", ()),
            ("scripts-detail", ("G", "enter")),
            ("scripts-rooms", ("escape", "escape", "2")),
            ("scripts-mine", ("3",)),
            ("scripts-people", ("4",)),
            ("scripts-now", ("5",)),
            ("scripts-search", ("1", "slash", *"uni")),
        ],
    )


async def test_boxes_without_unicode() -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS), glyphs=ASCII)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in ("E", "O", "ctrl+p", "t", "e", "i", "C", "f", "equals_sign", "c", "question_mark"):
            await press(pilot, [key])
            drawn = take_screenshot(app).text
            assert {each for each in drawn if not each.isascii()} == set(), key
            await press(pilot, ["escape"])


async def test_what_is_marked_by_a_colour_is_marked_by_a_sign_too() -> None:
    """Stars, clashes and what is hidden, where nothing has a colour."""
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ["p", "g", "j", "x", "X"])
        text = take_screenshot(app).text
    assert "×" in text
    assert "★" in text
