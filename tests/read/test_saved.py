"""An article table that was saved reads back as the same table."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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


OUTLETS = ["電車軌", "維岸日報", "算盤街財經"]
NAMES = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
FACTS = st.fixed_dictionaries({"owner": NAMES}, optional={"class": NAMES})
SAVED = {
    "parquet": lambda table, file: table.to_parquet(file),
    "csv": lambda table, file: table.to_csv(file, index=False),
    "json": WAYS["to_json"][1],
}


@pytest.mark.parametrize("suffix", SAVED)
@given(outlets=st.dictionaries(st.sampled_from(OUTLETS), FACTS, min_size=1))
@settings(max_examples=15, deadline=None)
def test_a_labelled_table_reads_back_with_its_classes_and_owners(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, outlets: dict[str, dict[str, str]]
) -> None:
    rows = [{"title": f"第{n}則", "text": "港鐵加價。", "outlet": outlet} for n, outlet in enumerate(OUTLETS)]
    table = analytics.articles(pd.DataFrame(rows), labels={"outlets": outlets})
    file = tmp_path_factory.mktemp("saved") / f"a.{suffix}"
    SAVED[suffix](table, file)
    again = analytics.load(file, **READ).articles
    pd.testing.assert_frame_equal(again.drop(columns="tokens"), table.drop(columns="tokens"))


def test_new_labels_go_before_those_of_a_saved_table(tmp_path: Path) -> None:
    frame = pd.DataFrame({"title": ["一", "二"], "text": ["文", "字"], "outlet": ["甲", "乙"]})
    labels = {"outlets": {"甲": {"owner": "甲集團"}, "乙": {"owner": "乙集團"}}}
    analytics.articles(frame, labels=labels).to_parquet(tmp_path / "a.parquet")
    again = analytics.load(tmp_path, **READ, labels={"outlets": {"甲": {"owner": "丙集團"}}})
    assert again.articles["owner"].tolist() == ["丙集團", "乙集團"]


def test_a_column_owner_that_was_merged_stays_a_dimension(table: pd.DataFrame, tmp_path: Path) -> None:
    table.assign(owner=table["outlet"] + "集團").to_parquet(tmp_path / "a.parquet")
    counted = analytics.distribution(analytics.load(tmp_path, **READ), "owner")
    assert counted.set_index("value").at["電車軌集團", "matching"] == 67


def test_a_document_that_states_an_owner_gets_no_column(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nowner: 甲集團\n---\n# 一\n\n正文。", "utf-8")
    articles = analytics.load(tmp_path, **READ).articles
    assert "owner" not in articles and json.loads(articles["extra"][0]) == {"owner": "甲集團"}
