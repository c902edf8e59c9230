"""The command that is measured, its interpreter, and the surroundings that it is run in."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout, where everything is run."""


@dataclass(frozen=True)
class Command:
    """A program with its arguments, and what is in its environment beside the usual."""

    words: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)

    def with_arguments(self, *arguments: str) -> "Command":
        """The same, told more."""
        return Command((*self.words, *arguments), self.env)

    def at_home(self, home: Path) -> "Command":
        """The same, with all that it keeps in this folder."""
        return Command(self.words, {**self.env, "SCALE_TUI_HOME": str(home)})

    @property
    def interpreter(self) -> "Command":
        """The Python that runs it, with the options that it is run with."""
        return Command(_interpreter_of(self.words), self.env)

    def environment(self, home: Path) -> dict[str, str]:
        """Everything in its environment: nothing that changes how Python starts, or what Textual draws."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **self.env,
        }


def parse_command(text: str) -> Command:
    """A command as typed: variables for its environment may stand before it."""
    words = shlex.split(text)
    env = {}
    while words and "=" in words[0] and words[0].split("=")[0].isidentifier():
        name, _, value = words.pop(0).partition("=")
        env[name] = value
    if not words:
        raise ValueError("there is no command")
    return Command(tuple(words), env)


def _interpreter_of(words: tuple[str, ...]) -> tuple[str, ...]:
    program = Path(words[0])
    if "python" in program.name:
        return words[: next((n for n, word in enumerate(words) if word in ("-m", "-c")), 1)]
    with program.open("rb") as file:
        first = file.readline().decode("utf-8", "replace")
    if not first.startswith("#!"):
        raise ValueError(f"{program.name} does not tell which Python runs it")
    return tuple(shlex.split(first[2:]))
