"""scale-tui: the conference companion for the terminal."""

__version__ = "0.1.0"
