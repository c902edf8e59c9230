"""The table that is printed, and kept."""

import pytest

from bench.figures import Figure, Goal
from bench.table import as_markdown, as_text, put_into, reached

TABLE = {
    "1 First": [Figure("80x24", Goal(0.1), 0.0612, "24.0 ms : 392.0 ms"), Figure("40x20", Goal(0.1), 0.2)],
    "3 Keys": [Figure("a|b", None, 12.5), Figure("FOSDEM", Goal(1000, "bytes"), None, "no schedule")],
}


def test_each_figure_stands_beside_its_goal() -> None:
    assert as_text(TABLE).splitlines() == [
        "               goal   figure                of which",
        "",
        "1 First",
        "  80x24    ≤ 0.10 ×   0.06 ×  reached       24.0 ms : 392.0 ms",
        "  40x20    ≤ 0.10 ×   0.20 ×  NOT reached",
        "",
        "3 Keys",
        "  a|b                12.5 ms",
        "  FOSDEM  ≤ 1,000 B        —  not measured  no schedule",
    ]


def test_the_page_has_the_same_figures() -> None:
    lines = as_markdown(TABLE).splitlines()
    assert lines[2] == "| **1 First** | | | | |"
    assert lines[3] == "| 80x24 | ≤ 0.10 × | 0.06 × | reached | 24.0 ms : 392.0 ms |"
    assert lines[6].startswith("| a\\|b |")


def test_the_goals_are_counted() -> None:
    assert reached(TABLE) == "1 reached, 1 not reached, 1 not measured"
    assert reached({"1": TABLE["1 First"]}) == "1 reached, 1 not reached"


def test_the_table_takes_the_place_of_the_one_before() -> None:
    page = "# Title\n\n<!-- what was measured -->\n\nold\n\n<!-- end of what was measured -->\n\nHow.\n"
    new = put_into(page, "new")
    assert new == page.replace("old", "new")
    assert put_into(new, "newer") == page.replace("old", "newer")


def test_a_page_without_a_place_for_it_is_left_alone() -> None:
    with pytest.raises(ValueError, match="what was measured"):
        put_into("# Title\n", "new")
