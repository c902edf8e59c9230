"""The attendee's own editor, on a text of a few lines."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from scale_tui.domain.errors import MissingProgram

_CHOICES = ("VISUAL", "EDITOR")
_FALLBACK = "vi"


def edit(text: str, environ: Mapping[str, str]) -> str:
    """What the editor that ``VISUAL`` or ``EDITOR`` names makes of a text. Raises MissingProgram.

    The editor gets the terminal; an editor that fails leaves the text as it was.
    """
    chosen = next((environ[name] for name in _CHOICES if environ.get(name, "").strip()), _FALLBACK)
    with TemporaryDirectory(prefix="scale-tui-") as folder:
        path = Path(folder) / "note.md"
        path.write_text(text, encoding="utf-8")
        try:
            # The attendee's own words, as a shell would split them: EDITOR="code --wait".
            done = subprocess.run([*shlex.split(chosen), os.fspath(path)], check=False)  # noqa: S603
        except (OSError, ValueError) as error:
            raise MissingProgram(f"the editor {chosen!r} cannot be started; set EDITOR to one") from error
        if done.returncode != 0:
            return text
        return path.read_text(encoding="utf-8", errors="replace")
