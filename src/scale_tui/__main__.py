"""``python -m scale_tui``: the same program as the command ``scale-tui``."""

from scale_tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
