"""Codes: what coders answered, as one tidy table, whatever file it comes from."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import AnalyticsError, ArgumentError, CorpusError
from ..measures.validation.codes import digests_of
from .codebook import Codebook, Question, load_codebook
from .exchange import Answer, answers_of
from .samples import checked_sample

CODEBOOK = "codebook.toml"
COLUMNS = dict.fromkeys(("coder", "id", "question", "kind", "value"), "str") | {"number": "float64"}
COLUMNS |= dict.fromkeys(("digest", "stratum", "cluster"), "str") | {"probability": "float64"}
_SUFFIXES = (".json", ".jsonl", ".csv")
_DRAWN = ["digest", "stratum", "cluster", "probability"]


def load_codes(
    files: str | Path | Sequence[str | Path],
    codebook: str | Path | Codebook | None = None,
    *,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what coders answered, one row for each answer.

    Parameters
    ----------
    files : str, path or sequence of them
        Files, or a folder of them: what the coding page exports (JSON), exports of doccano (JSON Lines) or Label
        Studio (JSON), or CSV with a column `id` and a column for each question. A file that does not name its coder
        is by the one that it is named after: `chan.jsonl`.
    codebook : str, path or Codebook, optional
        What was asked; by default `codebook.toml` in the folder of the first file.
    sample : DataFrame, optional
        The sample that was coded. It brings inclusion probabilities to files that lack them, and articles that are
        not in it are refused.

    Returns
    -------
    DataFrame
        ===========  =======  ======================================================================
        coder        str      who answered
        id           str      the article
        question     str      key of the question
        kind         str      yes-no, nominal, ordinal, interval, ratio or spans
        value        str      the answer; of spans JSON, `[["body", 0, 12], …]`
        number       float64  the answer as a number: of a choice its place in the codebook, from 1;
                              missing for spans
        digest       str      hash of the text that was coded; empty if unknown
        stratum      str      the article's stratum in the sample
        cluster      str      its day in constructed weeks; otherwise empty
        probability  float64  its inclusion probability; missing if unknown
        ===========  =======  ======================================================================

        By coder, then in the order of the file, then in that of the codebook.

    Raises
    ------
    CorpusError
        A file cannot be read; an answer is not in the codebook; a coder coded an article twice; an article is not in
        the sample, or has changed since it was drawn. The message names the file.
    ArgumentError
        The codebook is wrong, or there is none.

    See Also
    --------
    agreement : How far coders agree.
    validate : What the codes say of a count.

    Examples
    --------
    >>> codes = load_codes("data/codes")
    >>> sorted(codes["coder"].unique())
    ['invented A', 'invented B']
    """
    paths = _paths(files)
    asked = codebook if isinstance(codebook, Codebook) else load_codebook(codebook or _beside(paths))
    rows: list[tuple[Any, ...]] = []
    owner: dict[tuple[str, str], Path] = {}
    for path in paths:
        for answer in answers_of(path, asked):
            other = owner.setdefault((answer.coder, answer.id), path)
            if other != path or answer.again:
                where = f"in {other.name} and in {path.name}" if other != path else f"in {path.name}"
                raise CorpusError(
                    f"coder {answer.coder!r} coded article {answer.id} twice, {where}; keep one"
                )
            rows += _rows(answer, asked, path)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    if table.empty:
        raise CorpusError(f"{', '.join(path.name for path in paths)}: no answers yet")
    table = table.astype(COLUMNS)
    if sample is not None:
        table = _of_sample(table, checked_sample(sample))
    return table.sort_values("coder", kind="stable", ignore_index=True)


