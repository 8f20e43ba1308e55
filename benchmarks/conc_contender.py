"""Conc, a concordancer that keeps an index on disk, asked what we are asked of the same bodies.

It has dependencies of its own and is not one of ours. `CONC_PYTHON` names the interpreter of an environment in which
`pip install conc==0.1.13 jieba` has run; this file is run there. Its tokenizer is spaCy's for Chinese, set to jieba.
"""

import contextlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _ask_all(table: str, folder: str, names: list[str]) -> dict[str, float]:
    """Build an index of a CSV file's texts, and take the median time of each question, another name each time."""
    import spacy

    chinese = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    chinese.disable_pipes = lambda names: None  # type: ignore[attr-defined]  # it has none
    spacy.load = lambda name: chinese  # type: ignore[assignment]
    from conc.conc import Conc
    from conc.corpus import Corpus

    began = time.perf_counter()
    corpus = Corpus(name="bodies", description="bodies")
    corpus.build_from_csv(source_path=table, save_path=folder, text_column="text", model="zh")
    seconds = {"conc_build": time.perf_counter() - began}
    conc = Conc(corpus=corpus)
    questions: dict[str, Callable[[str], Any]] = {
        "conc_frequencies": lambda name: conc.frequencies(),
        "conc_concordance": lambda name: conc.concordance(name, use_cache=False),
        "conc_collocates": lambda name: conc.collocates(name),
        "conc_ngrams": lambda name: conc.ngram_frequencies(),
    }
    for question, ask in questions.items():
        ask(names[0])
        taken = []
        for name in names[1:]:
            began = time.perf_counter()
            ask(name)
            taken.append(time.perf_counter() - began)
        seconds[question] = statistics.median(taken)
    return seconds


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        found = _ask_all(sys.argv[1], sys.argv[2], sys.argv[3:])
    Path(sys.argv[2], "seconds.json").write_text(json.dumps(found), encoding="utf-8")
