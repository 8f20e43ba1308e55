"""Samples on disk read back as they were drawn."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import analytics
from analytics import cli
from analytics.coding.samples import place_in, whole_text
from analytics.errors import CorpusError


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return analytics.sample(analytics.load("data/sample"), 12, by="outlet")


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_sample_that_the_command_wrote_is_read_back(tmp_path: Path, drawn: pd.DataFrame, form: str) -> None:
    path = tmp_path / f"sample.{form}"
    asked = ["sample", "data/sample", "--n", "12", "--by", "outlet", "--out", str(path)]
    assert CliRunner().invoke(cli.app, asked).exit_code == 0
    back = analytics.read_sample(path)
    for name in ("id", "title", "body", "stratum", "cluster", "published"):
        assert back[name].tolist() == drawn[name].tolist(), name
    assert back["probability"].tolist() == pytest.approx(drawn["probability"].tolist(), rel=1e-12)
    assert back["extra"].str.contains("probability").sum() == 0


def test_a_corpus_is_no_sample(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no inclusion probabilities"):
        analytics.read_sample("data/sample")


def test_places_of_a_whole_text() -> None:
    assert whole_text("甲乙", "丙丁")[4:5] == "丙"
    assert place_in("甲乙", 4, 5) == ["body", 0, 1]
    assert place_in("甲乙", 1, 9) == ["title", 1, 2]
