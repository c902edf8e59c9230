"""The nine lines of the table, a module each."""
