"""What is said of saved filters, as ``messages`` are of all else."""

from textual.message import Message

from scale_tui.domain.schedule import PersonalSchedule


class SaveFilter(Message):
    """Save this query under this name, in place of what has it; ``is_told`` where that shall be said."""

    def __init__(self, name: str, text: str, *, is_told: bool = False) -> None:
        self.name = name
        self.text = text
        self.is_told = is_told
        super().__init__()


class RemoveFilter(Message):
    """Keep the query of this name no longer."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class ShowFilter(Message):
    """Look for what is saved under this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class FiltersKept(Message):
    """What was to be saved or removed is; ``told`` is what to say of it, nothing where it is seen."""

    def __init__(self, conference: str, schedule: PersonalSchedule, told: str = "") -> None:
        self.conference = conference
        self.schedule = schedule
        self.told = told
        super().__init__()
