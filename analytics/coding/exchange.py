"""Files of other programs: samples for doccano, Label Studio and spreadsheets, and answers back from them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ArgumentError, CorpusError, one_of
from .codebook import Codebook
from .samples import BETWEEN, checked_sample, facts_of, place_in, whole_text

FORMAT, VERSION = "analytics-codes", 1
FORMS = ("doccano", "label-studio", "label-studio-config", "csv")
_META = ("digest", "stratum", "cluster", "probability")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


@dataclass
class Answer:
    """What one coder answered about one article, as a file has it."""

    coder: str
    id: str
    answers: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    stratum: str = ""
    cluster: str = ""
    probability: float | None = None
    again: bool = False  # whether the same coder has coded it before in this file


def export_sample(sample: pd.DataFrame, codebook: Codebook, form: str) -> str:
    """Return a sample as another program imports it.

    Parameters
    ----------
    sample : DataFrame
        As `sample` returns it.
    codebook : Codebook
        What is asked.
    form : {"doccano", "label-studio", "label-studio-config", "csv"}
        JSON Lines for doccano, JSON tasks or the XML of the labelling interface for Label Studio, or CSV with an empty
        column for each question.

    Returns
    -------
    str
        The content of a file.

    Raises
    ------
    CorpusError
        It is not a sample.
    ArgumentError
        The form is unknown.

    Examples
    --------
    >>> import analytics
    >>> drawn = analytics.sample(analytics.load("data/sample"), 2)
    >>> book = analytics.load_codebook("data/codes/codebook.toml")
    >>> export_sample(drawn, book, "csv").splitlines()[0]
    'id,digest,stratum,cluster,probability,title,text,mentions,about,tone,names'
    """
    one_of("form", form, list(FORMS), ArgumentError)
    if form == "label-studio-config":
        return _interface(codebook)
    rows = [*_articles(checked_sample(sample))]
    if form == "doccano":
        return "".join(json.dumps({**row, "label": []}, ensure_ascii=False) + "\n" for row in rows)
    if form == "label-studio":
        return json.dumps([{"data": row} for row in rows], ensure_ascii=False, indent=1) + "\n"
    buffer = io.StringIO()
    keys = [question.key for question in codebook.questions]
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["id", *_META, "title", "text", *keys])
    for row in rows:
        title, _, body = row["text"].partition(BETWEEN)
        texts = [f"'{text}" if text.startswith(_FORMULA) else text for text in (title, body)]
        writer.writerow([row["article"], *(row[name] for name in _META), *texts, *([""] * len(keys))])
    return buffer.getvalue()


def _articles(sample: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in sample.itertuples():
        yield {
            "text": whole_text(row.title, row.body),
            "article": row.id,
            "title_length": len(str(row.title)),
            **facts_of(row),
        }


def _interface(codebook: Codebook) -> str:
    """Return the labelling interface of Label Studio."""
    parts = ["<View>", '  <Text name="text" value="$text"/>']
    for question in codebook.questions:
        key, ask = escape(question.key), escape(question.ask)
        shown = "".join(
            f' visibleWhen="choice-selected" whenTagName="{escape(name)}" whenChoiceValue="{escape(",".join(wanted))}"'
            for name, wanted in list(question.only_if.items())[:1]  # it can show by one condition
        )
        parts.append(f'  <View{shown}><Header value="{ask}"/>')
        if question.kind == "spans":
            parts.append(f'    <Labels name="{key}" toName="text"><Label value="{key}"/></Labels>')
        elif question.values:
            parts.append(f'    <Choices name="{key}" toName="text" choice="single">')
            parts += [f'      <Choice value="{escape(value.value)}"/>' for value in question.values]
            parts.append("    </Choices>")
        else:
            parts.append(f'    <Number name="{key}" toName="text"/>')
        parts.append("  </View>")
    return "\n".join([*parts, "</View>", ""])


def answers_of(path: Path, codebook: Codebook) -> Iterator[Answer]:
    """Return the answers that a file holds, whichever program wrote it.

    Raises
    ------
    CorpusError
        The file cannot be read, or no known program writes such files.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
        ) from None
    seen: set[tuple[str, str]] = set()
    for answer in _parsed(path, source, codebook):
        if not answer.id or not answer.coder.strip():
            raise CorpusError(f"{path.name}: an answer names no {'article' if not answer.id else 'coder'}")
        answer.again = (answer.coder, answer.id) in seen
        seen.add((answer.coder, answer.id))
        yield answer


