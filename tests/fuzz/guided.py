"""A run that is led by what of the readers has been reached so far: ``make fuzz``, on Linux.

    python tests/fuzz/guided.py [--seconds 60] [TARGET…]

What is found is written into ``found/TARGET``, where every run of the tests reads it again. Each target runs
in a process of its own, which may take 10 seconds for one file and one gibibyte.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

_SECONDS_FOR_ONE, _MEBIBYTES = 10, 1024
_NAMES = ("page", "xml", "json", "calendar", "own", "marks", "html", "text", "query", "times", "link")


def main() -> int:
    """Run what was asked for; 1 where anything was found."""
    parser = argparse.ArgumentParser(description="Fuzz the readers, led by coverage.")
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=f"one of {', '.join(_NAMES)}")
    parser.add_argument("--seconds", type=int, default=60, help="how long for each (default: 60)")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return _fuzz(asked.targets[0], asked.seconds, Path(asked.inside))
    unknown = set(asked.targets) - set(_NAMES)
    if unknown:
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    return max(_run(target, asked.seconds) for target in asked.targets or _NAMES)


def _run(target: str, seconds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        typed = [__file__, target, "--seconds", str(seconds), "--inside", folder]
        done = subprocess.run([sys.executable, *typed], check=False, stderr=subprocess.PIPE, text=True)
    lines = done.stderr.splitlines()
    if done.returncode:
        print("\n".join(lines[-60:]))
        print(f"{target}: found something, see {Path('tests/fuzz/found', target)}")
        return 1
    told = next((line for line in reversed(lines) if "cov:" in line), "nothing was run")
    print(f"{target}: nothing found; {told}", flush=True)
    return 0


def _fuzz(target: str, seconds: int, folder: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["scale_tui", "icalendar", "justhtml"]):
        from fuzz.mutation import mutated
        from fuzz.seeds import FOUND, seeds_of, tokens_of
        from fuzz.targets import TARGETS

        seeds = seeds_of(target)
        for seed in seeds:
            # What it is read with is imported now, so that it is watched.
            TARGETS[target](seed)
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    (FOUND / target).mkdir(parents=True, exist_ok=True)
    tokens = tuple(token.encode("utf-8", "surrogatepass") for token in tokens_of(target))

    def change(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutated(chance, data, tokens, seeds)[:most]

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={_SECONDS_FOR_ONE}",
            f"-rss_limit_mb={_MEBIBYTES}",
            "-max_len=65536",
            f"-artifact_prefix={FOUND / target}/",
            str(folder),
        ],
        TARGETS[target],
        custom_mutator=change,
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
