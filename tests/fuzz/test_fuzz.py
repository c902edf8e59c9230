"""Whatever bytes are given: an agenda or one clear line, and nothing that a terminal could obey.

The short form takes seconds; with SCALE_TUI_SOAK, as ``make soak`` sets it, it takes minutes, and mutates
the schedules of real conferences too where SCALE_TUI_SCHEDULES names them. Coverage leads ``make fuzz``.
"""

import faulthandler
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.mutation import mutated
from fuzz.seeds import SEEDS, found_with, real_files, seeds_of, tokens_of
from fuzz.targets import CANARY, TARGETS, read_any

IS_SOAK = bool(os.environ.get("SCALE_TUI_SOAK"))
# What is read takes milliseconds: this turns a hang into a failure that says where.
A_HANG = 120
MANY = settings(
    max_examples=20_000 if IS_SOAK else 60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
FOUND = [(target, path) for target in TARGETS for path in found_with(target)]
WORDS = {
    target: [token.encode("utf-8", "surrogatepass") for token in tokens_of(target)] for target in TARGETS
}
FILES = ("page", "xml", "json", "calendar", "own")


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    faulthandler.dump_traceback_later(A_HANG if not IS_SOAK else 3600, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.parametrize("target", TARGETS)
def test_the_examples_are_read(target: str) -> None:
    for seed in SEEDS[target]:
        TARGETS[target](seed)


@pytest.mark.parametrize(
    ("target", "path"), FOUND, ids=lambda each: each.name if isinstance(each, Path) else each
)
def test_what_was_found_stays_mended(target: str, path: Path) -> None:
    TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@MANY
@given(chance=st.randoms(use_true_random=False), data=st.data())
def test_a_file_with_faults(target: str, chance: random.Random, data: st.DataObject) -> None:
    seeds = seeds_of(target)
    TARGETS[target](mutated(chance, data.draw(st.sampled_from(seeds)), WORDS[target], seeds))


@pytest.mark.parametrize("target", TARGETS)
@MANY
@given(pieces=st.data())
def test_no_file_at_all(target: str, pieces: st.DataObject) -> None:
    word = st.sampled_from(WORDS[target]) | st.binary(max_size=8) | st.text(max_size=8).map(_encoded)
    TARGETS[target](b"".join(pieces.draw(st.lists(word, max_size=20))))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("target", FILES)
@MANY
@given(chance=st.randoms(use_true_random=False))
def test_no_error_repeats_what_was_read(target: str, chance: random.Random) -> None:
    seed = chance.choice(SEEDS[target])
    broken = mutated(chance, seed, [CANARY.encode()], [CANARY.encode()])
    read_any(broken[: chance.randint(0, len(broken))] + CANARY.encode())


@pytest.mark.skipif(not IS_SOAK, reason="the long form runs with SCALE_TUI_SOAK")
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_a_real_schedule_with_faults(path: Path) -> None:
    chance = random.Random(path.name)
    data = path.read_bytes()
    words = [word for target in FILES for word in WORDS[target]]
    for _ in range(25):
        read_any(mutated(chance, data, words, [data[:2000]]))