def _parsed(path: Path, source: str, codebook: Codebook) -> Iterator[Answer]:
    if path.suffix.lower() == ".csv":
        return _from_csv(path, source, codebook)
    try:
        if path.suffix.lower() == ".jsonl":
            return _from_doccano(path, [json.loads(line) for line in source.splitlines() if line.strip()])
        content = json.loads(source)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path.name}, line {error.lineno}: not JSON ({error.msg})") from None
    if isinstance(content, dict) and content.get("format") == FORMAT:
        return _from_page(path, content)
    if isinstance(content, list) and all(isinstance(task, dict) for task in content):
        if all("annotations" in task for task in content):
            return _from_label_studio(path, content)
        return _from_doccano(path, content)
    raise CorpusError(
        f"{path.name}: neither codes of the coding page nor an export of Label Studio or doccano"
    )


def _from_page(path: Path, content: dict[str, Any]) -> Iterator[Answer]:
    if content.get("version") != VERSION:
        raise CorpusError(
            f"{path.name}: codes of version {content.get('version')!r}; this library reads {VERSION}"
        )
    for each in content.get("articles", []):
        yield _answer(
            str(content.get("coder", "")), str(each.get("id", "")), dict(each.get("answers", {})), each
        )


def _answer(coder: str, article: str, answers: dict[str, Any], meta: dict[str, Any]) -> Answer:
    chance = meta.get("probability")
    return Answer(
        coder=coder,
        id=article,
        answers=answers,
        digest=str(meta.get("digest") or ""),
        stratum=str(meta.get("stratum") or ""),
        cluster=str(meta.get("cluster") or ""),
        probability=None if chance in (None, "") else float(chance),
    )


def _from_doccano(path: Path, lines: list[dict[str, Any]]) -> Iterator[Answer]:
    """Answers are categories `question=value`, and spans labelled with the question's key."""
    for line in lines:
        meta = {**line.get("meta", {}), **line} if isinstance(line.get("meta"), dict) else line
        answers: dict[str, Any] = {}
        labels = line.get("label", line.get("labels", []))
        for label in [*labels, *line.get("cats", []), *line.get("entities", [])]:
            if isinstance(label, str):
                key, sign, value = label.partition("=")
                if not sign:
                    raise CorpusError(
                        f"{path.name}: label {label!r} must be a question and a value, about=yes"
                    )
                if key.strip() in answers:
                    raise CorpusError(
                        f"{path.name}, article {meta.get('article')}: two labels for {key.strip()!r}"
                    )
                answers[key.strip()] = value.strip()
                continue
            if isinstance(label, dict):
                label = [label.get("start_offset"), label.get("end_offset"), label.get("label")]
            start, end, key = label
            answers.setdefault(str(key), []).append(place_in("x" * _title_length(meta), int(start), int(end)))
        coder = str(line.get("coder") or line.get("username") or path.stem)
        if answers:
            yield _answer(coder, str(meta.get("article", "")), answers, meta)


def _title_length(meta: dict[str, Any]) -> int:
    known = meta.get("title_length")
    return int(known) if known is not None else max(str(meta.get("text", "")).find(BETWEEN), 0)


def _from_label_studio(path: Path, tasks: list[dict[str, Any]]) -> Iterator[Answer]:
    for task in tasks:
        meta = task.get("data", {})
        for annotation in task["annotations"]:
            by = annotation.get("completed_by", path.stem)
            coder = str(by.get("email") or by.get("id") if isinstance(by, dict) else by)
            answers: dict[str, Any] = {}
            for result in annotation.get("result", []):
                key, value = str(result.get("from_name", "")), result.get("value", {})
                if "choices" in value:
                    answers[key] = value["choices"][0] if len(value["choices"]) == 1 else value["choices"]
                elif "number" in value:
                    answers[key] = value["number"]
                elif "labels" in value:
                    span = place_in("x" * _title_length(meta), int(value["start"]), int(value["end"]))
                    answers.setdefault(key, []).append(span)
            if answers and not annotation.get("was_cancelled"):
                yield _answer(coder, str(meta.get("article", "")), answers, meta)


def _from_csv(path: Path, source: str, codebook: Codebook) -> Iterator[Answer]:
    """One row for each article with a column for each question, or one row for each answer."""
    reader = csv.DictReader(io.StringIO(source))
    columns = set(reader.fieldnames or ())
    keys = [question.key for question in codebook.questions]
    if "id" not in columns or not columns & {*keys, "question"}:
        raise CorpusError(f"{path.name}: needs a column `id` and one for each question: {', '.join(keys)}")
    if {"question", "value"} <= columns:
        found: dict[tuple[str, str], Answer] = {}
        for row in reader:
            coder = row.get("coder") or path.stem
            answer = found.setdefault((coder, row["id"]), _answer(coder, row["id"], {}, row))
            if row["question"] in answer.answers:
                raise CorpusError(
                    f"{path.name}: coder {coder!r} answered {row['question']!r} of article {row['id']} twice"
                )
            answer.answers[row["question"]] = row["value"]
        yield from found.values()
        return
    for row in reader:
        answers = {key: (row.get(key) or "").strip() for key in keys}
        if any(answers.values()):
            yield _answer(row.get("coder") or path.stem, row["id"], answers, row)
