"""Behind: the articles that each row of a coverage table counts."""

from dataclasses import replace
from functools import partial

import pandas as pd

from ...errors import ArgumentError, CorpusError
from ..engine.cells import explode, members, needed
from ..engine.provenance import Provenance, attach, provenance, subject_from_json
from ..engine.request import Request, request
from ..engine.spellings import spelling_keys
from ..engine.tally import Articles, Table, checked, concat, tally

MEASURES = ("trend", "trends", "distribution", "outlets")
_COLUMNS = ["row", "id", "published", "outlet", "title", "mentions", "source_url"]
_ARTICLE = ["id", "published", "outlet", "title", "source_url"]


def behind(table: pd.DataFrame | pd.Series, articles: Articles) -> pd.DataFrame:
    """List the articles that each row of a coverage table counts: as many as its `matching` says.

    A table keeps how it was counted when it is filtered, sorted, or saved as Parquet, but not as CSV.

    Parameters
    ----------
    table : DataFrame or Series
        A table of `trend`, `trends`, `distribution` or `outlets`: all of it, some rows, or one row.
    articles : DataFrame or Corpus
        The articles that it was counted from, in any order.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        row         int64       index label of the table's row
        id          str         the article
        published   datetime64  when it was published, in the corpus' time zone
        outlet      str         who published it
        title       str         its headline
        mentions    int64       mentions in it; 0 where the table counts all articles
        source_url  str         address of the original
        ==========  ==========  ======================================================================

        In the order of the table's rows, then by `published`, ascending, undated articles last. An article with
        several tags is listed under each of them.

    Raises
    ------
    CorpusError
        The table does not say how it was counted, or was counted from other articles.
    ArgumentError
        `table` comes from another measure.

    See Also
    --------
    charts.data : The table that a chart shows.
    charts.ranking : Draws this table.

    Examples
    --------
    The week in which most articles mention DeepSeek, and from there to the mentions themselves:

    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> table = analytics.trend(articles, "deepseek")
    >>> peak = table.loc[[table["matching"].idxmax()]]
    >>> ledger = behind(peak, articles)
    >>> len(ledger) == peak["matching"].item()
    True
    >>> found = analytics.mentions(articles[articles["id"].isin(ledger["id"])], "deepseek")
    >>> len(found) == peak["mentions"].item()
    True
    """
    if not isinstance(table, (pd.DataFrame, pd.Series)):
        raise CorpusError(f"expected a table of {', '.join(MEASURES)}, not {type(table).__name__}")
    whole = checked(articles)
    origin = provenance(table)
    asked = _asked_again(origin, whole)
    several = ["entity"] * (origin.measure == "trends")
    keys = several + ["period"] * (asked.freq is not None) + ["value"] * (asked.by is not None)
    rows = _rows_with_keys(table, keys)
    if asked.merges:
        rows["value"] = spelling_keys(rows["value"]).array
    count = partial(_articles_of_rows, asked=asked, keys=keys, rows=rows)
    found = tally(whole, count, concat, columns=[*needed(asked), *_ARTICLE])
    _check_counts(rows, found)
    # A stable sort keeps articles of the same moment in the order of the corpus.
    found = found.sort_values(["number", "published"], kind="stable", ignore_index=True)
    result = found[_COLUMNS]
    labels = list(rows["entity"].unique()) if several else list(origin.subjects)
    subjects = {label: origin.subjects[label] for label in labels}
    return attach(result, replace(origin, measure="behind", subjects=subjects))


def _asked_again(origin: Provenance, articles: Table) -> Request:
    """Return the request that a table's provenance holds."""
    if origin.measure is None:
        raise CorpusError(
            "this table does not say how it was counted; give the table of a measure, or what Parquet kept of it"
        )
    if origin.measure not in MEASURES:
        raise ArgumentError(f"a table of {origin.measure} has no ledger; give one of {', '.join(MEASURES)}")
    wanted = [subject_from_json(written) for written in origin.subjects.values()]
    asked = request(
        origin.measure,
        articles,
        wanted or None,
        by=origin.by,
        freq=origin.freq,
        start=origin.start,
        end=origin.end,
        fields=origin.fields,
        merge_spellings=bool(origin.details.get("merge_spellings", True)),
        several=True,
        optional=True,
    )
    return replace(asked, subjects=dict(zip(origin.subjects, wanted, strict=True)))


def _articles_of_rows(
    part: pd.DataFrame, asked: Request, keys: list[str], rows: pd.DataFrame
) -> pd.DataFrame:
    """Return the articles of a part that the rows count, with the number of the row."""
    parts = []
    inside = members(part, asked)
    for number, label in enumerate(asked.subjects or [None]):
        counts = inside.of(number)
        counted = explode(counts[counts["matching"] > 0], part, asked)
        shown = part[_ARTICLE].iloc[counted.index].rename(columns={"outlet": "article_outlet"})
        parts.append(counted.assign(entity=label, **{str(name): shown[name].array for name in shown}))
    found = pd.concat(parts).astype({"entity": "str"}).drop(columns="matching")
    keyed = rows[[*keys, "row", "number"]]
    found = found[[*keys, "mentions", *[name for name in found if name not in (*keys, "mentions")]]]
    found = found.merge(keyed, on=keys).rename(columns={"article_outlet": "outlet"})
    return found[["number", *_COLUMNS]]


def _rows_with_keys(table: pd.DataFrame | pd.Series, keys: list[str]) -> pd.DataFrame:
    """Return the rows with the columns that identify them, their index labels and their numbers."""
    rows = table.to_frame().T if isinstance(table, pd.Series) else table
    rows = rows.rename(columns={"outlet": "value"})
    if not {"matching", *keys} <= set(rows.columns):
        raise CorpusError(
            f"the table lacks columns that {provenance(table).measure} has; give it with all of them"
        )
    kinds = {"period": "datetime64[us]", "entity": "str", "value": "str", "matching": "int64"}
    rows = rows.astype({name: kind for name, kind in kinds.items() if name in rows.columns})
    return rows.assign(row=rows.index, number=range(len(rows)))


def _check_counts(rows: pd.DataFrame, found: pd.DataFrame) -> None:
    """Raise an error if the articles found are not as many as the table counts."""
    counts = found.groupby("number")["mentions"].agg(["size", "sum"]).reindex(rows["number"], fill_value=0)
    for name, counted in (("matching", "size"), ("mentions", "sum")):
        if name not in rows.columns:
            continue
        wrong = (rows[name].to_numpy(dtype="int64") != counts[counted].to_numpy()).nonzero()[0]
        if len(wrong):
            row, other = rows.iloc[wrong[0]], counts[counted].iloc[wrong[0]]
            kind = "articles" if name == "matching" else "mentions"
            raise CorpusError(
                f"row {row['row']} of the table counts {row[name]} {kind}, the articles given have {other}; give "
                "those that the table was counted from"
            )
