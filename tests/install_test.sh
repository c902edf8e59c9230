#!/bin/sh
# Builds the package as pip does for a stranger, installs it without pins in an empty environment, starts it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/env"
"$place/env/bin/python" -m pip --disable-pip-version-check --quiet install "$root"
cd "$place"
SCALE_TUI_HOME="$place/home"
export SCALE_TUI_HOME
"$place/env/bin/scale-tui" --version
"$place/env/bin/python" -m scale_tui now --at 2024-09-11T12:20 --plain
"$place/env/bin/scale-tui" list --json >/dev/null
"$place/env/bin/scale-tui" completion bash | bash -n
test -s "$place/env/share/man/man1/scale-tui.1"
"$place/env/bin/python" "$root/tests/start_in_terminal.py" "Networking" "$place/env/bin/scale-tui"
echo "installs and starts without pins"
