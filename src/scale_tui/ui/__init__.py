"""The only floor that knows Textual: screens, widgets and how an agenda looks."""
