"""An error's text is a line an attendee can act on."""

import pytest

from scale_tui.domain import errors
from scale_tui.domain.errors import Ambiguous, ScaleTuiError, UnreadableAgenda


def test_an_unreadable_agenda_says_where_and_what_was_expected() -> None:
    error = UnreadableAgenda("mine.txt", "a time as 09:30", line=12)
    assert str(error) == "mine.txt, line 12: a time as 09:30"
    assert (error.source, error.expected, error.line) == ("mine.txt", "a time as 09:30", 12)


def test_an_unreadable_agenda_without_lines_names_the_source_alone() -> None:
    error = UnreadableAgenda("mine.json", "an object")
    assert str(error) == "mine.json: an object"
    assert error.line is None


def test_something_ambiguous_brings_its_candidates() -> None:
    error = Ambiguous("which one?", ("a", "b"))
    assert (str(error), error.candidates) == ("which one?", ("a", "b"))


@pytest.mark.parametrize(
    "name", ["UnreadableAgenda", "CannotRead", "NotFound", "Ambiguous", "UsageError", "CannotSave"]
)
def test_every_error_of_ours_can_be_caught_as_one(name: str) -> None:
    assert issubclass(getattr(errors, name), ScaleTuiError)
