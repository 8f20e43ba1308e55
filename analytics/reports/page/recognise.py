"""Which measure made a table, by what it says or by its columns."""

import pandas as pd

from ...measures.engine.provenance import Provenance, provenance

_COLUMNS = {
    "trend": "period matching total share low high mentions partial",
    "trends": "entity period matching total share low high mentions partial smoothed balanced",
    "outlets": "period outlet matching total share low high mentions partial",
    "distribution": "period value matching total share low high",
    "concentration": "period articles values hhi entropy evenness",
    "compare": "entity before_matching before_total before_share after_matching after_total after_share "
    "difference difference_low difference_high p_adjusted",
    "decomposition": "outlet before_matching before_total before_share after_matching after_total after_share "
    "within between change",
    "bursts": "burst start end periods matching total share base weight",
    "timing": "outlet weekday hour matching total share",
    "headlines": "period matching published outlet title mentions",
    "behind": "row id published outlet title mentions",
    "mentions": "id entity alias region field item start end text",
    "kwic": "left match right",
    "aboutness": "id mentions title lead sentence_share first_position score",
    "terms": "term frequency document_frequency relative_frequency tf_idf rank",
    "keyness": "term target_frequency reference_frequency log_likelihood p_adjusted log_ratio log_ratio_low",
    "rising": "period term target_frequency reference_frequency log_likelihood log_ratio_low",
    "collocates": "collocate together left right frequency expected log_likelihood",
    "ngrams": "ngram frequency articles expected score z",
    "cooccurrence": "first second together first_articles second_articles log_likelihood",
    "dispersion": "term frequency parts range dp dp_norm",
    "xray": "term id place within",
    "diversity": "value tokens types mtld",
    "new_words": "word frequency cohesion left_entropy right_entropy",
    "lexicon_coverage": "tokens unknown_tokens token_share types unknown_types type_share",
    "stories": "id story first articles outlets delay",
    "syndicated": "story title outlet articles outlets hours",
    "syndication": "period articles stories copies total_articles total_stories",
    "threads": "thread story title articles stories days similarity",
    "related": "id title published outlet similarity",
    "first_to_publish": "outlet stories led share low high",
    "health": "item value",
    "gaps": "outlet start end days expected p",
    "anomalies": "kind outlet start end articles share expected p example",
    "boilerplate": "outlet text articles share first last",
    "sample": "id title body stratum cluster probability",
    "agreement": "question kind coders articles coefficient estimate low high",
    "confusion": "question first second first_value second_value articles",
    "disagreements": "id published outlet title question answers",
    "validate": "quantity estimate low high hits articles effective",
    "misjudged": "id error published outlet title text sentence",
    "remedies": "change text mended broken precision recall f1 matching",
    "correct": "matching total share low high corrected corrected_low corrected_high estimated coded",
    "problems": "path line field code severity message",
}


def measure_of(table: pd.DataFrame) -> str | None:
    """Return the measure that made a table: the one it names, or else the one whose columns it has.

    Where several fit, the one with most columns is taken. None where none fits.

    Examples
    --------
    >>> measure_of(pd.DataFrame(columns=["item", "value"]))
    'health'
    >>> measure_of(pd.DataFrame(columns=["甲"])) is None
    True
    """
    known = provenance(table).measure or table.attrs.get("measure")
    if known:
        return str(known)
    sizes = {
        measure: len(columns.split())
        for measure, columns in _COLUMNS.items()
        if set(columns.split()) <= set(table.columns)
    }
    return max(sizes, key=sizes.__getitem__) if sizes else None


def frequency_of(table: pd.DataFrame, origin: Provenance | None = None) -> str | None:
    """Return the length of a table's periods: as it says, or else as far as its periods lie apart.

    Examples
    --------
    >>> frequency_of(pd.DataFrame({"period": ["2025-01-06", "2025-01-13"]}))
    'week'
    """
    known = (origin or provenance(table)).freq
    if known or "period" not in table:
        return known
    periods = pd.to_datetime(table["period"]).dropna().drop_duplicates().sort_values()
    if len(periods) < 2:
        return None
    days = periods.diff().min().days
    return next((freq for most, freq in ((1, "day"), (7, "week"), (31, "month")) if days <= most), "quarter")
