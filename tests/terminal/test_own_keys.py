"""The real program with keys of its user's, and with lines that cannot be had."""

from collections.abc import Callable
from pathlib import Path

from pseudo_terminal import Playing

Play = Callable[..., Playing]


def configure(home: Path, text: str) -> None:
    (home / "config.toml").write_text(text, encoding="utf-8")


def footer(app: Playing) -> str:
    return app.picture(120, 35)[-1]


def shows(app: Playing, *texts: str) -> bool:
    return any(all(text in line for text in texts) for line in app.picture(120, 35))


def star(play: Play, named: str, key: str) -> Playing:
    """A start of the app whose footer names this key for a star, pressed once and left again."""
    app = play(env={"COLORTERM": "truecolor"}).drawn()
    app.until(lambda: f"{named} star" in footer(app), "the key in the footer")
    app.type(key)
    app.until(lambda: shows(app, "min left", "Alibaba"), "the list")
    app.read_the_rest()
    app.type("q")
    assert app.ended() == 0
    return app


def test_a_key_of_ones_own_is_named_at_every_start(play: Play, tmp_path: Path) -> None:
    configure(tmp_path, '[keys]\nmark.star = "ctrl+s"\n"find.stars" = ["*"]\n')
    for _ in range(2):
        assert b"so it does not count" not in star(play, "^s", "j").written
    # What the first picture of this one would be is from before.
    configure(tmp_path, '[keys]\nmark.star = "ctrl+t"\n')
    assert b"^s" not in star(play, "^t", "j").written


def test_a_key_of_ones_own_does_what_it_is_asked_for(play: Play, tmp_path: Path) -> None:
    configure(tmp_path, '[keys]\nmark.star = "ctrl+s"\n')
    app = play().drawn()
    app.type("\x13")
    app.until(lambda: shows(app, "★", "Alibaba"), "the star")
    app.type("q")
    assert app.ended() == 0


WRONG = """\
[keys]
mark.star = "s"
mark.sar = "t"
mark.note = "spcae"
"take.qr" = "ctrl+y"
"""


def test_a_line_that_cannot_be_had_is_told_in_the_app_and_before(play: Play, tmp_path: Path) -> None:
    configure(tmp_path, WRONG)
    app = play().drawn()
    app.until(lambda: "do not count" in toast(app), "the toast")
    told = toast(app)
    assert all(f"keys.mark.{name}" in told for name in ("star", "sar", "note"))
    assert "'scale-tui doctor' says why" in told
    before = app.written.partition(b"\x1b[?1049h")[0].decode()
    assert "keys.mark.star: s is already the key of find.stars" in before
    assert "keys.mark.sar: there is no action of this name, but mark.star, so it does not count" in before
    assert 'keys.mark.note: there is no key called "spcae", so it does not count' in before
    assert before.count("so it does not count") == 3
    app.type(" ")
    app.until(lambda: shows(app, "★", "Alibaba"), "the star")
    app.type("\x19")
    app.until(lambda: shows(app, "the event", "esc"), "the code")
    app.type("\x11")
    assert app.ended() == 0


def toast(app: Playing) -> str:
    """The words at the right side of the screen, where toasts are."""
    lines = (line.rpartition("▌")[2] if "▌" in line[40:] else "" for line in app.picture(120, 35))
    return " ".join(" ".join(lines).split())
