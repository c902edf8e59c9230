"""When something was seen."""

from bench.content import changed_spots, content_seen, content_spots, effect_seen, last_word
from bench.emulator import Chunk, Emulator, shown_after

SIZE = (20, 5)
LIST = b"\x1b[HTitle 12:20\r\nnow bar\r\nfirst talk\r\nsecond talk\r\nkeys"


def chunks(*written: bytes) -> list[Chunk]:
    return [Chunk(float(at), data) for at, data in enumerate(written)]


def test_content_is_there_with_its_last_row() -> None:
    written = chunks(b"\x1b[?1049h", LIST[:40], LIST[40:], b"\x1b[5;1Hmore keys")
    content = content_spots(shown_after(written, SIZE))
    found = content_seen(written, SIZE, content)
    assert found is not None
    assert (found.at, found.vanished) == (2.0, 0)


def test_what_is_not_the_content_in_the_end_is_none() -> None:
    written = chunks(b"\x1b[HPlease wait for your agenda\r\nloading", b"\x1b[2J" + LIST)
    found = content_seen(written, SIZE, content_spots(shown_after(written, SIZE)))
    assert found is not None
    assert found.at == 1.0


def test_a_flash_is_counted() -> None:
    written = chunks(LIST, b"\x1b[2J", LIST)
    found = content_seen(written, SIZE, content_spots(shown_after(written, SIZE)))
    assert found is not None
    assert (found.at, found.vanished) == (0.0, 1)


def test_the_footer_and_the_detail_may_come_later() -> None:
    emulator = Emulator((120, 5))
    emulator.feed(b"title\x1b[3;1Hrow\x1b[3;80Hdetail\x1b[5;1Hkeys")
    rows = {y for y, _ in content_spots(emulator)}
    assert rows == {0, 2}
    assert max(x for _, x in content_spots(emulator)) < 64


def test_an_effect_is_seen_when_every_cell_has_changed() -> None:
    before = chunks(LIST)
    after = [*before, *chunks(b"", b"\x1b[3;1Hfirst TALK", b"\x1b[4;1H\x1b[7msecond talk")[1:]]
    effect = changed_spots(shown_after(before, SIZE), shown_after(after, SIZE), with_bars=False)
    assert effect_seen(after, SIZE, effect, since=0.5) == 2.0
    assert effect_seen(before, SIZE, effect, since=-1.0) is None


def test_what_a_blank_would_be_written_in_is_no_effect_but_its_background_is() -> None:
    before = chunks(LIST)
    for written, is_seen in ((b"\x1b[1;31m   ", False), (b"\x1b[41m   ", True), (b"\x1b[7m   ", True)):
        after = [*before, Chunk(1.0, b"\x1b[3;12H" + written)]
        spots = changed_spots(shown_after(before, SIZE), shown_after(after, SIZE), with_bars=False)
        assert bool(spots) is is_seen


def test_the_bars_with_their_clocks_are_no_effect() -> None:
    before, after = chunks(LIST), chunks(LIST, b"\x1b[1;7H12:21")
    assert changed_spots(shown_after(before, SIZE), shown_after(after, SIZE), with_bars=False) == {}
    assert changed_spots(shown_after(before, SIZE), shown_after(after, SIZE), with_bars=True)


def test_the_last_word_of_the_content_is_not_in_the_footer() -> None:
    assert last_word(shown_after(chunks(LIST), SIZE)) == b"second"
