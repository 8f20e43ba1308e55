"""Labels: outlets' names, classes and owners, and values that are one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, ProjectError
from analytics.read.labels import load_labels, spelling_key
from analytics.schema import NAMES

LABELS: dict[str, Any] = {
    "outlets": {
        "liondaily": {"name": "獅山報", "class": "大眾化", "owner": "獅山集團"},
        "港聲報": {"owner": "港聲集團"},
    },
    "values": {"财经新闻": "財經", "獅山網": "獅山報"},
}
ROWS = [("LionDaily", ["财经", "財經新聞"]), ("狮山报", ["要聞"]), ("獅山網", ["財經新聞"]), ("港聲報", []), ("海角社", [])]  # fmt: skip


@pytest.fixture
def frame() -> pd.DataFrame:
    rows = [
        {"title": f"第{n}則", "text": f"港鐵第{n}次公布。", "outlet": outlet, "categories": found}
        for n, (outlet, found) in enumerate(ROWS)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def folder(tmp_path: Path, frame: pd.DataFrame) -> Path:
    for n, row in frame.iterrows():
        text = "".join(f"- {name}\n" for name in row["categories"])
        head = f"title: {row['title']}\noutlet: {row['outlet']}\ndate: 2025-01-0{int(str(n)) + 1}\ncategories:\n{text}"
        (tmp_path / f"{n}.md").write_text(f"---\n{head}---\n{row['text']}\n", "utf-8")
    return tmp_path


@pytest.fixture(params=["load", "articles"])
def labelled(request: pytest.FixtureRequest, folder: Path, frame: pd.DataFrame) -> pd.DataFrame:
    if request.param == "load":
        return analytics.load(folder, labels=LABELS).articles
    return analytics.articles(frame, labels=LABELS)


def test_an_outlet_has_its_display_name_however_documents_spell_it(labelled: pd.DataFrame) -> None:
    assert labelled["outlet"].tolist() == ["獅山報", "獅山報", "獅山報", "港聲報", "海角社"]


def test_class_and_owner_are_missing_where_they_are_not_stated(labelled: pd.DataFrame) -> None:
    assert labelled["owner"].fillna("").tolist() == ["獅山集團"] * 3 + ["港聲集團", ""]
    assert labelled["outlet_class"].fillna("").tolist() == ["大眾化"] * 3 + ["", ""]


def test_values_that_are_one_stand_once_in_a_list(labelled: pd.DataFrame) -> None:
    found = [list(row) for row in labelled["categories"]]
    assert found[1:3] == [["要聞"], ["財經"]]
    assert found[0] == ["财经", "財經"]  # another value: its spelling is said nowhere


def test_every_spelling_of_a_value_that_is_said_is_that_value(frame: pd.DataFrame) -> None:
    one = analytics.articles(frame, labels={"values": {"财经": "財經", "財經新聞": "財經"}})
    assert list(one["categories"].iloc[0]) == ["財經"]


def test_owners_are_a_dimension(labelled: pd.DataFrame) -> None:
    counted = analytics.distribution(labelled, "owner").set_index("value")["matching"]
    assert counted["獅山集團"] == 3 and counted["港聲集團"] == 1


def test_without_labels_the_columns_are_the_usual_ones(folder: Path, labelled: pd.DataFrame) -> None:
    assert list(analytics.load(folder).articles.columns) == list(NAMES)
    assert list(labelled.columns) == [*NAMES, "outlet_class", "owner"]


def test_other_labels_are_seen_at_once_though_nothing_is_read_again(folder: Path) -> None:
    analytics.load(folder, labels=LABELS)
    other = {"outlets": {"liondaily": {"owner": "別人"}}}
    changed = analytics.load(folder, labels=other)
    assert changed.ledger["from_cache"] == 5
    assert changed.articles["owner"].dropna().tolist() == ["別人"]
    assert "owner" not in analytics.load(folder).articles


def test_the_identity_of_articles_does_not_depend_on_labels(folder: Path) -> None:
    plain, labelled = analytics.load(folder), analytics.load(folder, labels=LABELS)
    assert plain.articles["id"].tolist() == labelled.articles["id"].tolist()
    assert plain.fingerprint == labelled.fingerprint


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"outlets": {"lion": {"ownr": "甲"}}}, "labels, outlets.lion.ownr: unknown key 'ownr'; did you mean 'owner'"),
        ({"outlet": {}}, "unknown table 'outlet'; did you mean 'outlets'"),
        (["獅山報"], "labels must be a TOML file or a mapping"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_mapping_names_the_place(folder: Path, labels: Any, message: str) -> None:
    load: Callable[..., object] = analytics.load
    with pytest.raises(ArgumentError, match=message):
        load(folder, labels=labels)


def test_values_that_are_one_are_followed_to_the_last() -> None:
    values = {"地產": "樓市", "樓市": "財經", "财经": "財經"}
    assert load_labels({"values": values}).values == dict.fromkeys(map(spelling_key, values), "財經")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"甲" = "乙"\n"乙" = "丙"\n"丙" = "甲"', "line 2: values: '甲' leads back to itself"),
        ('"財經" = "樓市"\n"樓市" = "财经"', "line 2: values: '財經' leads back to itself"),
        ('"财经" = "財經"\n"財經" = "樓市"', "line 3: values: '財經' is '財經' already"),
    ],
)
def test_values_that_lead_nowhere_are_refused_with_their_line(
    tmp_path: Path, written: str, message: str
) -> None:
    (tmp_path / "own.toml").write_text(f"[values]\n{written}", "utf-8")
    with pytest.raises(ProjectError, match=message):
        load_labels(tmp_path / "own.toml")
