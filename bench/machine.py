"""On what it was measured: what the figures depend on, and nothing that tells whose machine it is."""

import os
import platform
import shlex
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.benching import Bench
from bench.command import ROOT

_VERSIONS = (
    "import platform, importlib.metadata as m; "
    "print(platform.python_version(), m.version('textual'), m.version('rich'))"
)


def described(bench: Bench) -> str:
    """Processors, versions, and whether others could get in between."""
    words = [*bench.program.interpreter.words, "-c", _VERSIONS]
    environment = bench.program.environment(ROOT)
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    python, textual, rich = done.stdout.split()
    facts = [
        f"{platform.system()} {platform.machine()}, {len(os.sched_getaffinity(0))} cores",
        f"Python {python}, Textual {textual}, rich {rich}",
        "in real time" if bench.priority.is_real_time else "at ordinary priority",
        f"{bench.runs} runs of each in turn",
        f"{datetime.now(UTC):%d %b %Y}",
    ]
    return " · ".join(facts)


def invocation(arguments: Sequence[str]) -> str:
    """The command to do it again."""
    return f"make bench ARGS={shlex.quote(shlex.join(arguments))}" if arguments else "make bench"
