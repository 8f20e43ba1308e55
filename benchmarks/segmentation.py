"""Segmentation beside plain jieba: precision, recall and F1 on a treebank, and speed on the sample.

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

from .timing import best_of

Cutter = Callable[[str], list[str]]


def run() -> None:
    """Print quality and speed of plain jieba, of ours without a lexicon, and of ours."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    ours, bare = segmenter(analytics.load_lexicon()), segmenter(Lexicon())
    contenders: dict[str, Cutter] = {
        "plain jieba": lambda text: [word for word in jieba.lcut(text) if word.strip()],
        "ours, no lexicon": bare.tokens,
        "ours": ours.tokens,
    }
    treebank = os.environ.get("TREEBANK")
    if treebank:
        sentences = list(_sentences(Path(treebank)))
        _print_quality("as it is", sentences, contenders)
        to_simplified = OpenCC("hk2s")
        simplified = [
            (to_simplified.convert(text), [to_simplified.convert(w) for w in words])
            for text, words in sentences
        ]
        same = [(text, words) for text, words in simplified if "".join(words) == text.replace(" ", "")]
        _print_quality("converted to Simplified", same, contenders)
    else:
        print("quality: set TREEBANK to a CoNLL-U file to measure it")
    texts = [
        f"{title}\n{body}"
        for title, body in analytics.load("data/sample").articles[["title", "body"]].to_numpy()
    ]
    size = sum(map(len, texts))
    seconds = best_of(
        {name: lambda cut=cut: [cut(text) for text in texts] for name, cut in contenders.items()}
    )
    for name, taken in seconds.items():
        ratio = seconds["plain jieba"] / taken
        print(
            f"speed    {name:18} {size / taken / 1e6:6.2f} million characters a second ({ratio:.1f} × plain jieba)"
        )


def _print_quality(form: str, sentences: list[tuple[str, list[str]]], contenders: dict[str, Cutter]) -> None:
    print(f"quality, {len(sentences)} sentences {form}:")
    for name, cut in contenders.items():
        right = proposed = wanted = 0
        for text, words in sentences:
            gold, found = _spans(words), _spans(cut(text))
            right, proposed, wanted = right + len(gold & found), proposed + len(found), wanted + len(gold)
        precision, recall = right / proposed, right / wanted
        f1 = 2 * precision * recall / (precision + recall)
        print(f"  {name:18} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")


def _sentences(file: Path) -> Iterator[tuple[str, list[str]]]:
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
