"""From bytes to an Agenda: one reader a format, one way to clean text and to name sessions."""
