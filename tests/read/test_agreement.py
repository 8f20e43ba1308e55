"""What only all articles together tell: one spelling an outlet, one order of dates a folder, dates that stray."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.read.strays import stray_days

Write = Callable[[Mapping[str, str | bytes]], Path]


def article(number: int, header: str) -> str:
    return f"---\ntitle: 港股急升第{number}日\n{header}---\n\n恒指升三百點。\n"


def load(root: Path, **options: object) -> analytics.Corpus:
    return analytics.load(root, **{"cache": False, **options})  # type: ignore[arg-type]


def codes(corpus: analytics.Corpus) -> list[tuple[str, str]]:
    return list(zip(corpus.problems["path"], corpus.problems["code"], strict=True))


SPELLINGS = [
    "獅山報",
    "狮山报",
    "獅山報",
    "獅 山報",
    "Lion News",
    "LION NEWS",
    "ＬｉｏｎＮｅｗｓ",
    "lion news",
    "LION NEWS",
]


@pytest.fixture
def spelled(write_corpus: Write) -> Path:
    return write_corpus(
        {f"{n}.md": article(n, f"date: 2025-01-31\nsource: {name}\n") for n, name in enumerate(SPELLINGS)}
    )


def test_an_outlet_has_its_most_frequent_spelling(spelled: Path) -> None:
    assert load(spelled).articles["outlet"].tolist() == ["獅山報"] * 4 + ["LION NEWS"] * 5


def test_of_equally_frequent_spellings_the_first_is_kept(write_corpus: Write) -> None:
    names = ["狮山报", "獅山報"]
    root = write_corpus({f"{n}.md": article(n, f"source: {name}\n") for n, name in enumerate(names)})
    assert load(root).articles["outlet"].tolist() == ["狮山报"] * 2


@pytest.fixture(scope="module")
def scale() -> Iterator[ModuleType]:
    """Scaled reading, with a worker."""
    module = pytest.importorskip("analytics.scale")
    with module.cluster(workers=1):
        yield module


def test_an_outlet_is_spelled_the_same_from_the_cache_and_in_parts(spelled: Path, scale: ModuleType) -> None:
    first = load(spelled, cache=True).articles["outlet"].tolist()
    assert load(spelled, cache=True).articles["outlet"].tolist() == first
    assert scale.scan(spelled)["outlet"].compute().tolist() == first


def test_an_outlet_of_a_frame_has_its_most_frequent_spelling() -> None:
    frame = pd.DataFrame(
        {"title": "港鐵", "text": "加價。", "source": ["獅山報", "狮山报", "獅 山報", "獅山報"]}
    )
    assert analytics.articles(frame)["outlet"].tolist() == ["獅山報"] * 4


@pytest.fixture
def numbered(write_corpus: Write) -> Callable[..., Path]:
    def write(*dates: str, folder: str = "news") -> Path:
        return write_corpus(
            {f"{folder}/{n}.md": article(n, f"date: {date}\n") for n, date in enumerate(dates)}
        )

    return write


def days(corpus: analytics.Corpus) -> list[str]:
    return corpus.articles["published"].dt.strftime("%m-%d").tolist()


def test_a_date_that_proves_month_first_decides_for_its_folder(
    numbered: Callable[..., Path], scale: ModuleType
) -> None:
    root = numbered("2/1/2025", "03/28/2025", "3/3/2025")
    corpus = load(root)
    assert days(corpus) == ["02-01", "03-28", "03-03"]
    assert codes(corpus) == [("news/0.md", "date_month_first")]
    table = scale.scan(root)
    assert table["published"].compute().dt.strftime("%m-%d").tolist() == days(corpus)
    assert codes(table.corpus) == codes(corpus)


def test_a_date_that_proves_day_first_leaves_no_question(numbered: Callable[..., Path]) -> None:
    corpus = load(numbered("2/1/2025", "28/03/2025"))
    assert days(corpus) == ["01-02", "03-28"]
    assert codes(corpus) == []


@pytest.mark.parametrize("others", [[], ["28/03/2025", "03/28/2025"]])
def test_an_order_that_nothing_decides_is_told(numbered: Callable[..., Path], others: list[str]) -> None:
    corpus = load(numbered("2/1/2025", *others))
    assert days(corpus)[0] == "01-02"
    assert codes(corpus) == [("news/0.md", "date_order_unknown")]


def test_another_folder_decides_nothing(write_corpus: Write) -> None:
    root = write_corpus(
        {"a/0.md": article(0, "date: 2/1/2025\n"), "b/1.md": article(1, "date: 03/28/2025\n")}
    )
    assert codes(load(root)) == [("a/0.md", "date_order_unknown")]


@pytest.mark.parametrize("stray", ["1970-01-01", "2035-01-01"])
def test_a_date_far_from_all_others_is_told(numbered: Callable[..., Path], stray: str) -> None:
    usual = [f"2025-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    corpus = load(numbered(stray, *usual))
    assert codes(corpus) == [("news/0.md", "date_stray")]
    assert stray in corpus.problems["message"][0]


def test_one_date_years_away_is_told_of_a_small_corpus(numbered: Callable[..., Path]) -> None:
    corpus = load(numbered("2035-01-01", *(f"2025-01-{day:02}" for day in range(1, 11))))
    assert codes(corpus) == [("news/0.md", "date_stray")]


def test_the_first_day_of_1970_is_told_of_any_corpus(numbered: Callable[..., Path]) -> None:
    assert codes(load(numbered("1970-01-01T00:00:00Z", "2025-01-31"))) == [("news/0.md", "date_stray")]


def test_two_years_of_few_articles_are_no_strays(numbered: Callable[..., Path]) -> None:
    assert codes(load(numbered("2023-01-31", "2024-01-31", "2025-01-31"))) == []


@pytest.mark.parametrize(
    ("days", "articles", "apart"),
    [
        ([0, 20089, 20139], [1, 60, 1], [True, False, False]),
        ([20089, 20139, 30000], [60, 1, 1], [False, False, True]),
        ([0, 20089, 20139, 30000], [1, 60, 60, 1], [True, False, False, True]),
        ([0, 20089], [1, 1], [False, False]),
        ([20089, 20140], [100, 1], [False, False]),
        ([], [], []),
    ],
)
def test_days_that_stand_apart(days: list[int], articles: list[int], apart: list[bool]) -> None:
    assert stray_days(np.array(days, dtype=int), np.array(articles, dtype=int)).tolist() == apart
