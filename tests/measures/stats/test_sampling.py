"""Samples: sizes against published tables, draws shared among strata, shares estimated from unequal chances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.stats.sampling import allocate, cochran, effective_wilson, weighted_share


@pytest.mark.parametrize(
    ("population", "size"), [(10, 10), (100, 80), (500, 217), (1000, 278), (10_000, 370), (100_000, 383), (1_000_000, 384)]
)  # fmt: skip
def test_krejcie_and_morgans_table(population: int, size: int) -> None:
    # Krejcie & Morgan (1970), Determining sample size for research activities, table 1; they round to the nearest,
    # and to 384 what is 383.98 and more.
    assert abs(cochran(population, 0.05) - size) < 0.9


def test_cochrans_islanders() -> None:
    # Cochran (1977), section 4.4: n0 = 384, n = 343 of 3,200 at two standard errors
    assert cochran(np.inf, 0.05, 0.9544997, 0.4) == pytest.approx(384, abs=0.01)
    assert cochran(3200, 0.05, 0.9544997, 0.4) == pytest.approx(343, abs=0.05)


sizes = st.lists(st.integers(1, 500), min_size=1, max_size=8)


@given(sizes, st.integers(1, 300), st.booleans())
def test_a_draw_is_shared_without_remainder(size: list[int], total: int, equal: bool) -> None:
    assert allocate(size, total, equal=equal).sum() == total


@given(sizes, st.integers(8, 300))
def test_every_stratum_gives_at_least_one(size: list[int], total: int) -> None:
    assert (allocate(size, total) >= 1).all()


def test_strata_give_in_proportion() -> None:
    assert allocate([500, 300, 200], 103).tolist() == [51, 31, 21]


def test_equal_strata_give_the_same_though_they_lack_it() -> None:
    assert allocate([2, 500], 20, equal=True).tolist() == [10, 10]


def test_weights_undo_unequal_chances() -> None:
    # 10 of 1,000 drawn where all have the property, 90 of 90 where none has.
    hit = np.repeat([1, 0], [10, 90])
    weight = np.repeat([100.0, 1.0], [10, 90])
    share, _ = weighted_share(hit, np.ones(100), weight, np.repeat([0, 1], [10, 90]), np.arange(100))
    assert share == pytest.approx(1000 / 1090)


def test_what_is_drawn_whole_is_known_for_sure() -> None:
    hit = np.arange(20) < 5
    share, effective = weighted_share(hit, np.ones(20), np.ones(20), np.zeros(20), np.arange(20))
    assert (share, effective) == (0.25, np.inf)
    assert effective_wilson(share, effective) == (0.25, 0.25)


def test_a_share_of_none_is_missing() -> None:
    assert np.isnan(weighted_share([0, 0], [0, 0], [1, 1], [0, 0], [0, 1])[0])


def test_clusters_of_alike_articles_count_like_one() -> None:
    hit, cluster = np.repeat([1, 0, 1, 0], 25), np.repeat([0, 1, 2, 3], 25)
    many = np.full(100, 1e6)
    _, effective = weighted_share(hit, np.ones(100), many, np.zeros(100), cluster)
    assert effective == pytest.approx(3, rel=1e-5)


def test_none_of_the_members_hit_still_has_a_size() -> None:
    _, effective = weighted_share(np.zeros(30), np.ones(30), np.full(30, 1e6), np.zeros(30), np.arange(30))
    assert effective == pytest.approx(30, rel=1e-3)


def test_the_interval_of_a_weighted_share_covers_the_truth() -> None:
    rng = np.random.default_rng(7)
    truth = np.concatenate([rng.random(4000) < 0.8, rng.random(16000) < 0.1])
    stratum = np.repeat([0, 1], [4000, 16000])
    covered = 0
    for _ in range(1000):
        drawn = np.concatenate(
            [rng.choice(4000, 100, replace=False), 4000 + rng.choice(16000, 100, replace=False)]
        )
        weight = np.where(stratum[drawn] == 0, 40.0, 160.0)
        share, effective = weighted_share(truth[drawn], np.ones(200), weight, stratum[drawn], drawn)
        low, high = effective_wilson(share, effective)
        covered += low <= truth.mean() <= high
    assert 930 <= covered <= 970
