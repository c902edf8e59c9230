"""How fast the program is, measured from outside: see BENCHMARKS.md. Not part of what is installed."""
