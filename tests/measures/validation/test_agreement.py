"""Agreement: the published coefficients through the whole measure, pairs, missing answers, intervals."""

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError

from .tables import by_coder, codes_of

# Krippendorff (2011), example C; a dot is missing
FOUR = {
    "A": "12332141 2...".replace(" ", ""),
    "B": "123322412 5.3".replace(" ", ""),
    "C": ".33323422 51.",
    "D": "123324412 51.",
}


def krippendorff(kind: str) -> pd.DataFrame:
    rows = [
        (coder, f"u{number:02}", value)
        for coder, values in FOUR.items()
        for number, value in enumerate(values.replace(" ", ""))
        if value != "."
    ]
    table = codes_of(*rows, kind=kind)
    return table.assign(number=table["value"].astype(float))


def estimate(table: pd.DataFrame, coefficient: str, coders: str | None = None) -> float:
    rows = table[table["coefficient"] == coefficient]
    if coders is not None:
        rows = rows[rows["coders"] == coders]
    return float(rows["estimate"].iloc[0])


@pytest.mark.parametrize(
    ("kind", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_figures(kind: str, alpha: float) -> None:
    table = analytics.agreement(krippendorff(kind), repeats=20)
    assert round(estimate(table, "alpha"), 3) == alpha


def test_all_coders_come_first_then_each_pair() -> None:
    table = analytics.agreement(krippendorff("nominal"), repeats=5)
    coders = table["coders"].drop_duplicates().tolist()
    assert coders == ["A / B / C / D", "A / B", "A / C", "A / D", "B / C", "B / D", "C / D"]


def test_cohens_kappa_is_of_pairs_alone() -> None:
    table = analytics.agreement(krippendorff("nominal"), repeats=5)
    of = table[table["coefficient"] == "cohen_kappa"]["coders"]
    assert "A / B / C / D" not in set(of)
    assert len(of) == 6


def test_a_unit_of_one_coder_does_not_count() -> None:
    table = analytics.agreement(krippendorff("nominal"), repeats=5)
    assert table["articles"].iloc[0] == 11


def test_two_coders_by_hand() -> None:
    # 8 of 10 alike; one says yes to 5, the other to 5: expected 0.5, kappa 0.6
    table = analytics.agreement(by_coder(a="yyyyynnnnn", b="yyyynynnnn"), repeats=5)
    assert estimate(table, "agreement") == 0.8
    assert estimate(table, "cohen_kappa") == pytest.approx(0.6)


def test_the_same_seed_gives_the_same_interval_and_it_holds_the_estimate() -> None:
    codes = by_coder(a="yyyyynnnnnyn", b="yyyynynnnnyn")
    one, other = (analytics.agreement(codes, repeats=200, seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert ((one["low"] <= one["estimate"]) & (one["estimate"] <= one["high"])).all()
    assert not one["low"].equals(analytics.agreement(codes, repeats=200, seed=5)["low"])


def test_the_order_of_articles_and_coders_changes_nothing() -> None:
    codes = by_coder(a="yyynn", b="yynnn")
    shuffled = codes.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        analytics.agreement(codes, repeats=20), analytics.agreement(shuffled, repeats=20)
    )


def test_spans_overlap_by_dice() -> None:
    spans = {"a": '[["body", 0, 10]]', "b": '[["body", 5, 15]]'}
    codes = codes_of(*((coder, "a1", value) for coder, value in spans.items()), kind="spans").assign(
        number=np.nan
    )
    table = analytics.agreement(codes, repeats=5)
    assert table["coefficient"].tolist() == ["overlap"]
    assert table["estimate"].iloc[0] == 0.5


def test_one_value_alone_leaves_alpha_open() -> None:
    table = analytics.agreement(by_coder(a="yyy", b="yyy"), repeats=5)
    assert np.isnan(estimate(table, "alpha"))
    assert estimate(table, "agreement") == 1


def test_coders_of_different_articles_have_nothing_in_common() -> None:
    table = analytics.agreement(by_coder(a="yy..", b="..yn"), repeats=5)
    assert (table["articles"] == 0).all()
    assert table["estimate"].isna().all()


def test_one_coder_is_refused() -> None:
    with pytest.raises(CorpusError, match="needs two coders; these codes are all by 'a'"):
        analytics.agreement(by_coder(a="yyn"))


def test_a_coder_twice_is_refused() -> None:
    codes = by_coder(a="yyn", b="yyn")
    with pytest.raises(CorpusError, match="coder 'a' answered 'about' of article a0 twice"):
        analytics.agreement(pd.concat([codes, codes.head(1)]))


def test_what_are_no_codes_is_refused() -> None:
    with pytest.raises(CorpusError, match="load_codes"):
        analytics.agreement(pd.DataFrame({"coder": ["a"]}))
    with pytest.raises(CorpusError, match="no codes yet"):
        analytics.agreement(by_coder(a="y").head(0))


def test_repeats_must_be_a_number() -> None:
    with pytest.raises(ArgumentError, match="repeats"):
        analytics.agreement(by_coder(a="y", b="y"), repeats=0)
