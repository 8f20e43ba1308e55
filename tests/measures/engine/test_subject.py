"""A subject means the same in every measure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analytics
from analytics import Entity, Names, Query, load_entities, provenance
from analytics.errors import ArgumentError, EntityError
from analytics.text.entities import entities_to_json

Measure = Callable[[pd.DataFrame, Any], pd.DataFrame]
JANUARY, FEBRUARY = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")

ONE: dict[str, Measure] = {  # measures that count one subject
    "trend": analytics.trend,
    "outlets": analytics.outlets,
    "distribution": lambda articles, who: analytics.distribution(articles, "outlet", entity=who),
    "concentration": lambda articles, who: analytics.concentration(articles, entity=who),
    "bursts": analytics.bursts,
    "timing": analytics.timing,
    "headlines": analytics.headlines,
    "decomposition": lambda articles, who: analytics.decomposition(articles, who, JANUARY, FEBRUARY),
    "syndication": analytics.syndication,
    "keyness": analytics.keyness,
    "match": lambda articles, who: analytics.match(articles, who).to_frame(),
    "kwic": analytics.kwic,
    "aboutness": analytics.aboutness,
    "collocates": analytics.collocates,
}
SEVERAL: dict[str, Measure] = {  # measures that count one subject or several
    "trends": analytics.trends,
    "compare": lambda articles, who: analytics.compare(articles, who, JANUARY, FEBRUARY),
    "mentions": analytics.mentions,
    "dispersion": analytics.dispersion,
    "xray": analytics.xray,
}
EVERY = ONE | SEVERAL
NO_CONDITION = {
    "kwic",
    "aboutness",
    "collocates",
    "mentions",
    "dispersion",
    "xray",
}  # they need words to look for
NO_QUERY = {"collocates", "mentions"}  # they need names


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return analytics.load("data/sample").articles


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables have the same rows, whatever their subject is called."""
    if len(one.columns) == 1:  # of `match`, named by the subject
        return one.iloc[:, 0].tolist() == other.iloc[:, 0].tolist()
    named = [name for name in ("entity", "term") if name in one.columns]
    pd.testing.assert_frame_equal(
        pd.DataFrame(one).drop(columns=named), pd.DataFrame(other).drop(columns=named), check_names=False
    )
    return True


@pytest.mark.parametrize("name", EVERY)
def test_a_key_and_any_name_of_the_pack_are_the_same_subject(name: str, sample: pd.DataFrame) -> None:
    assert same(EVERY[name](sample, "trump"), EVERY[name](sample, "特朗普"))
    assert same(EVERY[name](sample, "trump"), EVERY[name](sample, load_entities()["trump"]))


@pytest.mark.parametrize("name", EVERY)
def test_any_other_string_is_looked_for_as_a_name(name: str, sample: pd.DataFrame) -> None:
    table = EVERY[name](sample, "港鐵")
    assert same(table, EVERY[name](sample, Names("港鐵")))
    assert same(table, EVERY[name](sample, Entity("mtr", "港鐵", "MTR", ("港鐵",))))


@pytest.mark.parametrize("name", EVERY)
def test_a_name_is_found_where_it_stands(name: str, sample: pd.DataFrame) -> None:
    """No measure counts 0 for a name that the texts hold."""
    held = (sample["title"] + "\n" + sample["body"]).str.contains("港鐵")
    dated = held & sample["published"].notna()
    inside = int((dated if name in ("trend", "trends", "xray") else held).sum())
    assert inside
    table = EVERY[name](sample, "港鐵")
    if "matching" in table and name not in ("headlines", "timing", "bursts"):
        assert table["matching"].sum() == inside
    elif name == "match":
        assert table.sum().item() == inside
    elif name in ("kwic", "mentions", "xray"):
        assert table["id"].nunique() == inside
    elif name == "aboutness":
        assert (table["mentions"] > 0).sum() == inside
    elif name == "dispersion":
        assert table["range"].item() == inside
    elif name not in ("bursts", "compare", "decomposition", "concentration", "syndication"):
        assert len(table)


