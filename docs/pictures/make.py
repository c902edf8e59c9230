"""Makes the pictures and the recording of the README and of docs/ from the real program: ``make pictures``.

``make pictures ARGS="rooms-120x35 recording"`` makes some of them. It needs Linux, the extra ``pictures``,
a font with fixed widths, DejaVu Sans Mono by choice, and for one of them Chromium.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from docs.pictures.browser import browser_picture
from docs.pictures.drawing import caption, picture
from docs.pictures.playing import NotShown, played
from docs.pictures.scenes import BROWSER, PICTURES, RECORDING, Scene

PLACE = Path(__file__).parent
_OFTEN, _SHADES = 80, 120
"""How many colours a picture has."""


def main(names: Sequence[str]) -> int:
    """Make those named, or all; 1 where one does not show what it is for."""
    scenes = {scene.name: scene for scene in (*PICTURES, RECORDING, BROWSER)}
    if unknown := set(names) - scenes.keys():
        sys.stderr.write(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(scenes)}\n")
        return 2
    for name in names or scenes:
        try:
            path = _made(scenes[name])
        except NotShown as error:
            sys.stderr.write(f"{error}\n")
            return 1
        sys.stdout.write(f"{path.name}  {path.stat().st_size // 1024} KiB\n" if path else f"no {name} here\n")
    return 0


def _made(scene: Scene) -> Path | None:
    """Where the picture is; None where the browser for it is missing."""
    if scene is RECORDING:
        return _record(scene)
    if scene is not BROWSER:
        return _take(scene)
    path = PLACE / f"{scene.name}.png"
    if not browser_picture(path):
        return None
    with Image.open(path) as shown:
        (image,) = in_few_colours([shown.convert("RGB")])
    image.save(path, optimize=True)
    return path


def _take(scene: Scene) -> Path:
    """The last frame of a scene."""
    *_, last = played(scene, in_real_time=True)
    path = PLACE / f"{scene.name}.png"
    (image,) = in_few_colours([picture(last.cells)])
    image.save(path, optimize=True)
    return path


def _record(scene: Scene) -> Path:
    """All frames of a scene, as a GIF: GitHub, PyPI and every viewer play it without being asked."""
    frames = list(played(scene, in_real_time=True))
    first, *rest = in_few_colours(
        [caption(picture(frame.cells), frame.step.key, frame.step.told) for frame in frames]
    )
    path = PLACE / f"{scene.name}.gif"
    first.save(
        path,
        save_all=True,
        append_images=rest,
        duration=[round(frame.step.seconds * 1000) for frame in frames],
        loop=0,
        optimize=True,
    )
    return path


def in_few_colours(images: Sequence[Image.Image]) -> list[Image.Image]:
    """The pictures with one palette for all, so that what stands still is the same in each of them.

    What is painted often has its colour exactly. The many shades at the edges of characters share what is
    left, however seldom one of them is: else red letters among a thousand white ones would have grey edges.
    """
    counts: Counter[tuple[int, ...]] = Counter()
    for image in images:
        counts.update(
            {
                ink: count
                for count, ink in image.getcolors(image.width * image.height) or ()
                if isinstance(ink, tuple)
            }
        )
    often = [colour for colour, _ in counts.most_common(_OFTEN)]
    seldom = sorted(counts.keys() - set(often))
    palette = Image.new("P", (1, 1))
    shades: Sequence[int] = ()
    if seldom:
        strip = Image.new("RGB", (len(seldom), 1))
        strip.putdata(seldom)
        shades = strip.quantize(_SHADES, dither=Image.Dither.NONE).getpalette() or ()
    palette.putpalette([*(part for colour in often for part in colour), *shades])
    return [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
