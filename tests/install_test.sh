#!/bin/sh
# Builds the package that is published, has pip install it from that alone, as for a stranger, without pins in an
# empty environment, and starts it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/tools"
"$place/tools/bin/python" -m pip --disable-pip-version-check --quiet install hatchling
(cd "$root" && "$place/tools/bin/python" -m hatchling build --target sdist --directory "$place/dist" >/dev/null)
"${PYTHON:-python3}" -m venv "$place/env"
"$place/env/bin/python" -m pip --disable-pip-version-check --quiet install "$place"/dist/scale_tui-*.tar.gz
cd "$place"
SCALE_TUI_HOME="$place/home"
export SCALE_TUI_HOME
"$place/env/bin/scale-tui" --version
"$place/env/bin/python" -m scale_tui now --at 2024-09-11T12:20 --plain
"$place/env/bin/scale-tui" list --json >/dev/null
"$place/env/bin/scale-tui" completion bash | bash -n
test -s "$place/env/share/man/man1/scale-tui.1"
# What is installed is the program, typed, and nothing of what it is made with.
"$place/env/bin/python" - <<'END'
from importlib.metadata import files
found = {file.as_posix() for file in files("scale-tui") if "__pycache__" not in file.parts}
assert {"scale_tui/py.typed", "scale_tui/data/networking-scale-2024.agenda"} <= found
ours = ("scale_tui/", "scale_tui-", "../../../bin/", "../../../share/man/")
strange = [file for file in found if not file.startswith(ours)]
assert not strange, strange
END
tar -tzf "$place"/dist/scale_tui-*.tar.gz >listed
for part in README.md docs/tutorial.md docs/pictures/recording.gif tests/conftest.py man/write_manual.py; do
    grep -q "/$part$" listed || { echo "the source package has no $part" >&2; exit 1; }
done
"$place/env/bin/python" "$root/tests/start_in_terminal.py" "Networking" "$place/env/bin/scale-tui"
echo "installs and starts without pins"
