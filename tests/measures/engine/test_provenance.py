"""A table knows how it was counted, wherever it goes."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analytics import Query, distribution, load_entities, outlets, trend, trends
from analytics.measures.engine.provenance import Provenance, provenance, subject_from_json, subject_to_json
from analytics.measures.engine.request import request
from analytics.measures.engine.subject import Chosen, mention_counts

TableOf = Callable[..., pd.DataFrame]
Count = Callable[[pd.DataFrame], pd.DataFrame]

TABLES: dict[str, Count] = {
    "trend": lambda press: trend(press, "deepseek", freq="month", start="2025-01-01", fields=("title",)),
    "trends": lambda press: trends(
        press, ["nvidia", Query("entity:deepseek AND 模型"), press["tags"].notna()]
    ),
    "outlets": lambda press: outlets(press, Query("DeepSeek"), freq="week"),
    "distribution": lambda press: distribution(press, "tags", entity=press["body"].str.len() > 10),
    "all": lambda press: distribution(press, "hour"),
}


@pytest.mark.parametrize("count", TABLES.values(), ids=TABLES)
def test_how_a_table_was_counted_is_plain_json(press: pd.DataFrame, count: Count) -> None:
    attrs = count(press).attrs
    assert json.loads(json.dumps(attrs)) == attrs


def test_copies_of_a_table_share_what_nobody_can_change(press: pd.DataFrame) -> None:
    table = TABLES["trend"](press)
    origin = table.attrs["provenance"]
    assert table.head(1).attrs["provenance"] is origin
    for change in (
        lambda: origin.update(measure="trends"),
        lambda: origin["details"].setdefault("note", ""),
        lambda: origin.__setitem__("by", "tags"),
    ):
        with pytest.raises(TypeError, match="read-only"):
            change()
    assert pickle.loads(pickle.dumps(table)).attrs == table.attrs


@pytest.mark.parametrize("count", TABLES.values(), ids=TABLES)
def test_parquet_keeps_how_a_table_was_counted(press: pd.DataFrame, tmp_path: Path, count: Count) -> None:
    table = count(press)
    table.to_parquet(tmp_path / "table.parquet")
    assert pd.read_parquet(tmp_path / "table.parquet").attrs == table.attrs


@pytest.mark.parametrize("count", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize(
    "step",
    [
        lambda table: table.copy(),
        lambda table: table[table["matching"] > 0],
        lambda table: table.loc[[1]],
        lambda table: table.iloc[0],
        lambda table: table.sort_values("share"),
        lambda table: pd.concat([table.head(2), table.tail(1)]),
        lambda table: table.assign(note="要跟進"),
    ],
    ids=["copy", "filter", "label", "row", "sort", "concat", "assign"],
)
def test_a_table_keeps_how_it_was_counted(
    press: pd.DataFrame, count: Count, step: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    assert step(count(press)).attrs == count(press).attrs


def test_a_table_says_range_and_fields_as_they_were_asked_for(press: pd.DataFrame) -> None:
    origin = provenance(trend(press, "deepseek", start="2025-01-01", fields="title"))
    assert (origin.start, origin.end, origin.fields) == ("2025-01-01", None, ("title",))


def test_an_entity_comes_back_whole(press: pd.DataFrame) -> None:
    nvidia = load_entities()["nvidia"]
    assert subject_from_json(subject_to_json(nvidia, press)) == nvidia


def test_a_query_comes_back_with_the_entities_it_names_and_no_others(press: pd.DataFrame) -> None:
    own = load_entities()["deepseek"]
    query = Query(
        'entity:"own" AND NOT (title:模型 OR entity:nvidia)', entities=load_entities() | {"own": own}
    )
    told = subject_to_json(query, press)
    assert set(told["entities"]) == {"own", "nvidia"}
    again = subject_from_json(told)
    assert isinstance(again, Query)
    assert again.entities["own"] == own
    assert again.found_in(press).matching.tolist() == query.found_in(press).matching.tolist()


def test_chosen_articles_are_known_by_their_id_in_any_order(press: pd.DataFrame) -> None:
    chosen = Chosen(press["outlet"] == "港聲報", "港聲報", "Kong Sing Daily")
    told = subject_to_json(chosen, press)
    assert told["ids"].split("\n") == ["a0", "a2", "a6"]
    turned = press.iloc[::-1].reset_index(drop=True)
    again = subject_from_json(told)
    assert turned["id"][mention_counts(turned, again, ("title",)) > 0].tolist() == ["a6", "a2", "a0"]


def test_no_article_chosen_stays_none(press: pd.DataFrame) -> None:
    told = subject_to_json(Chosen(press["title"] == "沒有這個標題", "空", "none"), press)
    assert mention_counts(press, subject_from_json(told), ("title",)).sum() == 0


def test_a_label_shared_by_several_is_numbered_in_both_languages(press: pd.DataFrame) -> None:
    how = request("trends", press, ["nvidia", "nvidia", Query("英偉達")], several=True)
    assert list(how.subjects) == ["英偉達", "英偉達 (2)", "英偉達 (3)"]
    assert list(how.labels_en.values()) == ["Nvidia", "Nvidia (2)", "英偉達 (3)"]


def test_a_table_that_came_by_way_of_csv_no_longer_knows(press: pd.DataFrame, tmp_path: Path) -> None:
    trend(press, "deepseek").to_csv(tmp_path / "trend.csv")
    assert provenance(pd.read_csv(tmp_path / "trend.csv")) == Provenance()
