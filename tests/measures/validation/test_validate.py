"""Validation: counts by hand, weights, intervals that hold the truth, and every way to say what counts."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError
from analytics.measures.stats.proportions import wilson

from .tables import by_coder, codes_of

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture
def ten(table_of: TableOf) -> pd.DataFrame:
    """Six articles name DeepSeek: a0 to a5."""
    return table_of(
        *({"title": "DeepSeek新模型" if n < 6 else "港鐵加價", "body": "內文。"} for n in range(10))
    )


def figures(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["quantity"], table["estimate"], strict=True))


def test_figures_by_hand(ten: pd.DataFrame) -> None:
    # found: a0 to a5; true: a0 to a3 and a6: 4 right of 6 found, 4 of 5 true, 3 of 5 others left out
    table = analytics.validate(ten, by_coder(a="yyyynnynnn"), "deepseek", question="about")
    found = figures(table)
    assert found["precision"] == pytest.approx(4 / 6)
    assert found["recall"] == pytest.approx(4 / 5)
    assert found["f1"] == pytest.approx(2 * 4 / (6 + 5))
    assert found["specificity"] == pytest.approx(3 / 5)
    assert (found["coded_share"], found["matched_share"]) == (pytest.approx(0.5), pytest.approx(0.6))
    assert table.set_index("quantity").loc["recall", ["hits", "articles"]].tolist() == [4, 5]


def test_intervals_hold_their_estimates(ten: pd.DataFrame) -> None:
    table = analytics.validate(ten, by_coder(a="yyyynnynnn"), "deepseek", question="about")
    assert ((table["low"] <= table["estimate"]) & (table["estimate"] <= table["high"])).all()


def test_without_probabilities_the_precision_has_wilsons_interval(ten: pd.DataFrame) -> None:
    table = analytics.validate(ten, by_coder(a="yyyyyynnnn"), "deepseek", question="about")
    low, _ = wilson(6, 6)
    assert table["low"].iloc[0] == pytest.approx(float(low), abs=1e-6)
    assert analytics.provenance(table).details["weighted"] is False


def test_rare_strata_weigh_less(ten: pd.DataFrame) -> None:
    chance = [1.0] * 6 + [0.1] * 4
    codes = by_coder(a="yyyyyyyynn").assign(probability=chance, stratum=["m"] * 6 + ["o"] * 4)
    found = figures(analytics.validate(ten, codes, "deepseek", question="about"))
    assert found["recall"] == pytest.approx(6 / (6 + 20))


def test_the_majority_decides_and_ties_are_left_out(ten: pd.DataFrame) -> None:
    codes = by_coder(a="yyyyyynnnn", b="yyyyynnnnn", c="nyyyy.nnnn")
    table = analytics.validate(ten, codes, "deepseek", question="about")
    details = analytics.provenance(table).details
    # a0: two of three say yes; a5: one yes, one no, and c coded other articles only
    assert details["undecided"] == 1
    assert details["coded"] == 9


def test_one_coder_can_decide(ten: pd.DataFrame) -> None:
    codes = by_coder(a="yyyyyynnnn", b="nnnnnnyyyy")
    assert figures(analytics.validate(ten, codes, "deepseek", question="about", coder="a"))["precision"] == 1


def test_a_question_that_did_not_apply_means_no(ten: pd.DataFrame) -> None:
    first = by_coder(a="yyyyyynnnn")
    second = codes_of(*(("a", f"a{n}", "yes") for n in range(3)), question="main")
    codes = pd.concat([first, second], ignore_index=True)
    found = figures(analytics.validate(ten, codes, "deepseek", question="main"))
    assert found["coded_share"] == pytest.approx(0.3)


def test_several_values_can_count(ten: pd.DataFrame) -> None:
    codes = codes_of(*(("a", f"a{n}", ["good", "mid", "bad"][n % 3]) for n in range(9)), kind="nominal")
    found = figures(analytics.validate(ten, codes, "deepseek", question="about", value=["good", "mid"]))
    assert found["coded_share"] == pytest.approx(6 / 9)


def test_a_query_a_series_and_a_threshold_of_aboutness_are_validated(ten: pd.DataFrame) -> None:
    codes = by_coder(a="yyyyyynnnn")
    for subject in (analytics.Query("title:DeepSeek"), ten["title"].str.contains("DeepSeek")):
        assert figures(analytics.validate(ten, codes, subject, question="about"))["f1"] == 1
    table = analytics.validate(ten, codes, "deepseek", question="about", min_score=0.9)
    assert figures(table)["recall"] == 0  # the body never names it


def test_a_rule_of_stories_is_validated() -> None:
    articles = analytics.load("data/sample").articles
    told = analytics.stories(articles)
    copies = ~told["first"]
    some = told.head(40)
    codes = codes_of(
        *(("a", key, "no" if first else "yes") for key, first in zip(some["id"], some["first"], strict=True))
    )
    assert figures(analytics.validate(articles, codes, copies, question="about"))["f1"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"question": "abuot"}, "did you mean 'about'"),
        ({"question": "about", "value": "yse"}, "did you mean 'yes'"),
        ({"question": "about", "coder": "b"}, "unknown coder 'b'"),
        ({"question": "about", "min_score": 2}, "min_score must be"),
    ],
)
def test_wrong_arguments_are_refused(ten: pd.DataFrame, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        analytics.validate(ten, by_coder(a="yyyyyynnnn"), "deepseek", **arguments)  # type: ignore[arg-type]


def test_spans_do_not_decide(ten: pd.DataFrame) -> None:
    codes = codes_of(("a", "a0", "[]"), kind="spans").assign(number=np.nan)
    with pytest.raises(ArgumentError, match="marks passages"):
        analytics.validate(ten, codes, "deepseek", question="about")


def test_articles_that_changed_since_are_told(ten: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="10 articles have changed since they were coded"):
        analytics.validate(
            ten, by_coder(a="yyyyyynnnn").assign(digest="0" * 12), "deepseek", question="about"
        )


def test_coders_who_agree_on_nothing_are_told(ten: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="agree on no article"):
        analytics.validate(ten, by_coder(a="yy", b="nn"), "deepseek", question="about")


def simulated(seed: int, equal: bool) -> dict[str, float]:
    """How often the intervals of 500 samples hold the precision, recall and F1 of a corpus of known truth."""
    from analytics.measures.validation.validate import quantities

    rng, size, drawn = np.random.default_rng(seed), 6000, 300
    truth = rng.random(size) < 0.3
    matched = np.where(truth, rng.random(size) < 0.85, rng.random(size) < 0.08)
    whole = {
        "precision": truth[matched].mean(),
        "recall": matched[truth].mean(),
        "f1": 2 * (truth & matched).sum() / (truth.sum() + matched.sum()),
    }
    covered = dict.fromkeys(whole, 0)
    groups = [np.flatnonzero(matched), np.flatnonzero(~matched)] if equal else [np.arange(size)]
    for _ in range(500):
        parts = [rng.choice(group, drawn // len(groups), replace=False) for group in groups]
        chosen = np.concatenate(parts)
        outcomes = pd.DataFrame(
            {
                "id": chosen.astype(str), "truth": truth[chosen], "matched": matched[chosen], "cluster": "",
                "stratum": np.repeat(np.arange(len(groups)), [len(part) for part in parts]).astype(str),
                "probability": np.repeat([len(p) / len(g) for p, g in zip(parts, groups, strict=True)], [len(p) for p in parts]),
            }
        )  # fmt: skip
        table = quantities(outcomes).set_index("quantity")
        for name, value in whole.items():
            covered[name] += table.loc[name, "low"] <= value <= table.loc[name, "high"]
    return {name: count / 500 for name, count in covered.items()}


@pytest.mark.parametrize("equal", [False, True])
def test_intervals_hold_the_truth_as_often_as_they_say(equal: bool) -> None:
    assert all(0.93 <= share <= 0.97 for share in simulated(3, equal).values()), simulated(3, equal)