def _paths(files: str | Path | Sequence[str | Path]) -> list[Path]:
    given = [files] if isinstance(files, str | Path) else list(files)
    paths: list[Path] = []
    for each in map(Path, given):
        if each.is_dir():
            found = sorted(file for file in each.iterdir() if file.suffix.lower() in _SUFFIXES)
            if not found:
                raise CorpusError(f"{each}: no codes in this folder ({', '.join(_SUFFIXES)})")
            paths += found
        elif each.exists():
            paths.append(each)
        else:
            raise CorpusError(f"{each}: no such file or folder of codes")
    if not paths:
        raise ArgumentError("give at least one file of codes")
    return paths


def _beside(paths: list[Path]) -> Path:
    place = paths[0].parent / CODEBOOK
    if not place.exists():
        raise ArgumentError(f"no {CODEBOOK} beside {paths[0]}; name the codebook that was coded with")
    return place


def _rows(answer: Answer, codebook: Codebook, path: Path) -> Iterable[tuple[Any, ...]]:
    """Return one row for each answer to a question that was asked of this article."""
    known = {question.key for question in codebook.questions}
    where = f"{path.name}, article {answer.id}"
    for key in answer.answers:
        if key not in known:
            try:
                codebook.question(key)
            except AnalyticsError as error:
                raise CorpusError(f"{where}: {error}") from None
    given: dict[str, str] = {}
    for question in codebook.questions:
        raw = answer.answers.get(question.key)
        if raw is None or raw == "":
            continue
        if any(given.get(key) not in wanted for key, wanted in question.only_if.items()):
            need = ", ".join(f"{key} is {' or '.join(wanted)}" for key, wanted in question.only_if.items())
            raise CorpusError(f"{where}: {question.key!r} is answered, though it is asked only if {need}")
        given[question.key] = str(raw)
        value, number = _written(question, raw, where)
        drawn = (answer.digest or None, answer.stratum, answer.cluster, answer.probability)
        yield (answer.coder, answer.id, question.key, question.kind, value, number, *drawn)


def _written(question: Question, raw: Any, where: str) -> tuple[str, float]:
    """Return an answer and its number as they stand in the table, checked."""
    if question.kind == "spans":
        spans = raw
        if isinstance(raw, str):
            try:
                spans = json.loads(raw)
            except json.JSONDecodeError:
                spans = None
        if not isinstance(spans, list) or not all(_is_span(span) for span in spans):
            raise CorpusError(f'{where}: {question.key!r} must be spans, [["body", 0, 12]], not {raw!r}')
        return json.dumps(spans, ensure_ascii=False), np.nan
    if question.kind in ("interval", "ratio"):
        try:
            number = float(raw)
        except (TypeError, ValueError):
            number = np.nan
        low = -np.inf if question.low is None else question.low
        high = np.inf if question.high is None else question.high
        if isinstance(raw, bool) or not low <= number <= high or np.isinf(number):
            bounds = f" from {low:g} to {high:g}" if np.isfinite([low, high]).any() else ""
            raise CorpusError(f"{where}: {question.key!r} must be a number{bounds}, not {raw!r}")
        return f"{number:g}", number
    if str(raw) not in question.names:
        raise CorpusError(
            f"{where}: {raw!r} is no value of {question.key!r}; the codebook has {', '.join(question.names)}"
        )
    return str(raw), float(question.names.index(str(raw)) + 1)


def _is_span(span: object) -> bool:
    if not isinstance(span, list | tuple) or len(span) != 3:
        return False
    field, start, end = span
    numbers = all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end))
    return field in ("title", "body") and numbers and 0 <= start < end


def _of_sample(codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Return codes with the probabilities of their sample, after checking that they are of its articles."""
    strange = codes.loc[~codes["id"].isin(sample["id"]), "id"].unique()
    if len(strange):
        raise CorpusError(f"{len(strange)} coded articles are not in the sample, such as {strange[0]}")
    known = sample.set_index("id")
    own = codes["id"].map(digests_of(sample, codes))
    drawn = {name: codes["id"].map(known[name]).array for name in _DRAWN if name != "digest"}
    return codes.assign(**drawn, digest=own.array).astype(codes.dtypes.to_dict())
