"""Segmentation beside plain jieba: precision, recall and F1 on a treebank.

The treebank is not part of the project: give a CoNLL-U file in the environment variable TREEBANK, such as the test
set of Universal Dependencies' UD_Chinese-HK (1,004 sentences of Hong Kong Chinese).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba
from opencc import OpenCC

import analytics
from analytics.text.lexicon import Lexicon
from analytics.text.tokens import segmenter

Cutter = Callable[[str], list[str]]
Sentence = tuple[str, list[str]]


def run() -> list[dict[str, object]]:
    """Print and return the quality of plain jieba, of ours without a lexicon, and of ours."""
    treebank = os.environ.get("TREEBANK")
    if not treebank:
        print("\nQuality of segmentation: set TREEBANK to a CoNLL-U file to measure it.")
        return []
    jieba.setLogLevel("ERROR")
    contenders: dict[str, Cutter] = {
        "plain jieba": lambda text: [word for word in jieba.lcut(text) if word.strip()],
        "ours, no lexicon": segmenter(Lexicon()).tokens,
        "ours": segmenter(analytics.load_lexicon()).tokens,
    }
    sentences = list(_sentences(Path(treebank)))
    simplify = OpenCC("hk2s").convert
    simplified = [(simplify(text), [simplify(word) for word in words]) for text, words in sentences]
    same = [(text, words) for text, words in simplified if "".join(words) == text.replace(" ", "")]
    found = []
    for form, chosen in {"as it is": sentences, "converted to Simplified": same}.items():
        print(f"\nQuality of segmentation, {len(chosen)} sentences {form}:")
        for name, cut in contenders.items():
            scores = quality(chosen, cut)
            print(f"  {name:18} " + "  ".join(f"{score} {value:.4f}" for score, value in scores.items()))
            found.append({"form": form, "contender": name, **scores})
    return found


def quality(sentences: list[Sentence], cut: Cutter) -> dict[str, float]:
    """Return precision, recall and F1 of the words that `cut` finds.

    >>> quality([("我在灣仔", ["我", "在", "灣仔"])], list)["recall"]
    0.6666666666666666
    """
    right = proposed = wanted = 0
    for text, words in sentences:
        gold, found = _spans(words), _spans(cut(text))
        right, proposed, wanted = right + len(gold & found), proposed + len(found), wanted + len(gold)
    precision, recall = right / proposed, right / wanted
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def _sentences(file: Path) -> Iterator[Sentence]:
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        text = next(line for line in block.split("\n") if line.startswith("# text = "))[9:]
        yield text, [row[1] for row in rows if row[0].isdigit()]


def _spans(words: list[str]) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in words:
        length = len("".join(word.split()))
        spans.add((at, at + length))
        at += length
    return spans
