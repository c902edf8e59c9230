"""``[keys]`` of the configuration: what is asked for, whichever way TOML has it."""

from pathlib import Path

import pytest

from scale_tui.storage.config import Config, read_config


def read(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ('"mark.star" = "s"', ("s",)),
        ('mark.star = "s"', ("s",)),
        ('mark = { star = "s" }', ("s",)),
        ('mark.star = "space, s"', ("space", "s")),
        ('mark.star = ["space", "ctrl+s", "space"]', ("space", "ctrl+s")),
        ('mark.star = ","', (",",)),
        ('mark.star = ["s", ","]', ("s", ",")),
        ('mark.star = [" "]', ("space",)),
        ("mark.star = []", ()),
    ],
)
def test_a_line_asks_for_keys(tmp_path: Path, line: str, keys: tuple[str, ...]) -> None:
    found = read(tmp_path, f"[keys]\n{line}\n")
    assert found.keys == (("mark.star", keys),)
    assert found.complaints == ()


def test_several_lines_are_kept_in_their_order(tmp_path: Path) -> None:
    found = read(tmp_path, '[keys]\nmark.star = "s"\n"find.stars" = "space"\nmark.note = "E"\n')
    assert [name for name, _ in found.keys] == ["mark.star", "mark.note", "find.stars"]


@pytest.mark.parametrize(
    "line", ["mark.star = 3", 'mark.star = ""', 'mark.star = "s,,t"', 'mark.star = ["s", 3]', "mark = {}"]
)
def test_what_is_no_key_is_complained_of_by_its_name(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, f'[keys]\n{line}\nfind.stars = "S"\n')
    assert found.keys == (("find.stars", ("S",)),)
    name = line.partition(" ")[0]
    assert [complaint for complaint in found.complaints if f": keys.{name}: a key or several" in complaint]
    assert len(found.complaints) == 1


def test_two_lines_for_one_action_count_neither(tmp_path: Path) -> None:
    found = read(tmp_path, '[keys]\nmark.star = "s"\n"mark.star" = "t"\n')
    assert found.keys == ()
    assert found.complaints[0].endswith("keys.mark.star: this is there twice, so it does not count")


def test_what_is_no_table_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, 'keys = "s"\n')
    assert found.keys == ()
    assert "keys: a table was expected" in found.complaints[0]


def test_a_table_in_a_table_without_end_does_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, f"[keys]\n{'a.' * 200}b = 3\n")
    assert found.keys == ()
    assert len(found.complaints) == 1
