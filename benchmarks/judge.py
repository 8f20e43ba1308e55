"""Precision and recall of the entity pack, from verdicts of a reader who saw each place in its context.

`python -m benchmarks.judge FOLDER… --entity apple` prints the places that the pack counts (`hit`) and those of
looser patterns that it does not count (`miss`), with some characters around them. `python -m benchmarks.judge FOLDER…`
compares the verdicts of `benchmarks/judged/` with what the pack counts now. A verdict names a place by the article's
id, the field, the offset, and a hash of the characters around it; it holds no text of an article.
"""

import argparse
import hashlib
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import analytics
from analytics.text.entities import load_entities
from analytics.text.match import find_in

JUDGED = Path(__file__).parent / "judged"
# What else may name an entity: searched without regard to what the pack voids or supports
LOOSE: dict[str, list[str]] = tomllib.loads((JUDGED / "loose.toml").read_text("utf-8"))


class Place(NamedTuple):
    """A place where a text may name an entity; `counted` says whether the pack counts it."""

    article: str
    field: str
    start: int
    end: int
    text: str
    counted: bool

    @property
    def key(self) -> str:
        """What names the place in the file of verdicts."""
        around = self.text[max(0, self.start - 20) : self.end + 20]
        digest = hashlib.sha256(around.encode()).hexdigest()[:12]
        return f"{self.article}\t{self.field}\t{self.start}\t{digest}"


def places(articles: pd.DataFrame, entity: str) -> Iterator[Place]:
    """Yield every place of a corpus that the pack counts for an entity, and those of looser patterns."""
    loose = analytics.Names(*LOOSE[entity], label=entity)
    for field in ("title", "body"):
        texts = articles[field].fillna("").tolist()
        ids = articles["id"].tolist()
        counted = _spans(articles, load_entities()[entity], field)
        for row, start, end in sorted(counted | _spans(articles, loose, field)):
            if (row, start, end) in counted or not any(
                row == other and first < end and start < last for other, first, last in counted
            ):
                yield Place(ids[row], field, start, end, texts[row], (row, start, end) in counted)


def _spans(articles: pd.DataFrame, entity: object, field: str) -> set[tuple[int, int, int]]:
    table, (spans,) = find_in(articles, [entity], field)  # type: ignore[list-item]
    rows = table.row[spans.text].tolist()
    return set(zip(rows, spans.start.tolist(), spans.end.tolist(), strict=True))


def listed(folders: list[str], entity: str, number: int) -> None:
    """Print places to judge, a random `number` of the counted ones and of the others, with their context."""
    found = [place for folder in folders for place in places(_articles(folder), entity)]
    for counted in (True, False):
        own = [place for place in found if place.counted is counted]
        random.Random(entity).shuffle(own)
        for place in own[:number]:
            around = place.text[max(0, place.start - 26) : place.end + 26].replace("\n", "⏎")
            print("hit " if counted else "miss", place.key, around, sep="\t")


def measured(folders: list[str]) -> pd.DataFrame:
    """Return, for each entity, precision and recall of what the pack counts among the judged places."""
    corpora = [_articles(folder) for folder in folders]
    rows = []
    for file in sorted(JUDGED.glob("*.tsv")):
        verdicts = dict(line.rsplit("\t", 1) for line in file.read_text(encoding="utf-8").splitlines())
        counts: Counter[tuple[bool, str]] = Counter()
        for articles in corpora:
            for place in places(articles, file.stem):
                if place.key in verdicts:
                    counts[place.counted, verdicts[place.key]] += 1
        right, wrong, missed = counts[True, "right"], counts[True, "wrong"], counts[False, "right"]
        precision = right / (right + wrong) if right + wrong else None
        recall = right / (right + missed) if right + missed else None
        rows.append((file.stem, counts.total(), precision, recall))
    return pd.DataFrame(rows, columns=["entity", "judged", "precision", "recall"])


def _articles(folder: str) -> pd.DataFrame:
    return analytics.load(folder).articles


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", help="corpora that analytics.load reads")
    parser.add_argument("--entity", help="print the places of this entity instead of measuring")
    parser.add_argument("--number", type=int, default=100, help="how many of each kind to print")
    given = parser.parse_args()
    if given.entity:
        listed(given.folders, given.entity, given.number)
    else:
        print(measured(given.folders).round(3).to_string(index=False))
