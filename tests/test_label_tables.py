"""The tables outlets and values: what they may say, and the line of a mistake."""

from pathlib import Path

import pytest

from analytics.errors import ProjectError
from analytics.label_tables import line_of, read_label_tables
from analytics.project import read_project

OUTLETS = '[outlets.lion]\nname = "獅山報"\nclass = "大眾化"\nowner = "獅山集團"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[outlets.lion]\nname = "獅山報"\nownr = "甲"', "line 3: unknown key 'ownr'; did you mean 'owner'?"),
        ('[outlets.lion]\nname = "獅山報"\nowner = 3', "line 3: owner must be a text, not 3"),
        ('[outlets]\nlion = "獅山報"', "line 2: outlets.lion must be a table, not '獅山報'"),
        ('outlets = "獅山報"', "line 1: outlets must be a table"),
        ('[values]\n"财经" = "財經"\n"樓市" = ["地產"]', "line 3: values: '樓市' must be a text"),
        (OUTLETS + '[outlets.lion2]\nname = "獅山報"\nowner = "乙"', "line 4: owner: 獅山報 has another owner"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line_in_the_project_and_in_a_file_of_its_own(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "analytics.toml").write_text(text, "utf-8")
    for read in (read_project, read_label_tables):
        with pytest.raises(ProjectError) as raised:
            read(tmp_path / "analytics.toml")
        assert f"analytics.toml, {message}" in str(raised.value)


def test_a_misspelt_table_is_refused_with_the_near_miss(tmp_path: Path) -> None:
    (tmp_path / "analytics.toml").write_text('[outlet.lion]\nname = "獅山報"', "utf-8")
    with pytest.raises(ProjectError, match="line 1: unknown key 'outlet'; did you mean 'outlets'"):
        read_project(tmp_path / "analytics.toml")
    with pytest.raises(ProjectError, match=r"no table \[outlets"):
        read_label_tables(tmp_path / "analytics.toml")


def test_a_project_with_these_tables_is_its_own_file_of_labels(tmp_path: Path) -> None:
    (tmp_path / "analytics.toml").write_text("keep = 3\n" + OUTLETS, "utf-8")
    assert read_project(tmp_path / "analytics.toml").settings == {
        "labels": str(tmp_path / "analytics.toml"),
        "keep": 3,
    }
    (tmp_path / "analytics.toml").write_text('labels = "own.toml"\n', "utf-8")
    assert read_project(tmp_path / "analytics.toml").settings["labels"] == str(tmp_path / "own.toml")
    (tmp_path / "analytics.toml").write_text('labels = "own.toml"\n' + OUTLETS, "utf-8")
    with pytest.raises(ProjectError, match="line 1: labels names a file: put outlets into it"):
        read_project(tmp_path / "analytics.toml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"own\.toml: No such file"):
        read_label_tables(tmp_path / "own.toml")


def test_the_line_of_a_key_is_found_inside_its_own_table() -> None:
    text = '[outlets.hill]\nname = "a"\n[outlets."lion"]\nname = "b"\n[values]\n"b" = "c"'
    assert [line_of(text, "outlets", key, "name") for key in ("hill", "lion")] == [2, 4]
    assert line_of(text, "values", "b") == 6 and line_of('outlets.lion.name = "a"', "outlets", "lion") == 1