@pytest.mark.parametrize("name", EVERY)
def test_a_near_miss_is_refused_with_what_is_near(name: str, sample: pd.DataFrame) -> None:
    with pytest.raises(EntityError, match=r"did you mean 'deepseek'\?.*Names\('deepsek'\)"):
        EVERY[name](sample, "deepsek")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("text", ["輝達 AND 股價", '"輝達 股價"~10', "title:輝達", "輝達*", "(輝達)"])
def test_query_syntax_in_a_string_is_refused(name: str, text: str, sample: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match=r"write Query\("):
        EVERY[name](sample, text)


@pytest.mark.parametrize("name", EVERY)
def test_a_query_counts_or_is_refused_in_words(name: str, sample: pd.DataFrame) -> None:
    if name in NO_QUERY:
        with pytest.raises(ArgumentError, match="needs names"):
            EVERY[name](sample, Query("輝達"))
    else:
        EVERY[name](sample, Query("輝達"))


@pytest.mark.parametrize("name", EVERY)
def test_a_condition_counts_or_is_refused_in_words(name: str, sample: pd.DataFrame) -> None:
    condition = sample["body"].str.contains("輝達")
    if name in NO_CONDITION:
        with pytest.raises(ArgumentError, match="needs words to look for") as refused:
            EVERY[name](sample, condition)
        assert len(str(refused.value)) < 200
    else:
        EVERY[name](sample, condition)


@pytest.mark.parametrize("name", ONE)
def test_a_list_is_refused_where_one_subject_is_wanted(name: str, sample: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match=r"a list means several.*Names\("):
        ONE[name](sample, ["nvidia"])


@pytest.mark.parametrize("name", SEVERAL)
def test_a_list_is_several_subjects(name: str, sample: pd.DataFrame) -> None:
    column = "term" if name in ("dispersion", "xray") else "entity"
    table = SEVERAL[name](sample, ["deepseek", "nvidia"])
    alone = SEVERAL[name](sample, ["nvidia"])
    assert table[column].nunique() == 2
    assert same(alone, SEVERAL[name](sample, "nvidia"))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("wrong", [5, None, {"a": 1}])
def test_what_is_no_subject_is_refused(name: str, wrong: object, sample: pd.DataFrame) -> None:
    if wrong is None and name in ("distribution", "concentration", "timing", "syndication"):
        return  # all articles count
    with pytest.raises(ArgumentError, match=r"not (int|NoneType|dict)"):
        EVERY[name](sample, wrong)


@pytest.mark.parametrize("name", EVERY)
def test_the_pack_travels_with_the_table(name: str, sample: pd.DataFrame) -> None:
    own = sample.copy()
    own.attrs["entities"] = entities_to_json({"mtr": Entity("mtr", "港鐵公司", "MTR", ("港鐵", "MTR"))})
    part = own[own["title"].str.len() > 0]
    assert same(EVERY[name](part, "mtr"), EVERY[name](part, Names("港鐵", "MTR")))


def test_a_pack_given_to_load_holds_for_its_articles_and_every_filter_of_them(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[mtr]\nlabel = { zh = "港鐵公司" }\nhk = ["港鐵"]\n', encoding="utf-8"
    )
    corpus = analytics.load("data/sample", entities=tmp_path / "own.toml")
    assert list(corpus.entities) == ["mtr"]
    articles = corpus.articles[corpus.articles["outlet"].notna()].sort_values("title")
    for table in (analytics.trend(corpus, "mtr"), analytics.trend(articles, "mtr")):
        assert provenance(table).label == "港鐵公司"
        assert table["matching"].sum() > 0


def test_the_pack_travels_to_cooccurrence(sample: pd.DataFrame) -> None:
    own = sample.copy()
    pack = {
        "model": Entity("model", "模型股", "Model", ("模型",)),
        "market": Entity("market", "股市", "Market", ("市場",)),
    }
    own.attrs["entities"] = entities_to_json(pack)
    table = analytics.cooccurrence(own, "entities", min_articles=1)
    assert set(table["first"]) | set(table["second"]) == {"模型股", "股市"}


def test_the_label_of_a_table_is_that_of_its_subject(sample: pd.DataFrame) -> None:
    origin = provenance(
        analytics.trend(sample, Names("深度求索", "DeepSeek", label="深度求索", label_en="DS"))
    )
    assert (origin.label, origin.label_en) == ("深度求索", "DS")
