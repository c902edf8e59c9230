"""The pictures and the recording: what is typed for each still shows what it is for, and is drawn so."""

import sys
from pathlib import Path

import pytest
from PIL import Image
from pyte.screens import Char

from docs.pictures.conference import DAYS, NAME, schedule
from docs.pictures.scenes import PICTURES, RECORDING, Scene
from scale_tui.sources.detect import read_agenda

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the terminal is one of Linux")
PLACE = Path(__file__).parents[2] / "docs/pictures"
LONGEST, LARGEST = 30.0, 1_500_000
"""Seconds and bytes of the recording."""
EIGHTHS = "▁▂▃▄▅▆▇█"


@pytest.mark.parametrize("scene", [*PICTURES, RECORDING], ids=lambda scene: scene.name)
def test_what_is_typed_shows_what_it_is_for(scene: Scene) -> None:
    from docs.pictures.playing import played

    frames = list(played(scene))
    assert len(frames) == len(scene.steps)
    assert {(len(frame.cells[0]), len(frame.cells)) for frame in frames} == {scene.size}


def test_every_picture_lies_there_in_the_size_of_its_window() -> None:
    from docs.pictures.drawing import CELL, MARGIN

    for scene in PICTURES:
        with Image.open(PLACE / f"{scene.name}.png") as image:
            wanted = (side * cell + 2 * MARGIN for side, cell in zip(scene.size, CELL, strict=True))
            assert image.size == tuple(wanted), scene.name


def test_the_recording_is_short_and_small() -> None:
    path = PLACE / f"{RECORDING.name}.gif"
    assert path.stat().st_size <= LARGEST
    with Image.open(path) as image:
        milliseconds = 0
        for number in range(image.n_frames):
            image.seek(number)
            milliseconds += image.info["duration"]
    assert milliseconds == pytest.approx(1000 * sum(step.seconds for step in RECORDING.steps), rel=0.02)
    assert milliseconds <= 1000 * LONGEST


def test_the_conference_is_the_same_each_time_and_is_understood() -> None:
    agenda = read_agenda(schedule().encode(), "schedule.xml").agenda
    assert schedule() == schedule()
    assert agenda.name == NAME
    assert agenda.days == DAYS
    assert len(agenda.sessions) > 400
    assert all(session.url and ".example/" in session.url for session in agenda.sessions)


def test_blocks_meet_without_a_gap() -> None:
    from docs.pictures.drawing import CELL, picture

    image = picture(((Char("█", fg="ff0000"),) * 3,) * 2)
    box = image.getbbox()
    assert box is not None
    left, top = (image.width - 3 * CELL[0]) // 2, (image.height - 2 * CELL[1]) // 2
    inner = image.crop((left, top, left + 3 * CELL[0], top + 2 * CELL[1]))
    assert inner.getcolors() == [(6 * CELL[0] * CELL[1], (255, 0, 0))]


def test_lines_meet_without_a_gap() -> None:
    from docs.pictures.drawing import CELL, MARGIN, picture

    image = picture((tuple(Char(character, fg="ffffff") for character in "╭─╮"),))
    row = [image.getpixel((x, MARGIN + CELL[1] // 2)) for x in range(MARGIN + CELL[0], MARGIN + 2 * CELL[0])]
    assert set(row) == {(255, 255, 255)}


def test_eighths_grow() -> None:
    from docs.pictures.drawing import picture

    images = [picture(((Char(eighth, fg="ff0000"),),)) for eighth in EIGHTHS]
    inked = [sum(number for number, ink in image.getcolors() if ink == (255, 0, 0)) for image in images]
    assert inked == sorted(set(inked))


def test_what_has_both_colours_exchanged_is_drawn_so() -> None:
    from docs.pictures.drawing import CELL, MARGIN, picture

    image = picture(((Char(" ", fg="00ff00", bg="0000ff", reverse=True),),))
    assert image.getpixel((MARGIN + CELL[0] // 2, MARGIN + CELL[1] // 2)) == (0, 255, 0)


def test_what_is_painted_often_keeps_its_colour() -> None:
    from docs.pictures.make import in_few_colours

    image = Image.effect_noise((300, 300), 80).convert("RGB")
    image.paste((255, 215, 95), (0, 0, 40, 40))
    (few,) = in_few_colours([image])
    assert few.convert("RGB").getpixel((5, 5)) == (255, 215, 95)
    assert len(few.getcolors()) <= 256
