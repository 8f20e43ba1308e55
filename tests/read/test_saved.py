"""An article table that was saved reads back as the same table."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import analytics
from analytics import cli

SAMPLE = "data/sample"
READ = {"cache": False, "progress": False}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return analytics.load(SAMPLE, **READ).articles


def by_command(_: pd.DataFrame, file: Path) -> None:
    done = CliRunner().invoke(cli.app, ["load", SAMPLE, "--out", str(file)])
    assert done.exit_code == 0, done.output


WAYS: dict[str, tuple[str, Callable[[pd.DataFrame, Path], object]]] = {
    "load --out x.parquet": ("a.parquet", by_command),
    "load --out x.csv": ("a.csv", by_command),
    "load --out x.json": ("a.json", by_command),
    "to_parquet": ("a.parquet", lambda table, file: table.to_parquet(file)),
    "to_csv": ("a.csv", lambda table, file: table.to_csv(file)),
    "to_csv without an index": ("a.csv", lambda table, file: table.to_csv(file, index=False)),
    "to_json": (
        "a.json",
        lambda table, file: table.drop(columns="tokens").to_json(file, date_format="iso", date_unit="us"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_saved_table_reads_back_as_the_same(table: pd.DataFrame, tmp_path: Path, way: str) -> None:
    name, save = WAYS[way]
    save(table, tmp_path / name)
    again = analytics.load(tmp_path / name, **READ)
    assert again.ledger["rejected"] == 0
    pd.testing.assert_frame_equal(again.articles.drop(columns="tokens"), table.drop(columns="tokens"))
    assert [list(one) for one in again.articles["tokens"]] == [list(one) for one in table["tokens"]]


def test_columns_of_ones_own_go_to_extra(table: pd.DataFrame, tmp_path: Path) -> None:
    table.head(1).assign(story=7).to_parquet(tmp_path / "a.parquet")
    (extra,) = analytics.load(tmp_path, **READ).articles["extra"]
    assert json.loads(extra) == {**json.loads(table["extra"].iloc[0]), "story": 7}


def test_articles_returns_an_article_table_as_it_is(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        analytics.articles(table.head(5)).drop(columns="tokens"), table.head(5).drop(columns="tokens")
    )
