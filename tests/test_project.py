"""analytics.toml: what it may say, where it is looked for, and the line of a mistake."""

from pathlib import Path

import pytest

from analytics.errors import ProjectError
from analytics.project import corpus_of, find_project, read_project


def written(folder: Path, text: str) -> Path:
    (folder / "analytics.toml").write_text(text, "utf-8")
    return folder / "analytics.toml"


def test_places_start_at_the_file_and_addresses_stay_as_they_are(tmp_path: Path) -> None:
    settings = read_project(written(tmp_path, 'corpus = "s3://press/articles"\nout = "pages"')).settings
    assert settings == {"corpus": "s3://press/articles", "out": str(tmp_path / "pages")}


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    written(tmp_path, 'language = "en"')
    (tmp_path / "a" / "b").mkdir(parents=True)
    found = find_project(tmp_path / "a" / "b")
    assert found is not None and found.settings["language"] == "en" and found.folder == tmp_path
    written(tmp_path / "a", 'language = "zh-HK"')
    nearer = find_project(tmp_path / "a" / "b")
    assert nearer is not None and nearer.settings["language"] == "zh-HK"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('out = "pages"\ncorpsu = "articles"', "line 2: unknown key 'corpsu'; did you mean 'corpus'?"),
        ('# settings\n\nkeep = 0', "line 3: keep must be a whole number, 1 or more, not 0"),
        ("keep = true", "line 1: keep must be a whole number, 1 or more, not True"),
        ('language = "zh-TW"', 'line 1: language must be "zh-HK" or "en"'),
        ('timezone = "Hong Kong"', "line 1: timezone must be a time zone such as Asia/Hong_Kong"),
        ('others = "nvidia"', "line 1: others must be a list"),
        ('corpus = ""', "line 1: corpus must be a folder"),
        ("corpus = articles", "line 1"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line_and_the_way_out(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProjectError) as raised:
        read_project(written(tmp_path, text))
    assert message in str(raised.value) and "analytics.toml" in str(raised.value)


def test_the_folder_of_a_project_means_its_corpus(tmp_path: Path) -> None:
    written(tmp_path, 'corpus = "articles"')
    assert corpus_of(str(tmp_path)) == str(tmp_path / "articles")
    assert corpus_of(str(tmp_path / "articles")) == str(tmp_path / "articles")
