"""Loading and matching beside a hand-made notebook: python-frontmatter, a regular expression, plain jieba."""

import re
import shutil
import tempfile
from pathlib import Path

import frontmatter
import jieba
import pandas as pd

import analytics

from .timing import best_of

COPIES = 10  # of the sample on disk
REPEATED = 100  # times the table for counting


def run() -> None:
    """Print the time to a table with tokens, and to a weekly count, on the sample ten times over."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    with tempfile.TemporaryDirectory() as folder:
        for copy in range(COPIES):
            shutil.copytree("data/sample", Path(folder, f"copy{copy}"))
        files = sorted(path for path in Path(folder).rglob("*.md"))
        corpus = analytics.load(folder, cache=False)
        first = best_of(
            {
                "hand-made": lambda: _by_hand(files),
                "ours, one process": lambda: analytics.load(folder, cache=False, workers=1),
                "ours": lambda: analytics.load(folder, cache=False),
            },
            rounds=2,
        )
        analytics.load(folder)
        again = best_of({"ours, cached": lambda: analytics.load(folder)})
        print(f"reading {len(files)} files")
        for name, taken in {**first, **again}.items():
            print(f"  {name:18} {taken:7.2f} s ({first['hand-made'] / taken:.1f} × hand-made)")
        table = pd.concat([corpus.articles] * REPEATED, ignore_index=True)
        pattern = re.compile("deepseek|深度求索", re.IGNORECASE)
        counted = best_of(
            {
                "pandas str.contains": lambda: table["body"].str.contains(pattern, regex=True).sum(),
                "ours, trend": lambda: analytics.trend(table, "deepseek"),
            }
        )
        print(
            f"counting an entity in {len(table)} articles ({table['characters'].sum() / 1e6:.1f} million characters)"
        )
        for name, taken in counted.items():
            print(f"  {name:20} {taken * 1000:7.1f} ms")


def _by_hand(files: list[Path]) -> pd.DataFrame:
    rows = []
    for file in files:
        try:
            post = frontmatter.loads(file.read_text(encoding="utf-8", errors="replace"))
        except Exception:  # what a hand-made notebook does with a broken header
            continue
        rows.append({**post.metadata, "body": post.content, "tokens": jieba.lcut(post.content)})
    return pd.DataFrame(rows)
