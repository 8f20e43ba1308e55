"""Samples on disk, and what coding needs of each article: its text, its identity, its chance of being drawn."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError
from ..measures.validation.codes import BETWEEN, article_digest
from ..measures.validation.sample import DRAWN
from ..read.corpus import load

__all__ = ["BETWEEN", "article_digest", "checked_sample", "facts_of", "place_in", "read_sample", "whole_text"]


def read_sample(path: str | Path) -> pd.DataFrame:
    """Return a sample that was saved as Parquet, CSV or JSON, as `sample` returned it.

    Parameters
    ----------
    path : str or path
        The file, such as `analytics sample data/sample --n 100 --out sample.parquet` writes it.

    Returns
    -------
    DataFrame
        The article table with `stratum`, `cluster` and `probability`.

    Raises
    ------
    CorpusError
        It cannot be read, or it is not a sample: it has no inclusion probabilities.

    Examples
    --------
    >>> import analytics, tempfile
    >>> file = Path(tempfile.mkdtemp()) / "sample.csv"
    >>> drawn = analytics.sample(analytics.load("data/sample"), 5)
    >>> drawn.to_csv(file, index=False)
    >>> read_sample(file)["id"].tolist() == drawn["id"].tolist()
    True
    """
    articles = load(str(path), cache=False, copies=True, boilerplate=True).articles
    extra = [json.loads(text or "{}") for text in articles["extra"]]
    if not len(articles) or not all("probability" in each for each in extra):
        raise CorpusError(
            f"{path}: not a sample, it has no inclusion probabilities; `analytics sample` draws one"
        )
    drawn = pd.DataFrame(
        {
            "stratum": [_text(each.get("stratum")) for each in extra],
            "cluster": [_text(each.get("cluster")) for each in extra],
            "probability": [float(each["probability"]) for each in extra],
        },
        index=articles.index,
    ).astype({"stratum": "str", "cluster": "str"})
    rest = [{key: value for key, value in each.items() if key not in DRAWN} for each in extra]
    result = articles.assign(extra=[json.dumps(each, ensure_ascii=False) for each in rest])
    result["extra"] = result["extra"].astype(articles["extra"].dtype)
    result = pd.concat([result, drawn], axis=1)
    result.attrs = dict(articles.attrs)
    return result


def checked_sample(sample: Any) -> pd.DataFrame:
    """Return a sample if it is one: an article table with `probability`, and each article once."""
    if not isinstance(sample, pd.DataFrame) or not {"id", "title", "body", *DRAWN} <= set(sample.columns):
        raise CorpusError("this is not a sample; draw one with analytics.sample(articles, 200)")
    if sample.empty:
        raise CorpusError("the sample has no articles")
    return sample


def facts_of(row: Any) -> dict[str, Any]:
    """Return what goes with an article of a sample: the hash of its text, and how it was drawn."""
    drawn = {"stratum": row.stratum, "cluster": row.cluster, "probability": float(row.probability)}
    return {"digest": article_digest(row.title, row.body), **drawn}


def whole_text(title: object, body: object) -> str:
    """Return headline and body as one text, as other programs want it.

    >>> whole_text("甲", "乙")
    '甲\\n\\n乙'
    """
    return f"{_text(title)}{BETWEEN}{_text(body)}"


def place_in(title: object, start: int, end: int) -> list[Any]:
    """Return a span of the whole text as `[field, start, end]`.

    >>> place_in("甲", 3, 4), place_in("甲乙", 0, 2)
    (['body', 0, 1], ['title', 0, 2])
    """
    shift = len(_text(title)) + len(BETWEEN)
    return (
        ["body", start - shift, end - shift]
        if start >= shift
        else ["title", start, min(end, shift - len(BETWEEN))]
    )


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)
